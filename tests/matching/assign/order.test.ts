import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderOf } from '../../../src/matching/assign/order.ts';

/** Few letters, so that beginnings agree; some from where packing ends, and halves of a pair. */
const LETTERS = fc.constantFrom('\u0000', 'a', 'b', 'þ', 'ÿ', 'Ā', 'ł', '\ud800', '\udfff', '\uffff');

it.each([
  [[], []],
  [['one'], [0]],
  [
    ['a', 'b', 'c'],
    [0, 1, 2],
  ],
  [
    ['c', 'a', 'b'],
    [1, 2, 0],
  ],
  [
    ['abcdz', 'abcda', 'abcd', 'abc'],
    [3, 2, 1, 0],
  ],
  // By code unit, not by alphabet: it must be the same on every machine.
  [
    ['ä', 'z', 'Z', 'a'],
    [2, 3, 1, 0],
  ],
  [
    ['a\u0000', 'a', ''],
    [2, 1, 0],
  ],
  [
    ['żaba', 'łódź', 'ĀĀĀĀ', 'ÿÿÿÿ'],
    [3, 2, 1, 0],
  ],
])('%j in order: %j', (keys, order) => {
  expect([...orderOf(keys)]).toEqual(order);
});

it('orders any keys as comparing them would', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ unit: LETTERS, maxLength: 8 }), { maxLength: 60 }), (keys) => {
      const byComparing = keys
        .map((_, at) => at)
        .sort((a, b) => ((keys[a] ?? '') < (keys[b] ?? '') ? -1 : 1));
      expect([...orderOf(keys)]).toEqual(byComparing);
    }),
  );
});

it('refuses a key that comes twice', () => {
  expect(() => orderOf(['b', 'a', 'b'])).toThrow('a key of its own for everybody');
  expect(() => orderOf(['a', 'a'])).toThrow('a key of its own for everybody');
});
