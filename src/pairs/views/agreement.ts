import type { ViewOutput } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { LIMITS } from '../../slack/limits.ts';
import { cut, mrkdwn, plain } from '../../slack/text.ts';
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
  return {
    type: 'modal',
    callback_id: AGREEMENT_FORM,
    private_metadata: JSON.stringify({ pairId: seen.pairId, termsVersion }),
    title: plain(t('pairs:agreementForm.title'), LIMITS.viewTitle),
    submit: plain(t('pairs:agreementForm.submit'), LIMITS.viewTitle),
    close: plain(t('common:button.close'), LIMITS.viewTitle),
    blocks: [
      { type: 'section', text: mrkdwn(t('pairs:agreementForm.intro', { other })) },
      ...(notes.length > 0 ? [{ type: 'section' as const, text: mrkdwn(notes.join('\n')) }] : []),
      ...rhythmInputs(t, terms.rhythm, termsVersion),
      {
        type: 'input',
        // Slack keeps what was typed into a field of the same name, also over a view that is put in its place.
        block_id: field('purpose', termsVersion),
        optional: true,
        label: plain(t('pairs:agreementForm.purpose')),
        hint: plain(t('pairs:agreementForm.purposeHint')),
        element: {
          type: 'plain_text_input',
          action_id: 'answer',
          multiline: true,
          max_length: PURPOSE_LENGTH,
          ...(purpose !== '' && { initial_value: cut(purpose, PURPOSE_LENGTH) }),
        },
      },
      ...(replaced === undefined ? [] : quoted(t('pairs:agreementForm.typed'), replaced)),
      ...sameForAll(t, seen),
      { type: 'context', elements: [mrkdwn(t('pairs:agreement.seen'))] },
      ...(leave ? [{ type: 'actions' as const, elements: [leave] }] : []),
    ],
  };
}

/** The agreement that holds, to read; and the way to end it. */
export function agreementView(t: Texts, seen: SeenIn<'running'>): ModalView {
  const { purpose, rhythm } = seen.now.terms;
  const leave = leaveButton(t, seen);
  return {
    type: 'modal',
    callback_id: 'pairs.agreement.read',
    title: plain(t('pairs:agreementForm.title'), LIMITS.viewTitle),
    close: plain(t('common:button.close'), LIMITS.viewTitle),
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
  };
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
  const every = (days: readonly number[], chosen: number): [string, string][] =>
    withChosen(days, chosen).map((each) => [String(each), everyOption(t, each)]);
  if (rhythm.form === 'plan')
    return [
      select(
        field('sessions', version),
        t('pairs:agreementForm.sessions'),
        withChosen(CHOICES.sessions, rhythm.sessions).map((count) => [
          String(count),
          t('pairs:rhythm.sessions', { count }),
        ]),
        String(rhythm.sessions),
      ),
      select(
        field('minutes', version),
        t('pairs:agreementForm.minutes'),
        withChosen(CHOICES.minutes, rhythm.minutes).map((count) => [
          String(count),
          t('pairs:rhythm.minutes', { count }),
        ]),
        String(rhythm.minutes),
      ),
      select(
        field('every', version),
        t('pairs:agreementForm.every'),
        every(CHOICES.planDays, rhythm.everyDays),
        String(rhythm.everyDays),
      ),
    ];
  const chosen = rhythm.form === 'every' ? rhythm.everyDays : WEEK;
  return [
    select(
      field('every', version),
      t('pairs:agreementForm.every'),
      [[AS_NEEDED, t('pairs:rhythm.asNeededOption')], ...every(CHOICES.everyDays, chosen)],
      rhythm.form === 'every' ? String(chosen) : AS_NEEDED,
    ),
  ];
}

/** What stands is among the choices, whatever it is. */
function withChosen(choices: readonly number[], chosen: number): number[] {
  return [...new Set([...choices, chosen])].toSorted((a, b) => a - b);
}

function select(
  blockId: string,
  label: string,
  choices: readonly (readonly [value: string, text: string])[],
  chosen: string,
): KnownBlock {
  const options = choices.map(([value, text]) => ({ value, text: plain(text, LIMITS.option) }));
  const initial = options.find(({ value }) => value === chosen);
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label),
    element: {
      type: 'static_select',
      action_id: 'answer',
      options,
      ...(initial && { initial_option: initial }),
    },
  };
}

function field(name: 'sessions' | 'minutes' | 'every' | 'purpose', version: number): string {
  return `pairs.${name}.${version}`;
}

/** The field under which a problem with the rhythm is said. */
export function rhythmField(version: number): string {
  return field('every', version);
}

/** Reads the sent form; nothing where a number is none. Whether the rhythm is one of the pair's kind, the flow checks. */
export function parseAgreementForm(view: Pick<ViewOutput, 'state'>, version: number): Terms | undefined {
  const answer = (name: Parameters<typeof field>[0]) => view.state.values[field(name, version)]?.['answer'];
  const chosen = (name: Parameters<typeof field>[0]) => answer(name)?.selected_option?.value;
  const numbers = (['sessions', 'minutes', 'every'] as const).map((name) => Number(chosen(name)));
  const [sessions = Number.NaN, minutes = Number.NaN, everyDays = Number.NaN] = numbers;
  const purpose = (answer('purpose')?.value ?? '').trim().slice(0, PURPOSE_LENGTH);
  if (chosen('every') === AS_NEEDED) return { purpose, rhythm: { form: 'as-needed' } };
  if (chosen('sessions') === undefined)
    return Number.isInteger(everyDays) ? { purpose, rhythm: { form: 'every', everyDays } } : undefined;
  return numbers.every(Number.isInteger)
    ? { purpose, rhythm: { form: 'plan', sessions, minutes, everyDays } }
    : undefined;
}
