import type { Button, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../locales/texts.ts';
import { option, radios } from '../../slack/inputs.ts';
import { modal } from '../../slack/modal.ts';
import { carriedIn, optionIn, type Sent } from '../../slack/sent.ts';
import { mrkdwn, plain } from '../../slack/text.ts';
import type { Seen } from '../seen.ts';
import { goodbyeButton, lifeButtons } from './life/buttons.ts';
import { mention, openButton, standingText } from './parts.ts';

export const TRIAL_FORM = 'pairs.trial';

const TALKED = 'pairs.talked';
const DISTANCE = 'pairs.distance';
const GOES_ON = 'pairs.goes-on';

/** After the first conversation, each alone: did it take place, is there enough distance, does it go on. */
export function trialForm(t: Texts, seen: Seen): ModalView {
  const other = mention(seen);
  const statements = (['line', 'say', 'tie'] as const).map(
    (about) => `• ${t(`pairs:trialForm.statement.${about}`)}`,
  );
  return modal({
    callbackId: TRIAL_FORM,
    metadata: JSON.stringify({ pairId: seen.pairId }),
    title: t('pairs:trialForm.title'),
    submit: t('pairs:trialForm.submit'),
    close: t('common:button.cancel'),
    blocks: [
      {
        type: 'section',
        text: mrkdwn(`${t('pairs:trialForm.intro', { other })} ${t('pairs:trialForm.later')}`),
      },
      radios({
        block: TALKED,
        action: 'answer',
        label: t('pairs:trialForm.talked.label'),
        options: [
          option(t('pairs:trialForm.talked.yes'), 'yes'),
          option(t('pairs:trialForm.talked.not-yet'), 'not-yet'),
        ],
      }),
      {
        type: 'section',
        text: mrkdwn([t('pairs:trialForm.statements'), ...statements].join('\n')),
      },
      radios({
        block: DISTANCE,
        action: 'answer',
        optional: true,
        label: t('pairs:trialForm.distance.label'),
        hint: t('pairs:trialForm.distance.hint'),
        options: [
          option(t('pairs:trialForm.distance.yes'), 'yes'),
          option(t('pairs:trialForm.distance.no'), 'no'),
        ],
      }),
      radios({
        block: GOES_ON,
        action: 'answer',
        optional: true,
        label: t('pairs:trialForm.goesOn.label'),
        options: [
          option(t('pairs:trialForm.goesOn.yes'), 'yes'),
          option(t('pairs:trialForm.goesOn.no'), 'no'),
        ],
      }),
      {
        type: 'context',
        elements: [mrkdwn(`${t('pairs:answersSeen', { other })} ${t('pairs:trialForm.managers')}`)],
      },
    ],
  });
}

export type ParsedTrial =
  | { ok: true; answer: { talked: boolean; goesOn: boolean } | 'not-yet' }
  /** By the field's block id: what is missing, or what comes before it. */
  | { ok: false; problems: Record<string, 'missing' | 'talkFirst'> };

/** Reads the sent form. A "no" counts, whether they have talked or not; a "yes" needs the conversation. */
export function parseTrialForm(view: Sent): ParsedTrial {
  const [talked, distance, goesOn] = [
    optionIn(view, TALKED),
    optionIn(view, DISTANCE),
    optionIn(view, GOES_ON),
  ];
  if (talked !== 'yes' && talked !== 'not-yet') return { ok: false, problems: { [TALKED]: 'missing' } };
  if (distance === 'no' || goesOn === 'no')
    return { ok: true, answer: { talked: talked === 'yes', goesOn: false } };
  if (talked === 'not-yet')
    return goesOn === 'yes'
      ? { ok: false, problems: { [GOES_ON]: 'talkFirst' } }
      : { ok: true, answer: 'not-yet' };
  const missing = [...(distance === 'yes' ? [] : [DISTANCE]), ...(goesOn === 'yes' ? [] : [GOES_ON])].map(
    (block) => [block, 'missing'] as const,
  );
  return missing.length > 0
    ? { ok: false, problems: Object.fromEntries(missing) }
    : { ok: true, answer: { talked: true, goesOn: true } };
}

/** How it stands, after a form was sent or where there is nothing to fill in; with the button for what is next. */
export function pairView(t: Texts, seen: Seen): ModalView {
  const buttons = nextButtons(t, seen);
  return modal({
    callbackId: 'pairs.state',
    title: t(`pairs:title.${seen.kind}`),
    close: t('common:button.close'),
    blocks: [
      { type: 'section', text: mrkdwn(standingText(t, seen)) },
      ...(buttons.length > 0 ? [{ type: 'actions' as const, elements: buttons }] : []),
    ],
  });
}

function nextButtons(t: Texts, seen: Seen): Button[] {
  const { now } = seen;
  if (now.state === 'paused') return lifeButtons(t, seen);
  const isNext = now.state === 'running' || (now.state === 'agreement' && !now.confirmed);
  return [isNext ? openButton(t, seen) : goodbyeButton(t, seen)].filter((one) => one !== undefined);
}

/** To somebody who is none of the two. */
export function notYoursView(t: Texts): ModalView {
  return modal({
    callbackId: 'pairs.not-yours',
    title: t('common:error.title'),
    close: t('common:button.close'),
    blocks: [{ type: 'section', text: plain(t('pairs:notYours')) }],
  });
}

const Metadata = z.object({ pairId: z.string(), termsVersion: z.number().int().optional() });

/** Which pair a form was opened for; an id of none where it does not say. Not to be trusted: flows check it. */
export function openedFor(metadata: string): { pairId: string; termsVersion: number } {
  const data = carriedIn(metadata, Metadata);
  return { pairId: data?.pairId ?? '', termsVersion: data?.termsVersion ?? 0 };
}
