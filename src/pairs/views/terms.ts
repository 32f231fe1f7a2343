import type { KnownBlock } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { type Option, option, select, textInput } from '../../slack/inputs.ts';
import { optionIn, type Sent, typedIn } from '../../slack/sent.ts';
import { plain } from '../../slack/text.ts';
import { PURPOSE_LENGTH, type Terms } from '../pair.ts';
import { MOST_SESSIONS_IN_ALL, type Rhythm } from '../rhythm.ts';
import { everyOption } from './rhythm.ts';

const AS_NEEDED = 'as-needed';
const WEEK = 7;
const CHOICES = {
  sessions: upTo(12),
  minutes: [30, 45, 60, 75, 90],
  planDays: [1, 2, 3, 4, 5, 6].map((weeks) => weeks * WEEK),
  everyDays: [1, 2, 3, 4, 6, 8].map((weeks) => weeks * WEEK),
} as const;

function upTo(most: number): number[] {
  return Array.from({ length: most - 3 }, (_, at) => at + 4);
}

/**
 * The fields for what the two settle themselves, in the agreement and in a proposal.
 *
 * @param version what stands there for a start: Slack keeps what was typed into a field of the same name, also over a
 *   view that is put in its place
 * @param canExtend further sessions can follow those of the first plan
 */
export function termsInputs(
  t: Texts,
  { rhythm, purpose }: Terms,
  version: number,
  { canExtend = false }: { canExtend?: boolean } = {},
): KnownBlock[] {
  return [
    ...rhythmInputs(t, rhythm, version, canExtend ? upTo(MOST_SESSIONS_IN_ALL) : CHOICES.sessions),
    textInput({
      block: field('purpose', version),
      action: 'answer',
      optional: true,
      label: t('pairs:agreementForm.purpose'),
      hint: t('pairs:agreementForm.purposeHint'),
      most: PURPOSE_LENGTH,
      typed: purpose,
    }),
  ];
}

/** Words as they were typed, under a line that says whose they are, where it is not said already. */
export function quoted(title: string | undefined, words: string): KnownBlock[] {
  return [
    ...(title === undefined ? [] : [{ type: 'section' as const, text: plain(title) }]),
    { type: 'section', text: plain(words) },
  ];
}

function rhythmInputs(t: Texts, rhythm: Rhythm, version: number, sessions: readonly number[]): KnownBlock[] {
  const every = (days: readonly number[], chosen: number): Option[] =>
    withChosen(days, chosen).map((each) => option(everyOption(t, each), String(each)));
  if (rhythm.form === 'plan')
    return [
      select({
        block: field('sessions', version),
        action: 'answer',
        label: t('pairs:agreementForm.sessions'),
        options: withChosen(sessions, rhythm.sessions).map((count) =>
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

function field(name: 'sessions' | 'minutes' | 'every' | 'purpose', version: number): string {
  return `pairs.${name}.${version}`;
}

/** The field under which a problem with the rhythm is said. */
export function rhythmField(version: number): string {
  return field('every', version);
}

/** Reads the sent form; nothing where a number is none. Whether the rhythm is one of the pair's kind, the flow checks. */
export function parseTerms(view: Sent, version: number): Terms | undefined {
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
