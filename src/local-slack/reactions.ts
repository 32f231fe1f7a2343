/** Reactions to a message, as each change leaves them. Pure. */
import type { Reaction } from './records.ts';

/** With one more; undefined where it was there. */
export function withReaction(
  reactions: readonly Reaction[],
  name: string,
  person: string,
): Reaction[] | undefined {
  const known = reactions.find((one) => one.name === name);
  if (!known) return [...reactions, { name, people: [person] }];
  if (known.people.includes(person)) return undefined;
  return reactions.map((one) => (one === known ? { name, people: [...one.people, person] } : one));
}

/** With one fewer; undefined where there was none. What nobody reacts with any more is not there. */
export function withoutReaction(
  reactions: readonly Reaction[],
  name: string,
  person: string,
): Reaction[] | undefined {
  const known = reactions.find((one) => one.name === name);
  if (!known?.people.includes(person)) return undefined;
  const people = known.people.filter((one) => one !== person);
  return reactions.flatMap((one) => {
    if (one !== known) return [one];
    return people.length > 0 ? [{ name, people }] : [];
  });
}
