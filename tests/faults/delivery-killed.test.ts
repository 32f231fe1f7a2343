import { expect, it } from 'vitest';
import { BLIND, killedAt, ONCE } from './delivering/killed.ts';

// All points, with and without looking, are in delivery-killed.long.test.ts.

it('a worker killed between Slack and the database: what arrived is found, and nothing comes twice', async () => {
  const point = 'while Slack holds its answers back';
  expect(await killedAt(point, true)).toBe(ONCE);
});

it('the same where the app may not look: nudges never come twice, the others never get lost', async () => {
  const point = 'while Slack holds its answers back';
  expect(await killedAt(point, false)).toBe(BLIND[point]);
});

it('a worker killed before its calls: what did not arrive is sent', async () => {
  expect(await killedAt('before the call', true)).toBe(ONCE);
});
