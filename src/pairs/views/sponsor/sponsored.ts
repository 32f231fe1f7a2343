import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../../locales/texts.ts';
import { dateIn } from '../../../people/views/words.ts';
import type { Message } from '../../../slack/asking.ts';
import { button, buttons, confirmation } from '../../../slack/buttons.ts';
import { textInput } from '../../../slack/inputs.ts';
import { modal } from '../../../slack/modal.ts';
import { carriedIn, type Sent, typedIn } from '../../../slack/sent.ts';
import { mrkdwn, plain, withoutControls } from '../../../slack/text.ts';
import type { Sponsored, ToldOfSponsor } from '../../flow/sponsored.ts';
import { SPONSOR_ANSWER_LENGTH } from '../../sponsor.ts';
import { mention, messageOf } from '../parts.ts';
import { seenLine } from '../sessions/parts.ts';
import { SPONSOR, SPONSOR_ANSWER, SPONSOR_ANSWER_FORM, SPONSOR_DECLINE, SPONSOR_READ } from './actions.ts';

/** The field under which a problem with an answer is said. */
export const SPONSOR_ANSWER_WORDS = 'pairs.sponsor.answer.words';

/** To a sponsor: who has brought them in, and why; the words stand in a modal only. Afterwards, how it stands. */
export function sponsorMessage(t: Texts, sponsored: Sponsored): Message {
  const said = { client: mention({ other: sponsored.client }) };
  if (sponsored.state !== 'open') return messageOf([t(`sponsor:message.${sponsored.state}`, said)], []);
  const read = button(SPONSOR_READ, t('sponsor:button.read'), sponsored.textId, { style: 'primary' });
  const { isFirst, answer } = sponsored;
  return messageOf(
    [
      t(`sponsor:message.lead.${isFirst ? 'first' : 'later'}`, said),
      ...(answer === null
        ? [t(`sponsor:message.can.${isFirst ? 'first' : 'later'}`, said)]
        : [t('sponsor:message.hasAnswered', said)]),
      t('sponsor:message.why', said),
    ],
    [read],
  );
}

/** What the client has written and approved, to read and to answer; where it is over, that it is. */
export function sponsoredView(
  t: Texts,
  sponsored: Sponsored,
  { timeZone, note }: { timeZone: string; note?: 'answered' | 'not-now' },
): ModalView {
  const client = mention({ other: sponsored.client });
  const blocks: KnownBlock[] = sponsored.state === 'open' ? wordsOf(t, sponsored, timeZone) : [];
  return modal({
    callbackId: 'pairs.sponsor.told',
    title: t('sponsor:read.title'),
    close: t('common:button.close'),
    blocks: [
      ...(note ? [section(t(`sponsor:read.${note}`, { client }))] : []),
      ...(sponsored.state === 'open' ? [] : [section(t(`sponsor:message.${sponsored.state}`, { client }))]),
      ...blocks,
    ],
  });
}

function wordsOf(t: Texts, sponsored: Extract<Sponsored, { state: 'open' }>, timeZone: string): KnownBlock[] {
  const { textId, words, at, answer, toCoach, hasAgreed } = sponsored;
  const client = mention({ other: sponsored.client });
  return [
    section(t('sponsor:read.lead', { client, date: dateIn(t, at, timeZone) })),
    { type: 'section', text: plain(words) },
    ...(answer === null
      ? []
      : [
          section(`*${t('sponsor:read.yours')}*`),
          { type: 'section' as const, text: plain(answer === '' ? t('sponsor:told.yes') : answer) },
        ]),
    buttons('pairs.sponsor.reply', [
      ...(answer === null
        ? [button(SPONSOR_ANSWER, t('sponsor:button.answer'), textId, { style: 'primary' })]
        : []),
      button(SPONSOR_DECLINE, t(`sponsor:button.decline.${hasAgreed ? 'anyMore' : 'first'}`), textId, {
        confirm: confirmation({
          title: t('sponsor:decline.title'),
          text: t('sponsor:decline.text'),
          yes: t('sponsor:decline.yes'),
          no: t('sponsor:decline.no'),
        }),
      }),
    ]),
    seenLine(t(`sponsor:read.seen.${toCoach ? 'withCoach' : 'withoutCoach'}`, { client })),
  ];
}

/** The sponsor's answer, which the client alone reads. Where there is nothing to answer, how it stands. */
export function sponsorAnswerForm(t: Texts, sponsored: Sponsored, timeZone: string): ModalView {
  if (sponsored.state !== 'open' || sponsored.answer !== null)
    return sponsoredView(t, sponsored, { timeZone });
  const client = mention({ other: sponsored.client });
  const isYes = !sponsored.hasAgreed;
  return modal({
    callbackId: SPONSOR_ANSWER_FORM,
    metadata: JSON.stringify({ textId: sponsored.textId }),
    title: t('sponsor:answer.title'),
    submit: t('sponsor:answer.submit'),
    close: t('common:button.cancel'),
    blocks: [
      section(t(`sponsor:answer.intro.${isYes ? 'yes' : 'later'}`, { client })),
      textInput({
        block: SPONSOR_ANSWER_WORDS,
        optional: isYes,
        label: t('sponsor:answer.label'),
        hint: t(`sponsor:answer.hint.${isYes ? 'yes' : 'later'}`),
        most: SPONSOR_ANSWER_LENGTH,
      }),
      seenLine(t('sponsor:answer.seen', { client })),
    ],
  });
}

const Answered = z.object({ textId: z.string() });

/** Reads the sent answer. Which text it is for is not to be trusted. */
export function parseSponsorAnswer(view: Sent, metadata: string): { textId: string; words: string } {
  const words = withoutControls(typedIn(view, SPONSOR_ANSWER_WORDS)).trim().slice(0, SPONSOR_ANSWER_LENGTH);
  return { textId: carriedIn(metadata, Answered)?.textId ?? '', words };
}

/** To somebody for whom it is not, or where it is gone with its pair. */
export function sponsorNotThere(t: Texts): ModalView {
  return modal({
    callbackId: 'pairs.sponsor.not-there',
    title: t('sponsor:title'),
    close: t('common:button.close'),
    blocks: [{ type: 'section', text: plain(t('sponsor:notThere')) }],
  });
}

/** To the coach: somebody was brought in, or told more, and the client shows them the same text. */
export function sponsorShownMessage(t: Texts, { pairId, client, person }: ToldOfSponsor): Message {
  const said = { client: mention({ other: client }), person: mention({ other: person }) };
  return messageOf(
    [t('sponsor:message.shown', said), t('sponsor:message.shownSeen', said)],
    [button(SPONSOR, t('sponsor:button.read'), pairId)],
  );
}

/** To the client: the sponsor has answered. The words stand in a modal only. */
export function sponsorAnsweredMessage(t: Texts, { pairId, person, hasWords }: ToldOfSponsor): Message {
  const said = { person: mention({ other: person }) };
  return messageOf(
    [t(`sponsor:message.answered.${hasWords ? 'words' : 'yes'}`, said)],
    [button(SPONSOR, t(`sponsor:button.${hasWords ? 'readAnswer' : 'open'}`), pairId)],
  );
}

/** To the client, in neutral words: whoever they brought in is no sponsor, or no more. */
export function sponsorDeclinedMessage(t: Texts, { pairId, person }: ToldOfSponsor): Message {
  const said = { person: mention({ other: person }) };
  return messageOf(
    [t('sponsor:message.notAvailable', said)],
    [button(SPONSOR, t('sponsor:button.open'), pairId)],
  );
}

function section(text: string): KnownBlock {
  return { type: 'section', text: mrkdwn(text) };
}
