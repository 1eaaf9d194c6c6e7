import {describe, expect, it} from 'vitest';

import {amountOf} from '../../src/reading/amount';
import {wishBack} from '../../src/reading/deciding';
import {changesOf, draftOf, effective, faultsOf, FIELDS} from '../../src/reading/fields';
import {neighbour} from '../../src/reading/keys';
import {placeOf} from '../../src/reading/link';
import type {Decision, Figure} from '../../src/types';
import {parseWords} from '../../src/words';
import labels from '../../../src/reading/labels.tsv?raw';
import sentences from '../../src/words.tsv?raw';

const figure: Figure = {
  id: 'figure:1-2', bytes: [1, 2], at: [2, 7], sentence: 0, value: '868', unit: '亿元', exactness: 'exact', measure: 'level', status: 'actual',
  indicator: '技工贸总收入', period: '1-6月',
};
const lost: Figure = {...figure, lost: true};
delete lost.value;
const corrected = (fields: Record<string, unknown>): Decision => ({
  id: 1, kind: 'figure', start: 1, end: 2, decision: 'corrected', fields, note: '', by: 'local', at: 0, revision: 1, record: 0, read: {},
});

describe('a correction', () => {
  it('sends only what differs from the reading', () => {
    const draft = draftOf('figure', figure);
    expect(changesOf('figure', figure, draft)).toEqual({});
    expect(changesOf('figure', figure, {...draft, value: ' 870.5 ', direction: 'up', year: '2026'})).toEqual({value: '870.5', direction: 'up', year: 2026});
  });
  it('takes away what may be empty, and keeps a number that must be there', () => {
    const ranged = {...figure, upper: '900', direction: 'up'};
    const draft = draftOf('figure', ranged);
    expect(changesOf('figure', ranged, {...draft, upper: '', direction: '', value: '', period: ''})).toEqual({upper: null, direction: null, period: ''});
  });
  it('splits the names of units', () => {
    const commitment = {clause: '抓', owners: ['经发局']};
    const draft = draftOf('commitment', commitment);
    expect(draft['owners']).toBe('经发局');
    expect(changesOf('commitment', commitment, {...draft, owners: '经发局、财政局， 招商局'})).toEqual({owners: ['经发局', '财政局', '招商局']});
  });
  it('knows a number from words', () => {
    const draft = draftOf('figure', figure);
    for (const good of ['1', '-2.5', '805', '123456789012345678']) expect(faultsOf('figure', {...draft, value: good})).toEqual([]);
    for (const bad of ['六百', '1,200', '1.', '.5', '1234567890123456789', '5%']) expect(faultsOf('figure', {...draft, value: bad})).toEqual(['value']);
    expect(faultsOf('figure', {...draft, year: '26'})).toEqual(['year']);
  });
  it('shows the record as it stands then', () => {
    expect(effective<'figures'>(lost, corrected({value: '600', direction: null}))).toMatchObject({value: '600'});
    expect(effective<'figures'>(lost, corrected({value: '600'}))).not.toHaveProperty('lost');
    expect(effective<'figures'>(figure, undefined)).toBe(figure);
    const text = '收入868亿元。';
    expect(amountOf(figure, text, undefined)).toEqual({words: '868亿元', lost: false, corrected: false});
    expect(amountOf(lost, text, corrected({value: '600'}))).toEqual({words: '600亿元', lost: false, corrected: true});
    expect(amountOf(figure, text, corrected({upper: '900'})).words).toBe('868—900亿元');
    expect(amountOf(figure, text, corrected({entity: '园区'}))).toEqual({words: '868亿元', lost: false, corrected: false});
  });
});

describe('undo', () => {
  const wish = {kind: 'figure', start: 1, end: 2, decision: 'dismissed'} as const;
  it('takes a first decision back', () => expect(wishBack(wish, undefined)).toEqual({...wish, decision: 'cleared'}));
  it('brings the earlier one back with its fields', () =>
    expect(wishBack(wish, corrected({value: '600'}))).toEqual({...wish, decision: 'corrected', fields: {value: '600'}}));
});

describe('stepping and links', () => {
  it('stops at both ends', () => {
    expect(neighbour([4, 7, 9], null, 1)).toBe(4);
    expect(neighbour([4, 7, 9], null, -1)).toBe(9);
    expect(neighbour([4, 7, 9], 7, 1)).toBe(9);
    expect(neighbour([4, 7, 9], 9, 1)).toBe(9);
    expect(neighbour([], 1, 1)).toBeUndefined();
  });
  it('reads a place from the address', () => {
    expect(placeOf('#at=12-30')).toEqual([12, 30]);
    for (const hash of ['', '#at=12', '#figure:12-30', '#at=a-b']) expect(placeOf(hash)).toBeNull();
  });
});

describe('words', () => {
  const own = sentences.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  it('are sorted, unique and there in both languages', () => {
    const names = own.map((line) => line.split('\t')[0] ?? '');
    expect(names).toEqual([...new Set(names)].sort());
    for (const line of own) expect(line.split('\t').map((cell) => cell.trim() !== '')).toEqual([true, true, true]);
  });
  it('leave the same places open in both languages', () => {
    for (const [name, [chinese, english]] of parseWords(sentences)) {
      const open = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
      expect(open(english), name).toEqual(open(chinese));
    }
  });
  it('name every field and every choice of the forms', () => {
    const all = new Set([...parseWords(labels).keys()]);
    for (const field of Object.values(FIELDS).flat()) {
      if (field.name !== 'year') expect(all).toContain('field.' + field.name);
      for (const choice of field.choices ?? []) expect(all).toContain(`${field.prefix}.${choice}`);
    }
    const stages = [...all].filter((name) => name.startsWith('stage.')).map((name) => name.slice(6)).sort();
    expect([...(FIELDS.project.find((field) => field.name === 'stage')?.choices ?? [])].sort()).toEqual(stages);
  });
});
