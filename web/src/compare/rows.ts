// What a comparison shows, row by row.

import type {Comparison, Side, View} from '../types';
import {arrowOf, signedValue} from '../reading/amount';
import {differences, type Run} from './differences';

export type Part = 'figures' | 'commitments' | 'passages';
export const PARTS: readonly Part[] = ['figures', 'commitments', 'passages'];

/** All states there are, those that say most first. */
export const STATES = ['changed', 'dropped', 'new', 'left', 'right', 'same', 'kept'] as const;

export interface Cell {
  words: string;
  runs?: Run[];  // where the other side says it otherwise
  hash: string;  // a link to the place in the report
  lost?: boolean;
}

export interface Row {
  key: string;
  state: string;
  name: string;
  tags: string[];
  left: Cell[];
  right: Cell[];
  change: string;
  up: boolean | null;
}

const trim = (n: number) => String(Number(n.toFixed(2)));

/** "+12.3（+4.5%）"; of shares and growth, the unit of the change is points. */
export function changeWords(change: {absolute: number; percent: number | null} | null, unit: string, points: string): string {
  if (!change) return '';
  const sign = (n: number) => (n > 0 ? '+' : n < 0 ? '−' : '') + trim(Math.abs(n));
  const tail = unit === '%' ? ' ' + points : unit;
  if (change.percent === null) return sign(change.absolute) + tail;
  return `${sign(change.absolute)}${tail}（${sign(change.percent)}%）`;
}

/** The change in the unit that both sides are written in, where they share one; the desk tells it in base units. */
export function inUnit(comparison: Comparison['figures'][number], left: View, right: View): {change: Comparison['figures'][number]['change']; unit: string} {
  const {change} = comparison;
  const a = left.figures[comparison.left[0] ?? -1];
  const b = right.figures[comparison.right[0] ?? -1];
  if (!change || !a || !b || a.unit !== b.unit || a.value === undefined || b.value === undefined) return {change: change && {...change}, unit: ''};
  const difference = signedValue(b) - signedValue(a);
  return {change: {absolute: difference, percent: change.percent}, unit: a.unit};
}

export function figureRows(comparison: Comparison, left: View, right: View, say: (name: string) => string): Row[] {
  const cell = (view: View, i: number): Cell => {
    const figure = view.figures[i];
    return figure ? {words: (figure.measure === 'change' && !figure.lost ? arrowOf(figure) : '') + view.text.slice(...figure.at), hash: '#' + figure.id, lost: figure.lost === true} : {words: '', hash: ''};
  };
  return comparison.figures.map((one, k) => {
    const {change, unit} = inUnit(one, left, right);
    const shown = unit === '' ? null : change;
    return {
      key: 'f' + k, state: one.state, name: one.indicator,
      tags: [say('measure.' + one.measure), one.status === 'actual' ? '' : say('status.' + one.status), one.period, one.entity].filter(Boolean),
      left: one.left.map((i) => cell(left, i)), right: one.right.map((i) => cell(right, i)),
      change: changeWords(shown, unit, say('compare.point')), up: shown && shown.absolute !== 0 ? shown.absolute > 0 : null,
    };
  });
}

function textRow(key: string, state: string, left: Cell[], right: Cell[]): Row {
  const [a] = left;
  const [b] = right;
  if (state === 'changed' && a && b) [a.runs, b.runs] = differences(a.words, b.words);
  return {key, state, name: '', tags: [], left, right, change: '', up: null};
}

export function commitmentRows(comparison: Comparison, left: View, right: View): Row[] {
  const cell = (view: View, i: number | null): Cell[] => {
    const one = i === null ? undefined : view.commitments[i];
    return one ? [{words: one.clause, hash: '#' + one.id}] : [];
  };
  return comparison.commitments.map((one, k) => textRow('c' + k, one.state, cell(left, one.left), cell(right, one.right)));
}

export function passageRows(comparison: Comparison, left: View, right: View): Row[] {
  const cell = (view: View, at: readonly [number, number] | null): Cell[] =>
    at ? [{words: view.text.slice(...at).trim(), hash: `#at=${at[0]}-${at[1]}`}] : [];
  return comparison.passages.map((one, k) => textRow('p' + k, one.state, cell(left, one.left), cell(right, one.right)));
}

export const isSame = (state: Side | string) => state === 'same' || state === 'kept';
