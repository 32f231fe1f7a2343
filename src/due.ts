import type { Clock, Turn } from './ports.ts';
import type { Database } from './storage/database.ts';
import { dueTurns } from './storage/due.ts';

/** How often it is looked whether something has become due, by real time. */
const LOOK_EVERY_MS = 1_000;
/** What is woken meanwhile is done at most so often: the database is asked each time. */
const AT_MOST_EVERY_MS = 100;

/**
 * Takes the turns that have something to do, and after one that did something the next: it may be work for it. One that
 * fails holds up none of the others. The database is asked once which they are.
 *
 * @returns whether there may be more: something was done, or something is due now that was not when it was asked
 * @throws what the first one threw that failed
 */
export async function takeTurns(db: Database, turns: readonly Turn[], clock: Clock): Promise<boolean> {
  let done = 0;
  let did = 0;
  const failed: unknown[] = [];
  const due = await dueTurns(db, turns, clock.now()).catch((error: unknown) => {
    failed.push(error);
    // Where one of them cannot even be asked for, all are taken, so that it holds up none of the others.
    return new Set(turns.keys());
  });
  for (const [place, turn] of turns.entries()) {
    if (!due.has(place) && did === 0) continue;
    did = 0;
    try {
      did = await turn.take();
      done += did;
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length > 0) throw failed[0];
  if (done > 0 || due.size === 0) return done > 0;
  const now = await dueTurns(db, turns, clock.now());
  return [...now].some((place) => !due.has(place));
}

/** Does what is due again and again, one pass after the other. */
export interface DueLoop {
  /** Looks soon, rather than at the next turn. */
  wake(): void;
  /** Does all that is due now and waits until nothing is left. @returns whether there was anything */
  catchUp(): Promise<boolean>;
  /** No pass begins after this; resolves when the last one has ended. */
  stop(): Promise<void>;
}

/**
 * @param pass does a batch of what is due, and says whether there may be more
 * @param onError a pass that fails is told of here, and the next one comes all the same
 */
export function startDueLoop(pass: () => Promise<boolean>, onError: (error: unknown) => void): DueLoop {
  let running: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let woken = false;
  let stopped = false;

  /** One pass after the other, also where somebody catches up meanwhile. */
  function once(): Promise<boolean> {
    const turn = running.then(() => (stopped ? false : pass()));
    running = turn.catch(() => undefined);
    return turn;
  }

  function next(afterMs: number): void {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(async () => {
      timer = undefined;
      woken = false;
      const more = await once().catch((error: unknown) => {
        onError(error);
        return false;
      });
      next(more ? 0 : woken ? AT_MOST_EVERY_MS : LOOK_EVERY_MS);
    }, afterMs);
    // Nobody who wants to stop waits for what is due.
    timer.unref();
  }

  next(LOOK_EVERY_MS);
  return {
    wake() {
      if (woken) return;
      woken = true;
      // While a pass runs, the next one is set when it ends.
      if (timer) next(AT_MOST_EVERY_MS);
    },
    async catchUp() {
      let did = false;
      while (await once()) did = true;
      return did;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
