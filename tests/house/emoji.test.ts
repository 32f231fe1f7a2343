import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { EMOJI_TABLE, emojiTable } from '../../tools/emoji.ts';

it("the page's emoji are those of the package", async () => {
  const table = await readFile(EMOJI_TABLE, 'utf8');
  expect(table, 'run node tools/emoji.ts').toBe(emojiTable());
  expect(table).toContain(' tada 🎉 ');
});
