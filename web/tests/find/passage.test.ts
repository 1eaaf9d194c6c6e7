import {describe, expect, it} from 'vitest';

import {runsOf, windowOf} from '../../src/find/passage';

describe('runsOf', () => {
  const told = (passage: string, marks: [number, number][]) => runsOf(passage, marks).map((run) => (run.marked ? `[${run.text}]` : run.text)).join('');
  it('marks what was asked for', () => expect(told('推动恒岭重工转型', [[2, 6]])).toBe('推动[恒岭重工]转型'));
  it('takes marks that touch, overlap or reach out', () => {
    expect(told('abcdef', [[0, 2], [2, 4]])).toBe('[ab][cd]ef');
    expect(told('abcdef', [[1, 4], [2, 9]])).toBe('a[bcd][ef]');
    expect(told('abc', [[-5, -1], [9, 12]])).toBe('abc');
  });
});

describe('windowOf', () => {
  it('leaves a short passage whole', () => expect(windowOf('短句。', [], 10)).toEqual({from: 0, to: 3}));
  it('begins at a sentence before the first mark', () => {
    const passage = '甲'.repeat(100) + '。' + '乙'.repeat(30) + '恒岭' + '丙'.repeat(200);
    const {from, to} = windowOf(passage, [[131, 133]], 120);
    expect(passage[from]).toBe('乙');
    expect(from).toBe(101);
    expect(to - from).toBeLessThanOrEqual(120);
    expect(to).toBeGreaterThan(133);
  });
});
