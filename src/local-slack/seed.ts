/** Who and what is there when local-slack starts: workspaces with people and channels, read from YAML. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { inOurWords } from './problem-words.ts';
import { misfits, ROLES } from './seed-checks.ts';

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
  role: z.enum(ROLES),
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
  members: z.union([z.literal('everyone'), z.array(z.string())], 'must be everyone, or a list of ids'),
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
  .transform(({ workspaces, ...first }) => [first, ...workspaces]);

/** One workspace as the seed says, defaults filled in. With a `botToken` the app is installed in it from the start. */
export type WorkspaceSeed = z.output<typeof further>;

/**
 * Reads a seed from a YAML file.
 * @returns the first workspace, in which the app is installed, and those under `workspaces`
 * @throws Error naming every problem with its place, one a line.
 */
export function readSeed(path: string): WorkspaceSeed[] {
  const read = readYaml(path);
  const parsed = seed.safeParse(read, { error: inOurWords });
  const issues = [...(parsed.error?.issues ?? []), ...misfits(read)];
  if (parsed.success && issues.length === 0) return parsed.data;
  throw new Error(`${path} does not describe a workspace:\n${describeIssues({ issues })}`);
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

/** All problems, as `  people.3.timeZone: must be …`, one a line. */
export function describeIssues(error: {
  issues: readonly { path: PropertyKey[]; message: string }[];
}): string {
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
