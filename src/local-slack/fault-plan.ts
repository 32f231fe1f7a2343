/** What faults there are, and how a file or a request asks for them. */
import { z } from 'zod';
import { describeIssues, readYaml } from './seed.ts';

/** Kinds of deliveries, by Socket Mode's names. */
const DELIVERY_KINDS = ['slash_commands', 'interactive', 'events_api'] as const;
const EVERY_METHOD = 'methods';
const EVERY_DELIVERY = 'deliveries';

const when = {
  /** Which share of what matches is hit, from 0 to 1. All, unless one says so. */
  probability: z.number().min(0).max(1).default(1),
  /** After so many hits the fault is spent. */
  times: z.int().min(1).optional(),
  /** So many that match go by first. */
  after: z.int().min(0).default(0),
};
// A day: longer is a slip of the pen, and Node's timers end at 24 days.
const ms = z
  .int()
  .min(1)
  .max(24 * 3_600_000);

/** @param methods the names there are; handed in, as methods know of the workspace, and that of its faults */
function schemasFor(methods: readonly string[]) {
  const isMethod = (on: string) => on === EVERY_METHOD || methods.includes(on);
  const isDelivery = (on: string) => on === EVERY_DELIVERY || DELIVERY_KINDS.some((kind) => kind === on);
  const onMethod = z.string().refine(isMethod, {
    message: `must be a method of the Web API, as chat.postMessage, or "${EVERY_METHOD}" for all of them`,
  });
  const onDelivery = z.string().refine(isDelivery, {
    message: `must be ${DELIVERY_KINDS.join(', ')}, or "${EVERY_DELIVERY}" for all of them`,
  });
  const onAny = z.string().refine((on) => isMethod(on) || isDelivery(on), {
    message: `must be a method, "${EVERY_METHOD}", ${DELIVERY_KINDS.join(', ')} or "${EVERY_DELIVERY}"`,
  });
  const fault = z.discriminatedUnion('do', [
    /** The method acts, or the app gets the delivery; the answer to it is lost. */
    z.strictObject({ do: z.literal('drop_reply'), on: onAny, ...when }),
    /** HTTP 500; the method does not act. */
    z.strictObject({ do: z.literal('server_error'), on: onMethod, ...when }),
    /** HTTP 429 with Retry-After; the method does not act. */
    z.strictObject({
      do: z.literal('rate_limited'),
      on: onMethod,
      retryAfterSeconds: z.int().min(1).default(1),
      ...when,
    }),
    /** The method acts at once and answers after this long. */
    z.strictObject({ do: z.literal('slow'), on: onMethod, ms, ...when }),
    /** The app gets the delivery, and its Socket Mode connection breaks before the ack is read. */
    z.strictObject({ do: z.literal('disconnect'), on: onDelivery, ...when }),
    /** The app gets the same delivery twice; the first ack counts. */
    z.strictObject({ do: z.literal('deliver_twice'), on: onDelivery, ...when }),
    /** The app gets the delivery after this long; its trigger id grows old meanwhile. */
    z.strictObject({ do: z.literal('deliver_late'), on: onDelivery, ms, ...when }),
  ]);

  const plan = z.strictObject({
    /** Makes a run repeat where probabilities are used. */
    seed: z.int().min(0).optional(),
    faults: z.array(fault).default([]),
  });
  return { fault, plan };
}

type Schemas = ReturnType<typeof schemasFor>;

/** One fault as it is kept, defaults filled in. */
export type Fault = z.output<Schemas['fault']>;
/** One fault as it may be written. */
export type FaultInput = z.input<Schemas['fault']>;
/** Faults with their seed, as it may be written. */
export type FaultPlanInput = z.input<Schemas['plan']>;
export type FaultPlan = z.output<Schemas['plan']>;

/** Does the fault concern this method or kind of delivery? */
export function concerns({ on }: Fault, what: { method: string } | { kind: string }): boolean {
  return 'method' in what
    ? on === EVERY_METHOD || on === what.method
    : on === EVERY_DELIVERY || on === what.kind;
}

/** Reads faults for a server with these methods. Both throw an Error that names every problem with its place. */
export function faultReader(methods: readonly string[]) {
  const { fault, plan } = schemasFor(methods);
  return {
    /** One fault, as a request or a test gives it. */
    readFault(given: unknown): Fault {
      const parsed = fault.safeParse(given);
      if (parsed.success) return parsed.data;
      throw new Error(`That is no fault:\n${describeIssues(parsed.error)}`);
    },
    /** A plan, from a YAML file or an object. */
    readPlan(source: unknown): FaultPlan {
      const parsed = plan.safeParse(typeof source === 'string' ? readYaml(source) : source);
      if (parsed.success) return parsed.data;
      const what = typeof source === 'string' ? `${source} does not` : 'This does not';
      throw new Error(`${what} describe faults:\n${describeIssues(parsed.error)}`);
    },
  };
}
