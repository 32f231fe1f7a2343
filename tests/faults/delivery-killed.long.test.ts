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

/** A lease, looking again after a quarter of a minute, and what the queue takes to miss a worker. */
const MINUTES = 9;

it.each([true, false])(
  'in real time, nothing made older (may look: %s)',
  { timeout: MINUTES * 60_000 },
  async (mayLook) => {
    const point = 'while Slack holds its answers back';
    const came = await killedAt(point, mayLook, async (other, isSettled) => {
      while (!(await isSettled())) {
        await other.all();
        await wait(500);
      }
    });
    expect(came).toBe(mayLook ? ONCE : BLIND[point]);
  },
);
