import { describe, expect, it } from 'vitest';
import { textsIn } from '../../src/locales/texts.ts';
import { TOLD_RULES } from '../../src/matching/match.ts';
import { shortageTexts } from '../../src/matching/views/shortage.ts';

const [en, pl] = [textsIn('en'), textsIn('pl')];

describe('why nobody was found, in words', () => {
  it('says so where there is nobody at all', () => {
    const nobody = { found: 0, told: [], others: false };
    expect(shortageTexts(en, nobody)).toEqual(['Nobody offers this here yet.']);
    expect(shortageTexts(pl, nobody)).toEqual(['Nikt tego tu jeszcze nie oferuje.']);
  });

  it('says the same of every reason that is not told', () => {
    const folded = { found: 0, told: [], others: true };
    expect(shortageTexts(en, folded)).toEqual(['Those who offer this are not available for this match.']);
    expect(shortageTexts(en, { ...folded, found: 1 })).toEqual(['Others are not available for this match.']);
  });

  it('says nothing where everybody was found', () => {
    expect(shortageTexts(en, { found: 4, told: [], others: false })).toEqual([]);
  });

  it('has a sentence for every rule, with its count', () => {
    const every = { found: 0, told: TOLD_RULES.map((rule) => ({ rule, count: 3 })), others: true };
    expect(shortageTexts(en, every)).toMatchInlineSnapshot(`
      [
        "3 people offer only the other kind of help.",
        "3 people have still to be confirmed or briefed.",
        "3 people have no free place at present.",
        "3 people have other requests to answer first.",
        "3 people speak none of the languages asked for.",
        "3 people work at other times, with less than an hour of the day in common.",
        "3 people were left out, as the request asks.",
        "3 people offer too little of what is wanted.",
        "3 people would fit, and all places there went to others.",
        "Others are not available for this match.",
      ]
    `);
    expect(shortageTexts(pl, every)).toMatchInlineSnapshot(`
      [
        "3 osoby oferują tylko drugą formę pomocy.",
        "3 osoby czekają jeszcze na potwierdzenie albo na krótkie wprowadzenie.",
        "3 osoby nie mają teraz wolnego miejsca.",
        "3 osoby muszą najpierw odpowiedzieć na inne prośby.",
        "3 osoby nie mówią w żadnym z wybranych języków.",
        "3 osoby pracują w innych godzinach: wspólny czas to mniej niż godzina dziennie.",
        "Zgodnie z życzeniem pominięto 3 osoby.",
        "3 osoby oferują zbyt mało z tego, czego szukano.",
        "3 osoby by pasowały, ale wszystkie miejsca u tych osób zajął już ktoś inny.",
        "Inne osoby nie są dostępne w tym dopasowaniu.",
      ]
    `);
  });

  it('counts in Polish', () => {
    const places = (count: number) =>
      shortageTexts(pl, { found: 1, told: [{ rule: 'places', count }], others: false });
    expect(places(4)).toEqual(['4 osoby nie mają teraz wolnego miejsca.']);
    expect(places(12)).toEqual(['12 osób nie ma teraz wolnego miejsca.']);
    expect(places(23)).toEqual(['23 osoby nie mają teraz wolnego miejsca.']);
  });
});
