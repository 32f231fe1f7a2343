import type { ViewOutput } from '@slack/bolt';
import { z } from 'zod';
import type { Texts } from '../../locales/texts.ts';
import { OFFER_FIELDS, type OfferField, type RulesByKind, type SentOffer } from '../offering.ts';
import { ABOUT_LENGTH, MOST_LANGUAGES, MOST_TOPICS_OFFERED } from '../profile.ts';

/** The value of the option that ticks the briefing off. */
export const BRIEFED = 'briefed';

/** The block of a field that can be wrong. */
export function blockOf(field: OfferField): string {
  return `people.offer.${field}`;
}

/** Reads the form as it was sent; whether it will do is decided in offering.ts. */
export function sentOffer({ state: { values } }: Pick<ViewOutput, 'state'>): SentOffer {
  const chosen = (block: string): string[] =>
    (values[block]?.['chosen']?.selected_options ?? []).map(({ value }) => value);
  const typed = (field: OfferField): string | null => values[blockOf(field)]?.['typed']?.value ?? null;
  return {
    kinds: chosen(blockOf('kinds')),
    topics: chosen(blockOf('topics')),
    languages: chosen(blockOf('languages')),
    ways: chosen('people.offer.ways'),
    places: typed('places'),
    years: typed('years'),
    about: typed('about'),
    isBriefed: chosen('people.offer.briefing').includes(BRIEFED),
  };
}

const Metadata = z.object({ version: z.number().int().nullable() });

/** The version that the form was opened with; null where there was none, or where the form does not say. */
export function openedVersion(metadata: string): number | null {
  const parsed = Metadata.safeParse(metadata === '' ? undefined : JSON.parse(metadata));
  return parsed.data?.version ?? null;
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
