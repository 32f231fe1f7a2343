import { setTimeout as wait } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import type { Readers } from '../people/flow/readers.ts';
import type { PersonKey } from '../ports.ts';
import type { Feature } from '../slack/asking.ts';
import { homeView } from './views.ts';

/** Everybody's App Home. */
export interface Homes {
  /** Shows the person their Home, as it is now. */
  publish(client: WebClient, who: PersonKey): Promise<void>;
  /** From now on this person's Home is renewed, whether they have opened it or not. */
  watch(who: PersonKey): void;
  /** The same for somebody who has opened it since the app started; nothing for others, who will see it made anew. */
  renew(client: WebClient, who: PersonKey): Promise<void>;
  /**
   * The same, soon: somebody else did something, or something was said to them. Many of them, as when a whole cohort is
   * matched, are renewed one after the other, and each once.
   */
  renewSoon(client: WebClient, who: PersonKey): void;
  /** Renews soon the Homes of others that may have changed by what this person has just done. */
  renewTouched(client: WebClient, who: PersonKey): Promise<void>;
  /** No other Home is renewed any more. */
  stop(): void;
}

const OPENED_KEPT = 10_000;
/** Slack lets an app show a hundred Homes a minute (Tier 4): people who have done something themselves come first. */
const SOON_EVERY_MS = 1_000;

/**
 * Puts everybody's Home together, of the sections that the features give.
 *
 * @param onProblem told where a Home could not be renewed that nobody waits for; it is made anew when it is opened
 */
export function createHomes(
  readers: Readers,
  features: readonly Feature[],
  onProblem: (error: unknown) => void,
): Homes {
  const opened = new LRUCache<string, true>({ max: OPENED_KEPT });
  const keyOf = ({ workspaceId, personId }: PersonKey): string => `${workspaceId} ${personId}`;

  const watch = (who: PersonKey): void => void opened.set(keyOf(who), true);

  /** One person's Home is made and shown one after the other: what was true before must not arrive last. */
  const last = new Map<string, Promise<void>>();
  function publish(client: WebClient, who: PersonKey): Promise<void> {
    watch(who);
    const turn = (last.get(keyOf(who)) ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => show(client, who));
    last.set(keyOf(who), turn);
    const done = (): void => {
      if (last.get(keyOf(who)) === turn) last.delete(keyOf(who));
    };
    turn.then(done, done);
    return turn;
  }

  async function show(client: WebClient, who: PersonKey): Promise<void> {
    const reader = await readers.load(who);
    const sections = await Promise.all(features.map(({ homeSection }) => homeSection?.(who, reader) ?? []));
    await client.views.publish({ user_id: who.personId, view: homeView(reader, sections) });
  }

  const stale = new Map<string, { client: WebClient; who: PersonKey }>();
  let renewing = false;
  let stopped = false;
  async function renewStale(): Promise<void> {
    renewing = true;
    for (const [key, { client, who }] of stale) {
      if (stopped) break;
      stale.delete(key);
      await publish(client, who).catch(onProblem);
      await wait(SOON_EVERY_MS, undefined, { ref: false });
    }
    renewing = false;
  }
  function renewSoon(client: WebClient, who: PersonKey): void {
    if (stopped || !opened.has(keyOf(who))) return;
    stale.set(keyOf(who), { client, who });
    if (!renewing) void renewStale();
  }

  return {
    publish,
    watch,
    renew: async (client, who) => (opened.has(keyOf(who)) ? publish(client, who) : undefined),
    renewSoon,
    async renewTouched(client, who) {
      const found = await Promise.all(features.map(({ touches }) => touches?.(who) ?? []));
      for (const personId of found.flat()) renewSoon(client, { ...who, personId });
    },
    stop() {
      stopped = true;
    },
  };
}
