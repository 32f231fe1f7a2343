import type { Button } from '@slack/types';
import type { Texts } from '../locales/texts.ts';
import { button } from '../slack/buttons.ts';

/** Opens the programs that one can join or takes part in, from the one whose place its value is. */
export const PROGRAMS = 'managing.programs';

/** The way to the programs, from wherever somebody may look for one. */
export function programsButton(t: Texts): Button {
  return button(PROGRAMS, t('programs:list.button'));
}
