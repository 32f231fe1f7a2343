import type { KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../../locales/texts.ts';
import { concernBeside } from '../../../people/views/contacts.ts';
import { checkbox, option, textInput } from '../../../slack/inputs.ts';
import { modal } from '../../../slack/modal.ts';
import { optionsIn, type Sent, typedIn } from '../../../slack/sent.ts';
import { mrkdwn, withoutControls } from '../../../slack/text.ts';
import { GOODBYE_LENGTH } from '../../pair.ts';
import type { Seen } from '../../seen.ts';
import { mention } from '../parts.ts';
import { quoted } from '../terms.ts';
import { pairView } from '../trial.ts';

export const LEAVE_FORM = 'pairs.leave';

const WORDS = 'pairs.goodbye';
const HANDS_OVER = 'pairs.hands-over';

/**
 * Asks once more, and says what follows; where there is nothing to leave any more, how it stands. A pair that has begun
 * can be left with words for the other, and handed over: the learner's request goes on to somebody else.
 */
export function leaveForm(t: Texts, seen: Seen): ModalView {
  const other = mention(seen);
  const { now } = seen;
  if (now.state === 'ended' || now.left) return pairView(t, seen);
  const state = now.state === 'paused' ? 'running' : now.state;
  return modal({
    callbackId: LEAVE_FORM,
    metadata: JSON.stringify({ pairId: seen.pairId }),
    title: t(`pairs:leaveForm.title.${state}`),
    submit: t('pairs:leaveForm.submit'),
    close: t('common:button.cancel'),
    blocks: [
      { type: 'section', text: mrkdwn(t(`pairs:leaveForm.text.${state}`, { other })) },
      ...(state === 'running' ? partingFields(t, seen) : []),
      { type: 'context', elements: [mrkdwn(t('pairs:leaveForm.seen', { other }))] },
      { type: 'divider' },
      ...concernBeside(t),
    ],
  });
}

function partingFields(t: Texts, { side }: Seen): KnownBlock[] {
  return [
    checkbox({
      block: HANDS_OVER,
      action: 'answer',
      optional: true,
      label: t(`course:life.leave.next.${side}`),
      option: option(t(`course:life.leave.handsOver.${side}`), 'yes'),
      hint: t(`course:life.leave.handsOverHint.${side}`),
    }),
    textInput({
      block: WORDS,
      action: 'answer',
      optional: true,
      label: t('course:life.leave.goodbye'),
      hint: t('course:life.leave.goodbyeHint'),
      most: GOODBYE_LENGTH,
    }),
  ];
}

/** Reads the sent form. */
export function parseLeave(view: Sent): { goodbye: string | null; handsOver: boolean } {
  const words = withoutControls(typedIn(view, WORDS)).trim().slice(0, GOODBYE_LENGTH);
  return { goodbye: words === '' ? null : words, handsOver: optionsIn(view, HANDS_OVER).includes('yes') };
}

/** The words that the other left; where they left none, how it stands. */
export function goodbyeView(t: Texts, seen: Seen): ModalView {
  if (seen.now.state !== 'ended' || seen.now.goodbye === null) return pairView(t, seen);
  const other = mention(seen);
  return modal({
    callbackId: 'pairs.goodbye',
    title: t('course:life.goodbye.title'),
    close: t('common:button.close'),
    blocks: [
      { type: 'section', text: mrkdwn(t('course:life.goodbye.from', { other })) },
      ...quoted(undefined, seen.now.goodbye),
      { type: 'context', elements: [mrkdwn(t('course:life.seen', { other }))] },
    ],
  });
}
