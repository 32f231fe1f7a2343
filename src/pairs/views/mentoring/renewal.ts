import type { ModalView } from '@slack/types';
import type { Texts } from '../../../locales/texts.ts';
import { button } from '../../../slack/buttons.ts';
import { option, radios, textInput } from '../../../slack/inputs.ts';
import { modal } from '../../../slack/modal.ts';
import { optionIn, type Sent, typedIn } from '../../../slack/sent.ts';
import { mrkdwn, withoutControls } from '../../../slack/text.ts';
import { GOODBYE_LENGTH, type Review } from '../../pair.ts';
import type { SeenCourse } from '../../seen.ts';
import { CHANGE } from '../actions.ts';
import { mention } from '../parts.ts';

export const RENEWAL_FORM = 'pairs.renewal';

export const RENEWAL_SAID = 'pairs.renewal.said';
const USEFUL = 'pairs.renewal.useful';
const WORDS = 'pairs.renewal.words';
const CHOICES = ['keep', 'change', 'close'] as const satisfies readonly Review['said'][];
const SCALE = [1, 2, 3, 4, 5] as const;

/** After some months: renew, change or close; each alone. Words for the other go with an ending, if it comes to one. */
export function renewalForm(t: Texts, seen: SeenCourse, round: number): ModalView {
  const other = mention(seen);
  const before = seen.reviewed.findLast((one) => one.of === 'renewal' && one.round === round);
  return modal({
    callbackId: RENEWAL_FORM,
    metadata: JSON.stringify({ pairId: seen.pairId, of: 'renewal', round }),
    title: t('mentoring:renewalForm.title'),
    submit: t('mentoring:renewalForm.submit'),
    close: t('common:button.cancel'),
    blocks: [
      { type: 'section', text: mrkdwn(t('mentoring:renewalForm.intro', { other })) },
      radios({
        block: RENEWAL_SAID,
        label: t('mentoring:renewalForm.said'),
        options: CHOICES.map((said) => option(t(`mentoring:renewalForm.${said}`), said)),
        chosen: before?.said,
      }),
      radios({
        block: USEFUL,
        optional: true,
        label: t('mentoring:renewalForm.useful'),
        options: SCALE.map((step) => option(t(`mentoring:pulseForm.scale.${step}`), String(step))),
      }),
      textInput({
        block: WORDS,
        optional: true,
        label: t('mentoring:renewalForm.words'),
        hint: t('mentoring:renewalForm.wordsHint', { name: seen.otherName || seen.other }),
        most: GOODBYE_LENGTH,
      }),
      { type: 'context', elements: [mrkdwn(t('mentoring:renewalForm.seen', { other }))] },
    ],
  });
}

/** What comes of it, after the form was sent. */
export function renewalDone(t: Texts, seen: SeenCourse, said: Review['said']): ModalView {
  return modal({
    callbackId: 'pairs.renewed',
    title: t('mentoring:renewalForm.title'),
    close: t('common:button.close'),
    blocks: [
      { type: 'section', text: mrkdwn(t(`mentoring:renewalForm.done.${said}`)) },
      ...(said === 'change'
        ? [
            {
              type: 'actions' as const,
              elements: [button(CHANGE, t('mentoring:pulseForm.change'), seen.pairId, { style: 'primary' })],
            },
          ]
        : []),
    ],
  });
}

/** Reads the sent form; nothing where none of the three was chosen. Words count only where it is to end. */
export function parseRenewal(
  view: Sent,
): { said: Review['said']; useful: number | null; goodbye: string | null } | undefined {
  const said = CHOICES.find((one) => one === optionIn(view, RENEWAL_SAID));
  if (!said) return undefined;
  const useful = SCALE.find((step) => String(step) === optionIn(view, USEFUL)) ?? null;
  const words = withoutControls(typedIn(view, WORDS)).trim().slice(0, GOODBYE_LENGTH);
  return { said, useful, goodbye: said === 'close' && words !== '' ? words : null };
}
