// Where records stand in the text on show. Offsets are half-open and count UTF-16 units, as the script of a
// browser does; "at" is the place in the mended text, "src" that in the damaged source, where there is one.

export type View = 'clean' | 'source';
export type Range = readonly [begin: number, end: number];

export interface Placed {
  readonly at: Range;
  readonly src?: Range;
}

/** The place of a record in a view; a page without damage has one place for both. */
export function placeIn(view: View, record: Placed): Range {
  return view === 'source' && record.src ? record.src : record.at;
}

interface Mark {
  readonly begin: number;
  readonly end: number;
  readonly index: number;
}

/** The places of one kind of record, to find those that touch a stretch of text without walking all of them. */
export class Layer {
  private readonly marks: readonly Mark[];
  // The largest end among the marks up to each one: a search backwards may stop where it lies before the stretch.
  private readonly farthest: readonly number[];

  constructor(places: readonly Range[]) {
    this.marks = places
      .map(([begin, end], index) => ({begin, end, index}))
      .sort((a, b) => a.begin - b.begin || b.end - a.end);
    let far = 0;
    this.farthest = this.marks.map((mark) => (far = Math.max(far, mark.end)));
  }

  /** Indices of the records that touch [begin, end), in the order of the text. An empty place inside touches. */
  touching(begin: number, end: number): number[] {
    const found: number[] = [];
    for (let k = this.firstFrom(end) - 1; k >= 0 && (this.farthest[k] ?? 0) >= begin; --k) {
      const mark = this.marks[k];
      if (mark && (mark.end > begin || (mark.begin === mark.end && mark.begin >= begin))) found.push(mark.index);
    }
    return found.reverse();
  }

  private firstFrom(offset: number): number {
    let low = 0;
    let high = this.marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.marks[middle]?.begin ?? Infinity) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
