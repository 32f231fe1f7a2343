import type { Texts } from '../../locales/texts.ts';
import { LOCALES, listOf, topicName } from '../../people/views/words.ts';
import { AND, MOSTLY } from '../disclosure.ts';
import type { FigureKey, Part } from '../figures.ts';
import { AGE_WEEKS, ageName, OPEN_FOR } from '../open-requests.ts';
import { PAIR_STATES } from '../parts.ts';

/** Breakdowns that are a sentence, with their parts in the order in which they are told. */
const ORDERED = {
  states: PAIR_STATES,
  'open-since': AGE_WEEKS.map(ageName),
  'open-for': OPEN_FOR,
} as const satisfies Partial<Record<FigureKey, readonly string[]>>;
type Ordered = keyof typeof ORDERED;

/** Parts as they are told; where they are kept they have no order. Topics have an order of their own. */
export function partsInOrder(key: FigureKey, parts: Record<string, Part>): [string, Part][] {
  if (!isOrdered(key)) return Object.entries(parts);
  const order: readonly string[] = ORDERED[key];
  const at = (part: string): number => order.indexOf(part.replace(MOSTLY, '').split(AND)[0] ?? '');
  return Object.entries(parts).toSorted(([one], [other]) => at(one) - at(other));
}

/** A breakdown as a sentence; topics have a line each. */
export function partsSentence(t: Texts, key: FigureKey, shown: Record<string, Part>): string {
  const parts = partsText(t, key, shown);
  if (key === 'open-for') return t('summaries:say.open-for', { parts });
  if (key !== 'open-since') return t('summaries:say.states', { parts });
  const isWhole = Object.keys(shown).every((part) => partName(t, key, part) === '');
  return isWhole ? t('summaries:say.open', { number: parts }) : t('summaries:say.open-since', { parts });
}

/** All parts of a breakdown that is told in a sentence, each with its number. */
export function partsText(t: Texts, key: FigureKey, shown: Record<string, Part>): string {
  const parts = partsInOrder(key, shown);
  if (key !== 'open-since' && key !== 'open-for')
    return listOf(
      t,
      parts.flatMap(([name, part]) => {
        const state = PAIR_STATES.find((one) => one === name);
        return state ? t(`summaries:states.${state}`, { number: partValue(t, part) }) : [];
      }),
    );
  return parts
    .map(([band, part]) => {
      const [name, number] = [partName(t, key, band), partValue(t, part)];
      return name === '' ? number : t('summaries:band', { name, number });
    })
    .join('; ');
}

/** What a part of a breakdown is called; nothing where it is requests of every age. */
export function partName(t: Texts, key: FigureKey, part: string): string {
  if (part.startsWith(MOSTLY))
    return t('summaries:mostly', { part: partName(t, key, part.slice(MOSTLY.length)) });
  if (key === 'open-since') return ageText(t, part.split(AND));
  if (key === 'open-for')
    return OPEN_FOR.filter((one) => part.split(AND).includes(one))
      .map((one) => t(`summaries:openFor.${one}`))
      .reduce((one, other) => t('summaries:either', { one, other }));
  if (key !== 'states') return topicName(t, part);
  return t(`summaries:state.${PAIR_STATES.find((state) => state === part) ?? 'running'}`);
}

/** "At least 20", "fewer than 5". */
export function partValue(t: Texts, part: Part): string {
  const number = (value: number): string => new Intl.NumberFormat(LOCALES[t.language]).format(value);
  return 'atLeast' in part
    ? t('summaries:value.atLeast', { number: number(part.atLeast) })
    : t('summaries:value.under', { number: number(part.under) });
}

/** Ages that follow each other, as "2 to 8 weeks". */
function ageText(t: Texts, ages: readonly string[]): string {
  const at = (age: string | undefined): number => AGE_WEEKS.findIndex((weeks) => ageName(weeks) === age);
  const from = AGE_WEEKS[at(ages[0])] ?? 0;
  const to = AGE_WEEKS[at(ages.at(-1)) + 1];
  if (to === undefined) return from === 0 ? '' : t('summaries:age.over', { from });
  return from === 0 ? t('summaries:age.upTo', { to }) : t('summaries:age.between', { from, to });
}

function isOrdered(key: FigureKey): key is Ordered {
  return key in ORDERED;
}
