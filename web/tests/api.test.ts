import {expect, it} from 'vitest';

import {fileName} from '../src/api';

it('fileName reads the name of a file in any script', () => {
  expect(fileName("attachment; filename*=UTF-8''%E4%BA%91%E6%B1%80-figure.csv")).toBe('云汀-figure.csv');
  expect(fileName("attachment; filename*=UTF-8''%E4%BA")).toBe('');
  expect(fileName('attachment; filename="a.txt"')).toBe('');
  expect(fileName(null)).toBe('');
});
