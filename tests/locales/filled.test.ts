import { expect, it } from 'vitest';
import { textsIn } from '../../src/locales/texts.ts';

const t = textsIn('en');

it('fills in blanks with what is given, and takes nothing that is given for a blank or a text', () => {
  const words = 'a {{name}} and $t(common:error.gone) and $& of theirs';
  const when = { mine: 'Tue 8 Dec, 10:00', theirs: '15:30', name: words };
  expect(t('sessions:when', when)).toBe(`Tue 8 Dec, 10:00 (15:30 for ${words})`);
  expect(t('sessions:when', { ...when, mine: 1 })).toBe(`1 (15:30 for ${words})`);
});

it('chooses plurals, with blanks beside the number', () => {
  expect(textsIn('pl')('profile:you.free', { count: 1, places: 2 })).not.toBe(
    textsIn('pl')('profile:you.free', { count: 2, places: 2 }).replace('2', '1'),
  );
});

it('says the same when it is asked again', () => {
  expect(t('common:error.gone', { command: '/one' })).toContain('/one');
  expect(t('common:error.gone', { command: '/two' })).toContain('/two');
});
