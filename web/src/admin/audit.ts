// What the page of the audit log asks for.

/** Midnight at the begin of a local day "2026-11-24", in milliseconds since 1970; null where none is given. */
export function dayStart(day: string, later = 0): number | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (year === undefined) return null;
  return new Date(Number(year), Number(month) - 1, Number(date) + later).getTime();
}

/** Midnight at its end. */
export const dayEnd = (day: string): number | null => dayStart(day, 1);

// The changes that people make; others can be asked for by the address.
const usual = ['documents.add', 'documents.edit', 'documents.read', 'documents.remove', 'documents.restore', 'decisions.decide'];

/** What the choice of operations offers, the one asked for among them. */
export function operations(asked: string): string[] {
  return asked === '' || usual.includes(asked) ? usual : [...usual, asked];
}
