import { sql } from 'kysely';
import { createLog } from '../../src/log.ts';
import { deliveryTurns, renewalTurn } from '../../src/nudges/flow/due.ts';
import { planDelivery } from '../../src/nudges/flow/notices.ts';
import { syncNudges } from '../../src/nudges/flow/plan.ts';
import type { DeliveryPorts } from '../../src/nudges/flow/ports.ts';
import type { Decision, Nudge } from '../../src/nudges/nudge.ts';
import { NO_RATES } from '../../src/nudges/rates.ts';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { enrol } from '../../src/people/flow/facts.ts';
import {
  type FindResult,
  type OutgoingMessage,
  PersonId,
  type PersonKey,
  type PostResult,
  WorkspaceId,
  type WrittenMessage,
} from '../../src/ports.ts';
import { type Database, inTransaction } from '../../src/storage/database.ts';
import { type DeliveryQueue, openQueue } from '../../src/storage/queue.ts';
import { freshDatabase } from '../harness/database.ts';
import { type TestPorts, testPorts } from '../harness/ports.ts';
import { takeEach } from '../harness/turns.ts';

export const WORKSPACE = WorkspaceId.parse('T0LUMENARI');
/** A Monday noon in Warsaw. */
export const MONDAY_NOON = '2026-11-23T11:00:00Z';
export const MONDAY_EVENING = '2026-11-23T19:00:00Z';
export const TUESDAY_NINE = '2026-11-24T08:00:00.000Z';

function somebody(id: string): PersonKey {
  return { workspaceId: WORKSPACE, personId: PersonId.parse(id) };
}
export const PIOTR = somebody('U0PIOTRZAW');
export const KASIA = somebody('U0KASIANOW');

/** A database of its own with two people in Warsaw, and a clock that stands at Monday noon. */
export async function aPlace(): Promise<{ ports: TestPorts; db: Database; drop(): Promise<void> }> {
  const { db, drop } = await freshDatabase();
  const ports = await testPorts(db, { now: MONDAY_NOON });
  await registerWorkspace(db, WORKSPACE);
  for (const who of [PIOTR, KASIA]) await enrol(ports, who);
  return { ports, db, drop };
}

/** All that sending takes, with a Slack and an owner of nudges that a test has say what it likes. */
export interface Post {
  db: Database;
  ports: DeliveryPorts & Pick<TestPorts, 'moveTo'>;
  posted: { id: string; to: string; text: string }[];
  updated: { ts: string; text: string }[];
  /** Real milliseconds that were waited, in the order in which they were asked for. */
  waited: number[];
  /** What Slack answers; everything is sent where a test says nothing. */
  answers(answer: (to: PersonKey) => PostResult): void;
  /** What looking for a message finds. Without it the app may not look. */
  finds(find: (deliveryId: string) => FindResult): void;
  /** What notices and answers say. */
  says(words: (kind: string) => OutgoingMessage | undefined): void;
  /** What becomes of nudges. */
  decides(decide: (nudge: Nudge) => Decision | undefined): void;
  plan(occurrence: string, more?: { to?: PersonKey; class?: 'answer' | 'notice' }): Promise<void>;
  /** Plans nudges of one subject, each due at this moment, as `['1.0', MONDAY_NOON]`. */
  nudge(
    nudges: readonly (readonly [once: string, dueAt: string])[],
    to?: PersonKey,
    subject?: string,
  ): Promise<void>;
  /** One pass over everything. @returns how many were dealt with */
  deliver(): Promise<number>;
  /** Until nothing is left to do. */
  deliverAll(): Promise<void>;
  states(): Promise<string[]>;
  nudgeStates(): Promise<string[]>;
  logged(): string;
}

export const SUBJECT = crypto.randomUUID();

/** A place with a queue: making a database takes longer than most tests. */
export interface PostOffice extends Pick<Awaited<ReturnType<typeof aPlace>>, 'db' | 'drop'> {
  queue: DeliveryQueue;
}

export async function aPostOffice(): Promise<PostOffice> {
  const { db, drop } = await aPlace();
  const queue = await openQueue(db, () => undefined);
  return {
    db,
    queue,
    async drop() {
      await queue.stop();
      await drop();
    },
  };
}

