import { describe, expect, it } from 'vitest';
import { meetingOf, parseMeeting } from '../../src/pairs/views/mentoring/meeting.ts';
import { parsePulse, pulseAsked, pulseSent } from '../../src/pairs/views/mentoring/pulse.ts';
import { parseRenewal } from '../../src/pairs/views/mentoring/renewal.ts';

type Sent = Parameters<typeof parsePulse>[0];

/** A sent form, by block: what was chosen, typed, or picked. */
function sent(values: Record<string, { chosen?: string; typed?: string; day?: string }>): Sent {
  const fields = Object.entries(values).map(([block, { chosen, typed, day }]) => [
    block,
    {
      field: {
        type: 'any',
        ...(chosen !== undefined && { selected_option: { value: chosen } }),
        ...(typed !== undefined && { value: typed }),
        ...(day !== undefined && { selected_date: day }),
      },
    },
  ]);
  return { state: { values: Object.fromEntries(fields) } };
}

describe('the short private question', () => {
  const pulse = (useful?: string, safe?: string, rhythm?: string) =>
    parsePulse(
      sent({
        ...(useful !== undefined && { 'pairs.pulse.useful': { chosen: useful } }),
        ...(safe !== undefined && { 'pairs.pulse.safe': { chosen: safe } }),
        ...(rhythm !== undefined && { 'pairs.pulse.rhythm': { chosen: rhythm } }),
      }),
    );

  it.each([
    ['all of it', pulse('5', '1', 'rarer'), { useful: 5, safe: 1, rhythm: 'rarer' }],
    ['one alone', pulse(undefined, undefined, 'right'), { useful: null, safe: null, rhythm: 'right' }],
    ['nothing', pulse(), undefined],
    ['a figure that is none of the five', pulse('6'), undefined],
    ['something smuggled in', pulse('5', 'x'), undefined],
    ['a rhythm there is none of', pulse('5', undefined, 'daily'), undefined],
  ])('%s', (_, parsed, expected) => {
    expect(parsed).toEqual(expected);
  });

  it('is about the pair and the round that the button says, where it says them', () => {
    expect(pulseAsked('a-pair 2')).toEqual({ pairId: 'a-pair', round: 2 });
    for (const value of [undefined, '', 'a-pair', 'a-pair 0', 'a-pair 1.5', 'a-pair x', 'a-pair 1000'])
      expect(pulseAsked(value)).toBeUndefined();
    expect(pulseSent('{"pairId":"a-pair","round":2}')).toEqual({ pairId: 'a-pair', round: 2 });
    for (const metadata of ['', '{}', '{"pairId":"a-pair","round":-1}'])
      expect(pulseSent(metadata)).toBeUndefined();
  });
});

describe('the form about a meeting', () => {
  it('reads words without control characters and blanks around them, cut to what is kept', () => {
    const typed = ` one\u0000\r\ntwo ${'x'.repeat(3000)}`;
    const { day, takeaway, wish } = parseMeeting(
      sent({ 'pairs.meeting.day': { day: '2026-12-08' }, 'pairs.meeting.wish': { typed } }),
    );
    expect({ day, takeaway }).toEqual({ day: '2026-12-08', takeaway: '' });
    expect(wish.startsWith('one\ntwo xxx')).toBe(true);
    expect(wish.length).toBeLessThan(1000);
    expect(parseMeeting(sent({})).day).toBeNull();
  });

  it('was opened for no meeting where it does not say for which', () => {
    expect(meetingOf('{"sessionId":"x"}')).toBe('x');
    for (const metadata of ['', '{}', '{"sessionId":1}']) expect(meetingOf(metadata)).toBe('');
  });
});

describe('the look back', () => {
  const renewal = (said?: string, useful?: string, words?: string) =>
    parseRenewal(
      sent({
        ...(said !== undefined && { 'pairs.renewal.said': { chosen: said } }),
        ...(useful !== undefined && { 'pairs.renewal.useful': { chosen: useful } }),
        ...(words !== undefined && { 'pairs.renewal.words': { typed: words } }),
      }),
    );

  it.each([
    ['to go on', renewal('keep', '4'), { said: 'keep', useful: 4, goodbye: null }],
    [
      'to go on: words for an end are not kept',
      renewal('keep', '9', 'Thanks'),
      { said: 'keep', useful: null, goodbye: null },
    ],
    [
      'to end, with words',
      renewal('close', undefined, ' Thanks '),
      { said: 'close', useful: null, goodbye: 'Thanks' },
    ],
    ['to end, without', renewal('close', undefined, '  '), { said: 'close', useful: null, goodbye: null }],
    ['nothing', renewal(), undefined],
    ['something smuggled in', renewal('leave'), undefined],
  ])('%s', (_, parsed, expected) => {
    expect(parsed).toEqual(expected);
  });
});
