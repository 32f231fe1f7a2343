import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText } from '../../src/people/importing/cells.ts';
import {
  type OfferField,
  outlookOf,
  type RulesByKind,
  readOffer,
  type SentOffer,
  type Standing,
  saysTheSame,
} from '../../src/people/offering.ts';
import { ABOUT_LENGTH, type Pause, type Profile } from '../../src/people/profile.ts';
import { TOPICS } from '../../src/people/topics.ts';
import type { Kind } from '../../src/ports.ts';
import { withoutControls } from '../../src/slack/text.ts';

const RULES: RulesByKind = {
  coaching: { mostPlaces: 3, guestsAllowed: false },
  mentoring: { mostPlaces: 4, guestsAllowed: true },
};
const SENT: SentOffer = {
  kinds: ['mentoring'],
  topics: ['negotiation', 'networking'],
  languages: ['en', 'pl'],
  ways: ['direct'],
  places: '2',
  years: '12',
  about: '  I led three teams.\n',
  isBriefed: true,
};
const ALL_TOPICS = TOPICS.map(({ id }) => id);
const many = (count: number): string[] => Array.from({ length: count }, (_, at) => `topic-${at}`);

describe('a sent offer', () => {
  it('is read, in the order of the form, without blanks around it', () => {
    expect(
      readOffer({ ...SENT, kinds: ['mentoring', 'coaching'], topics: ['networking', 'negotiation'] }, RULES),
    ).toEqual({
      ok: true,
      offered: {
        kinds: ['coaching', 'mentoring'],
        topics: ['negotiation', 'networking'],
        languages: ['en', 'pl'],
        ways: ['direct'],
        places: 2,
        experienceYears: 12,
        about: 'I led three teams.',
        isBriefed: true,
      },
    });
  });

  it('keeps of a pasted sentence what is text, which an import of its export takes back', () => {
    const pasted = fc.string({
      unit: fc.constantFrom('\v', '\r', '\n', '\t', '\u0000', '\u0085', '\u009f', 'a'),
    });
    fc.assert(
      fc.property(pasted, (about) => {
        const read = readOffer({ ...SENT, about: withoutControls(about) }, RULES);
        if (read.ok)
          expect(readText('about', read.offered.about, ABOUT_LENGTH)).toEqual({ value: read.offered.about });
      }),
    );
  });

  it.each([
    ['no kind', { kinds: [] }, ['kinds']],
    ['an unknown kind', { kinds: ['astrology'] }, ['kinds']],
    ['no topic', { topics: [] }, ['topics']],
    ['ten topics', { topics: ALL_TOPICS.slice(0, 10) }, []],
    ['eleven topics', { topics: ALL_TOPICS.slice(0, 11) }, ['topics']],
    ['1,000 topics that are none', { topics: many(1000) }, ['topics']],
    ['1,000 topics among which is one', { topics: [...many(999), 'negotiation'] }, []],
    ['one topic 1,000 times', { topics: Array(1000).fill('negotiation') }, []],
    ['all topics, 40 times', { topics: Array(40).fill(ALL_TOPICS).flat() }, ['topics']],
    ['an unknown topic beside a known one', { topics: ['astrology', 'negotiation'] }, []],
    ['no language', { languages: [] }, ['languages']],
    ['an unknown language', { languages: ['tlh'] }, ['languages']],
    ['no places', { places: '0' }, []],
    ['nothing typed for places', { places: null }, ['places']],
    ['blanks for places', { places: ' ' }, ['places']],
    ['−1 places', { places: '-1' }, ['places']],
    ['2.5 places', { places: '2.5' }, ['places']],
    ['99 places', { places: '99' }, ['places']],
    ['1e1 places', { places: '1e1' }, ['places']],
    ['as many digits as one likes', { places: '9'.repeat(400) }, ['places']],
    ['four places as a mentor', { places: '4' }, []],
    ['five places as a mentor', { places: '5' }, ['places']],
    ['four places as a coach', { kinds: ['coaching'], places: '4' }, ['places']],
    ['three places as a coach', { kinds: ['coaching'], places: '3' }, []],
    ['four places as both', { kinds: ['coaching', 'mentoring'], places: '4' }, []],
    ['five places where the kind is missing too', { kinds: [], places: '5' }, ['kinds', 'places']],
    ['no years', { years: null }, []],
    ['blank years', { years: '  ' }, []],
    ['81 years', { years: '81' }, ['years']],
    ['−3 years', { years: '-3' }, ['years']],
    ['nothing about oneself', { about: null }, []],
    ['300 characters', { about: 'x'.repeat(300) }, []],
    ['301 characters', { about: 'x'.repeat(301) }, ['about']],
    ['an unknown way of working', { ways: ['loudly'] }, []],
  ] satisfies [string, Partial<SentOffer>, OfferField[]][])('with %s', (_, differs, wrong) => {
    const read = readOffer({ ...SENT, ...differs }, RULES);
    expect(read.ok ? [] : read.wrong).toEqual(wrong);
  });

  it('goes by what the programs allow', () => {
    const generous = { ...RULES, coaching: { mostPlaces: 8, guestsAllowed: false } };
    expect(readOffer({ ...SENT, kinds: ['coaching'], places: '8' }, generous).ok).toBe(true);
    expect(readOffer({ ...SENT, kinds: ['mentoring'], places: '8' }, generous).ok).toBe(false);
  });

  it('says the same as what is kept, whatever its order, and not where anything differs', () => {
    const read = readOffer(SENT, RULES);
    if (!read.ok) throw new Error('not read');
    const { isBriefed: _, ...offered } = read.offered;
    const kept: Profile = {
      ...offered,
      topics: offered.topics.toReversed(),
      coachConfirmedAt: new Date(),
      briefedAt: new Date(),
    };
    expect(saysTheSame(read.offered, kept)).toBe(true);
    expect(saysTheSame(read.offered, { ...kept, briefedAt: null })).toBe(false);
    expect(saysTheSame(read.offered, { ...kept, places: 1 })).toBe(false);
    expect(saysTheSame(read.offered, { ...kept, about: '' })).toBe(false);
  });
});

