import type { KnownBlock } from '@slack/types';
import { expect, it } from 'vitest';
import { textsIn } from '../../src/locales/texts.ts';
import { parted } from '../../src/managing/views/home.ts';
import { LANGUAGES } from '../../src/ports.ts';
import { plain } from '../../src/slack/text.ts';

it.each(LANGUAGES)('the parts of a manager’s Home are told apart by more than an ending (%s)', (language) => {
  const t = textsIn(language);
  const [waiting, running] = [t('cohort:home.title'), t('programs:home.title')];
  const words = (title: string) => new Set(title.toLowerCase().split(' '));
  expect([...words(waiting)].filter((word) => words(running).has(word))).toEqual([]);
});

it('a line stands between those that have something to say, and beside no other', () => {
  const part = (title: string): KnownBlock[] => [{ type: 'header', text: plain(title) }];
  const read = (...parts: KnownBlock[][]) => parted(parts).map(({ type }) => type);
  expect(read([], part('one'), [], part('two'), [])).toEqual(['header', 'divider', 'header']);
  expect(read([], part('one'), [])).toEqual(['header']);
  expect(read([], [])).toEqual([]);
});
