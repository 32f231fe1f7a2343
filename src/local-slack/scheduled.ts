/** Messages that wait for their time, which is product time: they appear when it is moved there as well. */
import { z } from 'zod';
import { limitAs } from './block-kit/limits.ts';
import type { Ids } from './clock.ts';
import type { ProductClock } from './product-clock.ts';
import type { Message } from './records.ts';

/** A message and when it is to be posted, in seconds since 1970. */
export interface ScheduledMessage {
  id: string;
  postAt: number;
  createdAt: number;
  message: Omit<Message, 'ts'>;
}

const horizon = limitAs('chat.scheduleMessage.horizon', z.object({ max_days: z.number() }));
const density = limitAs(
  'chat.scheduleMessage.density',
  z.object({ max: z.number(), window_seconds: z.number() }),
);
const HORIZON_SECONDS = horizon.max_days * 24 * 3600;

/** Source: docs.slack.dev, chat.deleteScheduledMessage: no longer "within 60 seconds of the delete request". */
const LAST_MINUTE_SECONDS = 60;

/** What one workspace's app has scheduled. */
export class Scheduled {
  readonly #clock: ProductClock;
  readonly #ids: Ids;
  readonly #waiting = new Map<string, ScheduledMessage & { cancel: () => void }>();

  constructor(clock: ProductClock, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  /** All that wait, the next first. */
  list(): ScheduledMessage[] {
    return [...this.#waiting.values()].toSorted((a, b) => a.postAt - b.postAt);
  }

  /** Slack's code for why nothing more can be posted in a conversation at that time. */
  problem(room: string, postAt: number): 'time_in_past' | 'time_too_far' | 'restricted_too_many' | undefined {
    const now = this.#nowSeconds();
    if (postAt <= now) return 'time_in_past';
    if (postAt > now + HORIZON_SECONDS) return 'time_too_far';
    const there = this.list().filter((one) => one.message.room === room);
    return isTooDense([...there.map((one) => one.postAt), postAt]) ? 'restricted_too_many' : undefined;
  }

  /** Keeps a message; `post` is called at its time. */
  add(message: Omit<Message, 'ts'>, postAt: number, post: () => void): ScheduledMessage {
    const id = this.#ids.id('Q');
    const cancel = this.#clock.at(postAt * 1000, () => {
      this.#waiting.delete(id);
      post();
    });
    const one = { id, postAt, createdAt: this.#nowSeconds(), message, cancel };
    this.#waiting.set(id, one);
    return one;
  }

  /** Takes a message back. False where it is not there, not for that conversation, or due within a minute. */
  remove(id: string, room: string): boolean {
    const one = this.#waiting.get(id);
    if (!one || one.message.room !== room || one.postAt <= this.#nowSeconds() + LAST_MINUTE_SECONDS) {
      return false;
    }
    one.cancel();
    return this.#waiting.delete(id);
  }

  clear(): void {
    for (const one of this.#waiting.values()) one.cancel();
    this.#waiting.clear();
  }

  #nowSeconds(): number {
    return Math.floor(this.#clock.now() / 1000);
  }
}

/**
 * Are there more than 30 in any five minutes? Slack does not say where its "5-minute window" begins; that every one
 * counts is assumed, as the strictest reading.
 */
function isTooDense(times: number[]): boolean {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted.some((first, index) => {
    const after = sorted[index + density.max];
    return after !== undefined && after - first < density.window_seconds;
  });
}
