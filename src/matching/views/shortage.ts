import type { Texts } from '../../locales/texts.ts';
import type { Shortage } from '../match.ts';

/**
 * Why nobody was found, or so few, a sentence each; as little as {@link Shortage} allows. Empty where somebody was
 * found and nothing stood in the way of anybody else.
 */
export function shortageTexts(t: Texts, { found, told, others }: Shortage): string[] {
  if (told.length === 0 && !others) return found === 0 ? [t('matching:shortage.nobody')] : [];
  const counted = told.map(({ rule, count }) => t(`matching:shortage.${rule}`, { count }));
  if (!others) return counted;
  const isAll = found === 0 && told.length === 0;
  return [...counted, t(isAll ? 'matching:shortage.all' : 'matching:shortage.some')];
}
