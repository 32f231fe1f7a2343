import type { Texts } from '../../locales/texts.ts';
import { listOf, topicName, wayName } from '../../people/views/words.ts';
import type { Fit, Gap, Reason } from '../fit.ts';

/** Why two people fit, a sentence each; true of both sides, so that both can read it. Empty where nothing is known. */
export function reasonTexts(t: Texts, { reasons }: Pick<Fit, 'reasons'>): string[] {
  return reasons.map((reason) => reasonText(t, reason));
}

/** What does not fit, said as plainly. */
export function gapTexts(t: Texts, { gaps }: Pick<Fit, 'gaps'>): string[] {
  return gaps.map((gap) => gapText(t, gap));
}

function reasonText(t: Texts, reason: Reason): string {
  switch (reason.about) {
    case 'topics': {
      const topics = topicNames(t, reason.shared);
      return reason.shared.length === reason.wanted
        ? t('pairs:fit.topics.all', { count: reason.wanted, topics })
        : t('pairs:fit.topics.some', { shared: reason.shared.length, count: reason.wanted, topics });
    }
    case 'ways':
      return t('pairs:fit.ways.shared', {
        ways: listOf(
          t,
          reason.shared.map((way) => t('pairs:fit.ways.said', { text: wayName(t, way) })),
        ),
      });
    case 'hours':
      return t('pairs:fit.hours.enough', { count: wholeHours(reason.minutes) });
    case 'experience':
      return t('pairs:fit.experience.ahead', { count: reason.years });
    case 'department':
      return t('pairs:fit.department.other');
  }
}

function gapText(t: Texts, gap: Gap): string {
  switch (gap.about) {
    case 'topics':
      return gap.missing.length === gap.wanted
        ? t('pairs:fit.topics.none')
        : t('pairs:fit.topics.missing', { topics: topicNames(t, gap.missing) });
    case 'ways':
      return t('pairs:fit.ways.none');
    case 'hours':
      return t('pairs:fit.hours.few', halfHours(t, gap.minutes));
    case 'experience':
      return gap.years >= 0 ? t('pairs:fit.experience.same') : t('pairs:fit.experience.less');
    case 'department':
      return t('pairs:fit.department.same');
  }
}

function topicNames(t: Texts, topics: readonly string[]): string {
  return listOf(
    t,
    topics.map((topic) => topicName(t, topic)),
  );
}

/**
 * To the half hour, and never more than there is: beside somebody else's "about 4 hours", which fit, three and a half
 * rounded up would say of the same figure that it does not.
 */
function halfHours(t: Texts, minutes: number): { count: number; hours: string } {
  const count = Math.max(1, Math.floor(minutes / 30) / 2);
  return { count, hours: new Intl.NumberFormat(t.language).format(count) };
}

/** Rounded, since nobody plans by minutes here; a common hour a day is the least that is matched. */
function wholeHours(minutes: number): number {
  return Math.max(1, Math.round(minutes / 60));
}
