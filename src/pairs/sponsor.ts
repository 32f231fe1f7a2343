import { z } from 'zod';
import type { PersonFacts, PersonId } from '../ports.ts';
import type { Pair } from './pair.ts';

export const SponsorId = z.uuid().brand<'SponsorId'>();
export type SponsorId = z.infer<typeof SponsorId>;
export const SponsorTextId = z.uuid().brand<'SponsorTextId'>();
export type SponsorTextId = z.infer<typeof SponsorTextId>;

/** The sentence in which a client says what the coaching is for, in characters. */
export const SPONSOR_PURPOSE_LENGTH = 300;
/** What a sponsor is told at one time. */
export const SPONSOR_TEXT_LENGTH = 2_000;
export const SPONSOR_ANSWER_LENGTH = 1_000;

/**
 * `proposed`: brought in, and nothing was said to it; `agreed`: has answered; `declined`: would rather not be a sponsor;
 * `ended`: by the client.
 */
export const SPONSOR_STATES = ['proposed', 'agreed', 'declined', 'ended'] as const;
export type SponsorState = (typeof SPONSOR_STATES)[number];

/**
 * Somebody whom the client of a coaching pair has brought in, so that they know of it and can stand behind it. Never
 * brought in by the coach, a manager or the app.
 */
export interface Sponsor {
  id: SponsorId;
  /** Which of the pair's, from 1; the one with the highest number is meant where one is meant. */
  number: number;
  personId: PersonId;
  state: SponsorState;
}

/** A text of the client's to a sponsor: a draft is read by the client alone, and told once they have approved it. */
export interface SponsorText {
  id: SponsorTextId;
  /** Null while it is a draft. */
  sponsorId: SponsorId | null;
  /** Whom it is for. */
  to: PersonId;
  words: string;
  /** The coach reads the same words. */
  toCoach: boolean;
  /** Goes up with each change of a draft: what is approved is what was seen. */
  version: number;
  /** When it was begun; once it is told, when that was. */
  at: Date;
  /** Read by the client alone; empty words are a plain yes. */
  answer: { words: string; at: Date } | null;
}

/** What happens to it: the client brings somebody in, tells them more, ends it; the sponsor answers, or would rather not. */
export type SponsorEvent = 'proposes' | 'tells' | 'ends' | 'answers' | 'declines';

const STEPS: Record<SponsorState | 'none', Partial<Record<SponsorEvent, SponsorState>>> = {
  none: { proposes: 'proposed' },
  // Silence is an answer too: whoever has said nothing is told more only where the client writes it.
  proposed: { tells: 'proposed', answers: 'agreed', declines: 'declined', ends: 'ended' },
  agreed: { tells: 'agreed', answers: 'agreed', declines: 'declined', ends: 'ended' },
  declined: { proposes: 'proposed' },
  ended: { proposes: 'proposed' },
};

/** What an event makes of it; nothing where it is not at that point. */
export function sponsorStep(state: SponsorState | 'none', event: SponsorEvent): SponsorState | undefined {
  return STEPS[state][event];
}

/** Can the sponsor be told something, read it, and answer? */
export function isOpen(state: SponsorState): state is 'proposed' | 'agreed' {
  return state === 'proposed' || state === 'agreed';
}

/**
 * Why somebody cannot be brought in; null where they can. Whoever has said that they would rather not is not asked again
 * for this pair, and is not told apart from somebody who is not there.
 *
 * @param before the pair's sponsors until now
 */
export function sponsorProblem(
  { guideId, learnerId }: Pick<Pair, 'guideId' | 'learnerId'>,
  person: PersonId,
  { isGone, isMember }: Pick<PersonFacts, 'isGone' | 'isMember'>,
  before: readonly Pick<Sponsor, 'personId' | 'state'>[],
): 'self' | 'coach' | 'no-member' | 'not-available' | null {
  if (person === learnerId) return 'self';
  if (person === guideId) return 'coach';
  if (!isMember) return 'no-member';
  const wouldRatherNot = before.some((one) => one.personId === person && one.state === 'declined');
  return isGone || wouldRatherNot ? 'not-available' : null;
}

/** A pair's sponsor as the client sees it, and the coach where the client has shown it: with those texts alone. */
export interface SeenSponsor {
  personId: PersonId;
  state: SponsorState;
  /** The oldest first. To the coach without answers: they are the client's. */
  texts: readonly Pick<SponsorText, 'words' | 'toCoach' | 'at' | 'answer'>[];
}

/** Nothing where there is none, or none that the coach was shown. */
export function sponsorSeenBy(
  side: 'guide' | 'learner',
  sponsor: Sponsor | undefined,
  texts: readonly SponsorText[],
): SeenSponsor | null {
  if (!sponsor) return null;
  const { personId, state } = sponsor;
  const told = texts.filter(({ sponsorId }) => sponsorId === sponsor.id);
  if (side === 'learner') return { personId, state, texts: told };
  const shared = told.filter(({ toCoach }) => toCoach).map((text) => ({ ...text, answer: null }));
  // Why it is no more is between the client and the sponsor.
  const seenState = state === 'agreed' ? 'proposed' : state === 'declined' ? 'ended' : state;
  return shared.length === 0 ? null : { personId, state: seenState, texts: shared };
}
