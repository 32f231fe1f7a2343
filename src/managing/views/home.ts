import type { KnownBlock } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import type { Program } from '../../programs/program.ts';
import { button, buttons } from '../../slack/buttons.ts';
import { option } from '../../slack/inputs.ts';
import { LIMITS } from '../../slack/limits.ts';
import { line, plain, run } from '../../slack/text.ts';
import type { ManagersHome } from '../flow/seeing.ts';
import { CREATE, PROGRAM } from './actions.ts';
import { unmetNeed } from './unmet.ts';
import { list, needText, section } from './words.ts';

/** More programs than this on a manager's Home are chosen in a list. */
const AT_HOME = 8;
const LISTED = 100;
const NEEDS_SHOWN = 5;

/**
 * A manager's Home: what needs them today on top, then each program with its state and the way to its page, then the
 * way to a new one. Nothing for others. At most 13 blocks.
 */
export function programBlocks(t: Texts, { programs, mayCreate }: ManagersHome): KnownBlock[] {
  if (programs.length === 0 && !mayCreate) return [];
  const needs = programs.flatMap(({ program, need, unmet }) => [
    ...(need ? [needText(t, program, need)] : []),
    ...unmetNeed(t, program, unmet),
  ]);
  const isOnlyForAll = programs.every(({ program }) => program.isForAll);
  return [
    { type: 'header', text: plain(t('programs:home.title'), LIMITS.header) },
    ...(needs.length > 0
      ? [
          {
            type: 'rich_text' as const,
            elements: [
              line(run(t('programs:home.today'), { bold: true })),
              ...list(needs.slice(0, NEEDS_SHOWN)).elements,
            ],
          },
        ]
      : []),
    ...(isOnlyForAll && mayCreate ? [section(t('programs:home.lead'))] : []),
    ...(programs.length > AT_HOME
      ? [chooseBlock(t, programs)]
      : programs.map(({ program }) => programBlock(t, program))),
    ...(mayCreate ? [buttons('managing.home', [button(CREATE, t('programs:home.create'))])] : []),
  ];
}

function programBlock(t: Texts, program: Program): KnownBlock {
  const { id, name } = program;
  return {
    type: 'section',
    text: plain(`${name}\n${stateName(t, program)}`),
    accessory: button(PROGRAM, t('programs:home.open'), id, { about: name }),
  };
}

function chooseBlock(t: Texts, programs: ManagersHome['programs']): KnownBlock {
  const options = programs
    .slice(0, LISTED)
    .map(({ program }) => option(program.name, program.id, stateName(t, program)));
  const placeholder = plain(t('programs:home.choose'), LIMITS.placeholder);
  return {
    type: 'section',
    text: plain(t('programs:home.choose')),
    accessory: { type: 'static_select', action_id: PROGRAM, placeholder, options },
  };
}

/** The kind and how far it is, as "Mentoring · Running". */
export function stateName(t: Texts, { kind, state }: Pick<Program, 'kind' | 'state'>): string {
  return `${t(`programs:kind.${kind}`)} · ${t(`programs:state.${state}`)}`;
}
