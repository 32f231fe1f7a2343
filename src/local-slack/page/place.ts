/**
 * Who is looking and at what, as the URL's hash holds it: `#/U123/C456`, `#/U123/home`, `#/U123/about`,
 * `#/U123/U789` for the direct messages with somebody, and `#/U123/messages` for the app's Messages tab, whichever conversation that is.
 */

export type Place = { kind: 'conversation'; id: string } | { kind: 'home' } | { kind: 'about' };

export interface Address {
  user: string | null;
  place: Place | null;
}

/** Reads a hash; what is missing is null: `parseAddress('#/U1/home')` → `{ user: 'U1', place: { kind: 'home' } }`. */
export function parseAddress(hash: string): Address {
  const [user, where] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  return { user: user || null, place: where ? placeOf(where) : null };
}

export function hashOf(user: string, place: Place): string {
  const where = place.kind === 'conversation' ? encodeURIComponent(place.id) : place.kind;
  return `#/${encodeURIComponent(user)}/${where}`;
}

export function samePlace(a: Place, b: Place): boolean {
  return a.kind === b.kind && (a.kind !== 'conversation' || b.kind !== 'conversation' || a.id === b.id);
}

function placeOf(where: string): Place {
  if (where === 'home' || where === 'about') return { kind: where };
  return { kind: 'conversation', id: where };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
