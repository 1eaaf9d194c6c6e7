// The text in the middle: the pieces of the report cut into chunks, each marked up when it comes near the
// window, so that a report of a megabyte opens at once. All text is put in as text nodes.

import type {Kind, View} from '../types';
import {say} from '../words';
import {Layer, placeIn, type Range, type View as Which} from './places';
import {KINDS, type Chosen} from './report';
import {cut, findWords, lowerBound, type Mark} from './segments';

interface Chunk {
  begin: number;
  end: number;
  element: HTMLElement;
  fresh: boolean;
}

export interface PaneState {
  which: Which;
  tab: Kind;
  selected: Chosen | null;
  passes: (kind: Kind, i: number) => boolean;
  verdict: (kind: Kind, i: number) => string | undefined;
  corrected: (figure: number) => string;  // the number that a person gave instead; "" without
}

const CHUNK = 1200;
const SINGULAR: Record<Kind, string> = {figures: 'figure', commitments: 'commitment', projects: 'project', checks: 'check', repairs: 'repair'};
// The mark that a click means where several lie over each other.
const CLICKED: readonly Kind[] = ['figures', 'projects', 'commitments', 'checks', 'repairs'];

export class TextPane {
  private chunks: Chunk[] = [];
  private readonly near = new Set<Chunk>();
  private readonly byElement = new Map<Element, Chunk>();
  private watcher: IntersectionObserver | null = null;
  private readonly layers = new Map<Which, {kind: Kind; layer: Layer; of: number[]}[]>();
  private query = '';
  private flash: Range | null = null;
  hits: number[] = [];
  hit = -1;

  constructor(
    private readonly root: HTMLElement,
    private readonly view: View,
    private readonly state: PaneState,
  ) {}

  destroy(): void {
    this.watcher?.disconnect();
    this.root.replaceChildren();
  }

  get text(): string {
    return this.state.which === 'source' ? (this.view.source ?? this.view.text) : this.view.text;
  }

  private marksOf(kind: Kind): {layer: Layer; of: number[]} {
    const {which} = this.state;
    if (kind !== 'checks') {
      const records = this.view[kind];
      return {layer: new Layer(records.map((record) => placeIn(which, record))), of: records.map((_, i) => i)};
    }
    const places: Range[] = [];
    const of: number[] = [];
    this.view.checks.forEach((check, i) => {
      for (const s of check.sentences) {
        const sentence = this.view.sentences[s];
        if (!sentence) continue;
        places.push(placeIn(which, sentence));
        of.push(i);
      }
    });
    return {layer: new Layer(places), of};
  }

  private layersNow() {
    const {which} = this.state;
    let made = this.layers.get(which);
    if (!made) {
      made = KINDS.map((kind) => ({kind, ...this.marksOf(kind)}));
      this.layers.set(which, made);
    }
    return made;
  }

  private marksIn(chunk: Chunk): Mark[] {
    const {which, tab} = this.state;
    const marks: Mark[] = [];
    for (const {kind, layer, of} of this.layersNow()) {
      if (kind === 'repairs' && tab !== 'repairs' && which !== 'source') continue;
      const places = kind === 'checks' ? null : this.view[kind];
      for (const k of layer.touching(chunk.begin, chunk.end)) {
        const index = of[k] ?? 0;
        const record = places?.[k];
        const [begin, end] = record ? placeIn(which, record) : this.checkPlace(k);
        marks.push({begin, end, kind, index});
      }
    }
    const size = this.query.length;
    for (let k = lowerBound(this.hits, chunk.begin - size + 1); k < this.hits.length; ++k) {
      const at = this.hits[k] ?? 0;
      if (at >= chunk.end) break;
      marks.push({begin: at, end: at + size, kind: 'hit', index: k});
    }
    if (this.flash && this.flash[0] < chunk.end && this.flash[1] > chunk.begin)
      marks.push({begin: this.flash[0], end: this.flash[1], kind: 'hit', index: -1});
    return marks;
  }

  // The k-th of the sentences that checks name, in their order.
  private checkPlace(k: number): Range {
    let left = k;
    for (const check of this.view.checks) {
      const named = check.sentences.filter((s) => this.view.sentences[s]);
      if (left < named.length) {
        const sentence = this.view.sentences[named[left] ?? 0];
        return sentence ? placeIn(this.state.which, sentence) : [0, 0];
      }
      left -= named.length;
    }
    return [0, 0];
  }

