import { refreshMessages } from '../../nudges/flow/notices.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonId, PersonKey } from '../../ports.ts';
import { inTransaction, type Tx } from '../../storage/database.ts';
import type { Pair, PairId } from '../pair.ts';
import { type Sponsor, type SponsorText, SponsorTextId, sponsorStep } from '../sponsor.ts';
import { readPair } from '../store/pairs.ts';
import {
  readSponsors,
  readSponsorText,
  readSponsorTexts,
  writeSponsor,
  writeSponsorText,
} from '../store/sponsors.ts';
import { tellOfSponsor } from './sponsor.ts';
import { lockPair } from './steps.ts';

/** What a sponsor may know: who has brought them in, and the words that were told to them while it is open. */
export type Sponsored = { client: PersonId } & (
  | {
      state: 'open';
      textId: SponsorTextId;
      words: string;
      at: Date;
      toCoach: boolean;
      /** Theirs; null: they have not answered this text. */
      answer: string | null;
      /** They were brought in with it. */
      isFirst: boolean;
      /** They have answered one of the texts. */
      hasAgreed: boolean;
      /** The pair ended before they were told of it at all. */
      isPointless: boolean;
    }
  /** They would rather not, or the client has ended it: nothing is to be read any more. */
  | { state: 'declined' | 'ended' }
);

/** A text as the sponsor sees it for whom it is; nothing for everybody else, or where the pair is gone. */
export async function sponsoredFor(
  ports: PeoplePorts,
  who: PersonKey,
  textId: string,
): Promise<Sponsored | undefined> {
  const found = await find(ports.db, who, textId);
  if (!found) return undefined;
  const { pair, sponsor, text } = found;
  const client = pair.learnerId;
  if (sponsor.state === 'declined' || sponsor.state === 'ended') return { client, state: sponsor.state };
  const texts = await readSponsorTexts(ports.db, who.workspaceId, pair.id);
  const { words, at, toCoach, answer } = text;
  const isFirst = texts.find(({ sponsorId }) => sponsorId === sponsor.id)?.id === text.id;
  return {
    client,
    state: 'open',
    textId: text.id,
    words,
    at,
    toCoach,
    answer: answer?.words ?? null,
    isFirst,
    hasAgreed: sponsor.state === 'agreed',
    isPointless: isFirst && pair.state.state === 'ended',
  };
}

/** What is said of a sponsor to the client or the coach. */
export interface ToldOfSponsor {
  pairId: PairId;
  client: PersonId;
  person: PersonId;
  state: Sponsor['state'];
  /** An answer to this text, with words to read. */
  hasWords: boolean;
  /** The pair runs, or rests. */
  isUnderWay: boolean;
}

/** What a message to the client or to the coach is about; nothing to everybody else, and of a text the coach was not shown. */
export async function toldOfSponsor(
  ports: PeoplePorts,
  who: PersonKey,
  textId: string,
): Promise<ToldOfSponsor | undefined> {
  const id = SponsorTextId.safeParse(textId).data;
  const found = id && (await readSponsorText(ports.db, who.workspaceId, id));
  const pair = found && (await readPair(ports.db, who.workspaceId, found.pairId));
  if (!found || !pair) return undefined;
  const { text } = found;
  const isTheirs = pair.learnerId === who.personId || (pair.guideId === who.personId && text.toCoach);
  const sponsor = (await readSponsors(ports.db, who.workspaceId, pair.id)).find(
    ({ id }) => id === text.sponsorId,
  );
  if (!isTheirs || !sponsor) return undefined;
  return {
    pairId: pair.id,
    client: pair.learnerId,
    person: sponsor.personId,
    state: sponsor.state,
    hasWords: (text.answer?.words ?? '') !== '',
    isUnderWay: pair.state.state === 'running' || pair.state.state === 'paused',
  };
}

export type SponsoredResult =
  | { outcome: 'done' }
  /** Words are asked for: whoever has agreed already has nothing else to say. */
  | { outcome: 'missing' }
  /** This text was answered, they have declined, or it was ended; nothing was written. */
  | { outcome: 'not-now' }
  | { outcome: 'not-yours' };

/** The sponsor answers a text, once; the client alone reads it. The first answer may be a plain yes, without words. */
export function answerText(
  ports: PeoplePorts,
  who: PersonKey,
  textId: string,
  words: string,
): Promise<SponsoredResult> {
  return change(ports, who, textId, async (tx, found, now) => {
    const { pair, sponsor, text } = found;
    if (text.answer) return text.answer.words === words ? { outcome: 'done' } : { outcome: 'not-now' };
    const state = sponsorStep(sponsor.state, 'answers');
    if (!state) return { outcome: 'not-now' };
    if (words === '' && sponsor.state === 'agreed') return { outcome: 'missing' };
    await writeSponsor(tx, who.workspaceId, pair.id, { ...sponsor, state }, now);
    await writeSponsorText(tx, who.workspaceId, { ...text, answer: { words, at: now } });
    const client = { ...who, personId: pair.learnerId };
    await tellOfSponsor(tx, ports, client, 'sponsor-answered', idsOf(found), now);
    return { outcome: 'done' };
  });
}

/** The sponsor would rather not be one, at any time and without a reason; the client is told so in neutral words. */
export function declineSponsor(ports: PeoplePorts, who: PersonKey, textId: string): Promise<SponsoredResult> {
  return change(ports, who, textId, async (tx, found, now) => {
    const { pair, sponsor } = found;
    const state = sponsorStep(sponsor.state, 'declines');
    if (!state) return { outcome: sponsor.state === 'declined' ? 'done' : 'not-now' };
    await writeSponsor(tx, who.workspaceId, pair.id, { ...sponsor, state }, now);
    const client = { ...who, personId: pair.learnerId };
    await tellOfSponsor(tx, ports, client, 'sponsor-declined', idsOf(found), now);
    return { outcome: 'done' };
  });
}

interface Found {
  pair: Pair;
  sponsor: Sponsor;
  text: SponsorText;
}

function idsOf({ pair, sponsor, text }: Found) {
  return { pairId: pair.id, sponsorId: sponsor.id, textId: text.id };
}

/** A told text of this sponsor's. */
async function find(
  db: Parameters<typeof readPair>[0],
  who: PersonKey,
  textId: string,
): Promise<Found | undefined> {
  const id = SponsorTextId.safeParse(textId).data;
  const found = id && (await readSponsorText(db, who.workspaceId, id));
  const pair = found && (await readPair(db, who.workspaceId, found.pairId));
  if (!found || !pair) return undefined;
  const { text } = found;
  const sponsors = await readSponsors(db, who.workspaceId, pair.id);
  const sponsor = sponsors.find((one) => one.id === text.sponsorId && one.personId === who.personId);
  return sponsor && { pair, sponsor, text };
}

/** Does what a sponsor wants, under the pair's lock; what stands in Slack about it is made anew. */
async function change(
  ports: PeoplePorts,
  who: PersonKey,
  textId: string,
  work: (tx: Tx, found: Found, now: Date) => Promise<SponsoredResult>,
): Promise<SponsoredResult> {
  const before = await find(ports.db, who, textId);
  if (!before) return { outcome: 'not-yours' };
  return inTransaction(ports.db, async (tx): Promise<SponsoredResult> => {
    await lockPair(tx, who.workspaceId, before.pair.id);
    const found = await find(tx, who, textId);
    if (!found) return { outcome: 'not-yours' };
    const result = await work(tx, found, ports.clock.now());
    if (result.outcome === 'done')
      await refreshMessages(tx, who.workspaceId, { sponsorId: found.sponsor.id });
    return result;
  });
}
