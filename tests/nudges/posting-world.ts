import { LogLevel, WebClient } from '@slack/web-api';
import { z } from 'zod';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { createLog } from '../../src/log.ts';
import { planPost } from '../../src/nudges/flow/posting.ts';
import { type PostPorts, postRenewalTurn, postTurns } from '../../src/nudges/flow/posts-due.ts';
import { NO_RATES } from '../../src/nudges/rates.ts';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { enrol } from '../../src/people/flow/facts.ts';
import { type OutgoingMessage, PersonId, WorkspaceId } from '../../src/ports.ts';
import { ensureOpenPrograms, openProgram } from '../../src/programs/flow.ts';
import type { ProgramId } from '../../src/programs/program.ts';
import { clientOptionsForBackground } from '../../src/slack/clients.ts';
import { posterFor } from '../../src/slack/messenger.ts';
import { type Database, inTransaction, refuseInTransaction } from '../../src/storage/database.ts';
import { manifestWithout } from '../faults/delivering/slack.ts';
import { freshDatabase } from '../harness/database.ts';
import { type TestPorts, testPorts } from '../harness/ports.ts';
import { SECRETS } from '../harness/together.ts';
import { takeEach } from '../harness/turns.ts';

export const WORKSPACE = WorkspaceId.parse('T0LUMENARI');
export const NOON = '2026-11-23T11:00:00Z';
/** A channel that the app is in, one that it is not in, and a private one that it is not in. */
export const [IN, OUT, PRIVATE] = ['C0LEADERSH', 'C0RANDOM01', 'C0PEOPLEOP'];
const somebody = (id: string) => ({ workspaceId: WORKSPACE, personId: PersonId.parse(id) });
/** Manages the program; does not. */
export const [JONAS, KASIA] = [somebody('U0JONASBRA'), somebody('U0KASIANOW')];

/** A real database, a real local-slack, and everything between them; what posts say is a test's. */
export interface Posting {
  db: Database;
  slack: LocalSlack;
  ports: PostPorts & Pick<TestPorts, 'moveTo'>;
  programId: ProgramId;
  /** With the bot's token. */
  client: WebClient;
  /** What is to be said from now on. */
  says(words: OutgoingMessage | undefined): void;
  plan(more?: { channel?: string; occurrence?: string }): Promise<void>;
  /** Passes until nothing is left to do. */
  pass(): Promise<void>;
  /** As if the waits were over: they are real time. */
  later(): Promise<void>;
  /** What became of the posts, as `sent` or `failed: archived`. */
  states(): Promise<string[]>;
  /** What of the app stands in a channel. */
  standing(channel?: string): Promise<string[]>;
  /** How many notices each manager was planned, as `U0JONASBRA posts.problem`. */
  told(): Promise<string[]>;
  stop(): Promise<void>;
}

export async function startPosting(): Promise<Posting> {
  const { db, drop } = await freshDatabase();
  const manifest = withScopes(manifestWithout(), 'channels:join', 'channels:history', 'groups:history');
  const slack = await startLocalSlack({
    port: 0,
    manifest,
    rateLimits: false,
    clock: { now: NOON },
    ...SECRETS,
  });
  const client = new WebClient(SECRETS.botToken, {
    ...clientOptionsForBackground(slack.apiUrl),
    timeout: 1_000,
    logLevel: LogLevel.ERROR,
  });
  await client.conversations.join({ channel: IN });
  const base = await testPorts(db, { now: NOON });
  await registerWorkspace(db, WORKSPACE);
  await ensureOpenPrograms(db, WORKSPACE, new Date(NOON), base.newId, 'en');
  for (const who of [JONAS, KASIA]) await enrol(base, who);
  const { id: programId } = await openProgram(db, WORKSPACE, 'mentoring');
  await db
    .insertInto('program_members')
    .values({
      workspace_id: WORKSPACE,
      program_id: programId,
      person_id: JONAS.personId,
      role: 'manager',
      added_at: new Date(NOON),
    })
    .execute();
  let words: OutgoingMessage | undefined;
  const ports = Object.assign(base, {
    log: await createLog({ level: 'silent' }),
    poster: posterFor(client, refuseInTransaction),
    renderPost: async () => words,
    rates: NO_RATES,
    wait: () => Promise.resolve(),
    isStopping: () => false,
  });
  const turns = [...postTurns(ports), postRenewalTurn(ports)];
  return {
    db,
    slack,
    ports,
    programId,
    client,
    says(given) {
      words = given;
    },
    plan: ({ channel = IN, occurrence = 'one' } = {}) =>
      inTransaction(db, (tx) =>
        planPost(
          tx,
          ports,
          {
            workspaceId: WORKSPACE,
            programId,
            kind: 'a.post',
            occurrence,
            channel,
            about: { of: occurrence },
          },
          ports.clock.now(),
        ),
      ),
    async pass() {
      while ((await takeEach(db, turns, ports.clock.now())) > 0);
    },
    async later() {
      await db
        .updateTable('posts')
        .set({ held_until: new Date(0) })
        .where('state', '=', 'planned')
        .execute();
      await db
        .updateTable('posts')
        .set({ refresh_at: new Date(0) })
        .where('refresh_at', 'is not', null)
        .execute();
    },
    async states() {
      const rows = await db.selectFrom('posts').select(['state', 'problem']).orderBy('occurrence').execute();
      return rows.map(({ state, problem }) => (problem ? `${state}: ${problem}` : state));
    },
    async standing(channel = IN) {
      const { messages = [] } = await client.conversations.history({ channel });
      return messages.flatMap(({ user, text = '' }) =>
        user === slack.botUserId && !text.includes('joined') ? text : [],
      );
    },
    async told() {
      const rows = await db.selectFrom('deliveries').select(['person_id', 'kind']).execute();
      return rows.map(({ person_id, kind }) => `${person_id} ${kind}`);
    },
    async stop() {
      await slack.close();
      await drop();
    },
  };
}

const Manifest = z.looseObject({
  oauth_config: z.looseObject({ scopes: z.looseObject({ bot: z.array(z.string()) }) }),
});

export function withScopes(manifest: object, ...more: string[]): object {
  const read = Manifest.parse(manifest);
  read.oauth_config.scopes.bot.push(...more);
  return read;
}
