// A figure's number as it is shown: as the report writes it, or put together from corrected fields.

import type {Decision, Figure} from '../types';

export interface Amount {
  words: string;
  lost: boolean;
  corrected: boolean;
}

const ARROWS: Record<string, string> = {up: '↑', down: '↓', flat: '→'};
export const arrowOf = (figure: Figure): string => (figure.direction ? (ARROWS[figure.direction] ?? '') : '');

/** The number with its direction in the sign: 下降1.0% is −1. */
export const signedValue = (figure: Figure): number => {
  const value = Number(figure.value);
  return figure.direction === 'down' ? -Math.abs(value) : value;
};

export function amountOf(figure: Figure, text: string, decision: Decision | undefined): Amount {
  const fields = decision?.decision === 'corrected' ? decision.fields : {};
  const touched = ['value', 'upper', 'unit'].some((name) => name in fields);
  if (!touched) return {words: text.slice(...figure.at), lost: figure.lost === true && !('value' in fields), corrected: false};
  const value = String(fields['value'] ?? figure.value ?? '');
  const upper = 'upper' in fields ? fields['upper'] : figure.upper;
  const unit = String(fields['unit'] ?? figure.unit);
  return {words: upper ? `${value}—${String(upper)}${unit}` : value + unit, lost: false, corrected: true};
}
