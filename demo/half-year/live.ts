/** A program lives half a year: the whole app, a real PostgreSQL and local-slack, on a moved clock. */
import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { sql } from 'kysely';
import type { PoolConfig } from 'pg';
import { portsForCommand } from '../../src/commands/ports.ts';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { createLog } from '../../src/log.ts';
import {
  onPersonChanged as matchingChanged,
  placeFreed,
  requestGoesOn,
} from '../../src/matching/flow/changing.ts';
import { NO_RATES } from '../../src/nudges/rates.ts';
import { onPersonChanged as pairsChanged, programChanged } from '../../src/pairs/flow/due.ts';
import type { PairsPorts } from '../../src/pairs/flow/steps.ts';
import type { Clock } from '../../src/ports.ts';
import { type RunningApp, runApp } from '../../src/run.ts';
import { askPlanned, type Database, openDatabase } from '../../src/storage/database.ts';
import { type Account, account } from './account.ts';
import { SECRET } from './acts.ts';
import { begin } from './beginning.ts';
import { CLOSED, everybody, factsOf, HOLIDAYS, type Somebody, writeSeed } from './company.ts';
import { diceFrom } from './dice.ts';
import type { Evidence } from './evidence.ts';
import { Heard } from './heard.ts';
import { Life } from './life.ts';
import { breaches } from './rules/breaches.ts';
import { Stories } from './stories.ts';

const DAY_MS = 24 * 3_600_000;
/** What is due within half an hour is done together. */
const STEP_MS = 1_800_000;
/** A Monday, before anybody's morning but those in Adelaide. */
const BEGINS = new Date('2026-03-02T05:00:00Z');
const SEED = 7;
/** Longer than what is put off for a weekend and days off. */
const STUCK_DAYS = 12;

export interface HalfYear extends Account {
  days: number;
  /** What people did, by outcome of the use case. */
  acts: Map<string, number>;
  /** Rules that were broken, as sentences; there should be none. */
  broken: string[];
  seconds: number;
}

export interface Length {
  /** As many coaching as mentoring pairs. */
  pairsOfAKind: number;
  days: number;
}

/** 40 pairs; six months from the days on which most of them began, so that mentoring comes to its renewal. */
export const HALF_A_YEAR: Length = { pairsOfAKind: 20, days: 190 };

/** @param directory for what has to lie in a file; @param options.signal to stop before the end */
export async function liveHalfYear(
  connection: PoolConfig,
  directory: string,
  { pairsOfAKind, days }: Length,
  options: { onDay?: (day: number) => void; signal?: AbortSignal } = {},
): Promise<HalfYear> {
  const began = performance.now();
  const people = everybody(pairsOfAKind);
  await using stage = await aStage(connection, directory, people);
  const { app, clock, db, slack, complaints } = stage;
  const stories = new Stories(db);
  const life = new Life(stage.ports, slack, stories, people, { dice: diceFrom(SEED), begins: BEGINS });
  const heard = new Heard(slack, db);
  await begin({ ...stage.ports, programChanged }, people);
  const end = new Date(BEGINS.getTime() + days * DAY_MS);
  let analyzedOn = 1;
  let renewed: Promise<unknown> = Promise.resolve();
  for (let now = clock.now(); now < end; now = clock.now()) {
    options.signal?.throwIfAborted();
    const day = dayOf(now);
    options.onDay?.(day);
    if (day >= analyzedOn * 2) {
      await analyze(db);
      analyzedOn = day;
    }
    await life.actUntil(now);
    await app.doDue();
    renewed = Promise.all([renewed, app.renew()]);
    // Told of where it is waited for.
    renewed.catch(() => undefined);
    const at = clock.now();
    const [, messages, due] = await Promise.all([stories.look(at), heard.listen(), nextDue(db, at)]);
    life.hear(messages, at);
    const next = nextMoment([due, life.next], end);
    // What stands in Slack is renewed beside what comes next, as long as that is on the same day.
    if (dayOf(next) > day) await renewed;
    slack.moveClock({ advanceMs: Math.max(1_000, next.getTime() - clock.now().getTime()) });
  }
  await renewed;
  await app.catchUp();
  const until = clock.now();
  await Promise.all([stories.look(until), heard.listen()]);
  const evidence: Evidence = {
    people: life.people,
    messages: heard.messages,
    stories: stories.all,
    closed: { coaching: HOLIDAYS, mentoring: CLOSED },
    leaks: [...heard.leaks, ...complaints.filter((line) => line.includes(SECRET))],
    stuck: await stuck(db, until),
    complaints,
    until,
  };
  return {
    ...account(evidence, BEGINS),
    days,
    acts: life.acts,
    broken: breaches(evidence),
    seconds: (performance.now() - began) / 1000,
  };
}

/** The first is 0. */
function dayOf(at: Date): number {
  return Math.floor((at.getTime() - BEGINS.getTime()) / DAY_MS);
}

