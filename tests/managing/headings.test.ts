import { expect, it } from 'vitest';
import { textsIn } from '../../src/locales/texts.ts';
import { LANGUAGES } from '../../src/ports.ts';

it.each(LANGUAGES)('the parts of a manager’s Home are told apart by more than an ending (%s)', (language) => {
  const t = textsIn(language);
  const [waiting, running] = [t('cohort:home.title'), t('programs:home.title')];
  const words = (title: string) => new Set(title.toLowerCase().split(' '));
  expect([...words(waiting)].filter((word) => words(running).has(word))).toEqual([]);
});
