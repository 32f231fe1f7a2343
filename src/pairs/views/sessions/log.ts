import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../../locales/texts.ts';
import { option, radios, select, textInput } from '../../../slack/inputs.ts';
import { modal } from '../../../slack/modal.ts';
import { carriedIn, optionIn, type Sent, typedIn } from '../../../slack/sent.ts';
import { mrkdwn, withoutControls } from '../../../slack/text.ts';
import { WORDS_LENGTH } from '../../course.ts';
import { type Logged, OUTCOMES, Shown, shownOf } from '../../logging.ts';
import { otherSide } from '../../pair.ts';
import type { SeenCourse, SeenSession } from '../../seen.ts';
import { mention } from '../parts.ts';
import { SCALE, seenLine, sessionName, sessionTitle, timeText, wordsUnder } from './parts.ts';
import { planText } from './session.ts';

export const LOG_FORM = 'pairs.log.form';

/** The field under which it is said, too, that a session cannot be logged like that. */
export const OUTCOME = 'pairs.log.outcome';
const PROGRESS = 'pairs.log.progress';
const CUE = 'pairs.log.cue';
const ACTION = 'pairs.log.action';
const OBSTACLE = 'pairs.log.obstacle';
const LEARNING = 'pairs.log.learning';

/**
 * What became of a session: whoever comes first says it, the other sees it and adds to it. The client's progress and
 * plan are read by both; the coach's learning by nobody else.
 */
export function logForm(t: Texts, seen: SeenCourse, session: SeenSession): ModalView {
  const shown = shownOf(session);
  return modal({
    callbackId: LOG_FORM,
    metadata: JSON.stringify({ sessionId: session.id, version: session.version, shown }),
    title: sessionTitle(t, session),
    submit: t('common:button.save'),
    close: t('common:button.cancel'),
    blocks: [
      {
        type: 'section',
        text: mrkdwn(
          [
            `*${sessionName(t, seen, session)}*`,
            timeText(t, seen, session),
            ...theirsText(t, seen, session),
          ].join('\n'),
        ),
      },
      radios({
        block: OUTCOME,
        label: t('sessions:log.outcome'),
        hint: t('sessions:log.outcomeHint'),
        options: OUTCOMES.map((outcome) => option(t(`sessions:log.${outcome}`), outcome)),
        chosen: session.reports[seen.side]?.said ?? (session.state === 'held' ? 'held' : undefined),
      }),
      ...(seen.kind === 'mentoring' ? [] : ownInputs(t, seen, session)),
      seenLine(
        t(`sessions:log.seen.${seen.kind === 'mentoring' ? 'both' : seen.side}`, { other: mention(seen) }),
      ),
    ],
  });
}

function theirsText(t: Texts, seen: SeenCourse, { reports }: SeenSession): string[] {
  const theirs = reports[otherSide(seen.side)];
  return theirs ? [t(`sessions:log.theirs.${theirs.said}`, { other: mention(seen) })] : [];
}

function ownInputs(t: Texts, { side }: SeenCourse, { words, progress }: SeenSession): KnownBlock[] {
  if (side === 'guide')
    return [
      ...(progress === null
        ? []
        : [{ type: 'section' as const, text: mrkdwn(t('sessions:state.progress', { progress })) }]),
      ...wordsUnder(t('sessions:words.plan.guide'), words.plan && planText(t, words.plan)),
      textInput({
        block: LEARNING,
        optional: true,
        label: t('sessions:log.learning'),
        hint: t('sessions:log.learningHint'),
        most: WORDS_LENGTH,
        typed: words.learning ?? '',
      }),
    ];
  const part = (block: string, name: 'cue' | 'action' | 'obstacle') =>
    textInput({
      block,
      optional: true,
      label: t(`sessions:log.${name}`),
      hint: t(`sessions:log.${name}Hint`),
      most: WORDS_LENGTH,
      typed: words.plan?.[name] ?? '',
    });
  return [
    select({
      block: PROGRESS,
      optional: true,
      label: t('sessions:log.progress'),
      hint: t('sessions:log.progressHint'),
      placeholder: t('sessions:scale'),
      options: SCALE.map((step) => option(String(step), String(step))),
      chosen: progress === null ? undefined : String(progress),
    }),
    { type: 'section', text: mrkdwn(t('sessions:log.plan')) },
    part(CUE, 'cue'),
    part(ACTION, 'action'),
    part(OBSTACLE, 'obstacle'),
  ];
}

export type ParsedLog =
  | { ok: true; logged: Logged }
  /** By the field's block. */
  | { ok: false; problems: Record<string, 'missing' | 'missingCue' | 'missingAction'> };

/** Reads the sent form. A plan has its "if" and its "then"; the obstacle alone is none. */
export function parseLog(view: Sent): ParsedLog {
  const outcome = OUTCOMES.find((one) => one === optionIn(view, OUTCOME));
  if (!outcome) return { ok: false, problems: { [OUTCOME]: 'missing' } };
  const typed = (block: string) => withoutControls(typedIn(view, block)).trim().slice(0, WORDS_LENGTH);
  const plan = { cue: typed(CUE), action: typed(ACTION), obstacle: typed(OBSTACLE) };
  const isEmpty = Object.values(plan).every((words) => words === '');
  if (!isEmpty && plan.cue === '') return { ok: false, problems: { [CUE]: 'missingCue' } };
  if (!isEmpty && plan.action === '') return { ok: false, problems: { [ACTION]: 'missingAction' } };
  const progress = SCALE.find((step) => String(step) === optionIn(view, PROGRESS));
  return {
    ok: true,
    logged: {
      outcome,
      progress: progress ?? null,
      plan: isEmpty ? null : plan,
      learning: typed(LEARNING),
    },
  };
}

const Metadata = z.object({ shown: Shown.default([]) });

/** What the form showed when it was opened. */
export function shownIn(metadata: string): Shown {
  return carriedIn(metadata, Metadata)?.shown ?? [];
}
