import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../../locales/texts.ts';
import { dayOf } from '../../../people/calendar.ts';
import { dateIn } from '../../../people/views/words.ts';
import { button } from '../../../slack/buttons.ts';
import { dayInput, textInput } from '../../../slack/inputs.ts';
import { modal } from '../../../slack/modal.ts';
import { carriedIn, dayIn, type Sent, typedIn } from '../../../slack/sent.ts';
import { mrkdwn, plain, withoutControls } from '../../../slack/text.ts';
import { WORDS_LENGTH } from '../../course.ts';
import { isDayOpen } from '../../meeting.ts';
import type { SeenCourse, SeenSession } from '../../seen.ts';
import { LOG } from '../actions.ts';
import { becameText } from './became.ts';

export const MEETING_FORM = 'pairs.meeting';

export const MEETING_DAY = 'pairs.meeting.day';
const TAKEAWAY = 'pairs.meeting.takeaway';
const WISH = 'pairs.meeting.wish';

/**
 * A meeting that was noted: for the mentee with room for a takeaway and a wish, for whoever told of it unplanned with
 * its day. A date that was taken back, or did not come about, can only be read.
 */
export function meetingForm(t: Texts, seen: SeenCourse, session: SeenSession): ModalView {
  const isOpen = session.state === 'held' && !seen.now.left;
  const asksDay = isOpen && isDayOpen(session, seen.side);
  const asksWords = isOpen && seen.side === 'learner';
  return modal({
    callbackId: MEETING_FORM,
    metadata: JSON.stringify({ sessionId: session.id }),
    title: t('mentoring:meeting.title'),
    ...(asksDay || asksWords ? { submit: t('common:button.save') } : {}),
    close: t('common:button.close'),
    blocks: [
      { type: 'section', text: mrkdwn(becameText(t, seen, session)) },
      ...(asksDay
        ? [
            dayInput({
              block: MEETING_DAY,
              label: t('mentoring:meeting.day'),
              hint: t('mentoring:meeting.dayHint'),
              day: dayOf(session.startsAt, seen.myZone),
            }),
          ]
        : []),
      ...(asksWords
        ? [
            textInput({
              block: TAKEAWAY,
              optional: true,
              label: t('mentoring:meeting.takeaway'),
              hint: t('mentoring:meeting.takeawayHint'),
              most: WORDS_LENGTH,
              typed: session.words.takeaway ?? '',
            }),
            textInput({
              block: WISH,
              optional: true,
              label: t('mentoring:meeting.wish'),
              hint: t('mentoring:meeting.wishHint', { name: seen.otherName || seen.other }),
              most: WORDS_LENGTH,
              typed: session.words.wish ?? '',
            }),
          ]
        : []),
      ...(isOpen && seen.side === 'guide'
        ? [{ type: 'section' as const, text: plain(t('mentoring:meeting.guide')) }]
        : []),
      ...(isOpen
        ? [
            {
              type: 'actions' as const,
              elements: [button(LOG, t('mentoring:button.different'), session.id)],
            },
            { type: 'context' as const, elements: [plain(t('mentoring:meeting.seen'))] },
          ]
        : []),
    ],
  });
}

/** After the form was sent. */
export function meetingSaved(t: Texts, seen: SeenCourse, session: SeenSession): ModalView {
  return modal({
    callbackId: 'pairs.meeting-saved',
    title: t('mentoring:meeting.title'),
    close: t('common:button.close'),
    blocks: [
      {
        type: 'section',
        text: mrkdwn(`${t('mentoring:meeting.saved')} ${becameText(t, seen, session)}`),
      },
    ],
  });
}

/** Reads the sent form; `day`: null where it was not asked for. */
export function parseMeeting(view: Sent): { day: string | null; takeaway: string; wish: string } {
  const words = (block: string): string =>
    withoutControls(typedIn(view, block)).trim().slice(0, WORDS_LENGTH);
  return { day: dayIn(view, MEETING_DAY), takeaway: words(TAKEAWAY), wish: words(WISH) };
}

const Metadata = z.object({ sessionId: z.string() });

/** Which meeting the form was opened for. Not to be trusted. */
export function meetingOf(metadata: string): string {
  return carriedIn(metadata, Metadata)?.sessionId ?? '';
}

/** After "not now": when it is asked again. */
export function laterView(t: Texts, { until, timeZone }: { until: Date; timeZone: string }): ModalView {
  return modal({
    callbackId: 'pairs.later',
    title: t('mentoring:later.title'),
    close: t('common:button.close'),
    blocks: [
      {
        type: 'section',
        text: plain(
          `${t('mentoring:later.text', { day: dateIn(t, until, timeZone) })} ${t('mentoring:later.free')}`,
        ),
      },
    ],
  });
}
