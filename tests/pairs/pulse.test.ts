import { describe, expect, it } from 'vitest';
import { isLow, Pulse } from '../../src/pairs/pulse.ts';

describe('the short private question', () => {
  it.each([
    [5, 5, false],
    [3, 3, false],
    [2, 3, true],
    [3, 2, true],
    [1, 1, true],
    [null, 2, true],
    [2, null, true],
    [null, 3, false],
    [3, null, false],
    [null, null, false],
  ])('useful %s, safe %s: something else is offered: %s', (useful, safe, expected) => {
    expect(isLow({ useful, safe, rhythm: null })).toBe(expected);
    // How often they meet can be changed by a proposal; it is nothing that hurts.
    expect(isLow({ useful, safe, rhythm: 'rarer' })).toBe(expected);
  });

  it.each([
    [0, false],
    [1, true],
    [5, true],
    [6, false],
    [2.5, false],
    [null, true],
  ])('an answer of %s is one: %s', (figure, is) => {
    expect(Pulse.safeParse({ useful: figure, safe: null, rhythm: null }).success).toBe(is);
    expect(Pulse.safeParse({ useful: null, safe: figure, rhythm: 'right' }).success).toBe(is);
  });
});
