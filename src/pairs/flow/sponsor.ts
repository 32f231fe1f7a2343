import { planDelivery, refreshMessages } from '../../nudges/flow/notices.ts';
import { enrol } from '../../people/flow/facts.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import { PersonId, type PersonKey } from '../../ports.ts';
import { inTransaction, type Tx } from '../../storage/database.ts';
import { type Pair, PairId } from '../pair.ts';
import {
  isOpen,
  type Sponsor,
  SponsorId,
  type SponsorText,
  SponsorTextId,
  sponsorProblem,
  sponsorStep,
} from '../sponsor.ts';
import { readPair } from '../store/pairs.ts';
import {
  putDraft,
  readSponsors,
  readSponsorText,
  writeSponsor,
  writeSponsorText,
} from '../store/sponsors.ts';
import { isBegun } from './course.ts';
import { mayBringIn, sponsorFor } from './sponsor-standing.ts';
import { lockPair } from './steps.ts';

type NotDone =
  /** The pair, or what it has of a sponsor, is at another point by now; nothing was written. */
  | { outcome: 'not-now' }
  /** Not theirs: a sponsor is the client's, and theirs alone. */
  | { outcome: 'not-yours' };
type Problem = { outcome: 'problem'; problem: NonNullable<ReturnType<typeof sponsorProblem>> };

export type DraftResult = { outcome: 'drafted'; draft: SponsorText } | Problem | NotDone;

/**
 * The client begins a text, to somebody whom they want to bring in or to the sponsor there is. It is read by nobody else
 * until they approve it, and takes the place of another draft.
 *
 * @param to whom the form named; null: the sponsor there is
 */
export async function draftText(
  ports: PeoplePorts,
  who: PersonKey,
  pairId: string,
  { to, words, toCoach }: { to: string | null; words: string; toCoach: boolean },
): Promise<DraftResult> {
  const standing = await sponsorFor(ports, who, pairId);
  if (standing?.seen.side !== 'learner') return { outcome: 'not-yours' };
  const person = to === null ? standing.sponsor?.personId : PersonId.safeParse(to).data;
  if (!person || standing.can !== (to === null ? 'write' : 'bring-in')) return { outcome: 'not-now' };
  const facts = await ports.facts.factsOf({ ...who, personId: person });
  return change(ports, who, standing.seen.pairId, async (tx, pair, now): Promise<DraftResult> => {
    const sponsors = await readSponsors(tx, who.workspaceId, pair.id);
    if (!nextOf(pair, sponsors, person)) return { outcome: 'not-now' };
    const problem = sponsorProblem(pair, person, facts, sponsors);
    if (problem) return { outcome: 'problem', problem };
    const draft: SponsorText = {
      id: SponsorTextId.parse(ports.newId()),
      sponsorId: null,
      to: person,
      words,
      toCoach,
      version: 1,
      at: now,
      answer: null,
    };
    await putDraft(tx, who.workspaceId, pair.id, draft);
    return { outcome: 'drafted', draft };
  });
}

/** A draft, for the client who writes it; nothing for anybody else, or once it is told. */
export async function draftFor(
  ports: PeoplePorts,
  who: PersonKey,
  textId: string,
): Promise<{ pairId: PairId; draft: SponsorText } | undefined> {
  const id = SponsorTextId.safeParse(textId).data;
  const found = id && (await readSponsorText(ports.db, who.workspaceId, id));
  if (!found || found.text.sponsorId !== null) return undefined;
  const pair = await readPair(ports.db, who.workspaceId, found.pairId);
  return pair?.learnerId === who.personId ? { pairId: pair.id, draft: found.text } : undefined;
}

/** The client writes a draft in their own words. */
export async function rewriteDraft(
  ports: PeoplePorts,
  who: PersonKey,
  textId: string,
  words: string,
): Promise<{ outcome: 'drafted'; draft: SponsorText } | { outcome: 'not-yours' }> {
  const found = await draftFor(ports, who, textId);
  if (!found) return { outcome: 'not-yours' };
  return change(ports, who, found.pairId, async (tx, pair) => {
    const now = await readSponsorText(tx, who.workspaceId, found.draft.id);
    if (!now || now.text.sponsorId !== null) return { outcome: 'not-yours' };
    // Where nothing can be told any more there is nothing to write.
    const sponsors = await readSponsors(tx, who.workspaceId, pair.id);
    if (!nextOf(pair, sponsors, now.text.to)) return { outcome: 'not-yours' };
    const draft = { ...now.text, words, version: now.text.version + 1 };
    await writeSponsorText(tx, who.workspaceId, draft);
    return { outcome: 'drafted', draft };
  });
}

type Told =
  | { outcome: 'told' }
  /** It was changed in another window after it was shown: how it stands now; nothing was told. */
  | { outcome: 'changed'; draft: SponsorText }
  | { outcome: 'not-now' }
  | Problem;
export type ApproveResult = (Told & { pairId: PairId }) | { outcome: 'not-yours' };

/**
 * The client has seen the exact words and approves them: the sponsor is told that there is a text, and reads it in this
 * app; so does the coach, where the client wants that. Sent twice, it is told once.
 *
 * @param version of the draft as it was shown
 */
