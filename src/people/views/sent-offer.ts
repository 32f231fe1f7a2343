import { z } from 'zod';
import type { Texts } from '../../locales/texts.ts';
import { carriedIn, optionsIn, type Sent, typedIn } from '../../slack/sent.ts';
import { OFFER_FIELDS, type OfferField, type RulesByKind, type SentOffer } from '../offering.ts';
import { ABOUT_LENGTH, MOST_LANGUAGES, MOST_TOPICS_OFFERED } from '../profile.ts';

/** The value of the option that ticks the briefing off. */
export const BRIEFED = 'briefed';

/** Fields in which nothing can be wrong. */
export const WAYS_BLOCK = 'people.offer.ways';
export const BRIEFING_BLOCK = 'people.offer.briefing';

/** The block of a field that can be wrong. */
export function blockOf(field: OfferField): string {
  return `people.offer.${field}`;
}

/** Reads the form as it was sent; whether it will do is decided in offering.ts. */
export function sentOffer(view: Sent): SentOffer {
  return {
    kinds: optionsIn(view, blockOf('kinds')),
    topics: optionsIn(view, blockOf('topics')),
    languages: optionsIn(view, blockOf('languages')),
    ways: optionsIn(view, WAYS_BLOCK),
    places: typedIn(view, blockOf('places')),
    years: typedIn(view, blockOf('years')),
    about: typedIn(view, blockOf('about')),
    isBriefed: optionsIn(view, BRIEFING_BLOCK).includes(BRIEFED),
  };
}

const Metadata = z.object({ version: z.number().int().nullable() });

/** The version that the form was opened with; null where there was none, or where the form does not say. */
export function openedVersion(metadata: string): number | null {
  return carriedIn(metadata, Metadata)?.version ?? null;
}

/** What is asked for in the fields that were wrong, by block. */
export function offerErrors(
  t: Texts,
  wrong: readonly OfferField[],
  rules: RulesByKind,
): Record<string, string> {
  const sentences: Record<OfferField, string> = {
    kinds: t('profile:wrong.kinds'),
    topics: t('profile:wrong.topics', { most: MOST_TOPICS_OFFERED }),
    places: t('profile:wrong.places', mostPlaces(rules)),
    languages: t('profile:wrong.languages', { most: MOST_LANGUAGES }),
    years: t('profile:wrong.years'),
    about: t('profile:wrong.about', { most: ABOUT_LENGTH }),
  };
  return Object.fromEntries(
    OFFER_FIELDS.filter((field) => wrong.includes(field)).map((field) => [blockOf(field), sentences[field]]),
  );
}

/** The form was opened before the offer was changed elsewhere: said under the first field, so that what was typed stays. */
export function offerChangedMeanwhile(t: Texts): Record<string, string> {
  return { [blockOf('kinds')]: t('profile:wrong.changedMeanwhile') };
}

/** The most places of each kind, as texts name them. */
export function mostPlaces(rules: RulesByKind): { coaching: number; mentoring: number } {
  return { coaching: rules.coaching.mostPlaces, mentoring: rules.mentoring.mostPlaces };
}
