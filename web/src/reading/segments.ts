// A stretch of text cut at the borders of the marks that lie over it.

export interface Mark {
  begin: number;
  end: number;
  kind: 'figures' | 'commitments' | 'projects' | 'checks' | 'repairs' | 'hit';
  index: number;
}

export interface Segment {
  begin: number;
  end: number;  // begin === end: a mark of no width stands here
  marks: Mark[];
}

/** Segments of [begin, end) in order; together they are the whole stretch. Marks may overlap and reach out. */
export function cut(begin: number, end: number, marks: readonly Mark[]): Segment[] {
  const clip = (x: number) => Math.min(Math.max(x, begin), end);
  const borders = new Set([begin, end]);
  for (const mark of marks) borders.add(clip(mark.begin)).add(clip(mark.end));
  const points = [...borders].sort((a, b) => a - b);
  const waiting = [...marks].sort((a, b) => a.begin - b.begin);
  const segments: Segment[] = [];
  let next = 0;
  let open: Mark[] = [];
  points.forEach((from, k) => {
    const to = points[k + 1] ?? from;
    for (let mark = waiting[next]; mark && clip(mark.begin) <= from; mark = waiting[++next]) open.push(mark);
    for (const mark of open) if (mark.begin === mark.end && mark.begin === from) segments.push({begin: from, end: from, marks: [mark]});
    open = open.filter((mark) => mark.end > from);
    if (from < to) segments.push({begin: from, end: to, marks: [...open]});
  });
  return segments;
}

/** Index of the first element that is not below `value`. */
export function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the words stand in the text, ignoring case; at most 10,000. */
export function findWords(text: string, words: string): number[] {
  const places: number[] = [];
  const wanted = words.toLowerCase();
  if (wanted === '') return places;
  const hay = text.toLowerCase();
  for (let at = hay.indexOf(wanted); at >= 0 && places.length < 10_000; at = hay.indexOf(wanted, at + wanted.length)) places.push(at);
  return places;
}
