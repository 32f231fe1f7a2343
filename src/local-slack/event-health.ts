/**
 * Switches an app's events off when it hardly ever acks them, as Slack does (docs.slack.dev, Events API, "Failure
 * limits"). Only deliveries by HTTP count: all of Slack's failure conditions are HTTP's.
 */
import { z } from 'zod';
import { limitAs } from './block-kit/limits.ts';
import type { Clock } from './clock.ts';

const LIMIT = limitAs(
  'events.success_ratio',
  z.object({ min_percent: z.number(), window_s: z.number(), from_events: z.number() }),
);
const MINUTE_MS = 60_000;

/** How many deliveries of events there were within the last hour, retries included, and how many succeeded. */
export class EventHealth {
  readonly #clock: Clock;
  readonly #onDisabled: (sentence: string) => void;
  // By minute, so that a busy hour takes no more room than a quiet one.
  readonly #minutes = new Map<number, { all: number; succeeded: number }>();
  #disabled = false;

  /** @param onDisabled hears once, in a sentence for a developer, that no more events are delivered */
  constructor(clock: Clock, onDisabled: (sentence: string) => void) {
    this.#clock = clock;
    this.#onDisabled = onDisabled;
  }

  /** True: no more events until local-slack is started anew; with Slack the app's owner switches them on again. */
  get disabled(): boolean {
    return this.#disabled;
  }

  /** Counts one delivery of an event. */
  count(succeeded: boolean): void {
    const now = Math.floor(this.#clock.now() / MINUTE_MS);
    const minute = this.#minutes.get(now) ?? { all: 0, succeeded: 0 };
    this.#minutes.set(now, {
      all: minute.all + 1,
      succeeded: minute.succeeded + (succeeded ? 1 : 0),
    });
    for (const at of this.#minutes.keys()) {
      if (at <= now - (LIMIT.window_s * 1000) / MINUTE_MS) this.#minutes.delete(at);
    }
    const counted = [...this.#minutes.values()];
    const all = counted.reduce((sum, one) => sum + one.all, 0);
    const good = counted.reduce((sum, one) => sum + one.succeeded, 0);
    if (this.#disabled || all < LIMIT.from_events || good * 100 >= all * LIMIT.min_percent) return;
    this.#disabled = true;
    this.#onDisabled(
      `The app acked ${good} of ${all} events within an hour. Below ${LIMIT.min_percent} % Slack switches an app’s events off until its owner switches them on again; here they stay off until local-slack is started anew.`,
    );
  }
}
