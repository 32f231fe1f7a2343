import {
  HOPES_LENGTH,
  MOST_LANGUAGES,
  MOST_TOPICS_WANTED,
  SPOKEN,
  type Spoken,
  WAYS,
} from '../people/profile.ts';
import { isTopic } from '../people/topics.ts';
import { type Kind, PersonId } from '../ports.ts';
import type { ProgramId } from '../programs/program.ts';
import type { Wish } from './request.ts';

/** How many people can be left out of one request; somebody who wants to avoid more can exclude them. */
export const MOST_AVOIDED = 20;

/** Fields of the form that can be wrong. */
export const WISH_FIELDS = ['kind', 'others', 'hopes', 'languages', 'people'] as const;
export type WishField = (typeof WISH_FIELDS)[number];

/** The form as it was sent, whatever was in it. */
export interface SentWish {
  /** A kind, or a program by its id; nothing where neither was said. */
  asked: Kind | ProgramId | undefined;
  /** The most wanted first. */
  topics: string[];
  ways: string[];
  languages: string[];
  hopes: string;
  avoidsOwnDepartment: boolean;
  avoided: string[];
  earlierWelcome: boolean;
}

export type ReadWish =
  | { ok: true; asked: Kind | ProgramId; wish: Wish }
  /** In the order of the form; each is to be put right. */
  | { ok: false; wrong: WishField[] };

/**
 * What a sent form asks for. A topic that was chosen twice counts once, where it is more wanted; topics, ways and
 * languages that do not exist are left out. No topic at all is a wish too.
 */
export function readWish(sent: SentWish, learner: PersonId): ReadWish {
  const topics = [...new Set(sent.topics.filter(isTopic))];
  const languages = [...new Set(sent.languages.filter(isSpoken))];
  const hopes = sent.hopes.trim();
  const people = [...new Set(sent.avoided.flatMap((id) => PersonId.safeParse(id).data ?? []))];
  const isWrong: Record<WishField, boolean> = {
    kind: sent.asked === undefined,
    others: topics.length > MOST_TOPICS_WANTED,
    hopes: hopes.length > HOPES_LENGTH,
    languages: languages.length === 0 || languages.length > MOST_LANGUAGES,
    people: people.includes(learner) || people.length > MOST_AVOIDED,
  };
  const wrong = WISH_FIELDS.filter((field) => isWrong[field]);
  if (wrong.length > 0 || sent.asked === undefined) return { ok: false, wrong };
  const wish: Wish = {
    topics,
    ways: WAYS.filter((way) => sent.ways.includes(way)),
    languages,
    hopes,
    avoid: { ownDepartment: sent.avoidsOwnDepartment, people },
    earlierWelcome: sent.earlierWelcome,
  };
  return { ok: true, asked: sent.asked, wish };
}

/** The same wish without what narrows the search and can be done without. */
export function widened(wish: Wish): Wish {
  return { ...wish, avoid: { ownDepartment: false, people: [] }, earlierWelcome: true };
}

/** The language of a Slack locale, as `de` of `de-DE`; nothing of one that cannot be chosen. */
export function spokenIn(locale: string): Spoken | undefined {
  const [language = ''] = locale.toLowerCase().split(/[-_]/);
  return isSpoken(language) ? language : undefined;
}

function isSpoken(language: string): language is Spoken {
  return SPOKEN.some((known) => known === language);
}
