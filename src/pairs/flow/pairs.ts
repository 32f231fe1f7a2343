import { calendarsOf, personOf } from '../../people/flow/people.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import { isPaused } from '../../people/pause.ts';
import type { PersonKey } from '../../ports.ts';
import { type Database, inTransaction, type Tx } from '../../storage/database.ts';
import type { PairEvent } from '../life.ts';
import { otherSide, type Pair, PairId, personOn, type Side, sideOf, type Terms } from '../pair.ts';
import { isRhythmOf } from '../rhythm.ts';
import { type Seen, seenBy } from '../seen.ts';
import { readLivePairsOf, readPair } from '../store/pairs.ts';
import { lockPair, type PairsPorts, take, usualOf, workdayOf } from './steps.ts';

/** Both are told of an end one to so many working days after it was said, so that the moment tells less. */
const MOST_DAYS_UNTIL_TOLD = 3;

/** A pair as this person sees it; nothing where it is not one of theirs, whatever the id. */
export async function pairFor(ports: PeoplePorts, who: PersonKey, pairId: string): Promise<Seen | undefined> {
  const id = PairId.safeParse(pairId).data;
  const pair = id && (await readPair(ports.db, who.workspaceId, id));
  const side = pair && sideOf(pair, who.personId);
  return pair && side && seenBy(pair, side, await zoneOf(ports.db, who));
}

async function zoneOf(db: Database | Tx, who: PersonKey): Promise<string> {
  return (await personOf(db, who))?.timeZone ?? 'UTC';
}

/** This person's pairs that have not ended, the oldest first, with the other's name as Slack shows it. */
export async function livePairsOf(
  ports: PeoplePorts,
  who: PersonKey,
): Promise<{ seen: Seen; otherName: string }[]> {
  const pairs = await readLivePairsOf(ports.db, who);
  const myZone = await zoneOf(ports.db, who);
  const known = pairs.flatMap((pair) => {
    const side = sideOf(pair, who.personId);
    return side ? [seenBy(pair, side, myZone)] : [];
  });
  return Promise.all(
    known.map(async (seen) => {
      const person = await personOf(ports.db, { ...who, personId: seen.other });
      return { seen, otherName: person?.name ?? '' };
    }),
  );
}

/** What the reader of a message is told of the other one, and whether they are available at present. */
export interface Other {
  title: string | null;
  isPaused: boolean;
}

/** A pair as the reader of a message sees it, with the other one; nothing where it is not one of theirs. */
export async function pairWithOther(
  { db, clock }: PeoplePorts,
  who: PersonKey,
  pairId: string,
): Promise<{ seen: Seen; other: Other } | undefined> {
  const id = PairId.safeParse(pairId).data;
  const pair = id && (await readPair(db, who.workspaceId, id));
  const side = pair && sideOf(pair, who.personId);
  if (!pair || !side) return undefined;
  const known = await calendarsOf(db, who.workspaceId, [pair.guideId, pair.learnerId]);
  const other = known.get(personOn(pair, otherSide(side)));
  return {
    seen: seenBy(pair, side, known.get(who.personId)?.timeZone ?? 'UTC'),
    other: {
      title: other?.title ?? null,
      isPaused: other !== undefined && isPaused(other.pause, other.timeZone, clock.now()),
    },
  };
}

export type PairResult =
  | { outcome: 'done'; seen: Seen }
  /** The other changed the terms after the form was opened; nothing was written. */
  | { outcome: 'changed'; seen: Seen }
  /** The pair is at another point by now, as `seen` says; nothing was written. */
  | { outcome: 'not-now'; seen: Seen }
  /** A rhythm that pairs of this kind do not have. */
  | { outcome: 'invalid' }
  /** The pair is of two other people, or there is none. */
  | { outcome: 'not-yours' };

/** One of the two says, privately, whether to go on. Where both want to, the agreement is next. */
export function answerTrial(
  ports: PairsPorts,
  who: PersonKey,
  pairId: string,
  answer: { talked: boolean; goesOn: boolean },
): Promise<PairResult> {
  return act(ports, who, pairId, async (tx, pair, by, now) => ({
    event: {
      event: 'answers',
      by,
      goesOn: answer.goesOn,
      endAt: await endAt(tx, ports, pair, now),
      usual: await usualOf(tx, pair),
    },
    firstTalkAt: pair.firstTalkAt ?? (answer.talked ? now : null),
  }));
}

const NOTHING_SAID = { goodbye: null, handsOver: false };

/** One of the two leaves, at any time and without a reason; both are told some working days later. */
export function leavePair(
  ports: PairsPorts,
  who: PersonKey,
  pairId: string,
  { goodbye, handsOver }: { goodbye: string | null; handsOver: boolean } = NOTHING_SAID,
): Promise<PairResult> {
  return act(ports, who, pairId, async (tx, pair, by, now) => ({
    event: { event: 'leaves', by, endAt: await endAt(tx, ports, pair, now), goodbye, handsOver },
  }));
}

/** One of the two confirms the agreement, or changes it, which the other then confirms anew. */
export async function confirmAgreement(
  ports: PairsPorts,
  who: PersonKey,
  pairId: string,
  { terms, termsVersion }: { terms: Terms; termsVersion: number },
): Promise<PairResult> {
  const seen = await pairFor(ports, who, pairId);
  if (!seen) return { outcome: 'not-yours' };
  if (!isRhythmOf(seen.kind, terms.rhythm)) return { outcome: 'invalid' };
  return act(ports, who, pairId, async (_tx, _pair, by) => ({
    event: { event: 'confirms', by, terms, termsVersion },
  }));
}

/** Does what one of the two wants, in a transaction, if they are one of the two. */
export async function act(
  ports: PairsPorts,
  who: PersonKey,
  pairId: string,
  decide: (
    tx: Tx,
    pair: Pair,
    by: Side,
    now: Date,
  ) => Promise<{ event: PairEvent; firstTalkAt?: Date | null }>,
): Promise<PairResult> {
  const id = PairId.safeParse(pairId).data;
  if (!id) return { outcome: 'not-yours' };
  return inTransaction(ports.db, async (tx): Promise<PairResult> => {
    const pair = await lockPair(tx, who.workspaceId, id);
    const side = pair && sideOf(pair, who.personId);
    if (!pair || !side) return { outcome: 'not-yours' };
    const now = ports.clock.now();
    const { event, firstTalkAt = pair.firstTalkAt } = await decide(tx, pair, side, now);
    const happened = await take(tx, ports, { ...pair, firstTalkAt }, event, now);
    const myZone = await zoneOf(tx, who);
    switch (happened.outcome) {
      case 'changed':
        return { outcome: 'done', seen: seenBy({ ...pair, state: happened.state }, side, myZone) };
      case 'unchanged':
        return { outcome: 'done', seen: seenBy(pair, side, myZone) };
      case 'problem':
        return {
          outcome: happened.problem === 'changed' ? 'changed' : 'not-now',
          seen: seenBy(pair, side, myZone),
        };
    }
  });
}

/** When both are told that it has ended, of what is said now: the learner's working days count, since the learner's request goes on then. */
export function endAt(tx: Tx, ports: PeoplePorts, pair: Pair, now: Date): Promise<Date> {
  // Out of a new uuid, whose last digits are random: neither of the two can work out when the other said it.
  const days = 1 + (Number.parseInt(ports.newId().slice(-8), 16) % MOST_DAYS_UNTIL_TOLD);
  return workdayOf(tx, pair, 'learner', days, now);
}
