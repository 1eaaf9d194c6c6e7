// One report on the screen: what was read in it, what people decided of it, and what is on show of both.

import {computed, reactive, ref, shallowRef} from 'vue';

import {call, Failure, get} from '../api';
import type {Decision, DecidedKind, Decisions, Kind, Report, View, Wish} from '../types';
import {say} from '../words';

export const KINDS: readonly Kind[] = ['figures', 'commitments', 'projects', 'checks', 'repairs'];
export const DECIDED: Readonly<Partial<Record<Kind, DecidedKind>>> = {
  figures: 'figure',
  commitments: 'commitment',
  projects: 'project',
};

export interface Chosen {
  kind: Kind;
  i: number;
}

type AnyRecord = View[Kind][number];

/** The facets of a kind: name -> the value of a record, null where it has none. */
const FACETS: Record<Kind, Record<string, (record: never) => string | null>> = {
  figures: {
    measure: (r: View['figures'][number]) => r.measure,
    status: (r: View['figures'][number]) => r.status,
    lost: (r: View['figures'][number]) => (r.lost ? 'lost' : null),
  },
  commitments: {},
  projects: {stage: (r: View['projects'][number]) => r.stage},
  checks: {check: (r: View['checks'][number]) => r.check},
  repairs: {rule: (r: View['repairs'][number]) => r.rule, certainty: (r: View['repairs'][number]) => r.certainty},
};

export function facetsOf(kind: Kind): string[] {
  return DECIDED[kind] ? [...Object.keys(FACETS[kind]), 'decision'] : Object.keys(FACETS[kind]);
}

function wordsOf(view: View, kind: Kind, record: AnyRecord): string {
  switch (kind) {
    case 'figures': {
      const r = record as View['figures'][number];
      return [r.indicator, r.entity, r.period, view.text.slice(...r.at)].join(' ');
    }
    case 'commitments': {
      const r = record as View['commitments'][number];
      return [r.clause, ...(r.owners ?? []), ...(r.supporting ?? []), r.deadline].join(' ');
    }
    case 'projects': {
      const r = record as View['projects'][number];
      return [r.name, r.entity, r.stage].join(' ');
    }
    case 'checks': {
      const r = record as View['checks'][number];
      return r.message + ' ' + r.message_en;
    }
    case 'repairs': {
      const r = record as View['repairs'][number];
      return view.text.slice(...r.at) + ' ' + (r.src && view.source ? view.source.slice(...r.src) : '');
    }
  }
}

export class YearNeeded extends Error {}
/** Somebody else decided meanwhile; what stands now is loaded. */
export class Conflict extends Error {}

// As many as the desk takes at once.
const MOST = 5000;

