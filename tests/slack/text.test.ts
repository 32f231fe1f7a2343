import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asTyped, cut, escaped, line, run, withoutControls } from '../../src/slack/text.ts';

describe('cut', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly ten', 11, 'exactly ten'],
    ['one too many', 11, 'one too ma…'],
    ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 15, '👩‍👩‍👧‍👦…'],
    ['👩‍👩‍👧‍👦', 5, '…'],
    ['ąęółé'.normalize('NFD'), 6, `${'ąę'.normalize('NFD')}…`],
    ['', 5, ''],
  ])('%j to %i', (text, most, expected) => expect(cut(text, most)).toBe(expected));

  it('never exceeds its length and never breaks a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, most) => {
        const short = cut(text, most);
        expect(short.length).toBeLessThanOrEqual(most);
        expect(short.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('text that a person typed', () => {
  it.each([
    ['<!channel>', '&lt;!channel&gt;'],
    ['<@U1> & *you*', '&lt;@U1&gt; &amp; *you*'],
  ])('%s is escaped for mrkdwn', (text, expected) => expect(escaped(text)).toBe(expected));

  it.each([
    ['&lt;!channel&gt;', '<!channel>'],
    ['ask <@U012AB|anna> in <#C01|general>', 'ask @anna in #general'],
    ['<@U012AB>', '@U012AB'],
    ['see <https://example.org/a?b=1|example.org>', 'see example.org'],
    ['write to <mailto:a@example.org|a@example.org>', 'write to a@example.org'],
    ['<!here> and <!subteam^S012|@ops>', '@here and @ops'],
    ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['*bold* `code` ~x~', '*bold* `code` ~x~'],
  ])('%s comes back as typed', (sent, typed) => expect(asTyped(sent)).toBe(typed));

  it('comes back as typed whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(asTyped(escaped(text))).toBe(text);
      }),
    );
  });

  it('leaves no empty run, which Slack refuses', () => {
    expect(line(run(''), run('a'), run('', { bold: true })).elements).toEqual([{ type: 'text', text: 'a' }]);
  });
});

it('what is pasted from slides keeps its lines, and loses what is no text', () => {
  expect(withoutControls('One\vtwo\r\nthree\u0000\u0007.\ttab\u0085')).toBe('One\ntwo\nthree.\ttab');
});
