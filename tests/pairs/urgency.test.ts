import { expect, it } from 'vitest';
import { mostAWeek, PAIR_NUDGES } from '../../src/pairs/course.ts';

it('the third message of a week is for what is of no use later; what is a mere thought waits for company', () => {
  const of = (most: number) => PAIR_NUDGES.filter((kind) => mostAWeek(kind) === most);
  expect(of(3)).toEqual(['prepare', 'upcoming']);
  expect(of(2)).toEqual(['book', 'outcome', 'half-time', 'final', 'gap', 'met', 'renewal']);
  expect(of(1)).toEqual(['between', 'supervision', 'thought', 'pulse']);
});
