import type { KnownBlock } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import type { ProgramId } from '../../programs/program.ts';
import type { Message } from '../../slack/asking.ts';
import { button, buttons } from '../../slack/buttons.ts';
import { LIMITS } from '../../slack/limits.ts';
import { cut, escaped, mrkdwn, plain } from '../../slack/text.ts';
import type { Shortage } from '../match.ts';
import type { RequestId } from '../request.ts';
import { CHANGE } from './actions.ts';
import { shortageTexts } from './shortage.ts';

export const COHORT_OPEN = 'matching.cohort.open';

/** A program in its manager's Home. */
export interface ManagedProgram {
  id: ProgramId;
  name: string;
  /** How many learners would be matched. */
  waiting: number;
  /** Where its draft stands, if it has one. */
  draft: 'draft' | 'publishing' | undefined;
}

/** So that the Home's 25 blocks are never exceeded. */
const MOST_PROGRAMS = 20;

/** The programs that somebody manages, with the way to match a cohort; nothing for people who manage none. */
export function cohortSection(t: Texts, programs: readonly ManagedProgram[]): KnownBlock[] {
  if (programs.length === 0) return [];
  const title: KnownBlock = { type: 'header', text: plain(t('cohort:home.title'), LIMITS.header) };
  if (programs.every(({ waiting, draft }) => waiting === 0 && !draft))
    return [title, { type: 'section', text: mrkdwn(t('cohort:home.nobody', { count: programs.length })) }];
  const more = programs.length - MOST_PROGRAMS;
  return [
    title,
    ...programs.slice(0, MOST_PROGRAMS).map((program) => programBlock(t, program)),
    ...(more > 0
      ? [{ type: 'context', elements: [plain(t('cohort:home.more', { count: more }))] } satisfies KnownBlock]
      : []),
  ];
}

function programBlock(t: Texts, { id, name, waiting, draft }: ManagedProgram): KnownBlock {
  const lines = [
    `*${escaped(cut(name, LIMITS.header))}*`,
    waiting > 0 ? t('cohort:home.waiting', { count: waiting }) : t('cohort:home.none'),
    ...(draft ? [t(draft === 'draft' ? 'cohort:home.drafted' : 'cohort:home.publishing')] : []),
  ];
  const label = draft ? t('cohort:home.open') : t('cohort:home.match');
  return {
    type: 'section',
    block_id: `matching.cohort.program.${id}`,
    text: mrkdwn(lines.join('\n')),
    ...((waiting > 0 || draft) && {
      accessory: button(COHORT_OPEN, label, id, { about: name }),
    }),
  };
}

/** To a learner for whom a round of matching had nobody: why, and that the request stays open. */
export function cohortUnmatched(
  t: Texts,
  { programName, requestId, shortage }: { programName: string; requestId: RequestId; shortage: Shortage },
): Message {
  const intro = t('cohort:unmatchedMessage.intro', { program: programName });
  const why = [t('cohort:unmatchedMessage.why'), ...shortageTexts(t, shortage)].join('\n');
  const next = t('cohort:unmatchedMessage.next');
  return {
    text: [escaped(intro), why, next].join('\n'),
    blocks: [
      { type: 'section', text: plain(intro) },
      { type: 'section', text: plain(why) },
      { type: 'section', text: plain(next) },
      buttons('matching.cohort.change', [button(CHANGE, t('cohort:unmatchedMessage.change'), requestId)]),
    ],
  };
}
