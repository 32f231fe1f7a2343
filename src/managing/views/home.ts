import type { KnownBlock } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import type { Program } from '../../programs/program.ts';
import { button, buttons } from '../../slack/buttons.ts';
import { option } from '../../slack/inputs.ts';
import { LIMITS } from '../../slack/limits.ts';
import { plain } from '../../slack/text.ts';
import type { ManagersHome } from '../flow/seeing.ts';
import { CREATE, PROGRAM } from './actions.ts';
import { divider, section } from './words.ts';

/** More programs than this on a manager's Home are chosen in a list. */
const AT_HOME = 8;
const LISTED = 100;

/**
 * A manager's programs on their Home: each with its state and the way to its page, then the way to a new one. Nothing for
 * others. At most 12 blocks.
 */
export function programBlocks(t: Texts, { programs, mayCreate }: ManagersHome): KnownBlock[] {
  if (programs.length === 0 && !mayCreate) return [];
  const isOnlyForAll = programs.every(({ isForAll }) => isForAll);
  return [
    { type: 'header', text: plain(t('programs:home.title'), LIMITS.header) },
    ...(isOnlyForAll && mayCreate ? [section(t('programs:home.lead'))] : []),
    ...(programs.length > AT_HOME
      ? [chooseBlock(t, programs)]
      : programs.map((program) => programBlock(t, program))),
    ...(mayCreate ? [buttons('managing.home', [button(CREATE, t('programs:home.create'))])] : []),
  ];
}

/** Parts of a Home with a heading each, one under the other, with a line between two that have something to say. */
export function parted(parts: readonly KnownBlock[][]): KnownBlock[] {
  return parts.filter((part) => part.length > 0).flatMap((part, at) => (at > 0 ? [divider, ...part] : part));
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
    .map((program) => option(program.name, program.id, stateName(t, program)));
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
