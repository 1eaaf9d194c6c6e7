import {expect, test} from 'vitest';
import {Layer, placeIn, type Range} from '../../src/reading/places';

test('a record of a damaged page has a place in each view, another has one for both', () => {
  expect(placeIn('source', {at: [3, 5], src: [7, 12]})).toEqual([7, 12]);
  expect(placeIn('clean', {at: [3, 5], src: [7, 12]})).toEqual([3, 5]);
  expect(placeIn('source', {at: [3, 5]})).toEqual([3, 5]);
});

test('an empty place touches the stretch that it begins, not the one before it', () => {
  const layer = new Layer([[4, 4]]);
  expect(layer.touching(4, 8)).toEqual([0]);
  expect(layer.touching(0, 4)).toEqual([]);
});

test('a long record is found behind many short ones', () => {
  const layer = new Layer([[0, 100], [1, 2], [3, 4], [5, 6]]);
  expect(layer.touching(50, 51)).toEqual([0]);
});

test('finds what a walk over all records finds', () => {
  let seed = 20261124;
  const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  for (let round = 0; round < 300; ++round) {
    const places: Range[] = Array.from({length: random(30)}, () => {
      const begin = random(60);
      return [begin, begin + random(12)];
    });
    const begin = random(60);
    const end = begin + 1 + random(20);
    const walked = places.flatMap(([b, e], i) =>
      b < end && (e > begin || (b === e && b >= begin)) ? [i] : []);
    expect(new Layer(places).touching(begin, end).toSorted((a, b) => a - b)).toEqual(walked);
  }
});
