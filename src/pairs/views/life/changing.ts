import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../../locales/texts.ts';
import { checkbox, option, radios } from '../../../slack/inputs.ts';
import { modal } from '../../../slack/modal.ts';
import { optionIn, optionsIn, type Sent } from '../../../slack/sent.ts';
import { mrkdwn } from '../../../slack/text.ts';
import type { Terms } from '../../pair.ts';
import { MOST_SESSIONS_IN_ALL, sameRhythm } from '../../rhythm.ts';
import { isIn, type Seen, type SeenIn } from '../../seen.ts';
import { mention } from '../parts.ts';
import { rhythmText } from '../rhythm.ts';
import { quoted, termsInputs } from '../terms.ts';
import { pairView } from '../trial.ts';

export const CHANGE_FORM = 'pairs.change';
export const PROPOSAL_FORM = 'pairs.proposal';

const WITHDRAWS = 'pairs.withdraws';
const ANSWER = 'pairs.proposal.answer';
const ANSWERS = ['agrees', 'declines', 'other'] as const;

/** So many more are proposed for a start, where a plan is extended: the least of one of its own. */
const MORE_SESSIONS = 4;

interface ChangeStart {
  /** What the reader had typed when the other proposed something meanwhile: not lost. */
  typed?: Terms | undefined;
  /** The reader has read the other's proposal, and wants something else. */
  anew?: boolean;
  /** More sessions stand in it for a start. */
  extends?: boolean;
}

type SeenBegun = SeenIn<'running' | 'paused'>;

/** The pair, where it has begun and the reader has not left; nothing otherwise. */
function begun(seen: Seen): SeenBegun | undefined {
  const found = isIn(seen, 'running') || isIn(seen, 'paused') ? seen : undefined;
  return found?.now.left ? undefined : found;
}

/**
 * The form for other terms: the agreement's fields, with what holds or what the reader has proposed. Where the other has
 * proposed something it is read first; where nothing can be proposed, how it stands.
 *
 */
export function changeForm(
  t: Texts,
  seen: Seen,
  { typed, anew = false, extends: isExtended = false }: ChangeStart = {},
): ModalView {
  const pair = begun(seen);
  if (!pair) return pairView(t, seen);
  const { proposal, proposals, terms } = pair.now;
  if (proposal && !proposal.mine && !anew) return proposalForm(t, seen);
  const other = mention(seen);
  return modal({
    callbackId: CHANGE_FORM,
    metadata: JSON.stringify({ pairId: seen.pairId, termsVersion: proposals }),
    title: t('course:life.change.title'),
    submit: t('course:life.change.submit'),
    close: t('common:button.cancel'),
    blocks: [
      { type: 'section', text: mrkdwn(t('course:life.change.intro', { other })) },
      ...(proposal?.mine ? [{ type: 'section' as const, text: mrkdwn(t('course:life.change.mine')) }] : []),
      ...termsInputs(t, typed ?? proposal?.terms ?? (isExtended ? extended(terms) : terms), proposals, {
        canExtend: true,
      }),
      ...(proposal?.mine ? [withdrawal(t, proposals)] : []),
      ...(seen.kind === 'coaching'
        ? [{ type: 'context' as const, elements: [mrkdwn(t('course:life.change.sessions'))] }]
        : []),
      { type: 'context', elements: [mrkdwn(t('course:life.seen', { other }))] },
    ],
  });
}

/** With some more sessions, where there is a plan. */
function extended(terms: Terms): Terms {
  const { rhythm } = terms;
  if (rhythm.form !== 'plan') return terms;
  const sessions = Math.min(MOST_SESSIONS_IN_ALL, rhythm.sessions + MORE_SESSIONS);
  return { ...terms, rhythm: { ...rhythm, sessions } };
}

function withdrawal(t: Texts, version: number): KnownBlock {
  return checkbox({
    block: `${WITHDRAWS}.${version}`,
    action: 'answer',
    optional: true,
    label: t('course:life.change.withdraw'),
    option: option(t('course:life.change.withdraws'), 'yes'),
  });
}

/** Is the proposal taken back, whatever else stands in the sent form? */
export function withdrawsIn(view: Sent, version: number): boolean {
  return optionsIn(view, `${WITHDRAWS}.${version}`).includes('yes');
}

/**
 * What the other proposes, beside what holds, to be answered; where nothing is proposed, how it stands.
 *
 * @param isNewer it took the place of another one while the reader was answering that
 */
export function proposalForm(
  t: Texts,
  seen: Seen,
  { isNewer = false }: { isNewer?: boolean } = {},
): ModalView {
  const pair = begun(seen);
  const proposal = pair?.now.proposal;
  if (!pair || !proposal || proposal.mine) return pairView(t, seen);
  const other = mention(seen);
  return modal({
    callbackId: PROPOSAL_FORM,
    metadata: JSON.stringify({ pairId: seen.pairId, termsVersion: proposal.version }),
    title: t('course:life.proposal.title'),
    submit: t('course:life.proposal.submit'),
    close: t('common:button.close'),
    blocks: [
      {
        type: 'section',
        text: mrkdwn(
          [
            ...(isNewer ? [t('course:life.proposal.newer', { other })] : []),
            proposalText(t, pair, proposal.terms),
          ].join(' '),
        ),
      },
      ...purposeBlocks(t, pair.now.terms, proposal.terms),
      radios({
        // Slack keeps what was chosen in a field of the same name.
        block: `${ANSWER}.${proposal.version}`,
        action: 'answer',
        label: t('course:life.proposal.label'),
        options: ANSWERS.map((each) => option(t(`course:life.proposal.${each}`), each)),
      }),
      { type: 'context', elements: [mrkdwn(t('course:life.seen', { other }))] },
    ],
  });
}

/** Who proposes, and which rhythm. */
export function proposalText(t: Texts, { now, other }: SeenBegun, terms: Terms): string {
  const [proposed, today] = [rhythmText(t, terms.rhythm), rhythmText(t, now.terms.rhythm)];
  return [
    t('course:life.proposal.headline', { other: mention({ other }) }),
    ...(sameRhythm(terms.rhythm, now.terms.rhythm)
      ? []
      : [t('course:life.proposal.rhythm', { proposed, today })]),
  ].join(' ');
}

function purposeBlocks(t: Texts, today: Terms, proposed: Terms): KnownBlock[] {
  if (today.purpose === proposed.purpose) return [];
  const words = (title: string, purpose: string): KnownBlock[] =>
    quoted(title, purpose === '' ? t('course:life.proposal.nothing') : purpose);
  return [
    ...words(t('course:life.proposal.purposeThen'), proposed.purpose),
    ...words(t('course:life.proposal.purposeNow'), today.purpose),
  ];
}

/** Reads the answer to a proposal; nothing where none was chosen. */
export function parseProposal(view: Sent, version: number): (typeof ANSWERS)[number] | undefined {
  return z.enum(ANSWERS).safeParse(optionIn(view, `${ANSWER}.${version}`)).data;
}

/** After the form was sent: it is on its way to the other, who answers when they like. */
export function proposedView(t: Texts, seen: Seen): ModalView {
  const pair = begun(seen);
  if (!pair?.now.proposal?.mine) return pairView(t, seen);
  return modal({
    callbackId: 'pairs.proposed',
    title: t('course:life.change.title'),
    close: t('common:button.close'),
    blocks: [{ type: 'section', text: mrkdwn(t('course:life.change.done', { other: mention(seen) })) }],
  });
}
