import { describe, expect, it } from 'vitest';
import { textsIn } from '../../src/locales/texts.ts';
import { isIn, seenBy } from '../../src/pairs/seen.ts';
import { agreementForm } from '../../src/pairs/views/agreement.ts';
import { parseTerms } from '../../src/pairs/views/terms.ts';
import { openedFor, parseTrialForm } from '../../src/pairs/views/trial.ts';
import { aPair } from './made.ts';

/** A sent form, by block and chosen value or typed text. */
function sent(values: Record<string, string>): Parameters<typeof parseTrialForm>[0] {
  const fields = Object.entries(values).map(([block, value]) => [
    block,
    {
      answer: block.startsWith('pairs.purpose')
        ? { type: 'plain_text_input', value }
        : { type: 'radio_buttons', selected_option: { value } },
    },
  ]);
  return { state: { values: Object.fromEntries(fields) } };
}

describe('the form after the first conversation', () => {
  const form = (talked?: string, distance?: string, goesOn?: string) =>
    parseTrialForm(
      sent({
        ...(talked && { 'pairs.talked': talked }),
        ...(distance && { 'pairs.distance': distance }),
        ...(goesOn && { 'pairs.goes-on': goesOn }),
      }),
    );

  it.each([
    ['yes', 'yes', 'yes', { talked: true, goesOn: true }],
    ['yes', 'yes', 'no', { talked: true, goesOn: false }],
    ['yes', 'no', 'yes', { talked: true, goesOn: false }],
    ['yes', 'no', undefined, { talked: true, goesOn: false }],
    ['yes', undefined, 'no', { talked: true, goesOn: false }],
    ['not-yet', undefined, 'no', { talked: false, goesOn: false }],
    ['not-yet', 'no', undefined, { talked: false, goesOn: false }],
    ['not-yet', undefined, undefined, 'not-yet'],
    ['not-yet', 'yes', undefined, 'not-yet'],
  ])('talked %s, distance %s, go on %s', (talked, distance, goesOn, answer) => {
    expect(form(talked, distance, goesOn)).toEqual({ ok: true, answer });
  });

  it.each([
    [undefined, 'yes', 'yes', { 'pairs.talked': 'missing' }],
    ['smuggled', 'yes', 'yes', { 'pairs.talked': 'missing' }],
    ['yes', undefined, undefined, { 'pairs.distance': 'missing', 'pairs.goes-on': 'missing' }],
    ['yes', 'yes', 'smuggled', { 'pairs.goes-on': 'missing' }],
    ['not-yet', 'yes', 'yes', { 'pairs.goes-on': 'talkFirst' }],
  ])('talked %s, distance %s, go on %s: is told at its field', (talked, distance, goesOn, problems) => {
    expect(form(talked, distance, goesOn)).toEqual({ ok: false, problems });
  });
});

describe('the form of the agreement', () => {
  it.each([
    [
      {
        'pairs.sessions.1': '6',
        'pairs.minutes.1': '60',
        'pairs.every.1': '21',
        'pairs.purpose.1': ' why \n',
      },
      { purpose: 'why', rhythm: { form: 'plan', sessions: 6, minutes: 60, everyDays: 21 } },
    ],
    [{ 'pairs.every.1': 'as-needed' }, { purpose: '', rhythm: { form: 'as-needed' } }],
    [{ 'pairs.every.1': '14' }, { purpose: '', rhythm: { form: 'every', everyDays: 14 } }],
    [{ 'pairs.every.1': 'often' }, undefined],
    [{}, undefined],
    [{ 'pairs.sessions.1': 'x', 'pairs.minutes.1': '60', 'pairs.every.1': '21' }, undefined],
    [{ 'pairs.every.2': '14' }, undefined],
  ])('%j', (values, terms) => {
    expect(parseTerms(sent(values), 1)).toEqual(terms);
  });

  const form = (change: { by: 'guide'; purpose: boolean }, typed?: string) => {
    const rhythm = { form: 'as-needed' as const };
    const seen = seenBy(
      aPair({
        kind: 'mentoring',
        state: {
          state: 'agreement',
          since: new Date(0),
          terms: { purpose: 'theirs', rhythm },
          termsVersion: 2,
          confirmed: { guide: true, learner: false },
          change: { ...change, from: { form: 'every', everyDays: 14 } },
          reminded: 0,
          closing: null,
        },
      }),
      'learner',
      'UTC',
    );
    if (!isIn(seen, 'agreement')) throw new Error('no agreement');
    return JSON.stringify(
      agreementForm(textsIn('en'), seen, typed === undefined ? undefined : { purpose: typed, rhythm }),
    );
  };

  it('keeps what was typed while the other changed the rhythm, under fields of the new version', () => {
    const kept = form({ by: 'guide', purpose: false }, 'mine');
    expect(kept).toContain('"initial_value":"mine"');
    expect(kept).toContain('has changed the agreement while you had it open');
    expect(kept).toContain('pairs.purpose.2');
    expect(openedFor('{"pairId":"x","termsVersion":2}')).toEqual({ pairId: 'x', termsVersion: 2 });
  });

  it('shows the other’s words where they changed the words, and one’s own beside them', () => {
    const both = form({ by: 'guide', purpose: true }, 'mine');
    expect(both).toContain('"initial_value":"theirs"');
    expect(both).toContain('"text":"mine"');
    expect(form({ by: 'guide', purpose: true })).not.toContain('while you had it open');
  });

  it('was opened for no pair where it does not say for which', () => {
    expect(openedFor('')).toEqual({ pairId: '', termsVersion: 0 });
    expect(openedFor('{"pairId":7}')).toEqual({ pairId: '', termsVersion: 0 });
  });
});