/** A post office as new. */
export async function aPost({ db, queue }: PostOffice): Promise<Post> {
  for (const table of ['nudges', 'deliveries', 'pgboss.job', 'people'])
    await sql.raw(`delete from ${table}`).execute(db);
  await db
    .updateTable('workspaces')
    .set({ disabled_at: null, send_left: null, send_counted_at: null })
    .execute();
  const base = await testPorts(db, { now: MONDAY_NOON });
  for (const who of [PIOTR, KASIA]) await enrol(base, who);
  let logged = '';
  const stream = {
    write(line: string) {
      logged += line;
    },
  };
  const posted: Post['posted'] = [];
  const updated: Post['updated'] = [];
  const waited: number[] = [];
  let answer = (_: PersonKey): PostResult => ({ outcome: 'sent', channel: 'D1', ts: `${posted.length}.0` });
  let words = (kind: string): OutgoingMessage | undefined => ({ text: `about ${kind}`, blocks: [] });
  let decide = ({ once }: Nudge): Decision | undefined => ({
    outcome: 'send',
    say: () => ({ text: `nudge ${once}`, blocks: [{ type: 'section' }] }),
  });
  const ports: Post['ports'] = Object.assign(base, {
    log: await createLog({ level: 'info', stream }),
    messenger: {
      async post(to: PersonKey, { text }: WrittenMessage, id: string) {
        posted.push({ id, to: to.personId, text });
        return answer(to);
      },
      async update({ channel, ts }: { channel: string; ts: string }, { text }: WrittenMessage) {
        updated.push({ text, ts });
        return { outcome: 'sent' as const, channel, ts };
      },
    },
    render: async (kind: string) => words(kind),
    owners: [
      {
        kinds: ['pairs.book'],
        decide: async (_: unknown, nudges: readonly Nudge[]) =>
          new Map(
            nudges.flatMap((nudge) => {
              const decision = decide(nudge);
              return decision ? [[nudge.id, decision] as const] : [];
            }),
          ),
        show: async (nudges: readonly Nudge[]) =>
          new Map(
            nudges.flatMap((nudge) => {
              const decision = decide(nudge);
              return decision?.outcome === 'send' ? [[nudge.id, decision.say] as const] : [];
            }),
          ),
      },
    ],
    queue: { ...queue },
    rates: NO_RATES,
    wait: async (ms: number) => {
      waited.push(ms);
    },
    isStopping: () => false,
    after: () => () => undefined,
  });
  const post: Post = {
    db,
    ports,
    posted,
    updated,
    waited,
    answers(given) {
      answer = given;
    },
    finds(find) {
      ports.messenger.find = async (_, id) => find(id);
    },
    says(given) {
      words = given;
    },
    decides(given) {
      decide = given;
    },
    plan: (occurrence, { to = PIOTR, class: urgency = 'notice' } = {}) =>
      inTransaction(db, (tx) =>
        planDelivery(
          tx,
          ports,
          { ...to, occurrence, kind: 'matching.offer', about: { offerId: occurrence }, class: urgency },
          ports.clock.now(),
        ),
      ),
    nudge: (nudges, { personId } = PIOTR, subjectId = SUBJECT) =>
      inTransaction(db, (tx) =>
        syncNudges(
          tx,
          ports,
          { workspaceId: WORKSPACE, subjectId },
          nudges.map(([once, dueAt]) => ({ personId, kind: 'pairs.book', once, dueAt: new Date(dueAt) })),
        ),
      ),
    async deliver() {
      return takeEach(db, [...deliveryTurns(ports), renewalTurn(ports)], ports.clock.now());
    },
    async deliverAll() {
      while ((await post.deliver()) > 0);
    },
    async states() {
      const rows = await db
        .selectFrom('deliveries')
        .select(['state', 'problem'])
        .orderBy('occurrence')
        .execute();
      return rows.map(({ state, problem }) => (problem ? `${state}: ${problem}` : state));
    },
    async nudgeStates() {
      const rows = await db.selectFrom('nudges').select(['once', 'state', 'why']).orderBy('once').execute();
      return rows.map(({ once, state, why }) => (why ? `${once} ${state}: ${why}` : `${once} ${state}`));
    },
    logged: () => logged,
  };
  return post;
}
