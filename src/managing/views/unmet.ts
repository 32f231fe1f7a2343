import type { KnownBlock, ModalView, RichTextSection } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import type { UnmetPair } from '../../pairs/flow/unmet.ts';
import { dateIn } from '../../people/views/words.ts';
import type { Program } from '../../programs/program.ts';
import { button, buttons } from '../../slack/buttons.ts';
import { modal } from '../../slack/modal.ts';
import { line, run } from '../../slack/text.ts';
import { UNMET, UNMET_PAGE } from './actions.ts';
import { list, section, seen } from './words.ts';

/** So many stand on the program's page itself, and so many on each page of all of them. */
const ON_PROGRAM = 10;
const ON_A_PAGE = 30;

type Named = Pick<Program, 'id' | 'name' | 'timeZone'>;

/** On a program's page: the pairs that have not met, by name and since when, and nothing else of them. */
export function unmetBlocks(t: Texts, program: Named, pairs: readonly UnmetPair[]): KnownBlock[] {
  if (pairs.length === 0) return [];
  const { length: count } = pairs;
  return [
    {
      type: 'rich_text',
      elements: [
        line(run(t('programs:unmet.title'), { bold: true }), run(`\n${t('programs:unmet.lead')}`)),
        ...pairsList(t, program, pairs.slice(0, ON_PROGRAM)).elements,
      ],
    },
    ...(count > ON_PROGRAM
      ? [buttons('managing.unmet', [button(UNMET, t('programs:unmet.all', { count }), `${program.id} 0`)])]
      : []),
    seen(t('programs:unmet.seen')),
  ];
}

/**
 * All of them, by page.
 *
 * @param page from 0, the oldest pairs; a page there is none of is the last one
 */
export function unmetView(t: Texts, program: Named, pairs: readonly UnmetPair[], page: number): ModalView {
  const last = Math.max(0, Math.ceil(pairs.length / ON_A_PAGE) - 1);
  const at = Math.min(Math.max(0, page), last);
  const from = at * ON_A_PAGE;
  const turn = (blockId: string, to: number, text: string): KnownBlock =>
    // Two buttons of one name do not stand in one block.
    buttons(blockId, [button(UNMET_PAGE, text, `${program.id} ${to}`)]);
  return modal({
    callbackId: 'managing.unmet.all',
    title: t('programs:unmet.short'),
    close: t('common:button.back'),
    blocks: [
      { type: 'rich_text', elements: [line(run(program.name, { bold: true }))] },
      ...(pairs.length > 0
        ? [section(t('programs:unmet.lead')), pairsList(t, program, pairs.slice(from, from + ON_A_PAGE))]
        : [section(t('programs:unmet.none'))]),
      ...(at > 0 ? [turn('managing.unmet.before', at - 1, t('programs:unmet.before'))] : []),
      ...(at < last ? [turn('managing.unmet.next', at + 1, t('programs:unmet.next'))] : []),
      seen(t('programs:unmet.seen')),
    ],
  });
}

/** Which page a button leads to; the first where it does not say. */
export function unmetPage(value: string | undefined): number {
  const [, page] = (value ?? '').split(' ');
  return /^\d{1,4}$/.test(page ?? '') ? Number(page) : 0;
}

function pairsList(t: Texts, { timeZone }: Named, pairs: readonly UnmetPair[]) {
  return list(
    pairs.map(
      ({ guideId, learnerId, beganAt }): RichTextSection =>
        line(
          { type: 'user', user_id: guideId },
          run(` ${t('programs:unmet.and')} `),
          { type: 'user', user_id: learnerId },
          run(`, ${t('programs:unmet.since', { date: dateIn(t, beganAt, timeZone) })}`),
        ),
    ),
  );
}
