import type { KnownBlock, ModalView, RichTextBlock, RichTextElement, RichTextSection } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { dayName, daysName, listOf } from '../../people/views/words.ts';
import type { Lack, Need } from '../../programs/lifecycle.ts';
import { type Program, ProgramId } from '../../programs/program.ts';
import { modal } from '../../slack/modal.ts';
import { line, plain, run } from '../../slack/text.ts';

/** Which program a button or a form is about; nothing where it names none. */
export function programIn(value: string | undefined): ProgramId | undefined {
  return ProgramId.safeParse((value ?? '').split(' ')[0]).data;
}

/** Some of our own words, as a paragraph. */
export function section(text: string): KnownBlock {
  return { type: 'section', text: plain(text) };
}

/** Who sees this, under a form or a page. */
export function seen(text: string): KnownBlock {
  return { type: 'context', elements: [plain(text)] };
}

export const divider: KnownBlock = { type: 'divider' };

/** Lines with a point each; names of programs are other people's words and stay plain. */
export function list(items: readonly (string | RichTextSection)[]): RichTextBlock {
  const elements = items.map((item) => (typeof item === 'string' ? line(run(item)) : item));
  return { type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements }] };
}

/** A line in which a channel or people are named. */
export function naming(lead: string, named: readonly RichTextElement[]): RichTextSection {
  return line(run(lead), ...named.flatMap((one, at) => (at > 0 ? [run(', '), one] : [one])));
}

/** The dates of a program in words; nothing where it has none. */
export function datesName(
  t: Texts,
  { startsOn, endsOn }: Pick<Program, 'startsOn' | 'endsOn'>,
): string | undefined {
  if (startsOn && endsOn)
    return t('programs:page.days', { days: daysName(t, { from: startsOn, to: endsOn }) });
  if (startsOn) return t('programs:page.starts', { day: dayName(t, startsOn) });
  return endsOn ? t('programs:page.ends', { day: dayName(t, endsOn) }) : undefined;
}

/** What a program lacks, as one would say it. */
function lacksName(t: Texts, lacks: readonly Lack[]): string {
  return listOf(
    t,
    lacks.map((lack) => t(`programs:lack.${lack}`)),
  );
}

/** What of a program needs its manager, in a sentence or two. */
export function needText(t: Texts, { name, endsOn }: Pick<Program, 'name' | 'endsOn'>, need: Need): string {
  switch (need.need) {
    case 'lacks':
      return t('programs:need.lacks', { program: name, lacks: lacksName(t, need.lacks) });
    case 'ends-soon':
      return t('programs:need.ends-soon', { program: name, day: endsOn ? dayName(t, endsOn) : '' });
    case 'to-start':
    case 'to-end':
      return t(`programs:need.${need.need}`, { program: name });
  }
}

/** Why something could not be shown or done; or that a draft is gone, as it was meant to be. */
export type Said =
  | 'not-manager'
  | 'not-admin'
  | 'may-not-create'
  | 'gone'
  | 'not-from-here'
  | 'changed-meanwhile'
  | 'thrown-away'
  | 'closed';

export function programSaid(t: Texts, said: Said): ModalView {
  return modal({
    callbackId: 'managing.said',
    title: t('programs:page.title'),
    close: t('common:button.close'),
    blocks: [section(t(`programs:said.${said}`))],
  });
}
