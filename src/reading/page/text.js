'use strict';
// The text in the middle: pieces of the document cut into chunks, each decorated with its marks when it comes
// near the window, so that a report of a megabyte opens at once. All text is inserted as text nodes.

const data = JSON.parse(document.getElementById('data').textContent);
const KINDS = ['figures', 'commitments', 'projects', 'checks', 'repairs'];
const state = {
  view: 'clean', tab: 'figures', selected: null, query: '', hits: [], hit: -1,
  lang: data.lang, byIndicator: false,
  facets: Object.fromEntries(KINDS.map((kind) => [kind, {}])),  // facet -> Set of values
  words: Object.fromEntries(KINDS.map((kind) => [kind, ''])),
};

function say(name) {
  const row = data.labels[name];
  return row ? row[state.lang === 'zh' ? 0 : 1] : name.slice(name.indexOf('.') + 1);
}

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

const hasSource = data.source !== undefined;
const textOf = (view) => (view === 'source' ? data.source : data.text);
// The place of a record in the view on show.
const placeOf = (record, view = state.view) => (view === 'source' && record.src ? record.src : record.at);

// Spans of one kind sorted by begin, with the largest end so far, to find those that touch a range.
function makeLayer(kind, spans) {
  spans.sort((a, b) => a.b - b.b || b.e - a.e);
  let far = 0;
  for (const span of spans) span.far = far = Math.max(far, span.e);
  return {kind, spans};
}

function touching(layer, begin, end, use) {
  const {spans} = layer;
  let low = 0, high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle].b < end) low = middle + 1;
    else high = middle;
  }
  for (let k = low - 1; k >= 0 && spans[k].far >= begin; --k)
    if (spans[k].e > begin || (spans[k].b === spans[k].e && spans[k].b >= begin)) use(spans[k]);
}

const layerCache = {};
function layers() {
  if (layerCache[state.view]) return layerCache[state.view];
  const simple = (kind) => makeLayer(kind, data[kind].map((record, i) => {
    const [b, e] = placeOf(record);
    return {b, e, i};
  }));
  const checks = [];
  data.checks.forEach((check, i) => {
    for (const s of check.sentences) {
      const [b, e] = placeOf(data.sentences[s]);
      checks.push({b, e, i});
    }
  });
  const made = [simple('repairs'), makeLayer('checks', checks), simple('commitments'), simple('projects'), simple('figures')];
  return (layerCache[state.view] = made);
}

// Where a record is shown: its own place, or its first sentence's.
function target(kind, i) {
  const record = data[kind][i];
  if (kind !== 'checks') return placeOf(record);
  if (record.figures.length) return placeOf(data.figures[record.figures[0]]);
  return record.sentences.length ? placeOf(data.sentences[record.sentences[0]]) : [0, 0];
}

let chunks = [];
const near = new Set();
const byElement = new Map();
let watcher = null;

const CHUNK = 1200;
function cutPoints(begin, end, sentences) {
  const points = [];
  let last = begin;
  for (const s of sentences) {
    if (s - last >= CHUNK && s < end) points.push((last = s));
  }
  return points;
}

// Ends of sentences in the view, sorted, to cut long pieces at.
function sentenceEnds() {
  return data.sentences.map((sentence) => placeOf(sentence)[1]).sort((a, b) => a - b);
}

