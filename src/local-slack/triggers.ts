/** Trigger ids: the permission to open one modal for one person, for three seconds. */
import type { Clock, Ids } from './clock.ts';

/** A trigger id with whom it was given to. */
export interface Trigger {
  id: string;
  person: string;
  /** The view in which the person acted, for views.push. */
  viewId: string | undefined;
  issuedAt: number;
  used: boolean;
}

/** Slack's codes for a trigger id that cannot be exchanged. */
export type TriggerProblem = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';

// Old triggers are kept this long, so that a late use is answered with "expired" and not "invalid".
const KEPT_MS = 10 * 60_000;

/** Issues trigger ids and exchanges each once. Source: docs.slack.dev, methods views.open and views.push. */
export class Triggers {
  readonly #triggers = new Map<string, Trigger>();
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #ttlMs: number;

  constructor(clock: Clock, ids: Ids, ttlMs: number) {
    this.#clock = clock;
    this.#ids = ids;
    this.#ttlMs = ttlMs;
  }

  issue(person: string, viewId?: string): string {
    const now = this.#clock.now();
    for (const [id, trigger] of this.#triggers) {
      if (trigger.issuedAt > now - KEPT_MS) break;
      this.#triggers.delete(id);
    }
    // The form that views.open documents: "132456.7890123.abcdef".
    const id = `${now}.${Math.floor(now / 1000)}.${this.#ids.secret(16)}`;
    this.#triggers.set(id, { id, person, viewId, issuedAt: now, used: false });
    return id;
  }

  /** Who acted, even where the trigger is no longer good: for telling that person. */
  find(id: string): Trigger | undefined {
    return this.#triggers.get(id);
  }

  /** Looks at a trigger without using it up. */
  check(id: string): Trigger | TriggerProblem {
    const trigger = this.#triggers.get(id);
    if (!trigger) return 'invalid_trigger_id';
    if (trigger.used) return 'exchanged_trigger_id';
    return this.#clock.now() - trigger.issuedAt > this.#ttlMs ? 'expired_trigger_id' : trigger;
  }
}
