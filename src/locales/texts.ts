import { createInstance, type TFunction } from 'i18next';
import { LANGUAGES, type Language } from '../ports.ts';
import enCoaching from './en/coaching.json' with { type: 'json' };
import enCohort from './en/cohort.json' with { type: 'json' };
import enCommon from './en/common.json' with { type: 'json' };
import enCourse from './en/course.json' with { type: 'json' };
import enGuidance from './en/guidance.json' with { type: 'json' };
import enMatching from './en/matching.json' with { type: 'json' };
import enMentoring from './en/mentoring.json' with { type: 'json' };
import enOffers from './en/offers.json' with { type: 'json' };
import enPairs from './en/pairs.json' with { type: 'json' };
import enPeople from './en/people.json' with { type: 'json' };
import enPosts from './en/posts.json' with { type: 'json' };
import enProfile from './en/profile.json' with { type: 'json' };
import enPrograms from './en/programs.json' with { type: 'json' };
import enQuiet from './en/quiet.json' with { type: 'json' };
import enReports from './en/reports.json' with { type: 'json' };
import enSessions from './en/sessions.json' with { type: 'json' };
import enSponsor from './en/sponsor.json' with { type: 'json' };
import enSummaries from './en/summaries.json' with { type: 'json' };
import plCoaching from './pl/coaching.json' with { type: 'json' };
import plCohort from './pl/cohort.json' with { type: 'json' };
import plCommon from './pl/common.json' with { type: 'json' };
import plCourse from './pl/course.json' with { type: 'json' };
import plGuidance from './pl/guidance.json' with { type: 'json' };
import plMatching from './pl/matching.json' with { type: 'json' };
import plMentoring from './pl/mentoring.json' with { type: 'json' };
import plOffers from './pl/offers.json' with { type: 'json' };
import plPairs from './pl/pairs.json' with { type: 'json' };
import plPeople from './pl/people.json' with { type: 'json' };
import plPosts from './pl/posts.json' with { type: 'json' };
import plProfile from './pl/profile.json' with { type: 'json' };
import plPrograms from './pl/programs.json' with { type: 'json' };
import plQuiet from './pl/quiet.json' with { type: 'json' };
import plReports from './pl/reports.json' with { type: 'json' };
import plSessions from './pl/sessions.json' with { type: 'json' };
import plSponsor from './pl/sponsor.json' with { type: 'json' };
import plSummaries from './pl/summaries.json' with { type: 'json' };

export const RESOURCES = {
  en: {
    common: enCommon,
    guidance: enGuidance,
    people: enPeople,
    profile: enProfile,
    matching: enMatching,
    offers: enOffers,
    pairs: enPairs,
    cohort: enCohort,
    quiet: enQuiet,
    programs: enPrograms,
    course: enCourse,
    sessions: enSessions,
    mentoring: enMentoring,
    coaching: enCoaching,
    posts: enPosts,
    summaries: enSummaries,
    sponsor: enSponsor,
    reports: enReports,
  },
  pl: {
    common: plCommon,
    guidance: plGuidance,
    people: plPeople,
    profile: plProfile,
    matching: plMatching,
    offers: plOffers,
    pairs: plPairs,
    cohort: plCohort,
    quiet: plQuiet,
    programs: plPrograms,
    course: plCourse,
    sessions: plSessions,
    mentoring: plMentoring,
    coaching: plCoaching,
    posts: plPosts,
    summaries: plSummaries,
    sponsor: plSponsor,
    reports: plReports,
  },
};

const NAMESPACES = [
  'common',
  'guidance',
  'people',
  'profile',
  'matching',
  'offers',
  'pairs',
  'cohort',
  'quiet',
  'programs',
  'course',
  'sessions',
  'mentoring',
  'coaching',
  'posts',
  'summaries',
  'sponsor',
  'reports',
] as const;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: (typeof RESOURCES)['en'];
  }
}

/** The topics that have a text; a test holds them against the topics there are. */
export type TopicText = keyof (typeof enPeople)['topic'];

/** The texts in one language: `t('guidance:intro.title')`. Unknown keys do not compile. */
export type Texts = TFunction<typeof NAMESPACES> & { language: Language };

// Plain texts for Slack, not HTML: escaping is done where a text becomes mrkdwn (slack/text.ts).
const i18n = createInstance();
void i18n.init({
  resources: RESOURCES,
  ns: NAMESPACES,
  defaultNS: 'common',
  fallbackLng: 'en',
  supportedLngs: LANGUAGES,
  initAsync: false,
  interpolation: { escapeValue: false },
});

const byLanguage: Record<Language, Texts> = { en: fixed('en'), pl: fixed('pl') };

/** The app's texts in a language. */
export function textsIn(language: Language): Texts {
  return byLanguage[language];
}

/** The language for a Slack locale (`pl-PL` → `pl`); English for every language the app does not speak. */
export function languageFor(locale: string): Language {
  const [language] = locale.toLowerCase().split(/[-_]/);
  return LANGUAGES.find((known) => known === language) ?? 'en';
}

/**
 * Texts are looked up once, and where blanks are all that is to be filled in that is done here: i18next took a quarter of
 * the time of every answer, and an eighth of that of a nudge (measured). What it chooses, as plurals, is left to it.
 */
function fixed(language: Language): Texts {
  const texts = Object.assign(i18n.getFixedT(language, NAMESPACES), { language });
  const known = new Map<string, readonly string[] | undefined>();
  return new Proxy(texts, {
    apply(lookUp, self, given: unknown[]) {
      const [key, blanks = {}] = given;
      if (typeof key !== 'string' || given.length > 2) return Reflect.apply(lookUp, self, given);
      if (!known.has(key))
        known.set(key, partsOf(Reflect.apply(lookUp, self, [key, { skipInterpolation: true }])));
      return filledIn(known.get(key), blanks) ?? Reflect.apply(lookUp, self, given);
    },
  });
}

/** What stands between the blanks of a text, and their names in between; nothing where there is more to it than blanks. */
function partsOf(text: unknown): readonly string[] | undefined {
  if (typeof text !== 'string') return undefined;
  const parts = text.split(/\{\{(\w+)\}\}/);
  return parts.some((part) => part.includes('{{') || part.includes('$t(')) ? undefined : parts;
}

/** A text with its blanks filled in; nothing where i18next is to choose or to complain. */
function filledIn(parts: readonly string[] | undefined, blanks: unknown): string | undefined {
  if (!parts || typeof blanks !== 'object' || blanks === null) return undefined;
  if ('count' in blanks || 'context' in blanks || 'ordinal' in blanks) return undefined;
  let filled = '';
  for (const [at, part] of parts.entries()) {
    const value: unknown = at % 2 === 0 ? part : Reflect.get(blanks, part);
    if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    filled += value;
  }
  return filled;
}
