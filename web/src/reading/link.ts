// Links into a report: "#figure:1234-1243" names a record by its bytes in the source, "#at=120-180" a place of
// the text. The address follows what is chosen, so that it can be sent to somebody.

import {onBeforeUnmount, onMounted, watch} from 'vue';

import type {Range} from './places';
import {DECIDED, type Chosen, type ReportState} from './report';

/** The place that "#at=120-180" names. */
export function placeOf(hash: string): Range | null {
  const found = /^#at=(\d{1,9})-(\d{1,9})$/.exec(hash);
  return found ? [Number(found[1]), Number(found[2])] : null;
}

export function useLink(state: ReportState, choose: (chosen: Chosen) => void, reveal: (range: Range) => void) {
  function follow(): void {
    const range = placeOf(location.hash);
    if (range) return reveal(range);
    const chosen = state.find(decodeURIComponent(location.hash.slice(1)));
    if (chosen) choose(chosen);
  }
  watch(state.selected, (chosen) => {
    const record = chosen && DECIDED[chosen.kind] ? state.view.value?.[chosen.kind as 'figures'][chosen.i] : undefined;
    const hash = record ? '#' + record.id : '';
    if (location.hash !== hash) history.replaceState(history.state, '', location.pathname + location.search + hash);
  });
  onMounted(() => addEventListener('hashchange', follow));
  onBeforeUnmount(() => removeEventListener('hashchange', follow));
  return {follow};
}
