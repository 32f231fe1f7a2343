/**
 * How often an app may call: Slack's tiers, per method and workspace, in real time. The numbers stand in
 * block-kit/limits.json, each with its source.
 */
import { z } from 'zod';
import { limitAs, limitsOf, most } from './block-kit/limits.ts';
import type { Clock } from './clock.ts';

const TIERS = {
  ...limitAs(
    'rate.tiers',
    z.object({ Tier1: z.number(), Tier2: z.number(), Tier3: z.number(), Tier4: z.number() }),
  ),
  special: limitAs('rate.special', z.object({ perMinute: z.number() })).perMinute,
};
const method = z.object({ tier: z.enum(['Tier1', 'Tier2', 'Tier3', 'Tier4', 'special']) });
const posting = limitAs(
  'rate.posting',
  z.object({ per_second_per_channel: z.number(), burst: z.number(), workspace_per_minute: z.number() }),
);

const MINUTE_MS = 60_000;
const METHOD_PREFIX = 'rate.method.';

/** Calls a minute by method. `api.test` and what Slack names no tier for has none. */
export const CALLS_A_MINUTE: ReadonlyMap<string, number> = new Map(
  limitsOf('rate')
    .filter((name) => name.startsWith(METHOD_PREFIX))
    .map((name) => [name.slice(METHOD_PREFIX.length), TIERS[limitAs(name, method).tier]]),
);

/** chat.postMessage: one a second in each channel after a burst of this many, and so many a minute in a workspace. */
export const POSTING = {
  everyMs: 1000 / posting.per_second_per_channel,
  burst: posting.burst,
  workspacePerMinute: posting.workspace_per_minute,
} as const;

/** Events an app gets from one workspace in an hour; then Slack says `app_rate_limited` and keeps them back. */
const EVENTS_AN_HOUR = most('events.rate');

/** What a call counts for. */
export interface Counted {
  /** The workspace of the token; the app itself for calls that belong to none. */
  team: string;
  method: string;
  /** The conversation a message goes to: for chat.postMessage only. */
  channel?: string | undefined;
}

/**
 * Counts calls. A tier is kept strictly: no more than its number within any minute, all at once if one likes. Slack
 * promises no more than that ("50+ per minute"), and tolerates bursts by a measure nobody outside knows.
 */
export class Rates {
  readonly #clock: Clock;
  readonly #calls = new Map<string, number[]>();
  // By channel: when the next message is due if each takes its whole second.
  readonly #posts = new Map<string, number>();
  readonly #eventsAnHour: number;
  readonly #events = new Map<string, { begunAt: number; count: number; toldOfMinute: number }>();

  constructor(clock: Clock, eventsAnHour = EVENTS_AN_HOUR) {
    this.#clock = clock;
    this.#eventsAnHour = eventsAnHour;
  }

  /** Counts a call. Undefined: it may go on; else the seconds for `Retry-After`, and it was not counted. */
  take({ team, method, channel }: Counted): number | undefined {
    const now = this.#clock.now();
    const isPost = method === 'chat.postMessage';
    const perMinute = isPost ? POSTING.workspacePerMinute : CALLS_A_MINUTE.get(method);
    if (perMinute === undefined) return undefined;
    const key = `${team} ${method}`;
    const recent = (this.#calls.get(key) ?? []).filter((at) => at > now - MINUTE_MS);
    const oldest = recent[0];
    if (oldest !== undefined && recent.length >= perMinute) return seconds(oldest + MINUTE_MS - now);
    if (isPost && channel !== undefined) {
      const place = `${team} ${channel}`;
      const due = Math.max(this.#posts.get(place) ?? 0, now);
      const waitMs = due - now - (POSTING.burst - 1) * POSTING.everyMs;
      if (waitMs > 0) return seconds(waitMs);
      this.#posts.set(place, due + POSTING.everyMs);
    }
    recent.push(now);
    this.#calls.set(key, recent);
    return undefined;
  }

  /**
   * Counts an event to a workspace's app. That the hour begins with its first event is assumed.
   * @returns `send`; `drop` where the hour is full; or, once in each minute of dropping, that minute in seconds since
   *   1970, which the app is to hear of
   */
  takeEvent(team: string): 'send' | 'drop' | { minute: number } {
    const now = this.#clock.now();
    const known = this.#events.get(team);
    const isOver = !known || now - known.begunAt >= 60 * MINUTE_MS;
    const hour = isOver ? { begunAt: now, count: 0, toldOfMinute: 0 } : known;
    this.#events.set(team, hour);
    hour.count += 1;
    if (hour.count <= this.#eventsAnHour) return 'send';
    const minute = Math.floor(now / MINUTE_MS) * 60;
    if (hour.toldOfMinute === minute) return 'drop';
    hour.toldOfMinute = minute;
    return { minute };
  }
}

/** Whole seconds, as `Retry-After` has them, and never none. */
function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
