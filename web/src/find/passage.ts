// A passage with the places in it that were asked for.

import type {Range} from '../types';

export interface Run {
  text: string;
  marked: boolean;
}

/** The passage as runs of marked and plain text. Marks may touch or overlap; those outside are left out. */
export function runsOf(passage: string, marks: readonly Range[]): Run[] {
  const runs: Run[] = [];
  let from = 0;
  const put = (to: number, marked: boolean) => {
    if (to > from) runs.push({text: passage.slice(from, to), marked});
    from = Math.max(from, to);
  };
  for (const [begin, end] of [...marks].sort((a, b) => a[0] - b[0])) {
    if (end <= from || begin >= passage.length) continue;
    put(Math.max(begin, from), false);
    put(Math.min(end, passage.length), true);
  }
  put(passage.length, false);
  return runs;
}

/** The part of a long passage around its first mark; `from` is where it begins. */
export function windowOf(passage: string, marks: readonly Range[], size: number): {from: number; to: number} {
  if (passage.length <= size) return {from: 0, to: passage.length};
  const first = marks.reduce((least, [begin]) => Math.min(least, begin), passage.length);
  const from = Math.max(0, Math.min(first - size / 4, passage.length - size));
  // Back to the end of a sentence before, where one is near.
  const stop = Math.max(...['。', '；', '\n', '！', '？'].map((end) => passage.lastIndexOf(end, from)));
  const begin = from > 0 && stop >= 0 && from - stop < size / 3 ? stop + 1 : Math.floor(from);
  return {from: begin, to: Math.min(passage.length, begin + size)};
}