function buildText() {
  const main = document.getElementById('reading');
  if (watcher) watcher.disconnect();
  near.clear();
  byElement.clear();
  chunks = [];
  const text = textOf(state.view);
  const ends = sentenceEnds();
  let next = 0;
  const body = make('div', 'body');
  let chrome = null;
  for (const piece of data.pieces) {
    const [begin, end] = placeOf(piece);
    const heading = piece.is_heading && piece.heading !== undefined ? data.headings[piece.heading] : null;
    const block = heading ? make('p', heading.item ? 'item' : 'h h' + Math.min(heading.level, 4)) : make('p');
    if (heading) block.dataset.heading = piece.heading;
    while (next < ends.length && ends[next] <= begin) ++next;
    let stop = next;
    while (stop < ends.length && ends[stop] < end) ++stop;
    const points = cutPoints(begin, end, ends.slice(next, stop));
    let from = begin;
    for (const to of [...points, end]) {
      const element = make('span', 'chunk', text.slice(from, to));
      const chunk = {b: from, e: to, element, fresh: false};
      chunks.push(chunk);
      byElement.set(element, chunk);
      block.append(element);
      from = to;
    }
    if (piece.chrome) {
      if (!chrome) {
        chrome = make('details', 'chrome');
        chrome.append(make('summary', '', say('page.chrome')));
        body.append(chrome);
      }
      chrome.append(block);
    } else {
      chrome = null;
      body.append(block);
    }
  }
  if (!data.pieces.length) body.append(make('p', 'empty', say('page.no_text')));
  main.replaceChildren(body);
  main.dataset.view = state.view;
  main.dataset.layer = state.tab;
  watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const chunk = byElement.get(entry.target);
      if (!entry.isIntersecting) near.delete(chunk);
      else if (near.add(chunk) && !chunk.fresh) decorate(chunk);
    }
  }, {root: main, rootMargin: '900px 0px'});
  for (const chunk of chunks) watcher.observe(chunk.element);
}

function marksIn(chunk) {
  const marks = [];
  for (const layer of layers()) {
    if (layer.kind === 'repairs' && state.tab !== 'repairs' && state.view !== 'source') continue;
    touching(layer, chunk.b, chunk.e, (span) => marks.push({b: span.b, e: span.e, kind: layer.kind, i: span.i}));
  }
  // Hits are many in a long text and sorted: only those that touch the chunk.
  const size = state.query.length;
  for (let k = lowerBound(state.hits, chunk.b - size + 1); k < state.hits.length && state.hits[k] < chunk.e; ++k)
    marks.push({b: state.hits[k], e: state.hits[k] + size, kind: 'hit', i: k});
  return marks;
}

function lowerBound(sorted, value) {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const SINGULAR = {figures: 'figure', commitments: 'commitment', projects: 'project', checks: 'check', repairs: 'repair'};

function dress(span, mark, begin) {
  if (mark.kind === 'hit') {
    span.classList.add('hit');
    if (mark.i === state.hit) span.classList.add('now');
    return;
  }
  span.classList.add('mark', SINGULAR[mark.kind]);
  span.dataset[SINGULAR[mark.kind]] = mark.i;
  const {selected} = state;
  if (selected && selected.kind === mark.kind && selected.i === mark.i) span.classList.add('selected');
  if (mark.kind !== 'figures') return;
  const figure = data.figures[mark.i];
  span.classList.add('m-' + figure.measure, 's-' + figure.status);
  if (!passes('figures', figure)) span.classList.add('off');
  if (figure.lost) {
    span.classList.add('lost');
    if (begin === mark.b) span.classList.add('gap');
    span.title = say('page.lost_at');
  }
}

// Replaces the chunk's text by segments, one for each stretch between borders of marks.
function decorate(chunk) {
  const marks = marksIn(chunk);
  const clip = (x) => Math.min(Math.max(x, chunk.b), chunk.e);
  const points = new Set([chunk.b, chunk.e]);
  for (const mark of marks) points.add(clip(mark.b)), points.add(clip(mark.e));
  const sorted = [...points].sort((a, b) => a - b);
  const text = textOf(state.view);
  const out = document.createDocumentFragment();
  marks.sort((a, b) => a.b - b.b);
  let next = 0;
  let open = [];
  for (let k = 0; k < sorted.length; ++k) {
    const begin = sorted[k], end = k + 1 < sorted.length ? sorted[k + 1] : begin;
    while (next < marks.length && clip(marks[next].b) <= begin) open.push(marks[next++]);
    for (const mark of open)
      if (mark.b === mark.e && mark.b === begin) {
        const point = make('span', 'nothing');
        dress(point, mark, begin);
        out.append(point);
      }
    open = open.filter((mark) => mark.e > begin);
    if (begin === end) continue;
    const slice = text.slice(begin, end);
    if (!open.length) {
      out.append(slice);
      continue;
    }
    const span = make('span', '', slice);
    for (const mark of open) dress(span, mark, begin);
    out.append(span);
  }
  chunk.element.replaceChildren(out);
  chunk.fresh = true;
}

// After a change of what marks look like: what is near now, the rest when it comes near.
function refreshText() {
  document.getElementById('reading').dataset.layer = state.tab;
  for (const chunk of chunks) chunk.fresh = false;
  for (const chunk of near) decorate(chunk);
}

function decorateAll() {
  for (const chunk of chunks) if (!chunk.fresh) decorate(chunk);
}

function chunkAt(offset) {
  let low = 0, high = chunks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (chunks[middle].e <= offset) low = middle + 1;
    else high = middle;
  }
  return chunks[Math.min(low, chunks.length - 1)];
}

