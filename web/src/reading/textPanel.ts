// The pane of the text as a component uses it: follows tab, selection, filters and decisions.

import {onBeforeUnmount, ref, watch, type Ref} from 'vue';

import {language} from '../words';
import {amountOf} from './amount';
import type {Range, View as Which} from './places';
import type {Chosen, ReportState} from './report';
import {TextPane} from './textPane';

/** `low`: whether the lower half of the text may lie under the records. */
export function useTextPane(state: ReportState, element: Ref<HTMLElement | null>, low: () => boolean) {
  const which = ref<Which>('clean');
  const hits = ref(0);
  const hit = ref(-1);
  const heading = ref<number | null>(null);
  let pane: TextPane | null = null;
  let query = '';

  const paneState = {
    get which() { return which.value; },
    get tab() { return state.tab.value; },
    get selected() { return state.selected.value; },
    passes: state.passes,
    verdict: (kind: Chosen['kind'], i: number) => state.decisionOf(kind, i)?.decision,
    corrected: (i: number) => {
      const figure = state.view.value?.figures[i];
      const amount = figure && amountOf(figure, state.view.value?.text ?? '', state.decisionOf('figures', i));
      return amount?.corrected ? amount.words : '';
    },
  };

  function tellHits(): void {
    hits.value = pane?.hits.length ?? 0;
    hit.value = pane?.hit ?? -1;
  }

  let asked = false;
  function watchHeading(): void {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      heading.value = pane?.headingInSight() ?? null;
    });
  }

  function build(): void {
    const view = state.view.value;
    if (!element.value || !view) return;
    pane?.destroy();
    if (view.source === undefined) which.value = 'clean';
    pane = new TextPane(element.value, view, paneState);
    pane.build();
    if (query) pane.search(query);
    tellHits();
    element.value.onscroll = watchHeading;
    watchHeading();
  }

  function search(words: string): void {
    query = words;
    pane?.search(words);
    goToHit(1);
  }
  function goToHit(by: number): void {
    pane?.goToHit(by);
    tellHits();
  }

  /** Mended or source, at the same sentence. */
  function show(next: Which): void {
    if (!pane || next === which.value || (next === 'source' && state.view.value?.source === undefined)) return;
    const sentence = pane.sentenceInSight();
    which.value = next;
    pane.build();
    tellHits();
    if (state.selected.value) pane.revealRecord(state.selected.value, low());
    else if (sentence !== null) pane.revealSentence(sentence);
  }

  watch([state.tab, state.selected, state.decisions, () => JSON.stringify(state.words), state.facets, language], () => pane?.refresh(), {flush: 'post'});
  onBeforeUnmount(() => pane?.destroy());

  return {
    which, hits, hit, heading, build, search, goToHit, show,
    recordAt: (target: EventTarget | null) => pane?.recordAt(target) ?? null,
    revealRecord: (chosen: Chosen) => pane?.revealRecord(chosen, low()),
    revealHeading: (index: number) => pane?.revealHeading(index),
    revealRange: (range: Range) => pane?.revealRange(range),
    decorateAll: () => pane?.decorateAll(),
  };
}
