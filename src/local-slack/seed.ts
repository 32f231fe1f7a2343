/** Who and what is there when local-slack starts: workspaces with people and channels, read from YAML. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';

/** The seed that comes with local-slack: one company. */
export const BUILT_IN_SEED = fileURLToPath(new URL('./company.yml', import.meta.url));

const slackId = (letter: string) =>
  z.string().regex(new RegExp(`^${letter}[A-Z0-9]{8,}$`), `must be ${letter} and at least 8 of A-Z, 0-9`);

const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone, as Europe/Warsaw');
const locale = z.string().regex(/^[a-z]{2}-[A-Z]{2}$/, 'must be a locale, as pl-PL');

const person = z.strictObject({
  id: slackId('U'),
  handle: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/, 'must be lower-case letters, digits, dots or dashes'),
  name: z.string().min(1),
  title: z.string().default(''),
  email: z.email(),
  timeZone,
  locale,
  role: z.enum(['owner', 'admin', 'member', 'guest']),
  deactivated: z.boolean().default(false),
});

const messages = z
  .array(z.strictObject({ from: z.string(), text: z.string().min(1), minutesAgo: z.number().min(0) }))
  .default([]);

const channel = z.strictObject({
  id: slackId('C'),
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,79}$/, 'must be lower-case letters, digits, dashes'),
  kind: z.enum(['channel', 'private']),
  topic: z.string().default(''),
  members: z.union([z.literal('everyone'), z.array(z.string())]),
  messages,
});

const directMessages = z.strictObject({ people: z.tuple([z.string(), z.string()]), messages });

const shape = {
  team: z.strictObject({
    id: slackId('T'),
    name: z.string().min(1),
    domain: z.string().regex(/^[a-z0-9-]+$/, 'must be lower-case letters, digits, dashes'),
    locale,
  }),
  opensAs: z.string(),
  people: z.array(person).min(1),
  channels: z.array(channel),
  directMessages: z.array(directMessages).default([]),
};

const further = z.strictObject({
  ...shape,
  botToken: z.string().startsWith('xoxb-', 'must start with xoxb-').optional(),
});
const seed = z
  .strictObject({ ...shape, workspaces: z.array(further).default([]) })
  .transform(({ workspaces, ...first }) => [first, ...workspaces])
  .superRefine((workspaces, context) => {
    const seen = new Set<string>();
    for (const [index, one] of workspaces.entries()) {
      const place = index === 0 ? [] : ['workspaces', index - 1];
      const problem: Problem = (path, message) =>
        context.addIssue({ code: 'custom', path: [...place, ...path], message });
      // Ids are told apart in all workspaces together, as in Slack.
      findTwice([one.team], 'id', seen, () => problem(['team', 'id'], `${one.team.id} stands here twice`));
      checkWorkspace(one, seen, problem);
    }
  });

type Problem = (path: (string | number)[], message: string) => void;

function checkWorkspace(read: z.output<typeof further>, seen: Set<string>, problem: Problem): void {
  const named = (list: 'people' | 'channels', key: string, among: Set<string>) =>
    findTwice(read[list], key, among, (index, value) =>
      problem([list, index, key], `${value} stands here twice`),
    );
  named('people', 'id', seen);
  named('people', 'handle', new Set());
  named('channels', 'id', seen);
  named('channels', 'name', new Set());
  if (!read.people.some((one) => one.role === 'owner' && !one.deactivated)) {
    problem(['people'], 'one person must have the role owner');
  }
  const opens = read.people.find((one) => one.id === read.opensAs);
  if (!opens || opens.deactivated) problem(['opensAs'], 'must be the id of an active person');
  const ids = new Set(read.people.map((one) => one.id));
  for (const [index, one] of read.channels.entries()) {
    const members = one.members === 'everyone' ? [] : one.members;
    for (const id of [...members, ...one.messages.map((said) => said.from)]) {
      if (!ids.has(id)) problem(['channels', index], `${id} is nobody in people`);
    }
  }
  checkDirectMessages(read.directMessages, ids, problem);
}

function checkDirectMessages(
  all: z.output<typeof directMessages>[],
  ids: Set<string>,
  problem: Problem,
): void {
  const pairs = new Set<string>();
  for (const [index, { people, messages: said }] of all.entries()) {
    const place = ['directMessages', index];
    for (const id of people) if (!ids.has(id)) problem(place, `${id} is nobody in people`);
    if (people[0] === people[1]) problem(place, 'must be of two people');
    const pair = people.toSorted().join(' ');
    if (pairs.has(pair)) problem(place, 'stands here twice');
    pairs.add(pair);
    for (const { from } of said) {
      if (!people.includes(from)) problem(place, `${from} writes here, and is neither of the two`);
    }
  }
}

function findTwice(
  list: readonly object[],
  key: string,
  seen: Set<string>,
  found: (index: number, value: string) => void,
): void {
  for (const [index, one] of list.entries()) {
    const value = String(Reflect.get(one, key));
    if (seen.has(value)) found(index, value);
    seen.add(value);
  }
}

/** One workspace as the seed says, defaults filled in. With a `botToken` the app is installed in it from the start. */
export type WorkspaceSeed = z.output<typeof further>;

/**
 * Reads a seed from a YAML file.
 * @returns the first workspace, in which the app is installed, and those under `workspaces`
 * @throws Error naming every problem with its place, one a line.
 */
export function readSeed(path: string): WorkspaceSeed[] {
  const parsed = seed.safeParse(readYaml(path));
  if (parsed.success) return parsed.data;
  throw new Error(`${path} does not describe a workspace:\n${describeIssues(parsed.error)}`);
}

/** Reads a YAML file. @throws Error with the path, when it is not there or not YAML */
export function readYaml(path: string): unknown {
  try {
    return parseYaml(readFileSync(path, 'utf8'));
  } catch (cause) {
    const isGone = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(isGone ? `There is no file ${path}.` : `${path} cannot be read: ${why}`, { cause });
  }
}

/** All problems zod found, as `  people.3.timeZone: must be …`, one a line. */
export function describeIssues(error: z.ZodError): string {
  return error.issues.map((issue) => `  ${issue.path.join('.') || '(file)'}: ${issue.message}`).join('\n');
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
