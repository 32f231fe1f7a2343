import type { Button, KnownBlock } from '@slack/types';
import type { Texts } from '../../../locales/texts.ts';
import { button } from '../../../slack/buttons.ts';
import { escaped, mrkdwn, plain } from '../../../slack/text.ts';
import { bookedIn } from '../../booking.ts';
import type { SeenCourse, SeenDates, SeenSession } from '../../seen.ts';
import { BOOK, CALENDAR, CANCEL, LOG, MOVE, TAKEAWAY } from '../actions.ts';
import { mention } from '../parts.ts';
import { whenText } from '../when.ts';

/** 0 to 10, as people rate where they are on the way to their goal. */
export const SCALE = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** Which session or meeting it is, and with whom; in mrkdwn only. */
export function sessionName(
  t: Texts,
  seen: Pick<SeenCourse, 'other'>,
  { number }: Pick<SeenSession, 'number'>,
): string {
  const other = mention(seen);
  return number === null
    ? t('sessions:name.meeting', { other })
    : t('sessions:name.session', { number, other });
}

/** The same without the other, for a title. */
export function sessionTitle(t: Texts, { number }: Pick<SeenSession, 'number'>): string {
  return number === null ? t('sessions:name.aMeeting') : t('sessions:name.aSession', { number });
}

/** When it begins, on both walls, and how long it is; in mrkdwn only. */
export function timeText(t: Texts, seen: SeenDates, { startsAt, minutes }: SeenSession): string {
  const when = escaped(whenText(t, seen, startsAt));
  return minutes === null
    ? when
    : t('sessions:time', { when, minutes: t('pairs:rhythm.minutes', { count: minutes }) });
}

/** What can be done with a session as it stands; nothing where the reader has ended it. */
export function sessionButtons(t: Texts, seen: SeenCourse, session: SeenSession, now: Date): Button[] {
  const { id, state, startsAt } = session;
  if (seen.now.left) return [];
  const book = (text: string): Button[] =>
    bookedIn(seen.sessions) || isPlanDone(seen) ? [] : [button(BOOK, text, seen.pairId)];
  switch (state) {
    case 'booked':
      if (startsAt <= now)
        return [
          button(LOG, t('sessions:button.log'), id, { style: 'primary' }),
          button(MOVE, t('sessions:button.move'), id),
        ];
      return [
        button(MOVE, t('sessions:button.move'), id),
        button(CALENDAR, t('sessions:button.calendar'), id),
        button(CANCEL, t('sessions:button.cancel'), id),
      ];
    case 'held':
      return [
        // Of a meeting there is nothing to add but what the mentee takes with them.
        ...(seen.kind === 'coaching'
          ? [button(LOG, t('sessions:button.add'), id)]
          : seen.side === 'learner'
            ? [button(TAKEAWAY, t('mentoring:button.takeaway'), id)]
            : []),
        ...book(t('sessions:button.next')),
      ];
    case 'not-held':
      return [button(LOG, t('sessions:button.add'), id), ...book(t('sessions:button.book'))];
    case 'cancelled':
      return book(t('sessions:button.book'));
  }
}

/** Have all sessions of the plan taken place? Mentoring has no plan. */
export function isPlanDone({ now, sessions }: SeenCourse): boolean {
  const { rhythm } = now.terms;
  return rhythm.form === 'plan' && sessions.filter(({ state }) => state === 'held').length >= rhythm.sessions;
}

/** Words as they were typed, under a line that says what they are; nothing where there are none. */
export function wordsUnder(title: string, words: string | undefined): KnownBlock[] {
  if (words === undefined || words === '') return [];
  return [
    { type: 'section', text: mrkdwn(`*${title}*`) },
    { type: 'section', text: plain(words) },
  ];
}

/** Who sees what stands above it. */
export function seenLine(text: string): KnownBlock {
  return { type: 'context', elements: [mrkdwn(text)] };
}