export async function approveText(
  ports: PeoplePorts,
  who: PersonKey,
  textId: string,
  version: number,
): Promise<ApproveResult> {
  const id = SponsorTextId.safeParse(textId).data;
  const found = id && (await readSponsorText(ports.db, who.workspaceId, id));
  const pair = found && (await readPair(ports.db, who.workspaceId, found.pairId));
  if (!found || pair?.learnerId !== who.personId) return { outcome: 'not-yours' };
  const to = { ...who, personId: found.text.to };
  const facts = await ports.facts.factsOf(to);
  const sponsors = await readSponsors(ports.db, who.workspaceId, pair.id);
  // A message needs its receiver's row; nobody becomes known by it who is not told.
  if (found.text.version === version && !sponsorProblem(pair, to.personId, facts, sponsors))
    await enrol(ports, to);
  return change(ports, who, pair.id, async (tx, at, now) => ({
    ...(await tellNow(tx, ports, at, { textId: found.text.id, version, facts }, now)),
    pairId: at.id,
  }));
}

async function tellNow(
  tx: Tx,
  ports: PeoplePorts,
  pair: Pair,
  approved: { textId: SponsorTextId; version: number; facts: Parameters<typeof sponsorProblem>[2] },
  now: Date,
): Promise<Told> {
  const { workspaceId } = pair;
  const text = (await readSponsorText(tx, workspaceId, approved.textId))?.text;
  if (!text) return { outcome: 'not-now' };
  if (text.sponsorId !== null) return { outcome: 'told' };
  if (text.version !== approved.version) return { outcome: 'changed', draft: text };
  const sponsors = await readSponsors(tx, workspaceId, pair.id);
  const next = nextOf(pair, sponsors, text.to);
  if (!next) return { outcome: 'not-now' };
  const problem = sponsorProblem(pair, text.to, approved.facts, sponsors);
  if (problem) return { outcome: 'problem', problem };
  const id = SponsorId.parse(ports.newId());
  const number = (sponsors.at(-1)?.number ?? 0) + 1;
  const sponsor = { ...(next.sponsor ?? { id, number, personId: text.to }), state: next.state };
  await writeSponsor(tx, workspaceId, pair.id, sponsor, now);
  await writeSponsorText(tx, workspaceId, { ...text, sponsorId: sponsor.id, at: now });
  const about = { pairId: pair.id, sponsorId: sponsor.id, textId: text.id };
  await tellOfSponsor(tx, ports, { workspaceId, personId: text.to }, 'sponsor', about, now);
  if (text.toCoach)
    await tellOfSponsor(tx, ports, { workspaceId, personId: pair.guideId }, 'sponsor-shown', about, now);
  return { outcome: 'told' };
}

/** What telling this person something makes of it: of the sponsor there is, or of a new one; nothing where it cannot be. */
function nextOf(
  pair: Pair,
  sponsors: readonly Sponsor[],
  person: PersonId,
): { sponsor: Sponsor | undefined; state: Sponsor['state'] } | undefined {
  if (!isBegun(pair)) return undefined;
  const current = sponsors.at(-1);
  const there = current && isOpen(current.state) && current.personId === person ? current : undefined;
  if (!there && !mayBringIn(pair)) return undefined;
  const state = sponsorStep(current?.state ?? 'none', there ? 'tells' : 'proposes');
  return state && { sponsor: there, state };
}

/** The client ends it: nothing more is told, and the sponsor reads nothing of it any more. */
export async function endSponsor(
  ports: PeoplePorts,
  who: PersonKey,
  pairId: string,
): Promise<{ outcome: 'done' } | NotDone> {
  const id = PairId.safeParse(pairId).data;
  if (!id) return { outcome: 'not-yours' };
  return change(ports, who, id, async (tx, pair, now): Promise<{ outcome: 'done' } | NotDone> => {
    const current = (await readSponsors(tx, who.workspaceId, pair.id)).at(-1);
    const state = current && sponsorStep(current.state, 'ends');
    if (!current || !state) return current?.state === 'ended' ? { outcome: 'done' } : { outcome: 'not-now' };
    await writeSponsor(tx, who.workspaceId, pair.id, { ...current, state }, now);
    await refreshMessages(tx, who.workspaceId, { sponsorId: current.id });
    return { outcome: 'done' };
  });
}

/** Plans a message about a sponsor, to one of the three. */
export async function tellOfSponsor(
  tx: Tx,
  ports: PeoplePorts,
  to: PersonKey,
  what: 'sponsor' | 'sponsor-shown' | 'sponsor-answered' | 'sponsor-declined',
  ids: { pairId: PairId; sponsorId: SponsorId; textId: SponsorTextId },
  now: Date,
): Promise<void> {
  const kind = `pairs.${what}`;
  // One declines once; everything else is about one text.
  const occurrence = `${kind}:${what === 'sponsor-declined' ? ids.sponsorId : ids.textId}`;
  const about = { ...ids, to: to.personId };
  await planDelivery(tx, ports, { ...to, occurrence, kind, about, class: 'notice' }, now);
}

/** Does what a client wants with their coaching pair's sponsor, under the pair's lock. */
function change<R>(
  ports: PeoplePorts,
  { workspaceId, personId }: PersonKey,
  id: PairId,
  work: (tx: Tx, pair: Pair, now: Date) => Promise<R>,
): Promise<R | { outcome: 'not-yours' }> {
  return inTransaction(ports.db, async (tx): Promise<R | { outcome: 'not-yours' }> => {
    const pair = await lockPair(tx, workspaceId, id);
    if (pair?.learnerId !== personId || pair.kind !== 'coaching') return { outcome: 'not-yours' };
    return work(tx, pair, ports.clock.now());
  });
}
