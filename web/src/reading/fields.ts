// The fields of a record that a person may correct, and a record as it stands after a correction.

import type {DecidedKind, Decision, Kind, View} from '../types';

export interface Field {
  name: string;
  type: 'text' | 'number' | 'choice' | 'names' | 'long' | 'year';
  choices?: readonly string[];
  prefix?: string;  // of the labels of the choices
  empty?: boolean;  // may be taken away
}

const STAGES = ['签约', '前期', '即将开工', '开工', '在建', '封顶', '即将竣工', '竣工', '即将投用', '投用', '跟进', '其他'] as const;

export const FIELDS: Record<DecidedKind, readonly Field[]> = {
  figure: [
    {name: 'indicator', type: 'text'},
    {name: 'value', type: 'number'},
    {name: 'upper', type: 'number', empty: true},
    {name: 'unit', type: 'text'},
    {name: 'measure', type: 'choice', choices: ['level', 'change', 'share', 'progress', 'rank'], prefix: 'measure'},
    {name: 'direction', type: 'choice', choices: ['up', 'down', 'flat'], prefix: 'direction', empty: true},
    {name: 'status', type: 'choice', choices: ['actual', 'target', 'condition'], prefix: 'status'},
    {name: 'exactness', type: 'choice', choices: ['exact', 'about', 'over', 'under'], prefix: 'exactness'},
    {name: 'entity', type: 'text'},
    {name: 'period', type: 'text'},
    {name: 'year', type: 'year'},
  ],
  commitment: [
    {name: 'clause', type: 'long'},
    {name: 'owners', type: 'names'},
    {name: 'supporting', type: 'names'},
    {name: 'deadline', type: 'text'},
  ],
  project: [
    {name: 'name', type: 'text'},
    {name: 'stage', type: 'choice', choices: STAGES, prefix: 'stage'},
    {name: 'entity', type: 'text'},
  ],
};

export type Draft = Record<string, string>;

/** What a form shows of a record: each field as text; names with "、" between. */
export function draftOf(kind: DecidedKind, record: object): Draft {
  const values = record as Record<string, unknown>;
  const draft: Draft = {};
  for (const {name} of FIELDS[kind]) {
    const value = values[name];
    draft[name] = Array.isArray(value) ? value.join('、') : value === undefined || value === null ? '' : String(value);
  }
  return draft;
}

const NUMBER = /^-?\d{1,18}(\.\d+)?$/;

/** The fields whose text is not what their type asks for. */
export function faultsOf(kind: DecidedKind, draft: Draft): string[] {
  return FIELDS[kind]
    .filter(({name, type}) => {
      const text = (draft[name] ?? '').trim();
      if (text === '') return false;
      if (type === 'number') return !NUMBER.test(text) || text.replace(/\D/g, '').length > 18;
      return type === 'year' && !(/^\d{4}$/.test(text) && Number(text) >= 1900 && Number(text) <= 2100);
    })
    .map(({name}) => name);
}

function names(text: string): string[] {
  return text.split(/[、,，;；\n]+/).map((name) => name.trim()).filter(Boolean);
}

/** What the draft changes of the record as it was read, in the shape that the desk takes. */
export function changesOf(kind: DecidedKind, record: object, draft: Draft): Record<string, unknown> {
  const was = draftOf(kind, record);
  const changes: Record<string, unknown> = {};
  for (const {name, type, empty} of FIELDS[kind]) {
    const text = (draft[name] ?? '').trim();
    if (text === (was[name] ?? '').trim()) continue;
    if (type === 'names') changes[name] = names(text);
    else if (type === 'year') changes[name] = Number(text);
    else if (text !== '') changes[name] = text;
    else if (empty) changes[name] = null;
    else if (type === 'text') changes[name] = '';
  }
  return changes;
}

/** The record with the corrected fields put in. */
export function effective<K extends Kind>(record: View[K][number], decision: Decision | undefined): View[K][number] {
  if (decision?.decision !== 'corrected') return record;
  const made: Record<string, unknown> = {...record, ...decision.fields};
  for (const [name, value] of Object.entries(made)) if (value === null) delete made[name];
  if ('value' in decision.fields) delete made['lost'];
  return made as unknown as View[K][number];
}
