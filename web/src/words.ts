// What the screens say, in both languages: the labels of records, which the program's other pages use too, and
// the sentences of the screens.

import {ref, watchEffect} from 'vue';

import rights from '../../src/people/rights.tsv?raw';
import roles from '../../src/people/roles.tsv?raw';
import labels from '../../src/reading/labels.tsv?raw';
import sentences from './words.tsv?raw';

export type Language = 'zh' | 'en';

/** Rows "name, Chinese, English" with tabs between; "#" begins a comment. */
export function parseWords(table: string): Map<string, readonly [string, string]> {
  const rows = new Map<string, readonly [string, string]>();
  for (const line of table.split('\n')) {
    const [name, chinese, english] = line.split('\t');
    if (!name || name.startsWith('#') || chinese === undefined || english === undefined) continue;
    rows.set(name, [chinese, english]);
  }
  return rows;
}

/** Names of a table whose last two columns are Chinese and English. */
function namesIn(table: string, prefix: string): [string, readonly [string, string]][] {
  return table.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => {
    const cells = line.split('\t');
    return [prefix + (cells[0] ?? ''), [cells.at(-2) ?? '', cells.at(-1) ?? '']];
  });
}

const words = new Map([...parseWords(labels), ...parseWords(sentences), ...namesIn(roles, 'role.'), ...namesIn(rights, 'right.')]);

function remembered(): Language {
  const kept = globalThis.localStorage?.getItem('language');
  if (kept === 'zh' || kept === 'en') return kept;
  return globalThis.navigator?.language?.startsWith('en') ? 'en' : 'zh';
}

export const language = ref<Language>(remembered());

if (typeof document !== 'undefined')
  watchEffect(() => {
    document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
    globalThis.localStorage?.setItem('language', language.value);
  });

/** The words of this name, "{x}" replaced by values.x. An unknown name shows its last part. */
export function say(name: string, values: Record<string, string | number> = {}): string {
  const row = words.get(name);
  const pattern = row ? row[language.value === 'zh' ? 0 : 1] : name.slice(name.indexOf('.') + 1);
  return pattern.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}

export function has(name: string): boolean {
  return words.has(name);
}

export function count(n: number): string {
  return n.toLocaleString('en-US');
}

export function when(milliseconds: number): string {
  const date = new Date(milliseconds);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

export function bytes(n: number): string {
  if (n < 1024) return `${n} B`;
  if (n < 1024 * 1024) return `${(n / 1024).toFixed(n < 10240 ? 1 : 0)} KB`;
  return `${(n / 1024 / 1024).toFixed(1)} MB`;
}
