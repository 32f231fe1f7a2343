import type { Button } from '@slack/types';
import type { Texts } from '../../../locales/texts.ts';
import { dateIn } from '../../../people/views/words.ts';
import { escaped } from '../../../slack/text.ts';
import type { ReviewOf } from '../../pair.ts';
import type { SeenCourse } from '../../seen.ts';
import { proposalButton, resumeButton } from '../life/buttons.ts';
import { mention } from '../parts.ts';
import { rhythmText } from '../rhythm.ts';
import { whenText } from '../when.ts';

/**
 * What comes next with a pair that has begun, in a sentence or two of mrkdwn; what is over for the reader says so. Days
 * that have passed are not named: nobody is late here.
 */
export function nextText(t: Texts, seen: SeenCourse, now: Date): string {
  if (seen.now.left) return t('pairs:state.running.left');
  const away = seen.otherAway ? [t('pairs:ended.notAvailable', { other: mention(seen) })] : [];
  return [...away, stepText(t, seen, now), ...proposalTexts(t, seen)].join(' ');
}

/** Other terms that one of the two has put to the other; the words on what it is for stand where it is answered. */
function proposalTexts(t: Texts, seen: SeenCourse): string[] {
  const { proposal } = seen.now;
  if (!proposal) return [];
  const said = { other: mention(seen), rhythm: rhythmText(t, proposal.terms.rhythm) };
  return [t(`course:hub.proposal.${proposal.mine ? 'mine' : 'theirs'}`, said)];
}

function stepText(t: Texts, seen: SeenCourse, now: Date): string {
  const { next, side, kind } = seen;
  const day = (at: Date): string => dateIn(t, at, seen.myZone);
  if (!next) return pausedText(t, seen);
  switch (next.what) {
    case 'book': {
      const { number } = next;
      return next.by > now
        ? t(`course:hub.next.book.${side}`, { number, day: day(next.by), other: mention(seen) })
        : t(`course:hub.next.bookNow.${side}`, { number });
    }
    case 'session':
    case 'log': {
      const { number, startsAt } = next.session;
      const when = escaped(whenText(t, seen, startsAt));
      return t(`course:hub.next.${next.what}.${kind}`, { number, when });
    }
    case 'half-time':
    case 'final':
    case 'renewal':
      return reviewToGive(seen) ? t(`course:hub.next.${next.what}`) : t('course:hub.next.reviewed');
    case 'meet':
      return next.around > now
        ? t('course:hub.next.meet', { day: day(next.around) })
        : t('course:hub.next.meetNow');
    case 'later':
      return t('course:hub.next.later', { day: day(next.until) });
  }
}

function pausedText(t: Texts, { now, myZone }: SeenCourse): string {
  if (now.state !== 'paused') return '';
  if (now.until !== null)
    // A day of the calendar, the same everywhere.
    return t('course:hub.next.pausedUntil', { day: dateIn(t, new Date(`${now.until}T00:00:00Z`), 'UTC') });
  const ends = t('course:hub.next.pausedEnds', { day: dateIn(t, now.endsAt, myZone) });
  return `${now.silence ? t('course:hub.next.silent') : t('course:hub.next.paused')} ${ends}`;
}

/** The review that this reader is asked for and has not given; the other's answer is nobody's business. */
function reviewToGive({ next, reviewed }: SeenCourse): { of: ReviewOf; round: number } | undefined {
  if (next?.what !== 'half-time' && next?.what !== 'final' && next?.what !== 'renewal') return undefined;
  const { what: of, round } = next;
  return reviewed.some((one) => one.of === of && one.round === round) ? undefined : { of, round };
}

/** What does the next step, the most pressing first; none where there is nothing to do for this reader. */
export function nextButtons(t: Texts, seen: SeenCourse): Button[] {
  return [proposalButton(t, seen), resumeButton(t, seen)].filter((one) => one !== undefined);
}
