import type { PersonKey } from '../../ports.ts';
import { inTransaction, type Tx } from '../../storage/database.ts';
import { ended, isPaused } from '../pause.ts';
import { readIsUnreachable, readPerson, writePause } from '../store/people.ts';
import type { PeoplePorts } from './readers.ts';

/**
 * Slack would not deliver to somebody: they take no part until they do something in the app, or Slack tells of them
 * again. A pause of their own stays theirs.
 */
export async function pauseUnreachable(ports: PeoplePorts, who: PersonKey): Promise<void> {
  const now = ports.clock.now();
  await inTransaction(ports.db, async (tx) => {
    const person = await readPerson(tx, who, { lock: true });
    if (!person || isPaused(person.pause, person.timeZone, now)) return;
    await writePause(tx, who, { since: now, backOn: null }, 'unreachable');
    await ports.changed(tx, who, now);
  });
}

/** Somebody did something in the app: if they were paused because they could not be reached, that is over. */
export async function reachableAgain(ports: PeoplePorts, who: PersonKey): Promise<void> {
  if (!(await readIsUnreachable(ports.db, who))) return;
  const now = ports.clock.now();
  await inTransaction(ports.db, async (tx) => {
    if (await endUnreachable(tx, who, now)) await ports.changed(tx, who, now);
  });
}

/** Ends the break of somebody who could not be reached. @returns whether there was one */
export async function endUnreachable(tx: Tx, who: PersonKey, now: Date): Promise<boolean> {
  const person = await readPerson(tx, who, { lock: true });
  if (!person?.pause || !(await readIsUnreachable(tx, who))) return false;
  await writePause(tx, who, ended(person.pause, person.timeZone, now));
  return true;
}
