import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { WebClient } from '@slack/web-api';
import { sql } from 'kysely';
import { createLog } from '../src/log.ts';
import { deliveryTurns, renewalTurn } from '../src/nudges/flow/due.ts';
import type { DeliveryPorts } from '../src/nudges/flow/ports.ts';
import { NO_RATES } from '../src/nudges/rates.ts';
import type { PairsPorts } from '../src/pairs/flow/steps.ts';
import { pairNudges } from '../src/pairs/slack/nudges.ts';
import type { PersonKey, WrittenMessage } from '../src/ports.ts';
import { clientOptionsForBackground } from '../src/slack/clients.ts';
import { messengerFor } from '../src/slack/messenger.ts';
import { type Database, openDatabase, refuseInTransaction } from '../src/storage/database.ts';
import { startEmbedded } from '../src/storage/embedded.ts';
import { migrate } from '../src/storage/migrate.ts';
import { migrateQueue, openQueue } from '../src/storage/queue.ts';
import { startWorker } from './processes.ts';
import type { Stage } from './row.ts';
import { AGREED_AT, fillWithRunningPairs, NOW } from './running-pairs.ts';

/** One worker, as it runs in the app, with real pairs on a real PostgreSQL, and a Slack that answers at once. */
export interface Delivering {
  db: Database;
  client: WebClient;
  /** What is posted next goes here too. */
  onPost(listener: (to: PersonKey, message: WrittenMessage) => void): void;
  /** Everything is as before anything was sent: what was due is due again. */
  again(): Promise<void>;
  /** Sends all that is due. */
  deliver(): Promise<void>;
}

/** @param pairs how many, each with one nudge that is due. @param name of the directory of its data */
export async function startDelivering(stage: Stage, pairs: number, name = 'data'): Promise<Delivering> {
  const postgres = await startEmbedded(join(stage.directory, name));
  stage.atEnd(() => postgres.stop());
  await migrate(postgres.connection);
  await migrateQueue(postgres.connection);
  // Filling takes longer than somebody would wait.
  const db = openDatabase({ ...postgres.connection, statement_timeout: 0, query_timeout: 0 });
  stage.atEnd(() => db.destroy());
  const { first: apiUrl } = await startWorker(stage, 'bench/stub-slack-process.ts');
  if (typeof apiUrl !== 'string') throw new Error('the stub did not say its address');
  const client = new WebClient('xoxb-bench', clientOptionsForBackground(apiUrl));
  let now = AGREED_AT;
  const pairsPorts: PairsPorts = {
    db,
    clock: { now: () => now },
    log: await createLog({ level: 'error' }),
    newId: randomUUID,
    defaultLanguage: 'en',
    facts: { factsOf: () => Promise.reject(new Error('nobody is asked about')) },
    changed: () => Promise.resolve(),
    trialEnded: () => Promise.resolve(),
    placeFreed: () => Promise.resolve(),
  };
  await fillWithRunningPairs(pairsPorts, pairs);
  now = NOW;
  const queue = await openQueue(db, () => undefined);
  stage.atEnd(() => queue.stop());
  const messenger = messengerFor(client, refuseInTransaction);
  let posted = (_to: PersonKey, _message: WrittenMessage): void => undefined;
  const ports: DeliveryPorts = {
    ...pairsPorts,
    messenger: {
      ...messenger,
      post(to, message, id) {
        posted(to, message);
        return messenger.post(to, message, id);
      },
    },
    render: () => Promise.reject(new Error('there are no notices here')),
    owners: [pairNudges(pairsPorts)],
    queue,
    rates: NO_RATES,
    wait,
    isStopping: () => false,
    after(ms, then) {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
  };
  const turns = [...deliveryTurns(ports), renewalTurn(ports)];
  return {
    db,
    client,
    onPost(listener) {
      posted = listener;
    },
    async again() {
      await sql`update nudges set state = 'planned', delivery_id = null, sent_at = null where state <> 'planned' and (sent_at is null or sent_at >= ${NOW}::timestamptz)`.execute(
        db,
      );
      await sql`delete from deliveries where due_at >= ${NOW}::timestamptz`.execute(db);
      await sql`truncate pgboss.job_common`.execute(db);
    },
    async deliver() {
      for (let done = 1; done > 0; ) {
        done = 0;
        for (const turn of turns) done += await turn.take();
      }
    },
  };
}
