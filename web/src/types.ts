// What the API answers, as far as the screens use it. Offsets are half-open and count UTF-16 units.

export interface Problem {
  code: string;
  title: string;
  status: number;
  detail: string;
  request_id?: string;
  [member: string]: unknown;
}

export type DocumentState = 'queued' | 'reading' | 'ready' | 'failed' | 'removed';

export interface Counts {
  figures: number;
  lost: number;
  commitments: number;
  projects: number;
  checks: number;
  repairs: number;
  decided: {confirmed: number; corrected: number; dismissed: number};
  unmatched: number;
}

export interface Report {
  id: string;
  title: string;
  name: string;
  state: DocumentState;
  error: Problem | null;
  year: number | null;
  year_origin: string | null;
  place: string;
  bytes: number;
  sha256: string;
  encoding: string | null;
  added: number;
  added_by: string;
  revision: number;
  reader: string | null;
  counts: Counts;
  job: number | null;
  already?: boolean;
}

export interface Page<T> {
  items: T[];
  next: string | null;
  total: number;
}

export type Range = readonly [begin: number, end: number];

export interface Located {
  at: Range;
  src?: Range;
}

export interface Keyed {
  id: string;
  bytes: Range;
  sentence: number;
}

export interface Heading extends Located {
  number: string;
  title: string;
  level: number;
  item?: boolean;
  role?: string;
  parent?: number;
  body: Range;
}

export interface Piece extends Located {
  chrome?: boolean;
  is_heading?: boolean;
  heading?: number;
}

export interface Sentence extends Located {
  heading?: number;
}

export interface Figure extends Located, Keyed {
  lost?: boolean;
  value?: string;
  upper?: string;
  unit: string;
  exactness: string;
  measure: string;
  direction?: string;
  status: string;
  indicator: string;
  entity?: string;
  period?: string;
  from?: string;
  to?: string;
}

export interface Commitment extends Located, Keyed {
  clause: string;
  owners?: string[];
  supporting?: string[];
  deadline?: string;
  figures: number[];
  heading?: number;
}

export interface Project extends Located, Keyed {
  name: string;
  stage: string;
  state?: string;
  entity?: string;
  name_at: Range;
}

export interface Check {
  check: string;
  message: string;
  message_en: string;
  figures: number[];
  sentences: number[];
}

export interface Repair extends Located {
  rule: string;
  certainty: string;
}

export interface View {
  document: {
    name: string;
    title: string;
    place: string;
    year: number;
    year_origin?: string;
    faults: number;
    pages_read: number;
    pages_left: number;
    encoding: string;
    notices?: string[];
  };
  text: string;
  source?: string;
  headings: Heading[];
  pieces: Piece[];
  sentences: Sentence[];
  figures: Figure[];
  commitments: Commitment[];
  projects: Project[];
  checks: Check[];
  repairs: Repair[];
}

export type Kind = 'figures' | 'commitments' | 'projects' | 'checks' | 'repairs';
export type DecidedKind = 'figure' | 'commitment' | 'project';
export type Verdict = 'confirmed' | 'corrected' | 'dismissed';

export interface Decision {
  id: number;
  kind: DecidedKind;
  start: number;
  end: number;
  decision: Verdict;
  fields: Record<string, unknown>;
  note: string;
  by: string;
  at: number;
  record: number | null;
  read: Record<string, unknown>;
}

export interface Decisions {
  revision: number;
  items: Decision[];
  unmatched: Decision[];
}

export interface Wish {
  kind: DecidedKind;
  start: number;
  end: number;
  decision: Verdict | 'cleared';
  fields?: Record<string, unknown>;
  note?: string;
}

export interface Hit {
  document: {id: string; title: string; year: number | null};
  at: Range | null;
  passage: string;
  marks: Range[];
  heading: string[];
}

export type Side = 'same' | 'changed' | 'left' | 'right';

export interface Comparison {
  left: Report;
  right: Report;
  figures: {
    indicator: string;
    entity: string;
    period: string;
    measure: string;
    status: string;
    state: Side;
    left: number[];
    right: number[];
    change: {absolute: number; percent: number | null} | null;
  }[];
  commitments: {state: 'kept' | 'changed' | 'dropped' | 'new'; left: number | null; right: number | null}[];
  passages: {state: Side; left: Range | null; right: Range | null}[];
}

export interface About {
  name: string;
  version: string;
  reader: string;
  engine: string;
  parts: string[];
  limits: {upload_bytes: number};
}

export interface Change {
  what: 'document' | 'decisions' | 'job';
  id: string;
  revision: number;
  state?: string;
  done?: number;
  total?: number;
}
