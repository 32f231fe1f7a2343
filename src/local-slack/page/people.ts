/** How people are shown: avatars, roles, their local time. */
import { h } from './dom.ts';
import type { PersonCard } from './protocol.ts';
import type { World } from './state.ts';
import { clockTime } from './text/dates.ts';

const tints = 10;

/** Coloured initials; unseen by screen readers, since the name always stands beside them. */
export function avatar(
  id: string,
  world: World,
  size: 'small' | 'medium' | 'large' = 'medium',
  name = world.nameOf(id),
): HTMLElement {
  const app = world.isApp(id);
  const look = app ? 'avatar-app' : `tint-${hash(id) % tints}`;
  return h('span', { class: `avatar avatar-${size} ${look}`, 'aria-hidden': 'true' }, initials(name));
}

/** `Ana Silva` → `AS`; one word gives its first letter, nothing a question mark. */
function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => [...(word ?? '')][0] ?? '',
  );
  return letters.join('').toUpperCase() || '?';
}

function hash(text: string): number {
  let value = 7;
  for (const char of text) value = (value * 31 + (char.codePointAt(0) ?? 0)) % 1_000_003;
  return value;
}

/** `14:05 in Warsaw`. */
export function localTime(person: PersonCard, now: Date): string {
  const city = person.timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? person.timeZone;
  return `${clockTime(now, person)} in ${city}`;
}

/** When a message was written, from its `ts`. */
export function writtenAt(ts: string): Date {
  return new Date(Number(ts) * 1000);
}
