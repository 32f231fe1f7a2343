/**
 * Writes the page's table of emoji from `emojibase-data`: `node tools/emoji.ts`. The package is 50 MB and is not
 * needed to run anything; the table is 37 kB.
 *
 * The names are those of the data set that Slack itself uses (github.com/iamcal/emoji-data), without skin tones: they
 * are written after the name.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const EMOJI_TABLE = fileURLToPath(
  new URL('../src/local-slack/page/text/emoji-table.ts', import.meta.url),
);

const read = (address: string): unknown => JSON.parse(readFileSync(fileURLToPath(address), 'utf8'));

/** The module as it must stand; a test holds it against the file. */
export function emojiTable(): string {
  const names = read(import.meta.resolve('emojibase-data/en/shortcodes/iamcal.json')) as Record<
    string,
    string | string[]
  >;
  const emoji = read(import.meta.resolve('emojibase-data/en/compact.json')) as {
    hexcode: string;
    unicode: string;
  }[];
  const entries = emoji.flatMap(({ hexcode, unicode }) =>
    [names[hexcode] ?? []].flat().map((name) => `${name} ${asTyped(unicode)}`),
  );
  const lines: string[] = [];
  for (const entry of entries) {
    const last = lines.at(-1);
    if (last === undefined || last.length + entry.length > 150) lines.push(entry);
    else lines[lines.length - 1] = `${last} ${entry}`;
  }
  return `/** Every emoji by its names in Slack: a name, then its character. Written by tools/emoji.ts. */\nexport const emojiTable = \`\n${lines.join('\n')}\n\`;\n`;
}

/** Without the variation selector where the character is an emoji anyway: so people type it. */
function asTyped(character: string): string {
  return character.replace(/^(\p{Emoji_Presentation})\uFE0F$/u, '$1');
}

if (import.meta.main) writeFileSync(EMOJI_TABLE, emojiTable());
