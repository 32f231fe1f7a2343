/** Slack's limits by name, each with its class and its source, from limits.json. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Both ends are included. What is absent is not limited. */
export interface Limit {
  min?: number;
  max?: number;
}

const range = { min: z.number().optional(), max: z.number().optional() };
const shared = {
  unit: z.string(),
  source: z.array(z.string()).min(1),
  /** How sure it is: `official-type`, `official-docs`, `third-party`, `observed` … */
  confidence: z.string(),
  /** The code Slack answers with, where a source names it. */
  error: z.string().optional(),
  note: z.string().optional(),
  /** Why it cannot be checked here. */
  notEnforced: z.string().min(1).optional(),
};
const entry = z.discriminatedUnion('class', [
  /** What one call sends: a number's ends, the names that are allowed, or `true` for a rule. */
  z.strictObject({
    class: z.literal('payload'),
    value: z.union([z.strictObject(range), z.array(z.string()), z.string(), z.literal(true)]),
    ...shared,
  }),
  /** Checked by manifest-limits.ts: lengths of texts and lists by their path. */
  z.strictObject({
    class: z.literal('manifest'),
    value: z.strictObject({ ...range, pattern: z.string().optional() }),
    ...shared,
  }),
  /** How often and how long something may be done, and what Slack leaves to the app. */
  z.strictObject({ class: z.enum(['rate', 'time', 'client']), value: z.json(), ...shared }),
]);
const file = z.strictObject({
  about: z.string(),
  /** Every limit of the list this file was copied from. */
  original: z.array(z.string()),
  /** Why one of them is not among the limits. */
  leftOut: z.record(z.string(), z.string().min(1)),
  limits: z.record(z.string(), entry),
});

type Entry = z.output<typeof entry>;
export type LimitClass = Entry['class'];
export type ManifestLimit = Extract<Entry, { class: 'manifest' }>['value'];

const data = file.parse(JSON.parse(readFileSync(new URL('./limits.json', import.meta.url), 'utf8')));

/** All limits by name. */
export const LIMITS = data.limits;

/** The list the limits were copied from, and why some of it is not among them. */
export const { original: ORIGINAL_LIMITS, leftOut: LEFT_OUT } = data;

const Range = z.object(range);
const known = new Map<string, Limit>();

/** One limit. @throws Error when limits.json does not have it: a slip of the pen in a description. */
export function limit(name: string): Limit {
  const before = known.get(name);
  if (before) return before;
  const found = Range.safeParse(LIMITS[name]?.value);
  if (!found.success) throw new Error(`limits.json has no ${name}`);
  const { min, max } = found.data;
  const one = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  known.set(name, one);
  return one;
}

/** The largest number of a limit; Infinity where there is none. */
export function most(name: string): number {
  return limit(name).max ?? Number.POSITIVE_INFINITY;
}

/** A limit that is more than two ends, in the shape it is expected to have. @throws ZodError where it has another */
export function limitAs<S extends z.ZodType>(name: string, shape: S): z.output<S> {
  return shape.parse(LIMITS[name]?.value);
}

const Names = z.array(z.string());

/** The names a limit allows, as the surfaces of a block. @throws Error when limits.json has no such list. */
export function names(name: string): readonly string[] {
  return Names.parse(LIMITS[name]?.value, { error: () => `limits.json has no list ${name}` });
}

/** The names of all limits of some classes, those left aside included. */
export function limitsOf(...classes: LimitClass[]): string[] {
  return Object.entries(LIMITS).flatMap(([name, one]) => (classes.includes(one.class) ? [name] : []));
}
