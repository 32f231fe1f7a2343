import type { KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { type Option, option, select, textInput } from '../../slack/inputs.ts';
import { modal } from '../../slack/modal.ts';
import { optionIn, type Sent, typedIn } from '../../slack/sent.ts';
import { mrkdwn, plain } from '../../slack/text.ts';
import { PURPOSE_LENGTH, type Terms } from '../pair.ts';
import type { Rhythm } from '../rhythm.ts';
import type { Seen, SeenIn } from '../seen.ts';
import { changeText } from './messages.ts';
import { leaveButton, mention } from './parts.ts';
import { everyOption, rhythmText } from './rhythm.ts';

export const AGREEMENT_FORM = 'pairs.agreement';
const AS_NEEDED = 'as-needed';
const WEEK = 7;
const CHOICES = {
  sessions: [4, 5, 6, 7, 8, 9, 10, 11, 12],
  minutes: [30, 45, 60, 75, 90],
  planDays: [1, 2, 3, 4, 5, 6].map((weeks) => weeks * WEEK),
  everyDays: [1, 2, 3, 4, 6, 8].map((weeks) => weeks * WEEK),
} as const;

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
      ...rhythmInputs(t, terms.rhythm, termsVersion),
      textInput({
        block: field('purpose', termsVersion),
        action: 'answer',
        optional: true,
        label: t('pairs:agreementForm.purpose'),
        hint: t('pairs:agreementForm.purposeHint'),
        most: PURPOSE_LENGTH,
        typed: purpose,
      }),
      ...(replaced === undefined ? [] : quoted(t('pairs:agreementForm.typed'), replaced)),
      ...sameForAll(t, seen),
      { type: 'context', elements: [mrkdwn(t('pairs:agreement.seen'))] },
      ...(leave ? [{ type: 'actions' as const, elements: [leave] }] : []),
    ],
  });
}

/** The agreement that holds, to read; and the way to end it. */
export function agreementView(t: Texts, seen: SeenIn<'running'>): ModalView {
  const { purpose, rhythm } = seen.now.terms;
  const leave = leaveButton(t, seen);
  return modal({
    callbackId: 'pairs.agreement.read',
    title: t('pairs:agreementForm.title'),
    close: t('common:button.close'),
    blocks: [
      {
        type: 'section',
        text: mrkdwn(t('pairs:state.running.open', { rhythm: rhythmText(t, rhythm) })),
      },
      ...(purpose === '' ? [] : quoted(t('pairs:agreementForm.purposeRead'), purpose)),
      ...sameForAll(t, seen),
      { type: 'context', elements: [mrkdwn(t('pairs:agreement.seen'))] },
      ...(leave ? [{ type: 'actions' as const, elements: [leave] }] : []),
    ],
  });
}

/** Words as they were typed, under a line that says whose they are. */
function quoted(title: string, words: string): KnownBlock[] {
  return [
    { type: 'section', text: plain(title) },
    { type: 'section', text: plain(words) },
  ];
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

function rhythmInputs(t: Texts, rhythm: Rhythm, version: number): KnownBlock[] {
  const every = (days: readonly number[], chosen: number): Option[] =>
    withChosen(days, chosen).map((each) => option(everyOption(t, each), String(each)));
  if (rhythm.form === 'plan')
    return [
      select({
        block: field('sessions', version),
        action: 'answer',
        label: t('pairs:agreementForm.sessions'),
        options: withChosen(CHOICES.sessions, rhythm.sessions).map((count) =>
          option(t('pairs:rhythm.sessions', { count }), String(count)),
        ),
        chosen: String(rhythm.sessions),
      }),
      select({
        block: field('minutes', version),
        action: 'answer',
        label: t('pairs:agreementForm.minutes'),
        options: withChosen(CHOICES.minutes, rhythm.minutes).map((count) =>
          option(t('pairs:rhythm.minutes', { count }), String(count)),
        ),
        chosen: String(rhythm.minutes),
      }),
      select({
        block: field('every', version),
        action: 'answer',
        label: t('pairs:agreementForm.every'),
        options: every(CHOICES.planDays, rhythm.everyDays),
        chosen: String(rhythm.everyDays),
      }),
    ];
  const chosen = rhythm.form === 'every' ? rhythm.everyDays : WEEK;
  return [
    select({
      block: field('every', version),
      action: 'answer',
      label: t('pairs:agreementForm.every'),
      options: [option(t('pairs:rhythm.asNeededOption'), AS_NEEDED), ...every(CHOICES.everyDays, chosen)],
      chosen: rhythm.form === 'every' ? String(chosen) : AS_NEEDED,
    }),
  ];
}

/** What stands is among the choices, whatever it is. */
function withChosen(choices: readonly number[], chosen: number): number[] {
  return [...new Set([...choices, chosen])].toSorted((a, b) => a - b);
}

/** Slack keeps what was typed into a field of the same name, also over a view that is put in its place. */
function field(name: 'sessions' | 'minutes' | 'every' | 'purpose', version: number): string {
  return `pairs.${name}.${version}`;
}

/** The field under which a problem with the rhythm is said. */
export function rhythmField(version: number): string {
  return field('every', version);
}

/** Reads the sent form; nothing where a number is none. Whether the rhythm is one of the pair's kind, the flow checks. */
export function parseAgreementForm(view: Sent, version: number): Terms | undefined {
  const chosen = (name: Parameters<typeof field>[0]) => optionIn(view, field(name, version));
  const numbers = (['sessions', 'minutes', 'every'] as const).map((name) => Number(chosen(name)));
  const [sessions = Number.NaN, minutes = Number.NaN, everyDays = Number.NaN] = numbers;
  const purpose = typedIn(view, field('purpose', version)).trim().slice(0, PURPOSE_LENGTH);
  if (chosen('every') === AS_NEEDED) return { purpose, rhythm: { form: 'as-needed' } };
  if (chosen('sessions') === undefined)
    return Number.isInteger(everyDays) ? { purpose, rhythm: { form: 'every', everyDays } } : undefined;
  return numbers.every(Number.isInteger)
    ? { purpose, rhythm: { form: 'plan', sessions, minutes, everyDays } }
    : undefined;
}