export function useReport(id: string) {
  const report = ref<Report | null>(null);
  const view = shallowRef<View | null>(null);
  const decisions = shallowRef<Decisions>({revision: 0, items: [], unmatched: []});
  const tab = ref<Kind>('figures');
  const selected = ref<Chosen | null>(null);
  const byIndicator = ref(false);
  const words = reactive<Record<Kind, string>>({figures: '', commitments: '', projects: '', checks: '', repairs: ''});
  const facets = reactive<Record<Kind, Record<string, Set<string>>>>({figures: {}, commitments: {}, projects: {}, checks: {}, repairs: {}});

  // What was decided of each record: "figure:12", by its place in the view's list.
  const decided = computed(() => {
    const found = new Map<string, Decision>();
    for (const item of decisions.value.items) if (item.record !== null) found.set(`${item.kind}:${item.record}`, item);
    return found;
  });
  function decisionOf(kind: Kind, i: number): Decision | undefined {
    const name = DECIDED[kind];
    return name ? decided.value.get(`${name}:${i}`) : undefined;
  }

  function facetValue(kind: Kind, name: string, i: number): string | null {
    if (name === 'decision') return decisionOf(kind, i)?.decision ?? 'open';
    const record = view.value?.[kind][i];
    const read = FACETS[kind][name];
    return record && read ? read(record as never) : null;
  }

  function passes(kind: Kind, i: number): boolean {
    const current = view.value;
    const record = current?.[kind][i];
    if (!current || !record) return false;
    for (const [name, chosen] of Object.entries(facets[kind]))
      if (chosen.size > 0 && !chosen.has(facetValue(kind, name, i) ?? '')) return false;
    const wanted = words[kind].trim().toLowerCase();
    return wanted === '' || wordsOf(current, kind, record).toLowerCase().includes(wanted);
  }

  const shown = computed<number[]>(() => {
    const current = view.value;
    if (!current) return [];
    const kind = tab.value;
    const list = current[kind].map((_, i) => i).filter((i) => passes(kind, i));
    if (kind === 'figures' && byIndicator.value) {
      const first = new Map<string, number>();
      for (const i of list) {
        const name = current.figures[i]?.indicator ?? '';
        if (!first.has(name)) first.set(name, first.size);
      }
      const place = (i: number) => first.get(current.figures[i]?.indicator ?? '') ?? 0;
      list.sort((a, b) => place(a) - place(b) || a - b);
    }
    return list;
  });
  const shownOpen = computed(() => (DECIDED[tab.value] ? shown.value.filter((i) => !decisionOf(tab.value, i)) : []));

  const progress = computed(() => {
    const current = view.value;
    if (!current) return {done: 0, all: 0};
    return {done: decided.value.size, all: current.figures.length + current.commitments.length + current.projects.length};
  });

  async function loadReport(): Promise<void> {
    report.value = await get<Report>('/documents/' + id);
  }
  async function loadDecisions(): Promise<void> {
    const fresh = await get<Decisions>(`/documents/${id}/decisions`);
    // An answer that was overtaken by one of our own changes is left.
    if (fresh.revision >= decisions.value.revision) decisions.value = fresh;
  }
  async function load(): Promise<void> {
    await loadReport();
    if (report.value?.state !== 'ready') {
      view.value = null;
      return;
    }
    const [fresh, made] = await Promise.all([get<View>(`/documents/${id}/view`), get<Decisions>(`/documents/${id}/decisions`)]);
    decisions.value = made;
    view.value = fresh;
  }

  function wish(kind: Kind, i: number, decision: Wish['decision'], fields?: Record<string, unknown>, note?: string): Wish {
    const name = DECIDED[kind];
    const record = view.value?.[kind][i] as {bytes: readonly [number, number]} | undefined;
    if (!name || !record) throw new Error('not a record that is decided');
    const made: Wish = {kind: name, start: record.bytes[0], end: record.bytes[1], decision};
    if (fields) made.fields = fields;
    if (note) made.note = note;
    return made;
  }

  /** Throws Conflict (what stands now is loaded by then), YearNeeded, and the desk's other failures. */
  async function decide(wishes: Wish[]): Promise<void> {
    if (wishes.length === 0) return;
    try {
      for (let from = 0; from < wishes.length; from += MOST)
        decisions.value = await call<Decisions>('POST', `/documents/${id}/decisions`, {
          body: {decisions: wishes.slice(from, from + MOST)},
          ifMatch: decisions.value.revision,
        });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.code === 'year_needed') throw new YearNeeded();
      if (error.problem.status !== 409) throw error;
      await Promise.all([loadReport(), loadDecisions()]);
      throw new Conflict();
    }
    await loadReport();
  }

  /** Title or year; undefined leaves one as it is, null takes what was set back. */
  async function edit(change: {title?: string | null; year?: number | null}): Promise<void> {
    const revision = report.value?.revision ?? 0;
    report.value = await call<Report>('PATCH', '/documents/' + id, {body: change, ifMatch: revision});
    await load();
  }

  function select(chosen: Chosen | null): void {
    selected.value = chosen;
    if (chosen && chosen.kind !== tab.value) tab.value = chosen.kind;
  }

  function find(recordId: string): Chosen | null {
    const current = view.value;
    if (!current) return null;
    for (const kind of ['figures', 'commitments', 'projects'] as const) {
      const i = current[kind].findIndex((record) => record.id === recordId);
      if (i >= 0) return {kind, i};
    }
    return null;
  }

  function headingTitle(index: number | undefined): string {
    const heading = index === undefined ? undefined : view.value?.headings[index];
    return heading ? heading.number + heading.title : '';
  }

  return {
    id, report, view, decisions, tab, selected, byIndicator, words, facets, decided, shown, shownOpen, progress,
    decisionOf, facetValue, passes, load, loadReport, loadDecisions, wish, decide, edit, select, find, headingTitle,
  };
}

export type ReportState = ReturnType<typeof useReport>;

export function kindName(kind: Kind): string {
  return say('tab.' + kind);
}
