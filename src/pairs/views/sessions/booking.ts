import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../../locales/texts.ts';
import { button } from '../../../slack/buttons.ts';
import { dayInput, option, select, timeInput } from '../../../slack/inputs.ts';
import { modal } from '../../../slack/modal.ts';
import { carriedIn, dayIn, optionIn, type Sent, timeIn } from '../../../slack/sent.ts';
import { escaped, mrkdwn, plain } from '../../../slack/text.ts';
import type { Chosen } from '../../booking.ts';
import type { SeenCourse, SeenSession } from '../../seen.ts';
import { MOVE } from '../actions.ts';
import { mention } from '../parts.ts';
import { whenText } from '../when.ts';
import { seenLine, sessionName, sessionTitle, timeText } from './parts.ts';

export const BOOK_FORM = 'pairs.book.form';
export const MOVE_FORM = 'pairs.move.form';
export const CANCEL_FORM = 'pairs.cancel.form';

/** Slack keeps what was chosen under a block's name, also in a view that is put in the place of another. */
const WHEN = 'pairs.when';
const DAY = 'pairs.when.day';
const TIME = 'pairs.when.time';
const OWN = 'own';
/** Where the timepicker stands for a start. */
const USUAL_TIME = '10:00';

/**
 * The form for the next session's or meeting's time.
 *
 * @param times that both have, the earliest first
 * @param note what is to be read before, in mrkdwn: that a time has passed meanwhile
 */
export function bookForm(t: Texts, seen: SeenCourse, times: readonly Date[], note?: string): ModalView {
  const number = seen.kind === 'coaching' ? nextNumber(seen) : null;
  const { rhythm } = seen.now.terms;
  const minutes = rhythm.form === 'plan' ? t('pairs:rhythm.minutes', { count: rhythm.minutes }) : null;
  const name = sessionName(t, seen, { number });
  return modal({
    callbackId: BOOK_FORM,
    metadata: JSON.stringify({ pairId: seen.pairId }),
    title: t('sessions:book.title'),
    submit: t('sessions:book.submit'),
    close: t('common:button.cancel'),
    blocks: [
      ...noted(note),
      {
        type: 'section',
        text: mrkdwn(minutes === null ? `${name}.` : `${t('sessions:time', { when: name, minutes })}.`),
      },
      ...whenInputs(t, seen, times),
      seenLine(t('sessions:book.seen', { other: mention(seen) })),
    ],
  });
}

/** The same for another time of a session that is booked, or that did not take place. */
export function moveForm(
  t: Texts,
  seen: SeenCourse,
  session: SeenSession,
  times: readonly Date[],
  note?: string,
): ModalView {
  return modal({
    callbackId: MOVE_FORM,
    metadata: JSON.stringify({ sessionId: session.id, version: session.version }),
    title: t('sessions:move.title'),
    submit: t('sessions:move.submit'),
    close: t('common:button.cancel'),
    blocks: [
      ...noted(note),
      {
        type: 'section',
        text: mrkdwn(
          t('sessions:move.now', {
            name: sessionName(t, seen, session),
            when: escaped(whenText(t, seen, session.startsAt)),
          }),
        ),
      },
      ...whenInputs(
        t,
        seen,
        times.filter((time) => time.getTime() !== session.startsAt.getTime()),
      ),
      seenLine(t('sessions:book.seen', { other: mention(seen) })),
    ],
  });
}

/** Asks once more before a session is taken back, and offers another time in its place. */
export function cancelForm(t: Texts, seen: SeenCourse, session: SeenSession): ModalView {
  return modal({
    callbackId: CANCEL_FORM,
    metadata: JSON.stringify({ sessionId: session.id, version: session.version }),
    title: sessionTitle(t, session),
    submit: t('sessions:cancel.submit'),
    close: t('sessions:cancel.keep'),
    blocks: [
      {
        type: 'section',
        text: mrkdwn(
          [
            `*${sessionName(t, seen, session)}*`,
            timeText(t, seen, session),
            t('sessions:cancel.text', { other: mention(seen) }),
          ].join('\n'),
        ),
      },
      {
        type: 'actions',
        elements: [button(MOVE, t('sessions:cancel.instead'), session.id)],
      },
    ],
  });
}

function noted(note: string | undefined): KnownBlock[] {
  return note === undefined ? [] : [{ type: 'section', text: mrkdwn(note) }];
}

function nextNumber({ sessions }: SeenCourse): number {
  return sessions.filter(({ state }) => state === 'held').length + 1;
}

function whenInputs(t: Texts, seen: SeenCourse, times: readonly Date[]): KnownBlock[] {
  const timeZone = seen.myZone;
  const own = [
    dayInput({ block: DAY, optional: times.length > 0, label: t('sessions:book.day'), day: null }),
    timeInput({
      block: TIME,
      optional: times.length > 0,
      label: t('sessions:book.time'),
      hint: t('sessions:book.timeHint', { timeZone }),
      time: USUAL_TIME,
      timeZone,
    }),
  ];
  if (times.length === 0) return [{ type: 'section', text: plain(t('sessions:book.noTimes')) }, ...own];
  return [
    select({
      block: WHEN,
      optional: true,
      label: t('sessions:book.when'),
      hint: t('sessions:book.whenHint'),
      placeholder: t('sessions:book.placeholder'),
      options: [
        ...times.map((time) => option(whenText(t, seen, time), time.toISOString())),
        option(t('sessions:book.own'), OWN),
      ],
    }),
    ...own,
  ];
}

export type ParsedWhen =
  | { ok: true; when: Chosen }
  /** By the field's block. */
  | { ok: false; problems: Record<string, 'chooseOne' | 'missingDay' | 'missingTime' | 'missing'> };

/** Reads which time was chosen. A day of one's own beside a time of the list could mean either, so it is asked. */
export function parseWhen(view: Sent): ParsedWhen {
  const [listed, day, time] = [optionIn(view, WHEN), dayIn(view, DAY), timeIn(view, TIME)];
  if (listed !== undefined && listed !== OWN) {
    if (day !== null) return { ok: false, problems: { [WHEN]: 'chooseOne' } };
    return z.iso.datetime().safeParse(listed).success
      ? { ok: true, when: { at: listed } }
      : { ok: false, problems: { [WHEN]: 'missing' } };
  }
  const wall = { day: z.iso.date().safeParse(day).data, time: Clock.safeParse(time).data };
  // Without a list the day is a field that Slack does not let pass empty.
  if (wall.day === undefined)
    return { ok: false, problems: { [DAY]: listed === OWN ? 'missingDay' : 'missing' } };
  if (wall.time === undefined) return { ok: false, problems: { [TIME]: 'missingTime' } };
  return { ok: true, when: { wall: `${wall.day}T${wall.time}` } };
}

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** The field under which a problem with the chosen time is said. */
export function whenField(when: Chosen): string {
  return 'at' in when ? WHEN : DAY;
}

const Metadata = z.object({
  pairId: z.string().default(''),
  sessionId: z.string().default(''),
  version: z.number().int().default(0),
});

/** What a form was opened for; an id of none where it does not say. Not to be trusted: flows check it. */
export function openedAbout(metadata: string): z.infer<typeof Metadata> {
  return carriedIn(metadata, Metadata) ?? { pairId: '', sessionId: '', version: 0 };
}