describe('what follows from an offer', () => {
  const at = new Date('2026-11-23T12:00:00Z');
  const profile = (differs: Partial<Profile>): Profile => ({
    kinds: ['coaching', 'mentoring'],
    topics: [],
    places: 2,
    languages: ['en'],
    experienceYears: null,
    ways: [],
    about: '',
    coachConfirmedAt: null,
    briefedAt: null,
    ...differs,
  });
  const person = (isGuest: boolean, pause: Pause | null = null) => ({
    isGuest,
    pause,
    timeZone: 'Europe/Warsaw',
  });

  it.each([
    [
      'neither confirmed nor briefed',
      {},
      false,
      [
        ['coaching', 'unconfirmed'],
        ['mentoring', 'unbriefed'],
      ],
    ],
    [
      'both done',
      { coachConfirmedAt: at, briefedAt: at },
      false,
      [
        ['coaching', 'suggested'],
        ['mentoring', 'suggested'],
      ],
    ],
    [
      'a guest, whom only mentoring allows',
      { coachConfirmedAt: at, briefedAt: at },
      true,
      [
        ['coaching', 'guest'],
        ['mentoring', 'suggested'],
      ],
    ],
    [
      'a confirmation from an earlier offer of coaching',
      { kinds: ['mentoring'], coachConfirmedAt: at },
      false,
      [['mentoring', 'unbriefed']],
    ],
  ] satisfies [string, Partial<Profile>, boolean, [Kind, Standing][]][])(
    '%s',
    (_, differs, isGuest, standings) => {
      const outlook = outlookOf(profile(differs), person(isGuest), RULES, at);
      expect(outlook.standings.map(({ kind, standing }) => [kind, standing])).toEqual(standings);
    },
  );

  it('a guest whom the workspace keeps out reads that, whatever its programs allow', () => {
    const rules: RulesByKind = {
      coaching: { ...RULES.coaching, keepsGuestsOut: true },
      mentoring: { ...RULES.mentoring, keepsGuestsOut: true },
    };
    const both = profile({ kinds: ['coaching', 'mentoring'], coachConfirmedAt: at, briefedAt: at });
    const standings = (isGuest: boolean) =>
      outlookOf(both, person(isGuest), rules, at).standings.map(({ standing }) => standing);
    expect(standings(true)).toEqual(['no-guests', 'no-guests']);
    expect(standings(false)).toEqual(['suggested', 'suggested']);
  });

  it('a pause counts until it has ended', () => {
    const until = (backOn: string) =>
      outlookOf(profile({}), person(false, { since: at, backOn }), RULES, at).pause;
    expect(until('2026-11-24')).toMatchObject({ backOn: '2026-11-24' });
    expect(until('2026-11-23')).toBeNull();
  });
});
