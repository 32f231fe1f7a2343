import type { Turn } from '../../src/ports.ts';
import type { Database } from '../../src/storage/database.ts';
import { dueTurns } from '../../src/storage/due.ts';

/** How often somebody has begun, and how many are at it. */
let [begun, atWork] = [0, 0];

/**
 * Takes each turn once, and fails where one does something of which it had not said that it is due: in the app it would
 * not be taken then, until something else is due. Where several work at once, what one finds may be another's work: only
 * one that is alone is held to what it said.
 *
 * @returns with how many something was done
 */
export async function takeEach(db: Database, turns: readonly Turn[], now: Date): Promise<number> {
  let all = 0;
  begun += 1;
  atWork += 1;
  try {
    for (const [place, turn] of turns.entries()) {
      const [before, wasAlone] = [begun, atWork === 1];
      const isDue = (await dueTurns(db, [turn], now)).has(0);
      const done = await turn.take();
      if (done > 0 && !isDue && wasAlone && begun === before)
        throw new Error(`turn ${place} did something and had not said that it is due`);
      all += done;
    }
  } finally {
    atWork -= 1;
  }
  return all;
}
