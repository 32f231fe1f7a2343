import type { Directory, DirectoryAnswer, PersonId, PersonKey, Turn, WorkspaceId } from '../../ports.ts';
import { type Database, inTransaction, type Tx } from '../../storage/database.ts';
import { ANY_PLACES, applyRow, NO_DETAILS, wishOf } from '../importing/changes.ts';
import type { ImportedRow } from '../importing/row.ts';
import { lockPeople, readFound, writeMade } from '../store/import.ts';
import {
  deleteLookUp,
  emailsToAsk,
  hasToAsk,
  lockLookUp,
  type Pending,
  peopleToAsk,
  readPending,
  writeEmailProblem,
  writeFoundFacts,
  writePersonProblem,
  writeScopeMissing,
} from '../store/lookups.ts';
import type { OnWishes } from './import.ts';
import type { PeoplePorts } from './readers.ts';

export type { Pending } from '../store/lookups.ts';

export interface LookUpPorts extends Pick<PeoplePorts, 'db' | 'clock' | 'log' | 'changed'> {
  directory: Directory;
  onWishes: OnWishes;
}

/** At a time, so that messages that are due meanwhile need not wait long. */
const AT_A_TIME = 3;
/** Somebody of whom Slack knows nothing may join. */
const ASKED_AGAIN_MS = 24 * 3_600_000;
/** A scope is granted by installing the app again, which nobody tells us of. */
const SCOPE_TRIED_AGAIN_MS = 3_600_000;
const SHOWN_UNKNOWN = 20;

/** What is missing without the optional scope. */
export const WITHOUT_EMAIL_SCOPE =
  'Slack may not be asked for e-mails: the app was installed without the scope users:read.email. People given by e-mail wait, and are not matched; give them by their Slack ids, or install the app again with that scope.';

/**
 * Finds out in the background who the people are that were imported: asks Slack about a few of them at a time, and says
 * how many there was an answer about.
 */
export function lookUpsTurn(ports: LookUpPorts, workspaceId: WorkspaceId): Turn {
  const { db, clock, log, directory } = ports;
  let emailsFrom = new Date(0);
  /** Not known before the first e-mail was asked for. */
  let scopeIsMissing: boolean | undefined;

  async function askAboutPerson(personId: PersonId): Promise<boolean> {
    const who = { workspaceId, personId };
    const answer = await directory.byId(personId);
    if (answer.outcome === 'not-found') await writePersonProblem(db, who, answer.code, clock.now());
    if (answer.outcome === 'found') await inTransaction(db, (tx) => personFound(tx, who, answer));
    return answer.outcome === 'found' || answer.outcome === 'not-found';
  }

  async function askAboutEmail(email: string): Promise<boolean> {
    const answer = await directory.byEmail(email);
    if (answer.outcome === 'later') return false;
    if (answer.outcome === 'scope-missing') {
      await noteScope(true);
      return false;
    }
    await noteScope(false);
    if (answer.outcome === 'not-found')
      await writeEmailProblem(db, workspaceId, email, answer.code, clock.now());
    else await inTransaction(db, (tx) => emailFound(tx, email, answer));
    return true;
  }

  /** Said once: it does not change by being said every hour. */
  async function noteScope(isMissing: boolean): Promise<void> {
    // Several are asked about at a time: what is known is known before anything is waited for.
    const before = scopeIsMissing;
    scopeIsMissing = isMissing;
    if (isMissing) emailsFrom = new Date(clock.now().getTime() + SCOPE_TRIED_AGAIN_MS);
    if (isMissing && !before) log.warn(WITHOUT_EMAIL_SCOPE);
    if (isMissing || before !== false) await writeScopeMissing(db, workspaceId, isMissing);
  }

  async function personFound(tx: Tx, who: PersonKey, { email, facts }: Found): Promise<void> {
    const now = clock.now();
    await lockPeople(tx, workspaceId, [who.personId, ...(email === null ? [] : [email.toLowerCase()])]);
    await writeFoundFacts(tx, who, email, facts, now);
    await ports.changed(tx, who, now);
  }

  async function emailFound(tx: Tx, email: string, { personId, facts }: Found): Promise<void> {
    const who = { workspaceId, personId };
    const now = clock.now();
    await lockPeople(tx, workspaceId, [personId, email]);
    const lookUp = await lockLookUp(tx, workspaceId, email);
    if (!lookUp) return;
    await writeFoundFacts(tx, who, email, facts, now);
    await applyKept(tx, who, lookUp.details, now);
    await deleteLookUp(tx, workspaceId, email);
    await ports.changed(tx, who, now);
  }

  /** What was imported of somebody, now that it is known who they are. */
  async function applyKept(tx: Tx, who: PersonKey, row: ImportedRow, now: Date): Promise<void> {
    const [found = { person: NO_DETAILS, guide: null }] = await readFound(tx, workspaceId, [who.personId]);
    const { person, guide, changes } = applyRow(row, found, ANY_PLACES);
    if (changes.length > 0) await writeMade(tx, workspaceId, [{ id: who.personId, person, guide }], now);
    const wish = wishOf(row);
    if (wish) await ports.onWishes(tx, workspaceId, [{ personId: who.personId, wish }], now);
  }

  const askedBefore = (now: Date): Date => new Date(now.getTime() - ASKED_AGAIN_MS);

  return {
    isDue: (now) => hasToAsk(workspaceId, askedBefore(now), { emails: now >= emailsFrom }),
    async take() {
      const now = clock.now();
      const before = askedBefore(now);
      const people = await peopleToAsk(db, workspaceId, before, AT_A_TIME);
      const emails =
        people.length < AT_A_TIME && now >= emailsFrom
          ? // Where it is not known whether one may ask, one is enough to find out.
            await emailsToAsk(db, workspaceId, before, scopeIsMissing ? 1 : AT_A_TIME - people.length)
          : [];
      const answered = await Promise.all([...people.map(askAboutPerson), ...emails.map(askAboutEmail)]);
      return answered.filter(Boolean).length;
    },
  };
}

type Found = Extract<DirectoryAnswer, { outcome: 'found' }>;

/** Who is not known in Slack yet, and why. */
export function pendingLookUps(db: Database, workspaceId: WorkspaceId): Promise<Pending> {
  return readPending(db, workspaceId, SHOWN_UNKNOWN);
}
