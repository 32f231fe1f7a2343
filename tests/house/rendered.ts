import { homeView } from '../../src/home/views.ts';
import type { Texts } from '../../src/locales/texts.ts';
import { loadingView, problemHome, problemView } from '../../src/slack/views.ts';
import { CALENDAR, CALENDAR_PARTS } from './rendered/calendar.ts';
import { COACHING } from './rendered/coaching.ts';
import { COHORT, COHORT_PARTS } from './rendered/cohort.ts';
import { type Rendered, readers, type Shown, shown } from './rendered/common.ts';
import { GUIDANCE, GUIDANCE_PARTS } from './rendered/guidance.ts';
import { HUB, HUB_PARTS } from './rendered/hub.ts';
import { JOINING, JOINING_PARTS } from './rendered/joining.ts';
import { LIFE, LIFE_PARTS } from './rendered/life.ts';
import { MANAGING, MANAGING_PARTS } from './rendered/managing.ts';
import { MATCHING, MATCHING_PARTS } from './rendered/matching.ts';
import { MENTORING, MENTORING_PARTS } from './rendered/mentoring.ts';
import { NEEDED } from './rendered/needs.ts';
import { PAIRS, PAIRS_PARTS } from './rendered/pairs.ts';
import { PEOPLE, PEOPLE_PARTS } from './rendered/people.ts';
import { POSTS } from './rendered/posts.ts';
import { PROGRAMS, PROGRAMS_PARTS } from './rendered/programs.ts';
import { REPORTS, REPORTS_PARTS } from './rendered/reports.ts';
import { SESSIONS, SESSIONS_PARTS } from './rendered/sessions.ts';
import { SPONSORS, SPONSORS_PARTS } from './rendered/sponsor.ts';
import { SUMMARIES, SUMMARIES_PARTS } from './rendered/summaries.ts';
import { UNMET, UNMET_PARTS } from './rendered/unmet.ts';

/** Every view of the app. One that is missing here fails the test that reads the view files. */
export const RENDERED: Rendered = {
  ...GUIDANCE,
  ...MANAGING,
  ...PROGRAMS,
  ...JOINING,
  ...MATCHING,
  ...COHORT,
  ...COACHING,
  ...PAIRS,
  ...LIFE,
  ...HUB,
  ...PEOPLE,
  ...SESSIONS,
  ...CALENDAR,
  ...MENTORING,
  ...NEEDED,
  ...POSTS,
  ...SUMMARIES,
  ...REPORTS,
  ...SPONSORS,
  ...UNMET,
  homeView: (t) =>
    readers(t)
      .map((reader) => homeView(reader))
      .map(shown),
  loadingView: (t) => [loadingView(t.language)].map(shown),
  problemHome: () => [problemHome('what went wrong')].map(shown),
  problemView: (t) => [problemView(t.language, 'what went wrong')].map(shown),
};

/** Exported by view files and no views themselves: parts of views, texts, and what reads a sent form. */
export const PARTS = [
  ...GUIDANCE_PARTS,
  ...MANAGING_PARTS,
  ...PROGRAMS_PARTS,
  ...JOINING_PARTS,
  ...MATCHING_PARTS,
  ...COHORT_PARTS,
  ...PAIRS_PARTS,
  ...LIFE_PARTS,
  ...HUB_PARTS,
  ...PEOPLE_PARTS,
  ...SESSIONS_PARTS,
  ...CALENDAR_PARTS,
  ...MENTORING_PARTS,
  ...SUMMARIES_PARTS,
  ...REPORTS_PARTS,
  ...SPONSORS_PARTS,
  ...UNMET_PARTS,
];

export function everyView(t: Texts): Shown[] {
  return Object.values(RENDERED).flatMap((render) => render(t));
}

/** The parts of something shown, outer before inner: blocks, elements, texts. */
export function partsOf(value: unknown): Shown[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value !== 'object' || value === null) return [];
  const part = { ...value };
  return [part, ...Object.values(part).flatMap(partsOf)];
}
