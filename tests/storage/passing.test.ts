import { expect, it } from 'vitest';
import { isPassing } from '../../src/storage/database.ts';

const coded = (code: string) => Object.assign(new Error('said'), { code });

it.each<[string, unknown]>([
  ['stopped by an administrator', coded('57P01')],
  ['a query that took too long', coded('57014')],
  ['a ring of locks', coded('40P01')],
  ['too many connections', coded('53300')],
  ['a full disk', coded('53100')],
  ['nobody listens', coded('ECONNREFUSED')],
  ['cut off', new Error('Connection terminated unexpectedly')],
  ['no answer in time', new Error('Query read timeout')],
])('may be over the next time: %s', (_, error) => {
  expect(isPassing(error)).toBe(true);
});

it.each<[string, unknown]>([
  ['a key that is there already', coded('23505')],
  ['raised by a trigger', coded('P0001')],
  ['a mistake of ours', new TypeError('x is not a function')],
  ['what zod says', coded('invalid_type')],
  ['what Node says of an argument', coded('ERR_INVALID_ARG_TYPE')],
  ['no error at all', 'away'],
])('would come again: %s', (_, error) => {
  expect(isPassing(error)).toBe(false);
});
