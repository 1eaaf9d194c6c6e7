// What people do with records: one after the other in the order of their keystrokes, each with its way back, and
// with the questions that the desk asks back (which year, whose version).

import {ref, shallowRef} from 'vue';

import {tell, tellFailure} from '../notices';
import type {Decision, Kind, Verdict, Wish} from '../types';
import {count, say} from '../words';
import {Conflict, DECIDED, YearNeeded, type ReportState} from './report';

/** A question that stands over the page. */
export type Question =
  | {about: 'year'; wishes: Wish[]}
  | {about: 'conflict'; wishes: Wish[]}
  | {about: 'bulk'; verdict: 'confirmed' | 'dismissed'; records: number[]; kind: Kind}
  | {about: 'edit'; kind: Kind; i: number};

const VERB: Record<Wish['decision'], string> = {
  confirmed: 'decide.confirmed', corrected: 'decide.corrected', dismissed: 'decide.dismissed', cleared: 'decide.cleared',
};

/** The wish that brings back what stood before: the earlier decision, or none. */
export function wishBack(wish: Wish, before: Decision | undefined): Wish {
  const {kind, start, end} = wish;
  if (!before) return {kind, start, end, decision: 'cleared'};
  const back: Wish = {kind, start, end, decision: before.decision};
  if (Object.keys(before.fields).length > 0) back.fields = before.fields;
  if (before.note) back.note = before.note;
  return back;
}

export function useDeciding(state: ReportState) {
  const question = shallowRef<Question | null>(null);
  const busy = ref(0);
  let queue: Promise<void> = Promise.resolve();

  function standing(wish: Wish): Decision | undefined {
    return state.decisions.value.items.find((one) => one.kind === wish.kind && one.start === wish.start && one.end === wish.end);
  }

  async function send(wishes: Wish[], undo: boolean): Promise<void> {
    const back = wishes.map((wish) => wishBack(wish, standing(wish)));
    try {
      await state.decide(wishes);
    } catch (error) {
      if (error instanceof YearNeeded) question.value = {about: 'year', wishes};
      else if (error instanceof Conflict) question.value = {about: 'conflict', wishes};
      else tellFailure(error);
      return;
    }
    const verb = say(VERB[wishes[0]?.decision ?? 'cleared']);
    const text = wishes.length === 1 ? verb : `${verb} ${count(wishes.length)}`;
    tell(text, undo ? {label: say('list.undo'), run: () => void put(back, false)} : undefined);
  }

  /** Sends the wishes when those before them are done. */
  function put(wishes: Wish[], undo = true): Promise<void> {
    if (wishes.length === 0) return queue;
    ++busy.value;
    queue = queue.then(() => send(wishes, undo)).finally(() => --busy.value);
    return queue;
  }

  function decide(kind: Kind, i: number, verdict: 'confirmed' | 'dismissed' | 'cleared'): void {
    if (!DECIDED[kind]) return;
    const stands = state.decisionOf(kind, i)?.decision as Verdict | undefined;
    if (verdict === 'cleared' ? !stands : stands === verdict) return;
    void put([wishOn(kind, i, verdict)]);
  }

  // A decision that came from an older reading is taken back where it was made.
  function wishOn(kind: Kind, i: number, verdict: Wish['decision']): Wish {
    const wish = state.wish(kind, i, verdict);
    const stands = verdict === 'cleared' ? state.decisionOf(kind, i) : undefined;
    return stands ? {...wish, start: stands.start, end: stands.end} : wish;
  }

  function correct(kind: Kind, i: number, fields: Record<string, unknown>, note: string): void {
    question.value = null;
    void put([state.wish(kind, i, 'corrected', fields, note)]);
  }

  function decideMany(kind: Kind, records: number[], verdict: 'confirmed' | 'dismissed'): void {
    question.value = null;
    void put(records.map((i) => state.wish(kind, i, verdict)));
  }

  /** The report gets its year, and what waited for it is done. */
  async function giveYear(year: number, wishes: Wish[]): Promise<void> {
    question.value = null;
    try {
      await state.edit({year});
    } catch (error) {
      return tellFailure(error);
    }
    await put(wishes);
  }

  function insist(wishes: Wish[]): void {
    question.value = null;
    void put(wishes);
  }

  return {question, busy, decide, correct, decideMany, giveYear, insist, put};
}

export type Deciding = ReturnType<typeof useDeciding>;
