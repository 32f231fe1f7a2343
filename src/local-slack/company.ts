/** The people and channels of a workspace, read from YAML. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';

/** The company that comes with local-slack. */
export const BUILT_IN_COMPANY = fileURLToPath(new URL('./company.yml', import.meta.url));

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

const channel = z.strictObject({
  id: slackId('C'),
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,79}$/, 'must be lower-case letters, digits, dashes'),
  kind: z.enum(['channel', 'private']),
  topic: z.string().default(''),
  members: z.union([z.literal('everyone'), z.array(z.string())]),
  messages: z
    .array(z.strictObject({ from: z.string(), text: z.string().min(1), minutesAgo: z.number().min(0) }))
    .default([]),
});

const company = z
  .strictObject({
    team: z.strictObject({
      id: slackId('T'),
      name: z.string().min(1),
      domain: z.string().regex(/^[a-z0-9-]+$/, 'must be lower-case letters, digits, dashes'),
      locale,
    }),
    opensAs: z.string(),
    people: z.array(person).min(1),
    channels: z.array(channel),
  })
  .superRefine((read, context) => {
    const problem = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const ids = new Set(read.people.map((one) => one.id));
    for (const [list, key] of [
      [read.people, 'id'],
      [read.people, 'handle'],
      [read.channels, 'id'],
      [read.channels, 'name'],
    ] as const) {
      const seen = new Set<string>();
      for (const [index, one] of list.entries()) {
        const value = String(Reflect.get(one, key));
        if (seen.has(value)) {
          problem([list === read.people ? 'people' : 'channels', index, key], `${value} stands here twice`);
        }
        seen.add(value);
      }
    }
    if (!read.people.some((one) => one.role === 'owner' && !one.deactivated)) {
      problem(['people'], 'one person must have the role owner');
    }
    const opens = read.people.find((one) => one.id === read.opensAs);
    if (!opens || opens.deactivated) problem(['opensAs'], 'must be the id of an active person');
    for (const [index, one] of read.channels.entries()) {
      const named = [
        ...(one.members === 'everyone' ? [] : one.members),
        ...one.messages.map((said) => said.from),
      ];
      for (const id of named) {
        if (!ids.has(id)) problem(['channels', index], `${id} is nobody in people`);
      }
    }
  });

/** A company as its file says, defaults filled in. */
export type Company = z.output<typeof company>;

/**
 * Reads a company from a YAML file.
 * @throws Error naming every problem with its place, one a line.
 */
export function readCompany(path: string): Company {
  const parsed = company.safeParse(readYaml(path));
  if (parsed.success) return parsed.data;
  throw new Error(`${path} does not describe a company:\n${describeIssues(parsed.error)}`);
}

/** Reads a YAML file. @throws Error with the path, when it is not there or not YAML. */
export function readYaml(path: string): unknown {
  try {
    return parseYaml(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(`${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`, { cause });
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
