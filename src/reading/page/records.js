// The records at the right: one tab a kind, facets and words to filter by, a long list drawn in portions.

const TAB = {
  figures: {
    facets: {
      measure: (r) => r.measure,
      status: (r) => r.status,
      lost: (r) => (r.lost ? 'lost' : null),
    },
    hay: (r) => [r.indicator, r.entity, r.period, r.unit].join(' '),
    card: figureCard,
  },
  commitments: {
    facets: {},
    hay: (r) => [r.clause, ...(r.owners || []), ...(r.supporting || []), r.deadline].join(' '),
    card: commitmentCard,
  },
  projects: {
    facets: {stage: (r) => r.stage},
    hay: (r) => [r.name, r.entity, r.stage].join(' '),
    card: projectCard,
  },
  checks: {
    facets: {check: (r) => r.check},
    hay: (r) => r.message + ' ' + r.message_en,
    card: checkCard,
  },
  repairs: {
    facets: {rule: (r) => r.rule, certainty: (r) => r.certainty},
    hay: (r) => data.text.slice(...r.at) + ' ' + (r.src ? data.source.slice(...r.src) : ''),
    card: repairCard,
  },
};

// Whether a record passes its tab's facets and words.
function passes(kind, record) {
  const chosen = state.facets[kind];
  for (const name in chosen)
    if (chosen[name].size && !chosen[name].has(TAB[kind].facets[name](record))) return false;
  const words = state.words[kind];
  return !words || TAB[kind].hay(record).toLowerCase().includes(words);
}

function headingTitle(index) {
  return index === undefined ? '' : data.headings[index].number + data.headings[index].title;
}

function line(card, className, ...parts) {
  const shown = parts.filter(Boolean);
  if (shown.length) card.append(make('span', className, shown.join(' · ')));
}

function tag(text, className) { return make('span', 'tag ' + (className || ''), text); }

function figureCard(card, r) {
  const [b, e] = r.at;
  const head = make('span', 'head');
  head.append(make('span', 'name', r.indicator || '—'));
  const value = make('span', 'value m-' + r.measure);
  if (r.lost) {
    value.classList.add('lost');
    value.append(make('span', 'struck', data.text.slice(b, e)));
    value.prepend(make('span', 'missing', say('page.missing')));
  } else {
    if (r.exactness === 'about') value.append(make('small', '', say('exactness.about')));
    if (r.direction) value.append(make('span', 'arrow', {up: '↑', down: '↓', flat: '→'}[r.direction]));
    value.append(data.text.slice(b, e));
    if (r.exactness === 'over' || r.exactness === 'under') value.append(make('small', '', say('exactness.' + r.exactness)));
  }
  head.append(value);
  card.append(head);
  const tags = make('span', 'tags');
  tags.append(tag(say('measure.' + r.measure) + (r.direction ? ' · ' + say('direction.' + r.direction) : ''), 'm-' + r.measure));
  if (r.status !== 'actual') tags.append(tag(say('status.' + r.status), 's-' + r.status));
  if (r.period) tags.append(tag(r.period));
  if (r.entity) tags.append(tag(r.entity, 'entity'));
  card.append(tags);
  const heading = data.sentences[r.sentence] && data.sentences[r.sentence].heading;
  line(card, 'where', headingTitle(heading));
}

function commitmentCard(card, r) {
  card.append(make('span', 'clause', r.clause));
  const tags = make('span', 'tags');
  for (const owner of r.owners || []) tags.append(tag(owner, 'owner'));
  for (const unit of r.supporting || []) tags.append(tag(unit, 'supporting'));
  if (r.deadline) tags.append(tag(r.deadline, 'deadline'));
  for (const i of r.figures) tags.append(tag(data.text.slice(...data.figures[i].at), 's-target'));
  if (!(r.owners || []).length) tags.append(make('span', 'none', say('page.no_owner')));
  card.append(tags);
  line(card, 'where', headingTitle(r.heading));
}

function projectCard(card, r) {
  const head = make('span', 'head');
  head.append(make('span', 'name', r.name), tag(say('stage.' + r.stage), 'stage'));
  card.append(head);
  card.append(make('span', 'clause', data.text.slice(...r.at)));
  line(card, 'where', r.entity, r.stage === '其他' ? r.state : '');
}

function checkCard(card, r) {
  const tags = make('span', 'tags');
  tags.append(tag(say('check.' + r.check), 'alarm'));
  card.append(tags);
  card.append(make('span', 'clause', state.lang === 'zh' ? r.message : r.message_en));
  for (const s of r.sentences.slice(0, 3)) card.append(make('span', 'quote', data.text.slice(...data.sentences[s].at)));
}

