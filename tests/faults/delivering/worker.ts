import { setTimeout as wait } from 'node:timers/promises';
import { LogLevel, WebClient } from '@slack/web-api';
import { createLog } from '../../../src/log.ts';
import { deliveryTurns, renewalTurn } from '../../../src/nudges/flow/due.ts';
import type { DeliveryPorts } from '../../../src/nudges/flow/ports.ts';
import type { Nudge, Say } from '../../../src/nudges/nudge.ts';
import type { Rates } from '../../../src/nudges/rates.ts';
import type { Clock } from '../../../src/ports.ts';
import { clientOptionsForBackground } from '../../../src/slack/clients.ts';
import { messengerFor } from '../../../src/slack/messenger.ts';
import { type Database, refuseInTransaction } from '../../../src/storage/database.ts';
import { openQueue } from '../../../src/storage/queue.ts';
import { testPorts } from '../../harness/ports.ts';
import { KIND, NOON } from './people.ts';

/** A worker that sends: the app's own passes, queue and messenger. Only what messages say is made up. */
export interface Worker {
  ports: DeliveryPorts;
  /** One pass. @returns how many it dealt with */
  pass(): Promise<number>;
  /** Until nothing is left that may be done now. */
  all(): Promise<void>;
  stop(): Promise<void>;
}

/** What a worker is told. */
export interface WorkerOptions {
  apiUrl: string;
  token: string;
  rates: Rates;
  /** How long it waits for Slack; as long as the app does where nothing is said. */
  timeoutMs?: number;
}

/** Opens a worker on a database. Whether it may look for its own messages it learns as the app does: from its scopes. */
export async function startWorker(
  db: Database,
  { apiUrl, token, rates, timeoutMs: timeout }: WorkerOptions,
  clock: Clock = { now: () => new Date(NOON) },
): Promise<Worker> {
  const client = new WebClient(token, {
    ...clientOptionsForBackground(apiUrl),
    ...(timeout && { timeout }),
    logLevel: LogLevel.ERROR,
  });
  const { response_metadata } = await client.auth.test();
  const granted = response_metadata?.scopes ?? [];
  const queue = await openQueue(db, () => undefined);
  const ports: DeliveryPorts = {
    ...(await testPorts(db)),
    clock,
    log: await createLog({ level: 'silent' }),
    messenger: messengerFor(client, refuseInTransaction, {
      readsOwn: granted.includes('im:history') && granted.includes('im:write'),
    }),
    render: async (kind) => ({ text: `about ${kind}`, blocks: [] }),
    owners: [
      {
        kinds: [KIND],
        decide: async (_, nudges) =>
          new Map(nudges.map((one) => [one.id, { outcome: 'send', say: saying(one) }])),
        show: async (nudges) => new Map(nudges.map((one) => [one.id, saying(one)])),
      },
    ],
    queue,
    rates,
    wait: (ms) => wait(ms),
    isStopping: () => false,
    after(ms, then) {
      const timer = setTimeout(then, ms);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
  const turns = [...deliveryTurns(ports), renewalTurn(ports)];
  const worker: Worker = {
    ports,
    async pass() {
      let done = 0;
      for (const turn of turns) done += await turn.take();
      return done;
    },
    async all() {
      while ((await worker.pass()) > 0);
    },
    stop: () => queue.stop(),
  };
  return worker;
}

function saying({ once }: Nudge): Say {
  return () => ({ text: `nudge ${once}`, blocks: [] });
}
