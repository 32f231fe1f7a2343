/**
 * What in a seed must fit together: ids that are told apart, people who are there. It is looked at as far as it can be
 * read, so that it is named together with whatever else is wrong.
 */
import { z } from 'zod';

export const ROLES = ['owner', 'admin', 'member', 'guest'] as const;

// What is missing, or of another kind than it should be, is named by the schema, and is nothing here.
const text = z.string().catch('');
const listOf = <S extends z.ZodType>(one: S) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((all) =>
      all.flatMap((each, index) => {
        const read = one.safeParse(each);
        return read.success ? [{ index, value: read.data }] : [];
      }),
    );
const messages = listOf(z.object({ from: text }));
const workspace = z.object({
  team: z.object({ id: text }).catch({ id: '' }),
  opensAs: text,
  people: listOf(z.object({ id: text, handle: text, role: text, deactivated: z.boolean().catch(false) })),
  channels: listOf(z.object({ id: text, name: text, members: listOf(z.string()), messages })),
  directMessages: listOf(z.object({ people: listOf(z.string()), messages })),
});
const all = workspace.extend({ workspaces: listOf(workspace) });

type Readable = z.output<typeof workspace>;
type Path = (string | number)[];

/** One problem and where it stands. */
export interface Problem {
  path: Path;
  message: string;
}

/** All that does not fit together in a seed, whatever it is. */
export function misfits(read: unknown): Problem[] {
  const parsed = all.safeParse(read);
  if (!parsed.success) return [];
  const found: Problem[] = [];
  // Ids are told apart in all workspaces together, as in Slack.
  const seen = new Set<string>();
  const { workspaces, ...first } = parsed.data;
  const further = workspaces.map(({ index, value }) => ({ place: ['workspaces', index], value }));
  for (const { place, value } of [{ place: [] as Path, value: first }, ...further]) {
    checkWorkspace(value, seen, (path, message) => found.push({ path: [...place, ...path], message }));
  }
  return found;
}

type Tell = (path: Path, message: string) => void;

function checkWorkspace(read: Readable, seen: Set<string>, tell: Tell): void {
  const { people, channels, opensAs } = read;
  isNew(read.team.id, seen, ['team', 'id'], tell);
  const handles = new Set<string>();
  for (const { index, value } of people) {
    isNew(value.id, seen, ['people', index, 'id'], tell);
    isNew(value.handle, handles, ['people', index, 'handle'], tell);
  }
  const names = new Set<string>();
  for (const { index, value } of channels) {
    isNew(value.id, seen, ['channels', index, 'id'], tell);
    isNew(value.name, names, ['channels', index, 'name'], tell);
  }
  // Where nobody can be read, nothing more can be said of them.
  if (people.length === 0) return;
  const active = people.map(({ value }) => value).filter((one) => !one.deactivated);
  const rolesAreRead = people.every(({ value }) => ROLES.some((role) => role === value.role));
  if (rolesAreRead && !active.some((one) => one.role === 'owner')) {
    tell(['people'], 'one person must have the role owner');
  }
  if (opensAs !== '' && !active.some((one) => one.id === opensAs)) {
    tell(['opensAs'], 'must be the id of an active person');
  }
  const ids = new Set(people.map(({ value }) => value.id));
  for (const { index, value } of channels) {
    const named = [...value.members.map((one) => one.value), ...writers(value.messages)];
    for (const id of named) if (!ids.has(id)) tell(['channels', index], `${id} is nobody in people`);
  }
  checkDirectMessages(read.directMessages, ids, tell);
}

function checkDirectMessages(read: Readable['directMessages'], ids: Set<string>, tell: Tell): void {
  const pairs = new Set<string>();
  for (const { index, value } of read) {
    const place = ['directMessages', index];
    const people = value.people.map((one) => one.value);
    for (const id of people) if (!ids.has(id)) tell(place, `${id} is nobody in people`);
    if (people.length === 2 && people[0] === people[1]) tell(place, 'must be of two people');
    const pair = people.toSorted().join(' ');
    if (pairs.has(pair)) tell(place, 'stands here twice');
    pairs.add(pair);
    for (const from of writers(value.messages)) {
      if (!people.includes(from)) tell(place, `${from} writes here, and is neither of the two`);
    }
  }
}

function writers(read: z.output<typeof messages>): string[] {
  return read.map(({ value }) => value.from).filter((id) => id !== '');
}

function isNew(value: string, among: Set<string>, path: Path, tell: Tell): void {
  if (value === '') return;
  if (among.has(value)) tell(path, `${value} stands here twice`);
  among.add(value);
}
