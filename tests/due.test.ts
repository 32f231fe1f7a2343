import { describe, expect, it } from 'vitest';
import { startDueLoop } from '../src/due.ts';

describe('the loop that does what is due', () => {
  it('looks soon when it is woken, and again at once while there is more', async () => {
    let left = 3;
    const loop = startDueLoop(
      async () => {
        left -= 1;
        return left > 0;
      },
      () => undefined,
    );
    loop.wake();
    await expect.poll(() => left, { timeout: 900 }).toBe(0);
    await loop.stop();
  });

  it('catches up until nothing is left, one pass after the other', async () => {
    let [left, running, most] = [5, 0, 0];
    const loop = startDueLoop(
      async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((done) => setImmediate(done));
        running -= 1;
        left -= 1;
        return left > 0;
      },
      () => undefined,
    );
    loop.wake();
    await Promise.all([loop.catchUp(), loop.catchUp()]);
    expect(left).toBeLessThanOrEqual(0);
    expect(most).toBe(1);
    await loop.stop();
  });

  it('tells of a pass that fails, and goes on', async () => {
    const errors: unknown[] = [];
    let passes = 0;
    const loop = startDueLoop(
      async () => {
        passes += 1;
        if (passes === 1) throw new Error('no database');
        return false;
      },
      (error) => errors.push(error),
    );
    loop.wake();
    await expect.poll(() => errors.length).toBe(1);
    loop.wake();
    await expect.poll(() => passes).toBe(2);
    await loop.stop();
  });

  it('begins nothing after it was stopped', async () => {
    let passes = 0;
    const loop = startDueLoop(
      async () => {
        passes += 1;
        return true;
      },
      () => undefined,
    );
    await loop.stop();
    loop.wake();
    await loop.catchUp();
    expect(passes).toBe(0);
  });
});
