// The page as a whole: head, outline, selection both ways, keys, light and dark, phone and print.

const root = document.documentElement;
const byId = (id) => document.getElementById(id);
const isNarrow = () => matchMedia('(max-width: 900px)').matches;

function button(text, title, act, className = 'plain') {
  const made = make('button', className, text);
  made.type = 'button';
  made.title = title;
  made.setAttribute('aria-label', title);
  made.addEventListener('click', act);
  return made;
}

// ---- head

function metaLine() {
  const d = data.document;
  const lost = data.figures.filter((figure) => figure.lost).length;
  const parts = [d.place, d.year ? String(d.year) : say('page.year_unknown')];
  if (d.pages_read >= 0 && d.pages_left >= 0)
    parts.push(say('page.pages').replace('{read}', d.pages_read).replace('{left}', d.pages_left));
  if (d.faults) parts.push(say('page.undecoded').replace('{count}', d.faults));
  const name = d.name.slice(d.name.lastIndexOf('/') + 1);
  const meta = make('p', 'meta');
  for (const part of parts.filter(Boolean)) meta.append(make('span', '', part));
  if (lost) meta.append(make('span', 'lost-count', `${say('page.missing')} ${lost}`));
  meta.append(make('span', '', name));
  meta.title = `${d.name}\nSHA-256 ${d.sha256}`;
  return meta;
}

function searchBox() {
  const box = make('div', 'search');
  box.setAttribute('role', 'search');
  const input = make('input');
  input.type = 'search';
  input.id = 'query';
  input.placeholder = say('page.search');
  input.setAttribute('aria-label', say('page.search'));
  input.value = state.query;
  const count = make('span', 'hits');
  count.setAttribute('aria-live', 'polite');
  const tell = () => {
    if (!state.query) count.textContent = '';
    else if (!state.hits.length) count.textContent = say('page.no_hits');
    else count.textContent = `${state.hit + 1}/${state.hits.length}`;
  };
  const step = (by) => { goToHit(by); tell(); };
  let timer = 0;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => { search(input.value); goToHit(1); tell(); }, 120);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    if (event.key === 'Escape') { input.value = ''; search(''); tell(); input.blur(); }
    event.stopPropagation();
  });
  box.append(input, count, button('‹', say('page.previous'), () => step(-1)), button('›', say('page.next'), () => step(1)));
  tell();
  return box;
}

function viewSwitch() {
  const group = make('div', 'switch');
  group.setAttribute('role', 'group');
  for (const view of ['clean', 'source']) {
    const choice = button(say(view === 'clean' ? 'page.mended' : 'page.source'), say(view === 'clean' ? 'page.mended' : 'page.source'), () => showView(view), '');
    choice.dataset.view = view;
    choice.setAttribute('aria-pressed', String(state.view === view));
    group.append(choice);
  }
  return group;
}

function showView(view) {
  switchView(view);
  for (const choice of document.querySelectorAll('.switch button'))
    choice.setAttribute('aria-pressed', String(choice.dataset.view === state.view));
  watchHeadings();
}

const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches);

function drawHead() {
  const title = make('div', 'title');
  title.append(make('h1', '', data.document.title || say('page.untitled')), metaLine());
  const tools = make('div', 'tools');
  tools.append(searchBox());
  if (hasSource) tools.append(viewSwitch());
  const theme = button(isDark() ? '☀' : '☾', say(isDark() ? 'page.light' : 'page.dark'), () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    drawHead();
  });
  tools.append(theme, button(say('page.language'), say('page.language'), () => {
    state.lang = state.lang === 'zh' ? 'en' : 'zh';
    drawAll();
  }), button(say('page.print'), say('page.print'), () => print(), 'plain wide'));
  byId('top').replaceChildren(title, tools);
}

// ---- outline

function drawOutline() {
  const nav = byId('outline');
  nav.setAttribute('aria-label', say('page.outline'));
  nav.replaceChildren(make('h2', '', say('page.outline')));
  if (!data.headings.length) {
    nav.append(make('p', 'empty', say('page.no_heading')));
    return;
  }
  const counts = data.headings.map(() => [0, 0]);
  for (const figure of data.figures) {
    const sentence = data.sentences[figure.sentence];
    for (let h = sentence && sentence.heading; h !== undefined; h = data.headings[h].parent) {
      ++counts[h][0];
      if (figure.lost) ++counts[h][1];
    }
  }
  const list = make('ol', 'tree');
  data.headings.forEach((heading, i) => {
    const item = make('li', 'level' + Math.min(heading.level, 5) + (heading.item ? ' item' : ''));
    const link = make('button', 'entry');
    link.type = 'button';
    link.dataset.heading = i;
    link.title = heading.number + heading.title;
    link.append(make('span', 'words', heading.number + heading.title));
    if (heading.role && heading.parent === undefined) link.append(make('span', 'role', say('role.' + heading.role)));
    if (counts[i][1]) link.append(make('span', 'badge lost', String(counts[i][1])));
    if (counts[i][0]) link.append(make('span', 'badge', String(counts[i][0])));
    item.append(link);
    list.append(item);
  });
  list.addEventListener('click', (event) => {
    const link = event.target.closest('.entry');
    if (!link) return;
    const i = Number(link.dataset.heading);
    const chunk = chunkAt(placeOf(data.headings[i])[0]);
    closePanels();
    if (chunk) chunk.element.scrollIntoView({block: 'start'});
  });
  nav.append(list);
}

