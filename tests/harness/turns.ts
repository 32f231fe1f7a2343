import type { Turn } from '../../src/ports.ts';
import type { Database } from '../../src/storage/database.ts';
import { firstDue } from '../../src/storage/due.ts';

/**
 * Takes each turn once, and fails where one does something of which it had not said that it is due: in the app it would
 * not be taken then, until something else is due. Where nobody else works on the same database.
 *
 * @returns with how many something was done
 */
export async function takeEach(db: Database, turns: readonly Turn[], now: Date): Promise<number> {
  let all = 0;
  for (const [place, turn] of turns.entries()) {
    const isDue = (await firstDue(db, [turn], now)) === 0;
    const done = await turn.take();
    if (done > 0 && !isDue) throw new Error(`turn ${place} did something and had not said that it is due`);
    all += done;
  }
  return all;
}
