import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../../locales/texts.ts';
import { button } from '../../../slack/buttons.ts';
import { option, radios } from '../../../slack/inputs.ts';
import { modal } from '../../../slack/modal.ts';
import { carriedIn, optionIn, type Sent } from '../../../slack/sent.ts';
import { mrkdwn, plain } from '../../../slack/text.ts';
import { isLow, PULSE_RHYTHMS, Pulse } from '../../pulse.ts';
import type { SeenCourse } from '../../seen.ts';
import { CHANGE, CONCERN, LEAVE_PAIR } from '../actions.ts';
import { mention } from '../parts.ts';

export const PULSE_FORM = 'pairs.pulse';

export const PULSE_USEFUL = 'pairs.pulse.useful';
const SAFE = 'pairs.pulse.safe';
const RHYTHM = 'pairs.pulse.rhythm';
const SCALE = [1, 2, 3, 4, 5] as const;

/** Useful, safe, is the rhythm right: each can stay empty. What was answered before stands in it. */
export function pulseForm(t: Texts, seen: SeenCourse, round: number, before: Pulse | undefined): ModalView {
  const other = mention(seen);
  const scale = SCALE.map((step) => option(t(`mentoring:pulseForm.scale.${step}`), String(step)));
  const rated = (block: string, label: string, chosen: number | null | undefined) =>
    radios({
      block,
      label,
      optional: true,
      options: scale,
      chosen: chosen === null || chosen === undefined ? undefined : String(chosen),
    });
  return modal({
    callbackId: PULSE_FORM,
    metadata: JSON.stringify({ pairId: seen.pairId, round }),
    title: t('mentoring:pulseForm.title'),
    submit: t('mentoring:pulseForm.submit'),
    close: t('common:button.cancel'),
    blocks: [
      { type: 'section', text: mrkdwn(t('mentoring:pulseForm.intro', { other })) },
      rated(PULSE_USEFUL, t('mentoring:pulseForm.useful'), before?.useful),
      rated(SAFE, t('mentoring:pulseForm.safe'), before?.safe),
      radios({
        block: RHYTHM,
        label: t('mentoring:pulseForm.rhythm'),
        optional: true,
        options: PULSE_RHYTHMS.map((each) => option(t(`mentoring:pulseForm.rhythms.${each}`), each)),
        chosen: before?.rhythm ?? undefined,
      }),
      { type: 'context', elements: [mrkdwn(t('mentoring:pulse.why', { other }))] },
    ],
  });
}

/** Thanks; and to whom it is not what it should be, what they can do about it. Nobody is told. */
export function pulseDone(t: Texts, seen: SeenCourse, pulse: Pulse): ModalView {
  const low = isLow(pulse);
  const isOther = pulse.rhythm !== null && pulse.rhythm !== 'right';
  const change = button(CHANGE, t('mentoring:pulseForm.change'), seen.pairId);
  const ways: KnownBlock[] = low
    ? [
        { type: 'section', text: plain(t('mentoring:pulseForm.low')) },
        {
          type: 'actions',
          elements: [
            change,
            button(LEAVE_PAIR, t('mentoring:pulseForm.end'), seen.pairId),
            button(CONCERN, t('mentoring:pulseForm.contact')),
          ],
        },
      ]
    : isOther
      ? [
          { type: 'section', text: plain(t('mentoring:pulseForm.rhythmHint')) },
          { type: 'actions', elements: [change] },
        ]
      : [];
  return modal({
    callbackId: 'pairs.pulse-done',
    title: t('mentoring:pulseForm.title'),
    close: t('common:button.close'),
    blocks: [
      { type: 'section', text: plain(t('mentoring:pulseForm.thanks')) },
      ...(seen.now.left ? [] : ways),
    ],
  });
}

/** Reads the sent form; nothing where all of it was left empty. */
export function parsePulse(view: Sent): Pulse | undefined {
  const number = (block: string) => {
    const chosen = optionIn(view, block);
    return chosen === undefined ? null : Number(chosen);
  };
  const { data } = Pulse.safeParse({
    useful: number(PULSE_USEFUL),
    safe: number(SAFE),
    rhythm: optionIn(view, RHYTHM) ?? null,
  });
  return data && Object.values(data).some((one) => one !== null) ? data : undefined;
}

const Asked = z.object({ pairId: z.string(), round: z.coerce.number().int().min(1).max(999) });

/** What a button for a pulse carries: a pair's id and which one. Not to be trusted. */
export function pulseAsked(value: string | undefined): z.infer<typeof Asked> | undefined {
  const [pairId, round] = (value ?? '').split(' ');
  return Asked.safeParse({ pairId, round }).data;
}

/** What a sent form carries. Not to be trusted. */
export function pulseSent(metadata: string): z.infer<typeof Asked> | undefined {
  return carriedIn(metadata, Asked);
}
