/** What Slack makes of text that a person types: entities, and names turned into ids. */
import type { Workspace } from './workspace.ts';

/** Slack escapes these three and no others (docs.slack.dev, Formatting message text). */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Escapes typed text, and turns `@handle` and `#channel` into references where they name somebody or something:
 * `@kasia` is `<@U0KASIANOW|kasia>`, `#random` is `<#C0RANDOM01|random>`. Without `named` the names are left out,
 * as in messages: `<@U0KASIANOW>`. What matches nothing stays as typed.
 */
export function escapeWithReferences(text: string, workspace: Workspace, named: boolean): string {
  const people = [...workspace.people.values()];
  return escapeText(text).replaceAll(/(^|[\s(])([@#])([\p{L}\p{N}._-]+)/gu, (typed, before, sign, word) => {
    // A full stop or comma at the end belongs to the sentence, not to the name.
    const name = word.replace(/[._-]+$/, '');
    const rest = word.slice(name.length);
    const wanted = name.toLowerCase();
    if (sign === '@') {
      const person = people.find((one) => one.handle === wanted);
      if (!person) return typed;
      return `${before}<@${person.id}${named ? `|${person.handle}` : ''}>${rest}`;
    }
    const room = [...workspace.rooms.values()].find((one) => one.kind !== 'dm' && one.name === wanted);
    return room ? `${before}<#${room.id}|${named ? room.name : ''}>${rest}` : typed;
  });
}
