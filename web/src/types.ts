// What the API answers, by the names that the screens use. The shapes are made from the API's own description:
// `npm run api` writes openapi.ts from src/server/api/openapi.json. Offsets are half-open and count UTF-16 units.

import type {components} from './openapi';

type Schemas = components['schemas'];

export type Problem = Schemas['Problem'];
export type Session = Schemas['Session'];
export type Person = Schemas['Person'];
export type Department = Schemas['Department'];
export type Grant = Schemas['Grant'];
export type Roles = Schemas['Roles'];
export type Token = Schemas['Token'];
export type DocumentState = Schemas['DocumentState'];
export type Counts = Schemas['Counts'];
export type Report = Schemas['Document'];
export type Range = readonly [begin: number, end: number];
export type Heading = Schemas['Heading'];
export type Piece = Schemas['Piece'];
export type Sentence = Schemas['Sentence'];
export type Figure = Schemas['Figure'];
export type Commitment = Schemas['Commitment'];
export type Project = Schemas['Project'];
export type Check = Schemas['Check'];
export type Repair = Schemas['Repair'];
export type View = Schemas['View'];
export type DecidedKind = Schemas['Kind'];
/** A decision; its fields are looked through by name. */
export type Decision = Omit<Schemas['Decision'], 'fields' | 'read'> & {fields: Record<string, unknown>; read: Record<string, unknown>};
export type Decisions = Omit<Schemas['Decisions'], 'items' | 'unmatched'> & {items: Decision[]; unmatched: Decision[]};
export type Wish = Omit<Schemas['Wish'], 'fields'> & {fields?: Record<string, unknown>};
export type Verdict = Decision['decision'];
export type Hit = Schemas['Hit'];
export type Comparison = Schemas['Comparison'];
export type Side = Comparison['figures'][number]['state'];
export type About = Schemas['About'];
export type Change = Schemas['Change'];
export type AuditEntry = Schemas['AuditEntry'];

export interface Page<T> {
  items: T[];
  next: string | null;
  total: number;
}

/** A list that is not counted. */
export interface Run<T> {
  items: T[];
  next: string | null;
}

/** The lists of records in a view. */
export type Kind = 'figures' | 'commitments' | 'projects' | 'checks' | 'repairs';