interface Stage extends AsyncDisposable {
  app: RunningApp;
  ports: PairsPorts;
  clock: Clock;
  db: Database;
  slack: LocalSlack;
  /** What the app's log said, warnings and worse. */
  complaints: string[];
}

/** The whole app on a database, and a Slack workspace with these people, on a clock that stands until it is moved. */
async function aStage(
  connection: PoolConfig,
  directory: string,
  people: readonly Somebody[],
): Promise<Stage> {
  await using began = new AsyncDisposableStack();
  const db = openDatabase(connection);
  began.defer(() => db.destroy());
  const tokens = {
    botToken: `xoxb-${randomUUID()}`,
    appToken: `xapp-${randomUUID()}`,
    signingSecret: '0'.repeat(32),
  };
  const slack = await startLocalSlack({
    port: 0,
    manifest: 'manifest.yml',
    seed: await writeSeed(directory, people),
    ...tokens,
    // Six months in a minute are more than Slack takes in a minute.
    rateLimits: false,
    clock: { now: BEGINS.toISOString() },
  });
  began.defer(() => slack.close());
  const clock = { now: () => new Date(slack.clock().now) };
  const complaints: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      complaints.push(String(chunk).trim());
      done();
    },
  });
  const log = await createLog({ level: 'warn', secrets: Object.values(tokens), stream });
  const app = await runApp({
    slack: { mode: 'socket', ...tokens, apiUrl: slack.apiUrl },
    db,
    clock,
    log,
    port: 0,
    host: '127.0.0.1',
    defaultLanguage: 'en',
    rates: NO_RATES,
  });
  began.defer(() => app.stop());
  const ends = began.move();
  const made = portsForCommand({ db, log, defaultLanguage: 'en', clock });
  const ports: PairsPorts = {
    ...made,
    facts: {
      // As Slack has it, also of somebody who has moved.
      factsOf: async ({ personId }) => {
        const row = await db
          .selectFrom('people')
          .select('time_zone')
          .where('id', '=', personId)
          .executeTakeFirst();
        const one = people.find(({ id }) => id === personId);
        return factsOf(personId, one, row?.time_zone ?? one?.timeZone ?? 'Europe/Warsaw');
      },
    },
    async changed(tx, who, now) {
      await matchingChanged(tx, ports, who, now);
      await pairsChanged(tx, ports, who, now);
    },
    trialEnded: (tx, ended, now) => requestGoesOn(tx, ports, ended, now),
    placeFreed,
  };
  return { app, ports, clock, db, slack, complaints, [Symbol.asyncDispose]: () => ends.disposeAsync() };
}

/** In half a year the database would have looked at how its tables grow by itself; in a minute it comes to it once. */
async function analyze(db: Database): Promise<void> {
  await sql`analyze people, pairs, sessions, goals, pulses, nudges, deliveries, requests, offers`.execute(db);
}

/** When something is due next, after `now`. */
async function nextDue(db: Database, now: Date): Promise<Date | null> {
  const question = sql<{ at: Date | null }>`
    select min(at) as at from (
      select min(due_at) as at from nudges where state = 'planned' and due_at > ${now}
      union all select min(due_at) from deliveries where state = 'planned' and due_at > ${now}
      union all select min(due_at) from pairs where due_at > ${now}
      union all select min(due_at) from requests where due_at > ${now}
      union all select min(due_at) from offers where due_at > ${now}
    ) as due`;
  const [due] = await askPlanned(db, question);
  return due?.at ?? null;
}

/** The first of these moments, together with what comes soon after it; `end` at the latest. */
function nextMoment(moments: readonly (Date | null | undefined)[], end: Date): Date {
  const times = [end, ...moments].filter((at) => at instanceof Date).map((at) => at.getTime());
  return new Date(Math.min(end.getTime(), Math.ceil(Math.min(...times) / STEP_MS) * STEP_MS));
}

/** Messages that should have gone out, or have failed. */
async function stuck(db: Database, now: Date): Promise<string[]> {
  const before = new Date(now.getTime() - STUCK_DAYS * DAY_MS);
  const messages = await db
    .selectFrom('deliveries')
    .select(['id', 'kind', 'state'])
    .where('state', 'not in', ['sent', 'skipped', 'cancelled'])
    .where((where) => where.or([where('state', '=', 'failed'), where('due_at', '<', before)]))
    .execute();
  const nudges = await db
    .selectFrom('nudges')
    .select(['id', 'kind', 'state'])
    .where('state', 'not in', ['sent', 'dropped', 'cancelled'])
    .where((where) => where.or([where('state', '=', 'failed'), where('due_at', '<', before)]))
    .execute();
  return [...messages, ...nudges].map(({ id, kind, state }) => `${kind} ${id} is ${state}, and stuck`);
}
