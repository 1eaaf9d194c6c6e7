import {describe, expect, it} from 'vitest';

import {differences} from '../../src/compare/differences';
import {changeWords, figureRows} from '../../src/compare/rows';
import type {Comparison, View} from '../../src/types';

const told = (runs: {text: string; other: boolean}[]) => runs.map((run) => (run.other ? `[${run.text}]` : run.text)).join('');

describe('differences', () => {
  it('keeps numbers whole', () => {
    const [a, b] = differences('产值868亿元，增长9.6%。', '产值910亿元，增长10.2%。');
    expect(told(a)).toBe('产值[868]亿元，增长[9.6%]。');
    expect(told(b)).toBe('产值[910]亿元，增长[10.2%]。');
  });
  it('finds what one side alone says', () => {
    const [a, b] = differences('推动项目开工', '加快推动重点项目开工建设');
    expect(told(a)).toBe('推动项目开工');
    expect(told(b)).toBe('[加快]推动[重点]项目开工[建设]');
  });
  it('loses nothing, whatever the sentences are', () => {
    let seed = 3;
    const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
    const make = () => Array.from({length: random(30)}, () => '甲乙丙1.。'[random(6)]).join('');
    for (let i = 0; i < 500; ++i) {
      const [x, y] = [make(), make()];
      const [a, b] = differences(x, y);
      expect(a.map((run) => run.text).join('')).toBe(x);
      expect(b.map((run) => run.text).join('')).toBe(y);
      const common = (runs: typeof a) => runs.filter((run) => !run.other).map((run) => run.text).join('');
      expect(common(a)).toBe(common(b));
    }
  });
  it('is not slow on long ones', () => {
    const [a] = differences('甲'.repeat(5000) + '乙', '丙' + '甲'.repeat(5000));
    expect(a.map((run) => run.text).join('').length).toBe(5001);
  });
});

describe('the change of a figure', () => {
  it('counts a fall below nought', () => {
    const side = (value: number, direction: string) =>
      ({text: `${value}%`, figures: [{id: 'figure-1', at: [0, 4], value, unit: '%', measure: 'change', direction, lost: false}]}) as unknown as View;
    const comparison = {figures: [{indicator: '出口', measure: 'change', status: 'actual', period: '', entity: '', state: 'changed', left: [0], right: [0], change: {absolute: 10.8, percent: null}}]} as unknown as Comparison;
    const [row] = figureRows(comparison, side(1.5, 'down'), side(9.8, 'up'), (name) => name);
    expect(row?.change).toBe('+11.3 compare.point');
    expect(row?.up).toBe(true);
    expect([row?.left[0]?.words, row?.right[0]?.words]).toEqual(['↓1.5%', '↑9.8%']);
  });
  it('has its sign, its unit and its share', () => {
    expect(changeWords({absolute: 42, percent: 4.838}, '亿元', '个百分点')).toBe('+42亿元（+4.84%）');
    expect(changeWords({absolute: -0.30000000000000004, percent: null}, '%', '个百分点')).toBe('−0.3 个百分点');
    expect(changeWords({absolute: 0, percent: 0}, '家', '')).toBe('0家（0%）');
    expect(changeWords(null, '', '')).toBe('');
  });
});
