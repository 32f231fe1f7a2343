/**
 * A number from 0 to 2^32 − 1 drawn for two ids: always the same for the same two, and unrelated to how they read. It
 * orders what is equal otherwise, so that neither names nor ids favour anybody. (FNV-1a, stirred as in MurmurHash3.)
 */
export function lotOf(one: string, other: string): number {
  let hash = 0x811c9dc5;
  for (const text of [one, ' ', other])
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** People in an order that is always the same and that neither names nor ids decide, however they were given. */
export function inLotOrder<T extends { id: string }>(people: readonly T[]): T[] {
  return people
    .map((person) => ({ person, lot: lotOf('', person.id) }))
    .toSorted((a, b) => a.lot - b.lot || (a.person.id < b.person.id ? -1 : 1))
    .map(({ person }) => person);
}
