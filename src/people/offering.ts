import { z } from 'zod';
import { KINDS, type Kind } from '../ports.ts';
import { isPaused } from './pause.ts';
import {
  ABOUT_LENGTH,
  MOST_LANGUAGES,
  MOST_TOPICS_OFFERED,
  type Pause,
  type Person,
  type Profile,
  SPOKEN,
  WAYS,
} from './profile.ts';
import { isTopic, TOPICS } from './topics.ts';

/** What the running programs of a kind ask of their guides. */
export interface GuideRules {
  /** The most learners that a guide can have at one time. */
  mostPlaces: number;
  guestsAllowed: boolean;
  /** Admins keep guests out of every program; nothing where they do not. */
  keepsGuestsOut?: true;
}
export type RulesByKind = Record<Kind, GuideRules>;

/** What a person fills in; when they were confirmed or briefed is the flow's to say. */
export type Offered = Omit<Profile, 'coachConfirmedAt' | 'briefedAt'> & {
  /** The mentors' briefing is ticked off. */
  isBriefed: boolean;
};

/** The form as it was sent: anything may stand in it. */
export interface SentOffer {
  kinds: readonly string[];
  topics: readonly string[];
  languages: readonly string[];
  ways: readonly string[];
  /** As typed; null where nothing was. */
  places: string | null;
  years: string | null;
  about: string | null;
  isBriefed: boolean;
}

/** The fields that can be wrong, each with one sentence that says what is asked for. */
export const OFFER_FIELDS = ['kinds', 'topics', 'places', 'languages', 'years', 'about'] as const;
export type OfferField = (typeof OFFER_FIELDS)[number];

const MOST_YEARS = 80;

const Kinds = z.array(z.enum(KINDS)).min(1);
const Topics = z.array(z.string().refine(isTopic)).min(1).max(MOST_TOPICS_OFFERED);
const Languages = z.array(z.enum(SPOKEN)).min(1).max(MOST_LANGUAGES);
const WholeNumber = z
  .string()
  .trim()
  .regex(/^\d{1,4}$/)
  .transform(Number);
const About = z.string().trim().max(ABOUT_LENGTH);

/**
 * Reads a sent offer: all of it, or the fields that are wrong. What is none of ours (an unknown topic) is left out, and
 * what stands there twice is there once.
 *
 * @param rules how many places there can be; see {@link mostPlacesFor}
 * @example readOffer({ …, kinds: ['mentoring'], places: '5' }, rules) // { ok: false, wrong: ['places'] }
 */
export function readOffer(
  sent: SentOffer,
  rules: RulesByKind,
): { ok: true; offered: Offered } | { ok: false; wrong: OfferField[] } {
  const kinds = Kinds.safeParse(known(KINDS, sent.kinds));
  const most = mostPlacesFor(kinds.data ?? KINDS, rules);
  const topics = Topics.safeParse(
    known(
      TOPICS.map(({ id }) => id),
      sent.topics,
    ),
  );
  const languages = Languages.safeParse(known(SPOKEN, sent.languages));
  const places = WholeNumber.pipe(z.number().max(most)).safeParse(sent.places);
  const years = WholeNumber.pipe(z.number().max(MOST_YEARS)).nullable().safeParse(blankAsNull(sent.years));
  const about = About.safeParse(sent.about ?? '');
  if (
    kinds.success &&
    topics.success &&
    languages.success &&
    places.success &&
    years.success &&
    about.success
  ) {
    const offered = {
      kinds: kinds.data,
      topics: topics.data,
      places: places.data,
      languages: languages.data,
      experienceYears: years.data,
      ways: known(WAYS, sent.ways),
      about: about.data,
      isBriefed: sent.isBriefed,
    };
    return { ok: true, offered };
  }
  const parsed = { kinds, topics, places, languages, years, about };
  return { ok: false, wrong: OFFER_FIELDS.filter((field) => !parsed[field].success) };
}

/** Those of `all` that are among the sent ones, in the order of `all`. */
function known<T extends string>(all: readonly T[], sent: readonly string[]): T[] {
  const those = new Set(sent);
  return all.filter((one) => those.has(one));
}

function blankAsNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text;
}

/** The most places over all the kinds that somebody offers; each kind's own limit holds beside it when they are used. */
function mostPlacesFor(kinds: readonly Kind[], rules: RulesByKind): number {
  return Math.max(...kinds.map((kind) => rules[kind].mostPlaces));
}

/** Does what was sent say the same as what is kept? Then a form sent twice changes nothing. */
export function saysTheSame(offered: Offered, profile: Profile): boolean {
  const { isBriefed, ...said } = offered;
  const { coachConfirmedAt: _, briefedAt, ...kept } = profile;
  const comparable = ({ kinds, topics, places, languages, experienceYears, ways, about }: typeof said) =>
    JSON.stringify([
      kinds.toSorted(),
      topics.toSorted(),
      places,
      languages.toSorted(),
      experienceYears,
      ways.toSorted(),
      about,
    ]);
  return isBriefed === (briefedAt !== null) && comparable(said) === comparable(kept);
}

/** Is somebody suggested to learners of a kind, and if not, what stands in the way? */
export type Standing = 'suggested' | 'unconfirmed' | 'unbriefed' | 'guest' | 'no-guests';

/** What follows from what somebody offers, as things are now. */
export interface Outlook {
  /** Only the kinds they offer, coaching first. */
  standings: { kind: Kind; standing: Standing }[];
  places: number;
  /** A pause that has not ended. */
  pause: Pause | null;
}

export function outlookOf(
  profile: Profile,
  person: Pick<Person, 'isGuest' | 'pause' | 'timeZone'>,
  rules: RulesByKind,
  now: Date,
): Outlook {
  return {
    standings: KINDS.filter((kind) => profile.kinds.includes(kind)).map((kind) => ({
      kind,
      standing: standingOf(kind, profile, person.isGuest, rules),
    })),
    places: profile.places,
    pause: isPaused(person.pause, person.timeZone, now) ? person.pause : null,
  };
}

function standingOf(kind: Kind, profile: Profile, isGuest: boolean, rules: RulesByKind): Standing {
  const { guestsAllowed, keepsGuestsOut = false } = rules[kind];
  if (isGuest && keepsGuestsOut) return 'no-guests';
  if (isGuest && !guestsAllowed) return 'guest';
  if (kind === 'coaching') return profile.coachConfirmedAt ? 'suggested' : 'unconfirmed';
  return profile.briefedAt ? 'suggested' : 'unbriefed';
}