// Brings an offset of the view into sight; `selector` names the mark there.
function revealOffset(offset, selector) {
  const chunk = chunkAt(offset);
  if (!chunk) return;
  const folded = chunk.element.closest('details');
  if (folded) folded.open = true;
  if (!chunk.fresh) decorate(chunk);
  const element = (selector && chunk.element.querySelector(selector)) || chunk.element;
  // On a phone the lower half may lie under the records.
  element.scrollIntoView({block: isNarrow() ? 'start' : 'center'});
}

function revealRecord(kind, i) {
  revealOffset(target(kind, i)[0], `[data-${SINGULAR[kind]}="${i}"]`);
}

// The offset of the first text in sight, and the same in the other view.
function offsetInSight() {
  const main = document.getElementById('reading');
  const top = main.getBoundingClientRect().top;
  for (const chunk of chunks) {
    if (!near.has(chunk)) continue;
    const box = chunk.element.getBoundingClientRect();
    if (box.bottom <= top + 4) continue;
    const share = Math.min(Math.max((top - box.top) / Math.max(1, box.height), 0), 1);
    return [chunk, share];
  }
  return null;
}

// Both views have the same pieces, cut at the same sentences: the same chunk, or nearly, is the same place.
function switchView(view) {
  if (view === state.view) return;
  const seen = offsetInSight();
  const index = seen ? chunks.indexOf(seen[0]) / Math.max(1, chunks.length) : 0;
  const before = seen ? clausePlace(seen) : null;
  state.view = view;
  search(state.query, false);
  buildText();
  if (state.selected) revealRecord(state.selected.kind, state.selected.i);
  else if (before !== null) revealOffset(placeOf(data.sentences[before])[0]);
  else if (chunks.length) chunks[Math.floor(index * chunks.length)].element.scrollIntoView({block: 'start'});
}

// The sentence in sight, which both views know.
function clausePlace([chunk, share]) {
  const offset = chunk.b + share * (chunk.e - chunk.b);
  let best = null;
  for (let i = 0; i < data.sentences.length; ++i) {
    const [b, e] = placeOf(data.sentences[i]);
    if (b <= offset && offset < e) return i;
    if (b <= offset) best = i;
  }
  return best;
}

function search(query, show = true) {
  state.query = query;
  state.hits = [];
  state.hit = -1;
  if (query) {
    const text = textOf(state.view).toLowerCase();
    const wanted = query.toLowerCase();
    for (let at = text.indexOf(wanted); at >= 0 && state.hits.length < 100000; at = text.indexOf(wanted, at + wanted.length))
      state.hits.push(at);
  }
  if (show) refreshText();
}

function goToHit(step) {
  if (!state.hits.length) return;
  state.hit = (state.hit + step + state.hits.length) % state.hits.length;
  refreshText();
  revealOffset(state.hits[state.hit], '.hit.now');
}
