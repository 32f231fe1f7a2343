import type { Texts } from '../../locales/texts.ts';
import type { Rhythm } from '../rhythm.ts';

/** A rhythm as one would say it: "6 sessions, 60 minutes each, every 3 weeks". */
export function rhythmText(t: Texts, rhythm: Rhythm): string {
  switch (rhythm.form) {
    case 'plan':
      return t('pairs:rhythm.plan', {
        sessions: t('pairs:rhythm.sessions', { count: rhythm.sessions }),
        minutes: t('pairs:rhythm.minutes', { count: rhythm.minutes }),
        every: everyText(t, rhythm.everyDays),
      });
    case 'as-needed':
      return t('pairs:rhythm.asNeeded');
    case 'every':
      return everyText(t, rhythm.everyDays);
  }
}

function everyText(t: Texts, days: number): string {
  return days % 7 === 0
    ? t('pairs:rhythm.weeks', { count: days / 7 })
    : t('pairs:rhythm.days', { count: days });
}

/** The same where it stands alone, as a choice. */
export function everyOption(t: Texts, days: number): string {
  return days % 7 === 0
    ? t('pairs:rhythm.weeksOption', { count: days / 7 })
    : t('pairs:rhythm.daysOption', { count: days });
}
