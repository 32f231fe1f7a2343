import type { Texts } from '../../locales/texts.ts';
import { topicName } from '../../people/views/words.ts';
import type { Kind } from '../../ports.ts';
import { type FigureKey, type Part, type Shown, sumOf } from '../figures.ts';
import type { Figure } from '../publishing.ts';
import { partValue } from './breakdowns.ts';
import { figureSentence } from './words.ts';

/** In the order in which somebody who runs a program reads them: who is there, how pairs are, what it is worth. */
const SECTIONS = [
  { name: 'part', keys: ['guides', 'learners', 'places', 'matched', 'days-to-talk'] },
  { name: 'open', keys: ['open-since', 'open-for'] },
  { name: 'pairs', keys: ['states', 'trials', 'alive', 'plan', 'closes'] },
  { name: 'worth', keys: ['progress', 'useful', 'answered'] },
  { name: 'topics', keys: ['asked', 'offered'] },
] as const satisfies readonly { name: string; keys: readonly FigureKey[] }[];
const NOT_FOR_CHANNEL: readonly FigureKey[] = ['open-since', 'open-for', 'asked', 'offered'];
type Told = Figure & { shown: Shown };

/** Figures of one sort, of which some are shown. */
export interface Section {
  title: string;
  figures: Told[];
  /** A sentence each. */
  words: string[];
}

/**
 * What may be told of a program, in its sections; those of which nothing is shown are left out.
 *
 * @param topics so many of them stand in words; of more it is said that there are more
 */
export function sectionsOf(
  t: Texts,
  kind: Kind,
  figures: readonly Figure[],
  { topics = Number.POSITIVE_INFINITY, ...read }: { at: Date; timeZone: string; topics?: number },
): Section[] {
  return SECTIONS.flatMap(({ name, keys }) => {
    const own = figures.flatMap(({ shown, ...figure }): Told[] =>
      shown && keys.some((key) => key === figure.key) ? [{ ...figure, shown }] : [],
    );
    const words =
      name === 'topics'
        ? topicLines(t, own, topics)
        : own.filter(saysMore).map((figure) => figureSentence(t, kind, figure, read));
    return words.length > 0 ? [{ title: t(`reports:page.section.${name}`), figures: own, words }] : [];
  });
}

/** Is this told in the channel too? What managers recruit and match by is for them. */
export function isForChannel({ key }: Figure): boolean {
  return !NOT_FOR_CHANNEL.some((one) => one === key);
}

/** Where fewer than five requests are is told of none of them; that they are fewer is said by their ages. */
function saysMore({ key, shown }: Told): boolean {
  return key !== 'open-for' || (shown.form === 'parts' && sumOf(shown.parts) > 0);
}

/** A topic a line, the most wanted first; those that are neither asked for nor offered by enough are left out. */
function topicLines(t: Texts, figures: readonly Told[], most: number): string[] {
  const of = (key: FigureKey): Record<string, Part> | undefined => {
    const shown = figures.find((figure) => figure.key === key)?.shown;
    return shown?.form === 'parts' ? shown.parts : undefined;
  };
  const [asked, offered] = [of('asked'), of('offered')];
  const least = (part: Part | undefined): number => (part && 'atLeast' in part ? part.atLeast : 0);
  const topics = Object.keys(asked ?? offered ?? {})
    .filter((id) => least(asked?.[id]) + least(offered?.[id]) > 0)
    .toSorted((a, b) => least(asked?.[b]) - least(asked?.[a]) || least(offered?.[b]) - least(offered?.[a]));
  const number = (part: Part | undefined): string => (part ? partValue(t, part) : t('summaries:value.few'));
  const lines = topics.slice(0, most).map((id) =>
    t('summaries:topic', {
      topic: topicName(t, id),
      asked: number(asked?.[id]),
      offered: number(offered?.[id]),
    }),
  );
  const more = topics.length - lines.length;
  return more > 0 ? [...lines, t('summaries:topicsMore', { count: more })] : lines;
}
