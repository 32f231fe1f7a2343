/** Slack's emoji names. Names that are not here (a workspace's own) show as typed, as `:party_parrot:`. */
import { emojiTable } from './emoji-table.ts';

const characters = new Map<string, string>();
const words = emojiTable.trim().split(/\s+/);
for (let at = 0; at + 1 < words.length; at += 2) characters.set(words[at] ?? '', words[at + 1] ?? '');

/** The character for a name without colons, as `tada`; undefined when we do not know it. */
export function emojiOf(name: string): string | undefined {
  return characters.get(name);
}

/** `:names:` in plain text to characters; unknown names stay. */
export function withEmoji(text: string): string {
  return text.replace(
    /:([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?/g,
    (typed, name: string) => characters.get(name) ?? typed,
  );
}
