import type { PersonId, PersonKey, WorkspaceId } from '../../ports.ts';
import { type Database, inTransaction, type Tx } from '../../storage/database.ts';
import {
  type OfferField,
  type Outlook,
  outlookOf,
  type RulesByKind,
  readOffer,
  type SentOffer,
  saysTheSame,
} from '../offering.ts';
import type { Coach, KeptProfile } from '../profile.ts';
import { readPerson } from '../store/people.ts';
import {
  deleteProfile,
  readCoaches,
  readProfile,
  readTakenBack,
  TAKEN_BACK,
  writeCoachConfirmation,
  writeProfile,
} from '../store/profiles.ts';
import { audit } from './audit.ts';
import { enrol } from './facts.ts';
import type { PeoplePorts } from './readers.ts';

/** What offering needs to know of programs and pairs, which stand to the left of people; wired in app.ts. */
export interface OfferPorts extends PeoplePorts {
  /** What the running programs ask of their guides. */
  rules(workspaceId: WorkspaceId): Promise<RulesByKind>;
  /** How many learners somebody has at this moment. */
  taken(who: PersonKey): Promise<number>;
}

/** What somebody offers, for the form in which they change it. */
export async function offerToEdit(
  ports: OfferPorts,
  who: PersonKey,
): Promise<{ profile: KeptProfile | undefined; rules: RulesByKind }> {
  const [profile, rules] = await Promise.all([readProfile(ports.db, who), ports.rules(who.workspaceId)]);
  return { profile, rules };
}

export type SaveOfferResult =
  | { outcome: 'saved'; outlook: Outlook }
  | { outcome: 'wrong'; wrong: OfferField[]; rules: RulesByKind }
  /** It was changed or taken back after the form was opened; nothing was written. */
  | { outcome: 'changed-meanwhile' };

/**
 * Writes what somebody offers. Sent twice, it is written once.
 *
 * @param opened the version that the form was opened with; null where there was none
 */
export async function saveOffer(
  ports: OfferPorts,
  who: PersonKey,
  { opened, sent }: { opened: number | null; sent: SentOffer },
): Promise<SaveOfferResult> {
  const rules = await ports.rules(who.workspaceId);
  const read = readOffer(sent, rules);
  if (!read.ok) return { outcome: 'wrong', wrong: read.wrong, rules };
  const { isBriefed, ...offered } = read.offered;
  await enrol(ports, who);
  const now = ports.clock.now();
  return inTransaction(ports.db, async (tx): Promise<SaveOfferResult> => {
    const person = await readPerson(tx, who, { lock: true });
    if (!person) throw new Error('somebody who was enrolled is not known');
    const kept = await readProfile(tx, who, { lock: true });
    if (kept && saysTheSame(read.offered, kept))
      return { outcome: 'saved', outlook: outlookOf(kept, person, rules, now) };
    if ((kept?.version ?? null) !== opened) return { outcome: 'changed-meanwhile' };
    const profile: KeptProfile = {
      ...offered,
      coachConfirmedAt: kept?.coachConfirmedAt ?? null,
      briefedAt: isBriefed ? (kept?.briefedAt ?? now) : null,
      version: kept ? kept.version + 1 : firstVersion(ports),
    };
    await writeProfile(tx, who, profile, now);
    await ports.changed(tx, who, now);
    return { outcome: 'saved', outlook: outlookOf(profile, person, rules, now) };
  });
}

/** Not 1: a form that was opened on an offer taken back meanwhile must not fit one that was made after it. */
function firstVersion(ports: PeoplePorts): number {
  return Number.parseInt(ports.newId().slice(0, 6), 16) + 1;
}

/** Takes back everything that somebody offers. Done twice, it is done once. */
export async function withdrawOffer(ports: PeoplePorts, who: PersonKey): Promise<void> {
  const now = ports.clock.now();
  await inTransaction(ports.db, async (tx) => {
    await readPerson(tx, who, { lock: true });
    if (!(await readProfile(tx, who, { lock: true }))) return;
    await deleteProfile(tx, who);
    await ports.changed(tx, who, now);
  });
}

/** What somebody offers and what follows from it now, and how many of their places are taken; nothing of others. */
export async function offerOf(
  ports: OfferPorts,
  who: PersonKey,
): Promise<{ outlook: Outlook; taken: number } | undefined> {
  const [profile, person] = await Promise.all([readProfile(ports.db, who), readPerson(ports.db, who)]);
  if (!profile || !person) return undefined;
  const [rules, taken] = await Promise.all([ports.rules(who.workspaceId), ports.taken(who)]);
  return { outlook: outlookOf(profile, person, rules, ports.clock.now()), taken };
}

/** Everybody who offers coaching: those who wait for confirmation first. */
export function coachesOf(db: Database | Tx, workspaceId: WorkspaceId): Promise<Coach[]> {
  return readCoaches(db, workspaceId);
}

/** Whose confirmation as a coach was taken back at some time. */
export function coachesTakenBack(db: Database | Tx, workspaceId: WorkspaceId): Promise<Set<PersonId>> {
  return readTakenBack(db, workspaceId);
}

/**
 * Confirms a coach, or takes that back, in the transaction of somebody who has made sure that `by` may do it.
 *
 * @returns whether anything changed; `no-coach` where the person does not offer coaching
 */
export async function confirmCoach(
  tx: Tx,
  ports: PeoplePorts,
  coach: PersonKey,
  by: PersonId,
  { isConfirmed }: { isConfirmed: boolean },
  now: Date,
): Promise<'changed' | 'as-it-was' | 'no-coach'> {
  await readPerson(tx, coach, { lock: true });
  const profile = await readProfile(tx, coach, { lock: true });
  if (!profile?.kinds.includes('coaching')) return 'no-coach';
  if ((profile.coachConfirmedAt !== null) === isConfirmed) return 'as-it-was';
  await writeCoachConfirmation(tx, coach, isConfirmed ? { at: now, by } : null);
  const actor = { workspaceId: coach.workspaceId, personId: by };
  const about = { coach: coach.personId };
  await audit(tx, actor, isConfirmed ? 'coach.confirmed' : TAKEN_BACK, about, now);
  await ports.changed(tx, coach, now);
  return 'changed';
}
