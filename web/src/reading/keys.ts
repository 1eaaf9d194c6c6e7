// The keys of the reader page.

import {onBeforeUnmount, onMounted} from 'vue';

import {DECIDED, type ReportState} from './report';
import type {Deciding} from './deciding';

interface Acts {
  choose: (i: number) => void;
  search: () => void;
  toggleView: () => void;
  help: () => void;
  escape: () => void;
  blocked: () => boolean;  // a dialog is open
}

/** The record before or after the chosen one in the list; from nothing chosen, the first or the last. */
export function neighbour(list: readonly number[], chosen: number | null, by: 1 | -1): number | undefined {
  const at = chosen === null ? -1 : list.indexOf(chosen);
  if (at < 0) return by > 0 ? list[0] : list[list.length - 1];
  return list[Math.min(Math.max(at + by, 0), list.length - 1)];
}

export function useKeys(state: ReportState, deciding: Deciding, acts: Acts): void {
  const chosen = () => (state.selected.value?.kind === state.tab.value ? state.selected.value.i : null);

  function step(by: 1 | -1): void {
    const next = neighbour(state.shown.value, chosen(), by);
    if (next !== undefined) acts.choose(next);
  }
  function nextOpen(): void {
    const list = state.shown.value;
    const at = list.indexOf(chosen() ?? -1);
    const open = (i: number) => state.decisionOf(state.tab.value, i) === undefined;
    const next = list.find((i, k) => k > at && open(i)) ?? list.find(open);
    if (next !== undefined) acts.choose(next);
  }
  function decide(verdict: 'confirmed' | 'dismissed' | 'cleared'): void {
    const i = chosen();
    const kind = state.tab.value;
    if (i === null || !DECIDED[kind]) return;
    // Where to go on is settled before a filter takes the record away.
    const next = verdict === 'cleared' ? undefined : neighbour(state.shown.value, i, 1);
    deciding.decide(kind, i, verdict);
    if (next !== undefined) acts.choose(next);
  }
  function edit(): void {
    const i = chosen();
    if (i !== null && DECIDED[state.tab.value]) deciding.question.value = {about: 'edit', kind: state.tab.value, i};
  }

  const on: Record<string, () => void> = {
    j: () => step(1), k: () => step(-1), n: nextOpen,
    c: () => decide('confirmed'), x: () => decide('dismissed'), u: () => decide('cleared'), e: edit,
    s: acts.toggleView, '/': acts.search, '?': acts.help, Escape: acts.escape,
  };
  function press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || acts.blocked()) return;
    if (event.target instanceof Element && event.target.closest('input, select, textarea, [role="dialog"]')) return;
    const act = on[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
  onMounted(() => addEventListener('keydown', press));
  onBeforeUnmount(() => removeEventListener('keydown', press));
}
