// Short messages at the edge of the screen: what was done, with a way back, and what failed, with what to do.

import {shallowReactive} from 'vue';

import {Failure} from './api';
import {say} from './words';

export interface Notice {
  id: number;
  tone: 'done' | 'failed';
  text: string;
  detail: string;
  action?: {label: string; run: () => void};
}

export const notices = shallowReactive<Notice[]>([]);
let last = 0;

export function dismiss(id: number): void {
  const at = notices.findIndex((notice) => notice.id === id);
  if (at >= 0) notices.splice(at, 1);
}

function show(notice: Omit<Notice, 'id'>, seconds: number): void {
  const id = ++last;
  notices.push({...notice, id});
  while (notices.length > 4) notices.shift();
  if (seconds > 0) setTimeout(() => dismiss(id), seconds * 1000);
}

export function tell(text: string, action?: Notice['action']): void {
  show({tone: 'done', text, detail: '', ...(action ? {action} : {})}, action ? 10 : 4);
}

/** What went wrong, in the desk's own sentence; stays until it is closed. */
export function tellFailure(error: unknown): void {
  if (error instanceof DOMException && error.name === 'AbortError') return;
  if (error instanceof Failure) {
    const id = error.problem.request_id;
    const where = error.problem.status >= 500 && id ? say('error.request', {id}) : '';
    show({tone: 'failed', text: error.problem.detail, detail: where}, 0);
    return;
  }
  console.error(error);
  show({tone: 'failed', text: say('error.page'), detail: String(error)}, 0);
}
