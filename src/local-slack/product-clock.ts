/**
 * Product time: what stands in messages and what an app reads for its dues and dates. It can be moved by hand or run
 * faster, so that half a year of nudges passes in a minute. Signatures, trigger ids, acks, response_urls, retries and
 * rates go by the machine's clock, whatever stands here.
 */
import { Hono } from 'hono';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import { sameOrigin } from './guard.ts';
import type { ClockState } from './page/protocol.ts';
import { describeIssues } from './seed.ts';

const instant = z.union([z.int(), z.iso.datetime({ offset: true }).transform(Date.parse)], {
  error: 'must be milliseconds since 1970, or as 2026-03-02T09:00:00Z',
});
/** Four months a second: more is a slip of the pen. */
export const MOST_SPEED = 10_000_000;

const settings = z.strictObject({
  /** Milliseconds since 1970, or ISO 8601 with its offset. */
  now: instant.optional().refine((at) => at === undefined || Math.abs(at) <= LATEST, {
    error: 'must be before the end of the year 9999',
  }),
  /** Product seconds in a real one: 1 as the machine's clock, 0 stands still, 86,400 a day a second. */
  speed: z.number().min(0).max(MOST_SPEED).optional(),
});
const move = settings.extend({ advanceMs: z.int().min(0).optional() });

/** How product time begins. */
export type ClockSettings = z.input<typeof settings>;
/** How product time changes: to an instant, by a span, or in its speed. */
export type ClockMove = z.input<typeof move>;

/** The end of the year 9999: dates after it have no four digits, and soon after there are none at all. */
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59);

// The longest that a timer can wait; it is set anew then.
const LONGEST_WAIT_MS = 2 ** 31 - 1;

interface Waiting {
  at: number;
  run: () => void;
}

/** A clock that follows another, at a distance and a speed of its own. */
export class ProductClock implements Clock {
  readonly #real: Clock;
  readonly #listeners = new Set<(state: ClockState) => void>();
  #speed = 1;
  // What is to happen at an instant of product time, the earliest first.
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  // Where product time stood at an instant of the real clock.
  #from: { product: number; real: number };

  /** @throws Error naming every problem with `given` */
  constructor(real: Clock, given: ClockSettings = {}) {
    this.#real = real;
    this.#from = { product: real.now(), real: real.now() };
    const { now, speed } = read(settings, given);
    if (now !== undefined) this.#from.product = now;
    if (speed !== undefined) this.#speed = speed;
  }

  now(): number {
    return Math.floor(this.#from.product + (this.#real.now() - this.#from.real) * this.#speed);
  }

  state(): ClockState {
    return { now: this.now(), speed: this.#speed };
  }

  /**
   * Runs something when product time comes to an instant, whether it is moved there or runs there.
   * @returns takes it back
   */
  at(instant: number, run: () => void): () => void {
    const one = { at: instant, run };
    this.#waiting = [...this.#waiting, one].toSorted((a, b) => a.at - b.at);
    this.#arm();
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== one);
      this.#arm();
    };
  }

  /**
   * Moves product time; what is due on the way happens at its own instant. Time only goes forward, as the ids
   * of messages are times, and their order must hold.
   * @throws Error naming every problem with `given`
   */
  move(given: unknown): ClockState {
    const { now, advanceMs = 0, speed } = read(move, given);
    const before = this.now();
    if (now !== undefined && now < before) {
      throw new Error(
        `now: product time only goes forward, and stands at ${new Date(before).toISOString()}.`,
      );
    }
    const target = (now ?? before) + advanceMs;
    if (target > LATEST) throw new Error('Product time ends with the year 9999.');
    const afterwards = speed ?? this.#speed;
    // It stands still at each instant on the way, so that it cannot run past the target.
    this.#speed = 0;
    for (let next = this.#next(target); next; next = this.#next(target)) {
      this.#from = { product: Math.max(next.at, before), real: this.#real.now() };
      next.run();
    }
    this.#from = { product: target, real: this.#real.now() };
    this.#speed = afterwards;
    this.#arm();
    const state = this.state();
    for (const listener of this.#listeners) listener(state);
    return state;
  }

  /** Calls back whenever it was moved or runs at another speed. */
  onMove(listener: (state: ClockState) => void): void {
    this.#listeners.add(listener);
  }

  /** Takes out the first of those that are due at an instant. */
  #next(instant: number): Waiting | undefined {
    const [first] = this.#waiting;
    return first && first.at <= instant ? this.#waiting.shift() : undefined;
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const [first] = this.#waiting;
    if (!first || this.#speed === 0) return;
    const waitMs = Math.ceil((first.at - this.now()) / this.#speed);
    this.#timer = setTimeout(() => this.#pass(), Math.min(Math.max(waitMs, 0), LONGEST_WAIT_MS));
    // Who closes the server does not wait for what is due in a month.
    this.#timer.unref();
  }

  #pass(): void {
    for (let next = this.#next(this.now()); next; next = this.#next(this.now())) next.run();
    this.#arm();
  }
}

/** GET /clock answers `{ now, speed }`, which an app reads as CLOCK_URL; POST moves it. Loopback only. */
export function clockRoutes(clock: ProductClock): Hono {
  const routes = new Hono();
  routes.use(sameOrigin);
  routes.get('/', (context) => context.json(clock.state()));
  routes.post('/', async (context) => {
    try {
      return context.json(clock.move(await context.req.json().catch(() => undefined)));
    } catch (error) {
      return context.json({ ok: false, error: error instanceof Error ? error.message : String(error) }, 400);
    }
  });
  return routes;
}

function read<S extends z.ZodType>(shape: S, given: unknown): z.output<S> {
  const parsed = shape.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Error(`That moves no clock:\n${describeIssues(parsed.error)}`);
}
