import { describe, expect, it } from 'vitest';
import { emojiOf, withEmoji } from '../../../src/local-slack/page/text/emoji.ts';

// Slack's names are those of github.com/iamcal/emoji-data.
describe('emoji', () => {
  it.each([
    ['tada', '🎉'],
    ['+1', '👍'],
    ['-1', '👎'],
    ['thumbsup', '👍'],
    ['100', '💯'],
    ['e-mail', '📧'],
    ['email', '✉️'],
    ['envelope', '✉️'],
    ['date', '📅'],
    ['calendar', '📆'],
    ['medal', '🎖️'],
    ['sports_medal', '🏅'],
    ['umbrella', '☂️'],
    ['umbrella_with_rain_drops', '☔'],
    ['jigsaw', '🧩'],
    ['anchor', '⚓'],
  ])('%s is %s', (name, character) => expect(emojiOf(name)).toBe(character));

  it.each(['', 'party_parrot', 'puzzle_piece', 'hugs', 'Tada', '🎉', 'constructor', '__proto__'])(
    '%j is no name of an emoji',
    (name) => expect(emojiOf(name)).toBeUndefined(),
  );

  it.each([
    ['Done :tada:', 'Done 🎉'],
    [':tada::tada:', '🎉🎉'],
    [':wave::skin-tone-4: hello', '👋 hello'],
    [':party_parrot: :tada:', ':party_parrot: 🎉'],
    ['12:30:45', '12:30:45'],
    [':: : :tada', ':: : :tada'],
    ['', ''],
  ])('%j is shown as %j', (text, shown) => expect(withEmoji(text)).toBe(shown));
});
