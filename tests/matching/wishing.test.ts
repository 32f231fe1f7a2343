import { describe, expect, it } from 'vitest';
import { readChoices } from '../../src/matching/views/suggestions.ts';
import { readWish, type SentWish, spokenIn, widened } from '../../src/matching/wishing.ts';
import { LEARNER, OTHER, WISH } from './made.ts';

const SENT: SentWish = {
  asked: 'mentoring',
  topics: ['negotiation', 'feedback'],
  ways: ['prepared', 'direct'],
  languages: ['en', 'pl'],
  hopes: ' to learn \n',
  avoidsOwnDepartment: true,
  avoided: [OTHER],
  earlierWelcome: false,
};
const read = (differs: Partial<SentWish>) => readWish({ ...SENT, ...differs }, LEARNER);

describe('a wish as it was sent', () => {
  it('is read as it was meant', () => {
    expect(read({})).toEqual({
      ok: true,
      asked: 'mentoring',
      wish: {
        topics: ['negotiation', 'feedback'],
        ways: ['direct', 'prepared'],
        languages: ['en', 'pl'],
        hopes: 'to learn',
        avoid: { ownDepartment: true, people: [OTHER] },
        earlierWelcome: false,
      },
    });
  });

  it('a topic chosen twice counts where it is more wanted; no topic is a wish too', () => {
    expect(read({ topics: ['feedback', 'negotiation', 'feedback'] })).toMatchObject({
      wish: { topics: ['feedback', 'negotiation'] },
    });
    expect(read({ topics: [] })).toMatchObject({ ok: true, wish: { topics: [] } });
  });

  it.each<[string, Partial<SentWish>, string[]]>([
    ['neither kind nor program', { asked: undefined }, ['kind']],
    [
      'six topics',
      { topics: ['networking', 'feedback', 'influence', 'potential', 'returning', 'expertise'] },
      ['others'],
    ],
    ['1,001 characters', { hopes: 'x'.repeat(1001) }, ['hopes']],
    ['no language', { languages: [] }, ['languages']],
    ['languages that are none', { languages: ['tlh', ''] }, ['languages']],
    ['oneself left out', { avoided: [OTHER, LEARNER] }, ['people']],
    ['too many left out', { avoided: Array.from({ length: 21 }, (_, at) => `U0NUMBER${at}`) }, ['people']],
    [
      'everything at once',
      { asked: undefined, languages: [], hopes: 'x'.repeat(9999) },
      ['kind', 'hopes', 'languages'],
    ],
  ])('%s is to be put right', (_, differs, wrong) => {
    expect(read(differs)).toEqual({ ok: false, wrong });
  });

  it('what does not exist is left out', () => {
    expect(
      read({ topics: ['astrology', 'feedback'], ways: ['shouting'], avoided: ['nobody', OTHER] }),
    ).toMatchObject({
      wish: { topics: ['feedback'], ways: [], avoid: { people: [OTHER] } },
    });
  });

  it('is widened by what narrows it, and nothing else', () => {
    expect(widened(WISH)).toEqual({
      ...WISH,
      avoid: { ownDepartment: false, people: [] },
      earlierWelcome: true,
    });
  });
});

it.each([
  ['de-DE', 'de'],
  ['pl_PL', 'pl'],
  ['EN-us', 'en'],
  ['tlh', undefined],
  ['', undefined],
])('a locale of %s means %s', (locale, language) => {
  expect(spokenIn(locale)).toBe(language);
});

describe('choices as they were sent', () => {
  const about = '00000000-0000-4000-8000-000000000001 3';
  const chosen = (chosen: Partial<Record<'first' | 'second' | 'third', string>>, metadata = about) =>
    readChoices({
      private_metadata: metadata,
      state: {
        values: Object.fromEntries(
          Object.entries(chosen).map(([place, value]) => [
            `matching.choose.${place}`,
            { chosen: { type: 'static_select', selected_option: { value } } },
          ]),
        ),
      },
    } as never);

  it('keep their order, and a gap closes', () => {
    expect(chosen({ first: 'U0AAA', third: 'U0BBB' })).toEqual({
      ok: true,
      requestId: '00000000-0000-4000-8000-000000000001',
      version: 3,
      choices: ['U0AAA', 'U0BBB'],
    });
  });

  it('nobody, or somebody twice, is to be put right', () => {
    expect(chosen({})).toEqual({ ok: false, wrong: { first: 'nobody' } });
    expect(chosen({ first: 'no id' })).toEqual({ ok: false, wrong: { first: 'nobody' } });
    expect(chosen({ first: 'U0AAA', second: 'U0AAA', third: 'U0AAA' })).toEqual({
      ok: false,
      wrong: { second: 'twice', third: 'twice' },
    });
  });

  it.each(['', 'x', '00000000-0000-4000-8000-000000000001', 'x 1'])(
    'of “%s” are of no request',
    (metadata) => {
      expect(chosen({ first: 'U0AAA' }, metadata)).toBeUndefined();
    },
  );
});