  private dress(span: HTMLElement, mark: Mark, begin: number, end: number): void {
    if (mark.kind === 'hit') {
      span.classList.add('hit');
      if (mark.index === this.hit || mark.index < 0) span.classList.add('now');
      return;
    }
    const {selected} = this.state;
    const name = SINGULAR[mark.kind];
    span.classList.add('mark', name);
    span.dataset[name] = String(mark.index);
    if (selected && selected.kind === mark.kind && selected.i === mark.index) span.classList.add('selected');
    // What was decided of other kinds is left to their tabs, so that lines do not pile up.
    const verdict = mark.kind === 'figures' || mark.kind === this.state.tab ? this.state.verdict(mark.kind, mark.index) : undefined;
    if (verdict) span.classList.add('v-' + verdict);
    if (mark.kind !== 'figures') return;
    const figure = this.view.figures[mark.index];
    if (!figure) return;
    span.classList.add('m-' + figure.measure, 's-' + figure.status);
    if (!this.state.passes('figures', mark.index)) span.classList.add('off');
    const corrected = end === mark.end ? this.state.corrected(mark.index) : '';
    if (corrected) span.dataset['corrected'] = corrected;
    if (!figure.lost) return;
    span.classList.add('lost');
    if (begin === mark.begin) span.classList.add('gap');
    span.title = say('page.lost_at');
  }

  private decorate(chunk: Chunk): void {
    const out = document.createDocumentFragment();
    const text = this.text;
    for (const segment of cut(chunk.begin, chunk.end, this.marksIn(chunk))) {
      if (segment.marks.length === 0) {
        out.append(text.slice(segment.begin, segment.end));
        continue;
      }
      const span = document.createElement('span');
      if (segment.begin === segment.end) span.className = 'nothing';
      span.textContent = text.slice(segment.begin, segment.end);
      for (const mark of segment.marks) this.dress(span, mark, segment.begin, segment.end);
      out.append(span);
    }
    chunk.element.replaceChildren(out);
    chunk.fresh = true;
  }

