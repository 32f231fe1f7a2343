import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../locales/texts.ts';
import type { Message } from '../../slack/asking.ts';
import { button, buttons } from '../../slack/buttons.ts';
import { checkboxes, option, textInput } from '../../slack/inputs.ts';
import { modal } from '../../slack/modal.ts';
import { carriedIn, optionsIn, type Sent, typedIn } from '../../slack/sent.ts';
import { mrkdwn, plain, withoutControls } from '../../slack/text.ts';
import { CONCERN_LENGTH, type Concern, ConcernId, type Trusted } from '../concern.ts';
import type { Reader } from '../flow/readers.ts';
import { contactBlocks } from './contacts.ts';
import { dateOfYearIn, listOf } from './words.ts';

/** The words that were left for a person of trust; a concern's id. */
export const READ_CONCERN = 'people.concern.read';
export const CONCERN_FORM = 'people.concern.form';

const WHO = 'people.concern.who';
const WORDS = 'people.concern.words';

type Where = Pick<Reader, 'contacts' | 'isAdmin'>;

/**
 * Whom it goes to, what happens then, and a few words if wanted. Where no person of trust can be reached it says so, and
 * what else there is.
 *
 * @param id of the concern that the form will make: sent twice, it is one
 */
export function concernForm(t: Texts, id: string, trusted: readonly Trusted[], reader: Where): ModalView {
  if (trusted.length === 0) return noneView(t, reader);
  return modal({
    callbackId: CONCERN_FORM,
    metadata: JSON.stringify({ id }),
    title: t('people:concern.title'),
    submit: t('people:concern.submit'),
    close: t('common:button.cancel'),
    blocks: [
      { type: 'section', text: plain(t('people:concern.intro')) },
      checkboxes({
        block: whoField(trusted),
        label: t('people:concern.who'),
        hint: t('people:concern.whoHint'),
        options: trusted.map((one) => option(one.name || one.id, one.id, toldApart(one, trusted))),
        // With several it may be about one of them, who is not to hear of it because a tick was overlooked.
        chosen: trusted.length === 1 ? trusted.map((one) => one.id) : [],
      }),
      textInput({
        block: WORDS,
        optional: true,
        label: t('people:concern.words'),
        hint: t('people:concern.wordsHint'),
        most: CONCERN_LENGTH,
      }),
      { type: 'section', text: mrkdwn(t('people:concern.happens')) },
      { type: 'context', elements: [plain(t('people:concern.seen'))] },
      ...elsewhere(t, reader),
    ],
  });
}

/** Their full name, where another of them is called the same: who is ticked by mistake hears of it. */
function toldApart({ id, name, fullName }: Trusted, trusted: readonly Trusted[]): string | undefined {
  const isShared = trusted.some((other) => other.id !== id && other.name === name);
  return isShared && fullName !== '' && fullName !== name ? fullName : undefined;
}

/** Slack keeps what was chosen in a field of the same name, also over a form with other people in it. */
function whoField(trusted: readonly Trusted[]): string {
  return [WHO, ...trusted.map((one) => one.id)].join(' ');
}

/**
 * Reads the form. Whether those who were chosen are persons of trust is looked up when it is sent.
 *
 * @returns `problems` by field, where nobody was chosen
 */
export function sentConcern(
  t: Texts,
  view: Sent,
): { chosen: string[]; words: string } | { problems: Record<string, string> } {
  const fields = Object.keys(view.state.values).filter((block) => block.startsWith(WHO));
  const chosen = fields.flatMap((block) => optionsIn(view, block));
  const words = withoutControls(typedIn(view, WORDS)).trim().slice(0, CONCERN_LENGTH);
  // Without the field there is none to say it under: nobody is chosen, and the form is shown as it is to be.
  if (chosen.length > 0 || fields.length === 0) return { chosen, words };
  return { problems: Object.fromEntries(fields.map((block) => [block, t('people:concern.missing')])) };
}

const Opened = z.object({ id: ConcernId });

/** Which concern a form makes; nothing where it does not say. */
export function concernIn(metadata: string): ConcernId | undefined {
  return carriedIn(metadata, Opened)?.id;
}

/** Who has been told, and what to do if nothing comes of it. */
export function concernSent(t: Texts, told: readonly Trusted[], reader: Where): ModalView {
  const people = listOf(
    t,
    told.map((one) => `<@${one.id}>`),
  );
  return modal({
    callbackId: 'people.concern.sent',
    title: t('people:concern.title'),
    close: t('common:button.close'),
    blocks: [
      { type: 'section', text: mrkdwn(t('people:concern.sent', { people })) },
      { type: 'section', text: plain(t('people:concern.then')) },
      ...elsewhere(t, reader),
    ],
  });
}

/**
 * To a person of trust: who wants to talk, and nothing of what it is about or whom.
 *
 * @param hasWords there is something to read, which stands in a modal only
 */
export function concernMessage(
  t: Texts,
  id: string,
  { from, hasWords }: { from: string; hasWords: boolean },
): Message {
  const person = `<@${from}>`;
  const paragraphs = [
    t('people:concern.message.lead', { person }),
    ...(hasWords ? [t('people:concern.message.words', { person })] : []),
    t('people:concern.message.seen', { person }),
  ];
  return {
    text: paragraphs.join('\n\n'),
    blocks: [
      ...paragraphs.map((text): KnownBlock => ({ type: 'section', text: mrkdwn(text) })),
      ...(hasWords
        ? [buttons('people.concern', [button(READ_CONCERN, t('people:concern.message.read'), id)])]
        : []),
    ],
  };
}

/** What was written to a person of trust, as typed. */
export function concernView(t: Texts, { from, words, at }: Concern, timeZone: string): ModalView {
  const said = { person: `<@${from}>`, day: dateOfYearIn(t, at, timeZone) };
  return modal({
    callbackId: 'people.concern.view',
    title: t('people:concern.read.title'),
    close: t('common:button.close'),
    blocks: [
      { type: 'section', text: mrkdwn(t('people:concern.read.lead', said)) },
      { type: 'section', text: plain(words) },
      { type: 'context', elements: [plain(t('people:concern.read.seen'))] },
    ],
  });
}

/** To somebody who was not told. */
export function concernNotYours(t: Texts): ModalView {
  return modal({
    callbackId: 'people.concern.not-yours',
    title: t('common:error.title'),
    close: t('common:button.close'),
    blocks: [{ type: 'section', text: plain(t('people:concern.notYours')) }],
  });
}

function noneView(t: Texts, reader: Where): ModalView {
  return modal({
    callbackId: 'people.concern.none',
    title: t('people:concern.title'),
    close: t('common:button.close'),
    blocks: [
      { type: 'section', text: plain(t('people:concern.none')) },
      { type: 'section', text: plain(t('people:concern.urgent')) },
      ...contactBlocks(t, reader),
    ],
  });
}

/** Beside the persons of trust: what the admins entered of health, HR and other ways; nothing where there is nothing. */
function elsewhere(t: Texts, { contacts }: Where): KnownBlock[] {
  const others = contacts.flatMap((contact) => {
    if (contact.kind !== 'trust') return [contact];
    return contact.note === '' ? [] : [{ ...contact, people: [] }];
  });
  return [
    { type: 'section', text: plain(t('people:concern.urgent')) },
    ...(others.length > 0 ? contactBlocks(t, { contacts: others, isAdmin: false }) : []),
  ];
}
