import { describe, expect, it } from 'vitest';
import { textsIn } from '../../src/locales/texts.ts';
import { type Fit, StoredFit } from '../../src/pairs/fit.ts';
import { gapTexts, reasonTexts } from '../../src/pairs/views/fit.ts';

const FIT: Fit = {
  score: 71,
  reasons: [
    { about: 'topics', shared: ['negotiation', 'conflict-resolution'], wanted: 3 },
    { about: 'ways', shared: ['direct'] },
    { about: 'hours', minutes: 372 },
    { about: 'experience', years: 7 },
    { about: 'department' },
  ],
  gaps: [
    { about: 'topics', missing: ['networking'], wanted: 3 },
    { about: 'ways' },
    { about: 'hours', minutes: 70 },
    { about: 'experience', years: -2 },
    { about: 'department' },
  ],
};

describe('why two people fit', () => {
  it('is said in sentences that both can read, without a number of fit', () => {
    expect([...reasonTexts(textsIn('en'), FIT), ...gapTexts(textsIn('en'), FIT)]).toMatchInlineSnapshot(`
      [
        "2 of 3 topics: Negotiating and Settling conflicts",
        "Both say: “I like things said directly”",
        "About 6 hours of the working day in common",
        "7 years more experience",
        "From another department",
        "Not among the topics offered: Building a network",
        "No way of working that both have ticked",
        "Only about 1 hour of the working day in common",
        "Less experience",
        "From the same department",
      ]
    `);
  });

  it('is said in Polish', () => {
    expect([...reasonTexts(textsIn('pl'), FIT), ...gapTexts(textsIn('pl'), FIT)]).toMatchInlineSnapshot(`
      [
        "2 z 3 poszukiwanych tematów: Negocjacje i Rozwiązywanie konfliktów",
        "Obie strony mówią: „Lubię, gdy mówi się wprost”",
        "Około 6 godzin wspólnego czasu pracy dziennie",
        "O 7 lat więcej doświadczenia",
        "Z innego działu",
        "Nieoferowane tematy: Budowanie sieci kontaktów",
        "Żaden sposób pracy nie jest wspólny",
        "Tylko około 1 godziny wspólnego czasu pracy dziennie",
        "Mniejsze doświadczenie",
        "Z tego samego działu",
      ]
    `);
  });

  it('is told for one topic, all topics and none', () => {
    const said = (fit: Partial<Fit>) => {
      const whole = { score: 0, reasons: [], gaps: [], ...fit };
      return [...reasonTexts(textsIn('en'), whole), ...gapTexts(textsIn('en'), whole)];
    };
    expect(said({ reasons: [{ about: 'topics', shared: ['networking'], wanted: 1 }] })).toEqual([
      'The same topic: Building a network',
    ]);
    expect(
      said({ reasons: [{ about: 'topics', shared: ['networking', 'negotiation'], wanted: 2 }] }),
    ).toEqual(['All the topics asked for: Building a network and Negotiating']);
    expect(said({ gaps: [{ about: 'topics', missing: ['networking'], wanted: 1 }] })).toEqual([
      'None of the topics asked for is offered',
    ]);
    expect(said({})).toEqual([]);
  });

  it('never says the same figure of hours that are enough and of hours that are not', () => {
    const hours = (language: 'en' | 'pl', minutes: number) =>
      gapTexts(textsIn(language), { gaps: [{ about: 'hours', minutes }] });
    expect(hours('en', 210)).toEqual(['Only about 3.5 hours of the working day in common']);
    expect(hours('en', 239)).toEqual(['Only about 3.5 hours of the working day in common']);
    expect(hours('pl', 210)).toEqual(['Tylko około 3,5 godziny wspólnego czasu pracy dziennie']);
    expect(hours('en', 60)).toEqual(['Only about 1 hour of the working day in common']);
  });

  it('comes back from the database as it was, and nothing else does', () => {
    expect(StoredFit.parse(JSON.parse(JSON.stringify(FIT)))).toEqual(FIT);
    expect(StoredFit.safeParse({ ...FIT, score: 101 }).success).toBe(false);
    expect(StoredFit.safeParse({ ...FIT, reasons: [{ about: 'age' }] }).success).toBe(false);
  });
});
