/** Slack's limits by name, each with its source, from limits.json. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Both ends are included. What is absent is not limited. */
export interface Limit {
  min?: number;
  max?: number;
}

const file = z.record(
  z.string(),
  z.strictObject({
    value: z.strictObject({ min: z.number().optional(), max: z.number().optional() }),
    unit: z.string(),
    source: z.array(z.string()).min(1),
    /** How sure it is: `official-type`, `official-docs`, `third-party`, `observed` … */
    confidence: z.string(),
    note: z.string().optional(),
  }),
);

/** All limits in use. */
export const LIMITS = file.parse(JSON.parse(readFileSync(new URL('./limits.json', import.meta.url), 'utf8')));

/** One limit. @throws Error when limits.json does not have it: a slip of the pen in a description. */
export function limit(name: string): Limit {
  const entry = LIMITS[name];
  if (!entry) throw new Error(`limits.json has no ${name}`);
  const { min, max } = entry.value;
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}
