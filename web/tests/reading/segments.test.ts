import {describe, expect, it} from 'vitest';

import {cut, findWords, lowerBound, type Mark} from '../../src/reading/segments';

const mark = (begin: number, end: number, index = 0, kind: Mark['kind'] = 'figures'): Mark => ({begin, end, kind, index});

describe('cut', () => {
  it('leaves a stretch without marks whole', () => {
    expect(cut(3, 9, [])).toEqual([{begin: 3, end: 9, marks: []}]);
  });
  it('keeps the order and loses nothing, whatever the marks are', () => {
    let seed = 7;
    const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
    for (let round = 0; round < 400; ++round) {
      const marks = Array.from({length: random(8)}, (_, i) => {
        const begin = random(50);
        return mark(begin, begin + random(15), i);
      });
      const [begin, end] = [10, 40];
      const segments = cut(begin, end, marks);
      expect(segments.filter((s) => s.begin < s.end).map((s) => [s.begin, s.end]).flat().join()).toBe(
        segments.filter((s) => s.begin < s.end).reduce<number[]>((all, s) => [...all, all.at(-1) ?? begin, s.end], []).join(),
      );
      for (let x = begin; x < end; ++x) {
        const under = segments.find((s) => s.begin <= x && x < s.end);
        const want = marks.filter((m) => m.begin <= x && x < m.end).map((m) => m.index).sort();
        expect(under?.marks.map((m) => m.index).sort()).toEqual(want);
      }
    }
  });
  it('shows a mark of no width where it stands', () => {
    expect(cut(0, 10, [mark(4, 4)]).map((s) => [s.begin, s.end])).toEqual([[0, 4], [4, 4], [4, 10]]);
  });
});

describe('findWords', () => {
  it('ignores case and finds what does not overlap', () => {
    expect(findWords('GDP增长，gdp', 'gdp')).toEqual([0, 6]);
    expect(findWords('aaaa', 'aa')).toEqual([0, 2]);
    expect(findWords('abc', '')).toEqual([]);
  });
});

it('lowerBound finds the first that is not below', () => {
  expect([0, 1, 2, 5, 9].map((x) => lowerBound([1, 2, 2, 5], x))).toEqual([0, 0, 1, 3, 4]);
});
