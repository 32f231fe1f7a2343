import type { Button, KnownBlock } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { COHORT_OPEN } from '../../matching/views/cohort-home.ts';
import { missingPostBlock } from '../../nudges/views.ts';
import { button } from '../../slack/buttons.ts';
import { LIMITS } from '../../slack/limits.ts';
import { plain } from '../../slack/text.ts';
import { previewButtons } from '../../summaries/views/summary.ts';
import type { Task } from '../flow/needs.ts';
import { PROGRAM } from './actions.ts';
import { COACHES } from './coaches.ts';
import { needText, section, seen } from './words.ts';

const SHOWN = 5;

/**
 * What needs a manager today, on top of their Home, each with the way to do it; nothing where nothing does. At most 12
 * blocks.
 *
 * @param tasks the most pressing first
 */
export function needsBlocks(t: Texts, tasks: readonly Task[]): KnownBlock[] {
  if (tasks.length === 0) return [];
  const more = tasks.length - SHOWN;
  return [
    { type: 'header', text: plain(t('programs:home.today'), LIMITS.header) },
    ...tasks.slice(0, SHOWN).flatMap((task) => taskBlocks(t, task)),
    ...(more > 0 ? [seen(t('programs:need.more', { count: more }))] : []),
  ];
}

function taskBlocks(t: Texts, task: Task): KnownBlock[] {
  switch (task.task) {
    case 'life': {
      const { program, need } = task;
      const open = button(PROGRAM, t('programs:home.open'), program.id, { about: program.name });
      return [line(needText(t, program, need), open)];
    }
    case 'post':
      return [missingPostBlock(t, task.post)];
    case 'summary': {
      const { name } = task.preview.program;
      return [section(t('programs:need.summary', { program: name })), previewButtons(t, task.preview)];
    }
    case 'cohort': {
      const { program, newcomers: count, draft } = task.cohort;
      const { id, name } = program;
      const text = draft
        ? t('programs:need.draft', { program: name })
        : t('programs:need.cohort', { program: name, count });
      return [
        line(
          text,
          button(COHORT_OPEN, t(draft ? 'cohort:home.open' : 'cohort:home.match'), id, { about: name }),
        ),
      ];
    }
    case 'coaches':
      return [
        line(t('profile:coaches.home', { count: task.count }), button(COACHES, t('profile:coaches.all'))),
      ];
    case 'unmet': {
      const { program, count } = task;
      const which = button(PROGRAM, t('programs:unmet.which'), program.id, { about: program.name });
      return [line(t('programs:unmet.need', { program: program.name, count }), which)];
    }
  }
}

/** Names of programs are other people's words and stay plain. */
function line(text: string, accessory: Button): KnownBlock {
  return { type: 'section', text: plain(text), accessory };
}