  build(): void {
    this.watcher?.disconnect();
    this.near.clear();
    this.byElement.clear();
    this.chunks = [];
    const ends = this.view.sentences.map((sentence) => placeIn(this.state.which, sentence)[1]).sort((a, b) => a - b);
    const body = document.createElement('div');
    body.className = 'body';
    let chrome: HTMLDetailsElement | null = null;
    for (const piece of this.view.pieces) {
      const block = this.buildPiece(piece, ends);
      if (!piece.chrome) {
        chrome = null;
        body.append(block);
        continue;
      }
      if (!chrome) {
        chrome = document.createElement('details');
        chrome.className = 'chrome';
        const summary = document.createElement('summary');
        summary.textContent = say('page.chrome');
        chrome.append(summary);
        body.append(chrome);
      }
      chrome.append(block);
    }
    if (this.view.pieces.length === 0) {
      const none = document.createElement('p');
      none.className = 'empty';
      none.textContent = say('page.no_text');
      body.append(none);
    }
    this.root.replaceChildren(body);
    this.watcher = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const chunk = this.byElement.get(entry.target);
          if (!chunk) continue;
          if (!entry.isIntersecting) this.near.delete(chunk);
          else if (this.near.add(chunk) && !chunk.fresh) this.decorate(chunk);
        }
      },
      {root: this.root, rootMargin: '900px 0px'},
    );
    for (const chunk of this.chunks) this.watcher.observe(chunk.element);
    this.search(this.query);
  }

  private buildPiece(piece: View['pieces'][number], ends: readonly number[]): HTMLElement {
    const [begin, end] = placeIn(this.state.which, piece);
    const heading = piece.is_heading && piece.heading !== undefined ? this.view.headings[piece.heading] : undefined;
    const block = document.createElement('p');
    if (heading) {
      block.className = heading.item ? 'item' : `h h${Math.min(heading.level, 4)}`;
      block.dataset['heading'] = String(piece.heading);
    }
    const points: number[] = [];
    let last = begin;
    for (let k = lowerBound(ends, begin + CHUNK); k < ends.length; ++k) {
      const at = ends[k] ?? end;
      if (at >= end) break;
      if (at - last >= CHUNK) points.push((last = at));
    }
    let from = begin;
    for (const to of [...points, end]) {
      const element = document.createElement('span');
      element.className = 'chunk';
      element.textContent = this.text.slice(from, to);
      const chunk = {begin: from, end: to, element, fresh: false};
      this.chunks.push(chunk);
      this.byElement.set(element, chunk);
      block.append(element);
      from = to;
    }
    return block;
  }

  /** After a change of what marks look like: what is near now, the rest when it comes near. */
  refresh(): void {
    for (const chunk of this.chunks) chunk.fresh = false;
    for (const chunk of this.near) this.decorate(chunk);
  }

  decorateAll(): void {
    for (const chunk of this.chunks) if (!chunk.fresh) this.decorate(chunk);
  }

  private chunkAt(offset: number): Chunk | undefined {
    const at = lowerBound(this.chunks.map((chunk) => chunk.end), offset + 1);
    return this.chunks[Math.min(at, this.chunks.length - 1)];
  }

  private reveal(offset: number, selector: string, low: boolean): void {
    const chunk = this.chunkAt(offset);
    if (!chunk) return;
    const folded = chunk.element.closest('details');
    if (folded) folded.open = true;
    this.decorate(chunk);
    const element = (selector && chunk.element.querySelector(selector)) || chunk.element;
    element.scrollIntoView({block: low ? 'start' : 'center'});
  }

  /** `low`: the lower half of the window may be covered. */
  revealRecord(chosen: Chosen, low: boolean): void {
    this.reveal(this.placeOf(chosen)[0], `[data-${SINGULAR[chosen.kind]}="${chosen.i}"]`, low);
  }

  private placeOf({kind, i}: Chosen): Range {
    const {which} = this.state;
    if (kind !== 'checks') {
      const record = this.view[kind][i];
      return record ? placeIn(which, record) : [0, 0];
    }
    const check = this.view.checks[i];
    const figure = this.view.figures[check?.figures[0] ?? -1];
    if (figure) return placeIn(which, figure);
    const sentence = this.view.sentences[check?.sentences[0] ?? -1];
    return sentence ? placeIn(which, sentence) : [0, 0];
  }

  revealHeading(index: number): void {
    const heading = this.view.headings[index];
    if (!heading) return;
    const element = this.root.querySelector(`[data-heading="${index}"]`);
    if (element) element.scrollIntoView({block: 'start'});
    else this.reveal(placeIn(this.state.which, heading)[0], '', true);
  }

  /** Shows a place of the mended text, as a link names it. */
  revealRange(range: Range): void {
    this.flash = range;
    for (const chunk of this.chunks) if (chunk.begin < range[1] && chunk.end > range[0]) chunk.fresh = false;
    this.reveal(range[0], '.hit.now', false);
  }

  search(query: string): void {
    this.query = query;
    this.hit = -1;
    if (query) this.flash = null;
    this.hits = findWords(this.text, query);
    this.refresh();
  }

  goToHit(step: number): void {
    if (this.hits.length === 0) return;
    this.hit = (this.hit + step + this.hits.length) % this.hits.length;
    this.refresh();
    this.reveal(this.hits[this.hit] ?? 0, '.hit.now', false);
  }

  /** The sentence at the top of the window, which both texts know. */
  sentenceInSight(): number | null {
    const top = this.root.getBoundingClientRect().top;
    for (const chunk of this.chunks) {
      if (!this.near.has(chunk)) continue;
      const box = chunk.element.getBoundingClientRect();
      if (box.bottom <= top + 4) continue;
      const share = Math.min(Math.max((top - box.top) / Math.max(1, box.height), 0), 1);
      const offset = chunk.begin + share * (chunk.end - chunk.begin);
      const begins = this.view.sentences.map((sentence) => placeIn(this.state.which, sentence)[0]);
      return Math.max(0, lowerBound(begins, offset + 1) - 1);
    }
    return null;
  }

  revealSentence(index: number): void {
    const sentence = this.view.sentences[index];
    if (sentence) this.reveal(placeIn(this.state.which, sentence)[0], '', true);
  }

  /** The heading under which the text at the top of the window stands. */
  headingInSight(): number | null {
    const index = this.sentenceInSight();
    return index === null ? null : (this.view.sentences[index]?.heading ?? null);
  }

  /** The record that a click in the text means; those of the tab on show before others. */
  recordAt(target: EventTarget | null): Chosen | null {
    const mark = target instanceof Element ? target.closest<HTMLElement>('.mark') : null;
    if (!mark) return null;
    const order = [this.state.tab, ...CLICKED.filter((kind) => kind !== this.state.tab)];
    for (const kind of order) {
      const index = mark.dataset[SINGULAR[kind]];
      if (index !== undefined) return {kind, i: Number(index)};
    }
    return null;
  }
}
