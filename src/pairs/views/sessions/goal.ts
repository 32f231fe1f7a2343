import type { KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../../locales/texts.ts';
import { option, select, textInput } from '../../../slack/inputs.ts';
import { modal } from '../../../slack/modal.ts';
import { optionIn, type Sent, typedIn } from '../../../slack/sent.ts';
import { mrkdwn, withoutControls } from '../../../slack/text.ts';
import { type Goal, WORDS_LENGTH } from '../../course.ts';
import type { SeenCourse } from '../../seen.ts';
import { mention } from '../parts.ts';
import { SCALE, seenLine, wordsUnder } from './parts.ts';

export const GOAL_FORM = 'pairs.goal.form';

const PARTS = ['theme', 'goal', 'measure'] as const;
const EMPTY: Goal = { theme: '', goal: '', measure: '', startingPoint: null, version: 0 };

/**
 * The client writes what it is about and what they want to reach; the coach reads it. What is not known yet stays
 * empty: goals emerge, and changes are welcome.
 *
 * @param typed what the reader had typed when the goal was changed in another window meanwhile: it stands in the
 *   fields, and what holds stands beneath
 */
export function goalForm(t: Texts, seen: SeenCourse, typed?: Goal): ModalView {
  const kept = seen.goal ?? EMPTY;
  const shown = typed ?? kept;
  return modal({
    callbackId: GOAL_FORM,
    metadata: JSON.stringify({ pairId: seen.pairId, version: kept.version }),
    title: t('sessions:goal.title'),
    submit: t('common:button.save'),
    close: t('common:button.cancel'),
    blocks: [
      { type: 'section', text: mrkdwn(t('sessions:goal.intro')) },
      ...(typed ? [{ type: 'section' as const, text: mrkdwn(t('sessions:goal.changed')) }] : []),
      ...PARTS.map((part) =>
        textInput({
          block: field(part, kept.version),
          optional: part !== 'theme',
          label: t(`sessions:goal.${part}`),
          hint: t(`sessions:goal.${part}Hint`),
          most: WORDS_LENGTH,
          typed: shown[part],
        }),
      ),
      select({
        block: field('start', kept.version),
        optional: true,
        label: t('sessions:goal.start'),
        hint: t('sessions:goal.startHint'),
        placeholder: t('sessions:scale'),
        options: SCALE.map((step) => option(String(step), String(step))),
        chosen: shown.startingPoint === null ? undefined : String(shown.startingPoint),
      }),
      ...(typed ? goalBlocks(t, kept, t('sessions:goal.stands')) : []),
      seenLine(t('sessions:goal.seen.learner', { other: mention(seen) })),
    ],
  });
}

/** The same to read: for the coach, and for the client once it is saved. */
export function goalView(t: Texts, seen: SeenCourse): ModalView {
  const { goal } = seen;
  return modal({
    callbackId: 'pairs.goal.read',
    title: t('sessions:goal.title'),
    close: t('common:button.close'),
    blocks: [
      ...(goal ? goalBlocks(t, goal) : [{ type: 'section' as const, text: mrkdwn(t('sessions:goal.none')) }]),
      seenLine(t(`sessions:goal.seen.${seen.side}`, { other: mention(seen) })),
    ],
  });
}

/** What is written of a goal, as it was typed; under a line of its own, where it says `above`. */
function goalBlocks(t: Texts, goal: Goal, above?: string): KnownBlock[] {
  return [
    ...(above === undefined ? [] : [{ type: 'section' as const, text: mrkdwn(above) }]),
    ...PARTS.flatMap((part) => wordsUnder(t(`sessions:goal.${part}`), goal[part])),
    ...(goal.startingPoint === null
      ? []
      : wordsUnder(t('sessions:goal.start'), t('sessions:goal.ofTen', { step: goal.startingPoint }))),
  ];
}

/** Slack keeps what was typed into a field of the same name, also over a view that is put in its place. */
function field(name: (typeof PARTS)[number] | 'start', version: number): string {
  return `pairs.goal.${name}.${version}`;
}

export type ParsedGoal =
  | { ok: true; goal: Goal }
  /** By the field's block. */
  | { ok: false; problems: Record<string, 'missing'> };

/** Reads the sent form. @param version that stood in it when it was opened */
export function parseGoal(view: Sent, version: number): ParsedGoal {
  const typed = (part: (typeof PARTS)[number]) =>
    withoutControls(typedIn(view, field(part, version)))
      .trim()
      .slice(0, WORDS_LENGTH);
  const startingPoint = SCALE.find((step) => String(step) === optionIn(view, field('start', version)));
  const goal = {
    theme: typed('theme'),
    goal: typed('goal'),
    measure: typed('measure'),
    startingPoint: startingPoint ?? null,
    version,
  };
  return goal.theme === ''
    ? { ok: false, problems: { [field('theme', version)]: 'missing' } }
    : { ok: true, goal };
}
