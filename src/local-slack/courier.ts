/** Takes deliveries to the app, waits for the ack, and keeps book. How they travel is a transport's matter. */
import { z } from 'zod';
import { limitAs, most } from './block-kit/limits.ts';
import type { Clock, Ids } from './clock.ts';
import type { EventHealth } from './event-health.ts';
import type { Fault } from './fault-plan.ts';
import type { Faults } from './faults.ts';
import type { Journal } from './journal.ts';

/** Socket Mode's names for the three kinds; over HTTP they differ in their encoding. */
type DeliveryKind = 'slash_commands' | 'interactive' | 'events_api';

/** One thing to tell the app, as Slack would put it. */
export interface Delivery {
  kind: DeliveryKind;
  payload: Record<string, unknown>;
}

/** Which repetition of an event this is, 1 to 3, and why. */
export interface Retry {
  number: number;
  reason: string;
}

/**
 * What came back. `body` is what the app put into its ack: an object, a text, or undefined. The words of a failure
 * are those that Slack shows people: `/x failed with the error "operation_timeout"`.
 */
export type Ack = { ok: true; body: unknown } | FailedAck;
export interface FailedAck {
  ok: false;
  error: DeliveryError;
  /** What Slack gives as the reason of a retry: `http_timeout`, `connection_failed` … */
  retryReason: string;
  /** The app asked not to be tried again. */
  noRetry?: boolean;
}
export type DeliveryError =
  | 'operation_timeout'
  | 'dispatch_failed'
  | 'http_client_error'
  | 'http_service_error';

/** How deliveries travel. */
export interface Transport {
  connected(): boolean;
  /**
   * Never rejects.
   * @param breakAfter the connection breaks when the delivery is out; only Socket Mode has one that stays open
   */
  send(delivery: Delivery, retry: Retry | undefined, timeoutMs: number, breakAfter?: boolean): Promise<Ack>;
  close(): void;
}

/** How long things take, in milliseconds. */
export interface Timing {
  /** How long the app has for its ack. */
  ackMs: number;
  triggerMs: number;
  /** How long after a failed event the next try comes: nearly at once, after a minute, after five. */
  eventRetryMs: readonly number[];
}

/** Slack's own. */
export const SLACK_TIMING: Timing = {
  ackMs: most('ack.deadline') * 1000,
  triggerMs: most('trigger_id.ttl') * 1000,
  eventRetryMs: limitAs('events.retries', z.object({ delays_s: z.array(z.number()) })).delays_s.map(
    (seconds) => seconds * 1000,
  ),
};

/** Sends deliveries over one transport and writes each, with its ack, to the journal. */
export class Courier {
  readonly #transport: Transport;
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #timing: Timing;
  readonly #faults: Faults;
  readonly #health: EventHealth | undefined;
  readonly #timers = new Set<NodeJS.Timeout>();
  #closed = false;

  constructor(parts: {
    transport: Transport;
    journal: Journal;
    clock: Clock;
    ids: Ids;
    timing: Timing;
    faults: Faults;
    /** Where events can be switched off: for deliveries by HTTP. */
    health: EventHealth | undefined;
  }) {
    this.#transport = parts.transport;
    this.#journal = parts.journal;
    this.#clock = parts.clock;
    this.#ids = parts.ids;
    this.#timing = parts.timing;
    this.#faults = parts.faults;
    this.#health = parts.health;
  }

  connected(): boolean {
    return this.#transport.connected();
  }

  /** Delivers once, or as a fault has it, and waits for the ack. Never rejects. */
  async deliver(delivery: Delivery, retry?: Retry): Promise<Ack> {
    const fault = this.#faults.next({ kind: delivery.kind });
    if (fault?.do === 'deliver_late') await this.#wait(fault.ms);
    const first = this.#send(delivery, retry, fault);
    if (fault?.do === 'deliver_twice') void this.#send(delivery, retry, fault);
    return first;
  }

  async #send(delivery: Delivery, retry: Retry | undefined, fault: Fault | undefined): Promise<Ack> {
    const id = this.#ids.uuid();
    const { kind, payload } = delivery;
    const begun = this.#clock.now();
    this.#journal.write({
      type: 'delivery',
      delivery: id,
      kind,
      attempt: (retry?.number ?? 0) + 1,
      payload,
      ...(fault ? { fault: fault.do } : {}),
    });
    const sent = this.#transport.send(delivery, retry, this.#timing.ackMs, fault?.do === 'disconnect');
    // A lost ack is found missing when the time is over; nobody needs to wait for that.
    const ack = fault?.do === 'drop_reply' ? lost(await sent) : await sent;
    const durationMs = this.#clock.now() - begun;
    if (ack.ok) this.#journal.write({ type: 'ack', delivery: id, ok: true, body: ack.body, durationMs });
    else this.#journal.write({ type: 'ack', delivery: id, ok: false, error: ack.error, durationMs });
    return ack;
  }

  /**
   * Delivers an event, and up to three times more until it is acked, each with the same event_id. `onFailure` hears of
   * the first failure at once, as the last try comes minutes later.
   */
  async deliverEvent(payload: Record<string, unknown>, onFailure: (ack: FailedAck) => void): Promise<void> {
    if (this.#health?.disabled) return;
    let ack = await this.#deliverEventOnce(payload);
    if (!ack.ok) onFailure(ack);
    for (const [index, waitMs] of this.#timing.eventRetryMs.entries()) {
      if (ack.ok || ack.noRetry || this.#closed || this.#health?.disabled) break;
      await this.#wait(waitMs);
      const retry = { number: index + 1, reason: ack.retryReason };
      ack = await this.#deliverEventOnce(payload, retry);
    }
  }

  async #deliverEventOnce(payload: Record<string, unknown>, retry?: Retry): Promise<Ack> {
    const ack = await this.deliver({ kind: 'events_api', payload }, retry);
    this.#health?.count(ack.ok);
    return ack;
  }

  /** Gives up what still waits for a repetition, and cuts the line to the app. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#transport.close();
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, ms);
      this.#timers.add(timer);
    });
  }
}

function lost(ack: Ack): Ack {
  return ack.ok ? { ok: false, error: 'operation_timeout', retryReason: 'http_timeout' } : ack;
}
