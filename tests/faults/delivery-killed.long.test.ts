import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { BLIND, killedAt, ONCE, POINTS } from './delivering/killed.ts';

describe.each(POINTS)('a worker killed %s', (point) => {
  it('where the app may look: nothing is lost and nothing comes twice', async () => {
    expect(await killedAt(point, true)).toBe(ONCE);
  });

  it('where it may not: nudges never come twice, the others never get lost', async () => {
    expect(await killedAt(point, false)).toBe(BLIND[point]);
  });
});

/** A lease, and what the queue takes to miss a worker; looking again after a quarter of a minute. */
const MINUTES = 9;

it('a worker killed in real time, nothing made older', { timeout: MINUTES * 60_000 }, async () => {
  const point = 'while Slack holds its answers back';
  const inTime = (mayLook: boolean) =>
    killedAt(point, mayLook, async (other, isSettled) => {
      while (!(await isSettled())) {
        await other.all();
        await wait(500);
      }
    });
  expect(await Promise.all([inTime(true), inTime(false)])).toEqual([ONCE, BLIND[point]]);
});
