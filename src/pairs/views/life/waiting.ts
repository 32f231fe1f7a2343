import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../../locales/texts.ts';
import { dateIn } from '../../../people/views/words.ts';
import { dayInput, option, radios } from '../../../slack/inputs.ts';
import { modal } from '../../../slack/modal.ts';
import { dayIn, optionIn, type Sent } from '../../../slack/sent.ts';
import { mrkdwn } from '../../../slack/text.ts';
import { SNOOZES, type Snooze } from '../../pausing.ts';
import { isIn, type Seen } from '../../seen.ts';
import { mention } from '../parts.ts';
import { pairView } from '../trial.ts';

export const SNOOZE_FORM = 'pairs.snooze';
export const PAUSE_FORM = 'pairs.pause';

const HOW_LONG = 'pairs.how-long';
const UNTIL = 'pairs.until';

/** Until when reminders wait; where none come, how it stands. */
export function snoozeForm(t: Texts, seen: Seen): ModalView {
  if (!isIn(seen, 'running') || seen.now.left) return pairView(t, seen);
  return modal({
    callbackId: SNOOZE_FORM,
    metadata: JSON.stringify({ pairId: seen.pairId }),
    title: t('course:life.snooze.title'),
    submit: t('course:life.snooze.submit'),
    close: t('common:button.cancel'),
    blocks: [
      { type: 'section', text: mrkdwn(t('course:life.snooze.text', { other: mention(seen) })) },
      radios({
        block: HOW_LONG,
        action: 'answer',
        label: t('course:life.snooze.label'),
        options: SNOOZES.map((each) => option(t(`course:life.snooze.${each}`), each)),
      }),
    ],
  });
}

/** Reads the sent form; nothing where none of its answers was chosen. */
export function parseSnooze(view: Sent): Snooze | undefined {
  return z.enum(SNOOZES).safeParse(optionIn(view, HOW_LONG)).data;
}

/** That reminders wait, and until when. */
export function snoozedView(
  t: Texts,
  seen: Seen,
  { until, timeZone }: { until: Date; timeZone: string },
): ModalView {
  const text = t('course:life.snooze.done', { other: mention(seen), date: dateIn(t, until, timeZone) });
  return modal({
    callbackId: 'pairs.snoozed',
    title: t('course:life.snooze.title'),
    close: t('common:button.close'),
    blocks: [{ type: 'section', text: mrkdwn(text) }],
  });
}

/**
 * What a pause means, and until when; where it does not run, how it stands.
 *
 * @param endPausedAfterDays after so many days a pause without a day ends the pair
 */
export function pairPauseForm(t: Texts, seen: Seen, endPausedAfterDays: number): ModalView {
  if (!isIn(seen, 'running') || seen.now.left) return pairView(t, seen);
  return modal({
    callbackId: PAUSE_FORM,
    metadata: JSON.stringify({ pairId: seen.pairId }),
    title: t('course:life.pause.title'),
    submit: t('course:life.pause.submit'),
    close: t('common:button.cancel'),
    blocks: [
      {
        type: 'section',
        text: mrkdwn(t(`course:life.pause.text.${seen.kind}`, { other: mention(seen) })),
      },
      dayInput({
        block: UNTIL,
        action: 'answer',
        optional: true,
        label: t('course:life.pause.label'),
        hint: t('course:life.pause.hint', { count: endPausedAfterDays }),
        day: null,
      }),
      { type: 'context', elements: [mrkdwn(t('course:life.pause.seen', { other: mention(seen) }))] },
    ],
  });
}

/** The day that was chosen, and the field under which a problem with it is said. */
export function parsePause(view: Sent): { until: string | null; field: string } {
  return { until: dayIn(view, UNTIL), field: UNTIL };
}