// Marks the heading whose part is at the top of the text.
function watchHeadings() {
  const main = byId('reading');
  const headings = [...main.querySelectorAll('[data-heading]')];
  let asked = false;
  const mark = () => {
    asked = false;
    const line = main.getBoundingClientRect().top + 48;
    let current = null;
    for (const heading of headings) {
      if (heading.getBoundingClientRect().top > line) break;
      current = heading.dataset.heading;
    }
    for (const entry of document.querySelectorAll('.entry.current')) {
      if (entry.dataset.heading === current) return;
      entry.classList.remove('current');
      entry.removeAttribute('aria-current');
    }
    const entry = current !== null && document.querySelector(`.entry[data-heading="${current}"]`);
    if (!entry) return;
    entry.classList.add('current');
    entry.setAttribute('aria-current', 'true');
    const nav = byId('outline'), box = entry.getBoundingClientRect(), frame = nav.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) nav.scrollTop += box.top - frame.top - frame.height / 3;
  };
  main.onscroll = () => {
    if (!asked) requestAnimationFrame(mark);
    asked = true;
  };
  mark();
}

// ---- selection, both ways

function select(kind, i, from) {
  state.selected = {kind, i};
  if (from === 'text') {
    if (state.tab !== kind) {
      state.tab = kind;
      drawRecords();
    }
    if (!passes(kind, data[kind][i])) {
      state.facets[kind] = {};
      state.words[kind] = '';
      drawRecords();
    }
    openPanel('records');
  }
  refreshText();
  revealCard(i);
  if (from !== 'text' || isNarrow()) revealRecord(kind, i);
  const card = document.querySelector('.card.selected');
  byId('live').textContent = card ? card.textContent : '';
}

function unselect() {
  state.selected = null;
  refreshText();
  for (const card of document.querySelectorAll('.card.selected')) {
    card.classList.remove('selected');
    card.setAttribute('aria-pressed', 'false');
  }
}

// The record under a mark: that of the open tab first, else the innermost.
function recordOf(mark) {
  const order = [state.tab, 'figures', 'projects', 'commitments', 'checks', 'repairs'];
  for (const kind of order) {
    const i = mark.dataset[SINGULAR[kind]];
    if (i !== undefined) return [kind, Number(i)];
  }
  return null;
}

byId('reading').addEventListener('click', (event) => {
  const mark = event.target.closest('.mark');
  if (!mark || !getSelection().isCollapsed) return;
  const record = recordOf(mark);
  if (record) select(record[0], record[1], 'text');
});

function stepRecord(by) {
  if (!shown.length) return;
  const now = state.selected && state.selected.kind === state.tab ? shown.indexOf(state.selected.i) : -1;
  const next = now < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(now + by, 0), shown.length - 1);
  select(state.tab, shown[next], 'list');
}

// ---- panels on a phone

function openPanel(id) {
  if (!isNarrow()) return;
  for (const panel of document.querySelectorAll('.panel')) panel.classList.toggle('open', panel.id === id);
  byId('veil').hidden = id !== 'outline';
  drawBar();
}

function closePanels() {
  for (const panel of document.querySelectorAll('.panel.open')) panel.classList.remove('open');
  byId('veil').hidden = true;
  drawBar();
}

function drawBar() {
  const bar = byId('bar');
  const open = document.querySelector('.panel.open');
  const entry = (id, text, act) => {
    const made = button(text, text, act, 'bar-entry');
    made.setAttribute('aria-pressed', String(open ? open.id === id : id === 'reading'));
    return made;
  };
  bar.replaceChildren(
      entry('outline', say('page.outline'), () => openPanel('outline')),
      entry('reading', say('page.text'), closePanels),
      entry('records', say('page.records'), () => openPanel('records')));
}

byId('veil').addEventListener('click', closePanels);

// ---- keys, print, start

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  const act = {
    '/': () => byId('query').focus(),
    j: () => stepRecord(1),
    k: () => stepRecord(-1),
    s: () => hasSource && showView(state.view === 'clean' ? 'source' : 'clean'),
    Escape: () => { closePanels(); unselect(); },
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

let themeOfScreen;
addEventListener('beforeprint', () => {
  themeOfScreen = root.dataset.theme;
  root.dataset.theme = 'light';
  decorateAll();
  drawPaper();
});
addEventListener('afterprint', () => {
  if (themeOfScreen) root.dataset.theme = themeOfScreen;
  else delete root.dataset.theme;
  byId('paper').replaceChildren();
});

function drawAll() {
  root.lang = state.lang === 'zh' ? 'zh-CN' : 'en';
  drawHead();
  drawOutline();
  drawRecords();
  buildText();
  drawBar();
  byId('reading').setAttribute('aria-label', say('page.text'));
  byId('records').setAttribute('aria-label', say('page.records'));
  watchHeadings();
}

drawAll();