function repairCard(card, r) {
  const change = make('span', 'change');
  const before = r.src ? data.source.slice(...r.src) : '', after = data.text.slice(...r.at);
  if (r.certainty === 'marked') change.append(make('span', '', after || before));
  else change.append(make('del', '', before || '∅'), make('span', 'to', '→'), make('ins', '', after || '∅'));
  card.append(change);
  const tags = make('span', 'tags');
  tags.append(tag(say('rule.' + r.rule)), tag(say('certainty.' + r.certainty), 'c-' + r.certainty));
  card.append(tags);
}

// ---- the list

let shown = [];       // indices of the records that pass, in the order shown
let drawn = [0, 0];   // portion of `shown` that is in the page
const PORTION = 120;

function listRecords() {
  const kind = state.tab;
  shown = [];
  data[kind].forEach((record, i) => { if (passes(kind, record)) shown.push(i); });
  if (kind === 'figures' && state.byIndicator) {
    const first = new Map();
    for (const i of shown) {
      const name = data.figures[i].indicator;
      if (!first.has(name)) first.set(name, first.size);
    }
    const place = (i) => first.get(data.figures[i].indicator);
    shown.sort((a, b) => place(a) - place(b) || a - b);
  }
}

function makeCard(i, kind = state.tab) {
  const item = make('li');
  const card = make('button', 'card ' + SINGULAR[kind]);
  card.type = 'button';
  card.dataset.i = i;
  TAB[kind].card(card, data[kind][i]);
  const selected = state.selected && state.selected.kind === kind && state.selected.i === i;
  if (selected) card.classList.add('selected');
  card.setAttribute('aria-pressed', String(!!selected));
  item.append(card);
  return item;
}

function drawList(from = 0) {
  const list = document.getElementById('list');
  if (!list) return;
  const begin = Math.max(0, Math.min(from, shown.length));
  drawn = [begin, begin];
  list.replaceChildren();
  if (!shown.length) {
    const none = data[state.tab].length ? 'page.none_filtered' : 'page.none_' + state.tab;
    list.append(make('li', 'empty', say(none)));
    return;
  }
  if (begin > 0) list.append(moreButton(begin, () => drawList(Math.max(0, begin - PORTION))));
  growList();
}

function moreButton(count, act) {
  const item = make('li', 'more');
  const button = make('button', 'plain', `${count} ${say('page.more')}`);
  button.type = 'button';
  button.addEventListener('click', act);
  item.append(button);
  return item;
}

let listWatcher = null;

// Draws on when the end of what is drawn comes near.
function watchEnd(list, more) {
  if (listWatcher) listWatcher.disconnect();
  listWatcher = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) growList();
  }, {root: list, rootMargin: '600px 0px'});
  listWatcher.observe(more);
}

function growList(all = false) {
  const list = document.getElementById('list');
  const last = list.querySelector('.more.end');
  if (last) last.remove();
  const end = all ? shown.length : Math.min(shown.length, drawn[1] + PORTION);
  const out = document.createDocumentFragment();
  let name = drawn[1] > 0 ? groupOf(shown[drawn[1] - 1]) : null;
  for (let k = drawn[1]; k < end; ++k) {
    const group = groupOf(shown[k]);
    if (group !== name && group !== null) out.append(make('li', 'group', group || '—'));
    name = group;
    out.append(makeCard(shown[k]));
  }
  list.append(out);
  drawn[1] = end;
  if (end < shown.length) {
    const more = moreButton(shown.length - end, () => growList());
    more.classList.add('end');
    list.append(more);
    watchEnd(list, more);
  }
}

// All records that pass their filters, for paper; repairs, which are thousands, where their tab is open.
function drawPaper() {
  const paper = document.getElementById('paper');
  paper.replaceChildren();
  for (const kind of Object.keys(TAB)) {
    if (kind === 'repairs' && state.tab !== kind) continue;
    const records = data[kind].map((record, i) => i).filter((i) => passes(kind, data[kind][i]));
    if (!records.length) continue;
    const list = make('ul', 'sheet ' + kind);
    for (const i of records) {
      const item = make('li', 'card ' + SINGULAR[kind]);
      TAB[kind].card(item, data[kind][i]);
      list.append(item);
    }
    paper.append(make('h2', '', `${say('tab.' + kind)} ${records.length}`), list);
  }
}

function groupOf(i) { return state.tab === 'figures' && state.byIndicator ? data.figures[i].indicator : null; }

