import type { Button, StaticSelect } from '@slack/types';
import type { Texts } from '../../../locales/texts.ts';
import { dateIn } from '../../../people/views/words.ts';
import { button } from '../../../slack/buttons.ts';
import { option } from '../../../slack/inputs.ts';
import { LIMITS } from '../../../slack/limits.ts';
import { escaped, plain } from '../../../slack/text.ts';
import { bookedIn } from '../../booking.ts';
import type { ReviewOf } from '../../pair.ts';
import type { SeenCourse } from '../../seen.ts';
import { BOOK, BOOK_AT, LOG, MET, NOT_NOW, REVIEW } from '../actions.ts';
import { proposalButton, resumeButton } from '../life/buttons.ts';
import { mention } from '../parts.ts';
import { rhythmText } from '../rhythm.ts';
import { sessionButtons } from '../sessions/parts.ts';
import { whenText } from '../when.ts';

/**
 * What comes next with a pair that has begun, in a sentence or two of mrkdwn; what is over for the reader says so. Days
 * that have passed are not named: nobody is late here.
 */
export function nextText(t: Texts, seen: SeenCourse, now: Date): string {
  if (seen.now.left) return t('pairs:state.running.left');
  if (isAway(seen)) {
    const away = t('pairs:ended.notAvailable', { other: mention(seen) });
    return `${away} ${t('pairs:away')}`;
  }
  return [stepText(t, seen, now), ...proposalTexts(t, seen)].join(' ');
}

/** The other is not available, and it is about a date to come: nothing is asked for meanwhile. */
function isAway({ otherAway, next }: SeenCourse): boolean {
  return otherAway && (next?.what === 'book' || next?.what === 'meet' || next?.what === 'later');
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
      if (number === 1 && next.by > now)
        return t(`course:hub.next.bookFirst.${side}`, { day: day(next.by), other: mention(seen) });
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
      if (next.around > now && !seen.sessions.some(({ state }) => state === 'held'))
        return t('course:hub.next.meetFirst', { day: day(next.around) });
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

/** What does the next step in one tap, the most pressing first; none where there is nothing to do for this reader. */
export function nextButtons(t: Texts, seen: SeenCourse, now: Date): Button[] {
  if (seen.now.left) return [];
  const standing = [proposalButton(t, seen), resumeButton(t, seen)].filter((one) => one !== undefined);
  return isAway(seen) ? standing : [...standing, ...stepButtons(t, seen, now)];
}

function stepButtons(t: Texts, seen: SeenCourse, now: Date): Button[] {
  const { pairId, kind, side, next } = seen;
  const leads = side === 'learner' ? PRIMARY : {};
  switch (next?.what) {
    case 'book':
      return [button(BOOK, t('sessions:button.book'), pairId, leads)];
    case 'log':
      return kind === 'mentoring'
        ? [button(MET, t('mentoring:button.yesMet'), `${pairId} ${next.session.id}`, PRIMARY)]
        : bookedButtons(t, seen, now).slice(0, 1);
    case 'half-time':
    case 'final':
    case 'renewal': {
      const review = reviewToGive(seen);
      const value = review && `${pairId} ${review.of} ${review.round}`;
      const look = value ? [button(REVIEW, t('course:hub.button.lookBack'), value, PRIMARY)] : [];
      // Mentoring goes on meanwhile, without a date.
      return next.what === 'renewal' ? [...look, ...meetButtons(t, pairId, {})] : look;
    }
    case 'meet':
    case 'later':
      return [
        ...meetButtons(t, pairId, leads),
        ...(next.what === 'meet' && side === 'learner'
          ? [button(NOT_NOW, t('mentoring:button.notNow'), pairId)]
          : []),
      ];
    default:
      return [];
  }
}

/** Mentoring: a date, or that the two have met. */
function meetButtons(t: Texts, pairId: string, leads: { style?: 'primary' }): Button[] {
  return [
    button(BOOK, t('mentoring:button.book'), pairId, leads),
    button(MET, t('mentoring:button.met'), pairId),
  ];
}

/** What else can be done about the next step: a session that is booked, or its time chosen out of those both have. */
export function moreOnNext(t: Texts, seen: SeenCourse, now: Date): (Button | StaticSelect)[] {
  const { next, slots, pairId, kind } = seen;
  if (seen.now.left || isAway(seen)) return [];
  switch (next?.what) {
    case 'book':
    case 'meet':
      return slots.length === 0
        ? []
        : [
            {
              type: 'static_select',
              action_id: BOOK_AT,
              placeholder: plain(t('course:hub.button.slots'), LIMITS.placeholder),
              options: slots.map((at) => option(whenText(t, seen, at), `${pairId} ${at.toISOString()}`)),
            },
          ];
    case 'session':
      return bookedButtons(t, seen, now);
    case 'log': {
      const [log, ...others] = bookedButtons(t, seen, now);
      // Beside "we met" it is the second thing to press.
      const second =
        log && kind === 'mentoring' ? [button(LOG, t('mentoring:button.different'), log.value)] : [];
      return [...second, ...others];
    }
    default:
      return [];
  }
}

function bookedButtons(t: Texts, seen: SeenCourse, now: Date): Button[] {
  const booked = bookedIn(seen.sessions);
  return booked ? sessionButtons(t, seen, booked, now) : [];
}

const PRIMARY = { style: 'primary' } as const;
