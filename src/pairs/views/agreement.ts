import type { KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { modal } from '../../slack/modal.ts';
import { mrkdwn } from '../../slack/text.ts';
import type { Terms } from '../pair.ts';
import type { Seen, SeenIn } from '../seen.ts';
import { leaveButton, lifeButtons } from './life/buttons.ts';
import { changeText } from './messages.ts';
import { mention } from './parts.ts';
import { rhythmText } from './rhythm.ts';
import { quoted, termsInputs } from './terms.ts';

export const AGREEMENT_FORM = 'pairs.agreement';
/**
 * What both confirm. The terms can be changed in it; the rest is the same for everybody.
 *
 * @param typed what the reader had typed when the other changed the terms meanwhile: said so, and not lost
 */
export function agreementForm(t: Texts, seen: SeenIn<'agreement'>, typed?: Terms): ModalView {
  const { terms, termsVersion, change, confirmed } = seen.now;
  const other = mention(seen);
  const notes = [
    ...(typed ? [t('pairs:agreementForm.changedMeanwhile', { other })] : []),
    ...(change ? [changeText(t, seen)] : []),
    ...(confirmed ? [t('pairs:agreementForm.confirmed')] : []),
  ];
  const leave = leaveButton(t, seen);
  const purpose = typed && !change?.purpose ? typed.purpose : terms.purpose;
  const replaced = typed && typed.purpose !== '' && typed.purpose !== purpose ? typed.purpose : undefined;
  return modal({
    callbackId: AGREEMENT_FORM,
    metadata: JSON.stringify({ pairId: seen.pairId, termsVersion }),
    title: t('pairs:agreementForm.title'),
    submit: t('pairs:agreementForm.submit'),
    close: t('common:button.close'),
    blocks: [
      { type: 'section', text: mrkdwn(t('pairs:agreementForm.intro', { other })) },
      ...(notes.length > 0 ? [{ type: 'section' as const, text: mrkdwn(notes.join('\n')) }] : []),
      ...termsInputs(t, { ...terms, purpose }, termsVersion),
      ...(replaced === undefined ? [] : quoted(t('pairs:agreementForm.typed'), replaced)),
      ...sameForAll(t, seen),
      { type: 'context', elements: [mrkdwn(t('pairs:agreement.seen'))] },
      ...(leave ? [{ type: 'actions' as const, elements: [leave] }] : []),
    ],
  });
}

/** The agreement that holds, to read; and what can be changed about it. */
export function agreementView(t: Texts, seen: SeenIn<'running' | 'paused'>): ModalView {
  const { purpose, rhythm } = seen.now.terms;
  const buttons = lifeButtons(t, seen);
  return modal({
    callbackId: 'pairs.agreement.read',
    title: t('pairs:agreementForm.title'),
    close: t('common:button.close'),
    blocks: [
      {
        type: 'section',
        text: mrkdwn(t('course:hub.rhythm', { rhythm: rhythmText(t, rhythm) })),
      },
      ...(purpose === '' ? [] : quoted(t('pairs:agreementForm.purposeRead'), purpose)),
      ...sameForAll(t, seen),
      { type: 'context', elements: [mrkdwn(t('pairs:agreement.seen'))] },
      ...(buttons.length > 0 ? [{ type: 'actions' as const, elements: buttons }] : []),
    ],
  });
}

/** Roles, what stays between the two, times and ending; for mentoring, which is informal, without rules for cancelling. */
function sameForAll(t: Texts, { kind, side, other, me }: Seen): KnownBlock[] {
  const [guide, learner] = side === 'guide' ? [`<@${me}>`, `<@${other}>`] : [`<@${other}>`, `<@${me}>`];
  const paragraphs = [
    t(`pairs:agreementForm.roles.${kind}`, { guide, learner }),
    t('pairs:agreementForm.confidential'),
    t('pairs:agreementForm.books', { learner }),
    ...(kind === 'coaching' ? [t('pairs:agreementForm.cancelling')] : []),
    t('pairs:agreementForm.ending'),
  ];
  return paragraphs.map((text) => ({ type: 'section', text: mrkdwn(text) }));
}