function revealCard(i) {
  const list = document.getElementById('list');
  const at = shown.indexOf(i);
  if (!list || at < 0) return;
  if (at < drawn[0] || at >= drawn[1]) drawList(Math.max(0, at - 20));
  for (const old of list.querySelectorAll('.card.selected')) {
    old.classList.remove('selected');
    old.setAttribute('aria-pressed', 'false');
  }
  const card = list.querySelector(`.card[data-i="${i}"]`);
  if (!card) return;
  card.classList.add('selected');
  card.setAttribute('aria-pressed', 'true');
  card.scrollIntoView({block: 'nearest'});
}

// ---- the panel around it

function facetChips(kind) {
  const box = make('div', 'chips');
  for (const name in TAB[kind].facets) {
    const counts = new Map();
    for (const record of data[kind]) {
      const value = TAB[kind].facets[name](record);
      if (value !== null) counts.set(value, (counts.get(value) || 0) + 1);
    }
    if (counts.size < 2 && name !== 'lost') continue;
    const row = make('div', 'facet');
    row.setAttribute('role', 'group');
    row.setAttribute('aria-label', say('field.' + name));
    for (const [value, count] of counts) row.append(facetChip(kind, name, value, count));
    if (row.childElementCount) box.append(row);
  }
  return box;
}

function facetChip(kind, name, value, count) {
  const chosen = (state.facets[kind][name] ||= new Set());
  const prefix = {measure: 'm-', status: 's-', lost: 'is-'}[name];
  const chip = make('button', 'chip ' + (prefix ? prefix + value : ''));
  chip.type = 'button';
  chip.append(make('span', 'swatch'), say(name + '.' + value), make('b', '', String(count)));
  chip.setAttribute('aria-pressed', String(chosen.has(value)));
  chip.addEventListener('click', () => {
    chosen.has(value) ? chosen.delete(value) : chosen.add(value);
    chip.setAttribute('aria-pressed', String(chosen.has(value)));
    filterChanged();
  });
  return chip;
}

function filterChanged() {
  listRecords();
  drawList();
  countShown();
  if (state.tab === 'figures') refreshText();
}

function countShown() {
  const count = document.getElementById('count');
  if (count) count.textContent = shown.length === data[state.tab].length ? String(shown.length) : `${shown.length} / ${data[state.tab].length}`;
}

function drawRecords() {
  const panel = document.getElementById('records');
  const kind = state.tab;
  const tabs = make('div', 'tabs');
  tabs.setAttribute('role', 'tablist');
  for (const name of KINDS) {
    const tab = make('button', 'tab');
    tab.type = 'button';
    tab.id = 'tab-' + name;
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-selected', String(name === kind));
    tab.setAttribute('aria-controls', 'tabpanel');
    tab.tabIndex = name === kind ? 0 : -1;
    tab.append(say('tab.' + name), make('b', '', data[name].length.toLocaleString('en-US')));
    tab.addEventListener('click', () => openTab(name));
    tabs.append(tab);
  }
  tabs.addEventListener('keydown', (event) => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (!step) return;
    event.preventDefault();
    openTab(KINDS[(KINDS.indexOf(kind) + step + KINDS.length) % KINDS.length]);
    document.getElementById('tab-' + state.tab).focus();
  });
  const content = make('div', 'content');
  content.id = 'tabpanel';
  content.setAttribute('role', 'tabpanel');
  content.setAttribute('aria-labelledby', 'tab-' + kind);
  if (data[kind].length) content.append(filterBar(kind));
  const list = make('ol', 'list');
  list.id = 'list';
  list.addEventListener('click', (event) => {
    const card = event.target.closest('.card');
    if (card) select(kind, Number(card.dataset.i), 'list');
  });
  content.append(list);
  panel.replaceChildren(tabs, content);
  listRecords();
  drawList();
  countShown();
}

function filterBar(kind) {
  const bar = make('div', 'filters');
  const row = make('div', 'row');
  const words = make('input');
  words.type = 'search';
  words.placeholder = say('page.filter_' + kind);
  words.setAttribute('aria-label', words.placeholder);
  words.value = state.words[kind];
  words.addEventListener('input', () => {
    state.words[kind] = words.value.trim().toLowerCase();
    filterChanged();
  });
  const count = make('span', 'count');
  count.id = 'count';
  row.append(words, count);
  if (kind === 'figures') {
    const order = make('button', 'plain', say(state.byIndicator ? 'page.by_text' : 'page.by_indicator'));
    order.type = 'button';
    order.addEventListener('click', () => {
      state.byIndicator = !state.byIndicator;
      order.textContent = say(state.byIndicator ? 'page.by_text' : 'page.by_indicator');
      listRecords();
      drawList();
    });
    row.append(order);
  }
  bar.append(row, facetChips(kind));
  return bar;
}

function openTab(kind) {
  state.tab = kind;
  drawRecords();
  refreshText();
}
