import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeTurns } from '../../src/due.ts';
import type { Turn } from '../../src/ports.ts';
import { onlyIf } from '../../src/storage/due.ts';
import { freshDatabase } from '../harness/database.ts';

const CLOCK = { now: () => new Date('2026-06-01T10:00:00Z') };

let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

describe('the turns of one pass', () => {
  /** Turns that say whether they are due, and what they do then; and which of them were taken. */
  function turnsOf(...all: { isDue: boolean; does?: number; fails?: string }[]) {
    const taken: number[] = [];
    const turns = all.map(
      ({ isDue, does = 0, fails }, place): Turn => ({
        isDue: () => onlyIf(isDue),
        async take() {
          taken.push(place);
          if (fails) throw new Error(fails);
          return does;
        },
      }),
    );
    return { turns, taken };
  }

  it('are not taken while none has something to do', async () => {
    const { turns, taken } = turnsOf({ isDue: false }, { isDue: false });
    expect(await takeTurns(database.db, turns, CLOCK)).toBe(false);
    expect(taken).toEqual([]);
  });

  it('are taken where they are due, and the next after one that did something: it may be work for it', async () => {
    const { turns, taken } = turnsOf(
      { isDue: false },
      { isDue: true },
      { isDue: false },
      { isDue: true, does: 3 },
      { isDue: false },
      { isDue: false },
      { isDue: true },
    );
    expect(await takeTurns(database.db, turns, CLOCK)).toBe(true);
    expect(taken).toEqual([1, 3, 4, 6]);
  });

  it('are asked for once a pass, and what became due meanwhile has the next one', async () => {
    let isDue = false;
    let asked = 0;
    const before: Turn = {
      isDue: () => onlyIf(true),
      async take() {
        isDue = true;
        return 0;
      },
    };
    const taken: number[] = [];
    const late: Turn = {
      isDue() {
        asked += 1;
        return onlyIf(isDue);
      },
      async take() {
        return taken.push(1);
      },
    };
    expect(await takeTurns(database.db, [before, late], CLOCK)).toBe(true);
    expect(taken).toEqual([]);
    // Once for the pass, and once whether it left something.
    expect(asked).toBe(2);
    expect(await takeTurns(database.db, [before, late], CLOCK)).toBe(true);
    expect(taken).toEqual([1]);
    expect(asked).toBe(3);
  });

  it('are all taken where one fails, which is told afterwards', async () => {
    const { turns, taken } = turnsOf({ isDue: true, fails: 'the first' }, { isDue: true, does: 1 });
    await expect(takeTurns(database.db, turns, CLOCK)).rejects.toThrow('the first');
    expect(taken).toEqual([0, 1]);
  });

  it('are all taken where one cannot be asked for, which is told afterwards', async () => {
    const { turns, taken } = turnsOf({ isDue: false }, { isDue: false, does: 1 });
    const broken: Turn = { isDue: () => sql<boolean>`no_such_column`, take: async () => 0 };
    await expect(takeTurns(database.db, [...turns, broken], CLOCK)).rejects.toThrow('no_such_column');
    expect(taken).toEqual([0, 1]);
  });

  it('say that there may be no more where nothing could be done', async () => {
    const { turns, taken } = turnsOf({ isDue: true });
    expect(await takeTurns(database.db, turns, CLOCK)).toBe(false);
    expect(taken).toEqual([0]);
  });
});
