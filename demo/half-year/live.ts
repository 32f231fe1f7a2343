/** A program of 40 pairs lives six months: the whole app, a real PostgreSQL and local-slack, on a moved clock. */
import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { sql } from 'kysely';
import type { PoolConfig } from 'pg';
import { z } from 'zod';
import { portsForCommand } from '../../src/commands/ports.ts';
import type { JournalEntry } from '../../src/local-slack/journal.ts';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { createLog } from '../../src/log.ts';
import { placeFreed, requestGoesOn, saveImportedWishes } from '../../src/matching/flow/changing.ts';
import { openCohort } from '../../src/matching/flow/drafting.ts';
import { publishDraft } from '../../src/matching/flow/publishing.ts';
import { NO_RATES } from '../../src/nudges/rates.ts';
import type { PairsPorts } from '../../src/pairs/flow/steps.ts';
import { enrol } from '../../src/people/flow/facts.ts';
import { KINDS, PersonId, type PersonKey } from '../../src/ports.ts';
import { openProgram } from '../../src/programs/flow.ts';
import { type RunningApp, runApp } from '../../src/run.ts';
import { type Database, inTransaction, openDatabase } from '../../src/storage/database.ts';
import { actOn, type Reached, SECRET, stopShort } from './acts.ts';
import { BOSS, everybody, factsOf, PAIRS_OF_A_KIND, somebody, WORKSPACE, writeSeed } from './company.ts';
import { type Dice, diceFrom } from './dice.ts';
import { type Away, breaches, type Nudged } from './rules.ts';
import { TEMPERS, type Temper } from './tempers.ts';

const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;
const DAY_MS = 24 * HOUR_MS;
/** A Monday, before anybody's morning but those in Adelaide. */
const BEGINS = '2026-03-02T05:00:00Z';
const DAYS = 184;
const SEED = 7;

export interface HalfYear {
  /** What went out, by kind (`pairs.book`) and by week from 0. */
  sent: Map<string, number[]>;
  weeks: number;
  /** How many messages with nudges, and how many nudges in them. */
  messages: number;
  nudges: number;
  pairs: { thriving: number; stalled: number; ended: number };
  /** What the two of the pairs did, by outcome of the use case. */
  acts: Map<string, number>;
  /** Rules that were broken, as sentences; there should be none. */
  broken: string[];
  seconds: number;
}

/** @param directory for what has to lie in a file */
export async function liveHalfYear(
  connection: PoolConfig,
  directory: string,
  { days = DAYS, onDay = () => undefined }: { days?: number; onDay?: (day: number) => void } = {},
): Promise<HalfYear> {
  const began = performance.now();
  await using ends = new AsyncDisposableStack();
  const db = openDatabase(connection);
  ends.defer(() => db.destroy());
  const tokens = {
    botToken: `xoxb-${randomUUID()}`,
    appToken: `xapp-${randomUUID()}`,
    signingSecret: '0'.repeat(32),
  };
  const slack = await startLocalSlack({
    port: 0,
    manifest: 'manifest.yml',
    seed: await writeSeed(directory),
    ...tokens,
    // Six months in a minute are more than Slack takes in a minute.
    rateLimits: false,
    clock: { now: BEGINS },
  });
  ends.defer(() => slack.close());
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
  ends.defer(() => app.stop());
  const made = portsForCommand({ db, log, defaultLanguage: 'en', clock });
  const ports: PairsPorts = {
    ...made,
    facts: { factsOf: async ({ personId }) => factsOf(personId) },
    trialEnded: (tx, ended, now) => requestGoesOn(tx, made, ended, now),
    placeFreed,
  };
  await match(ports, app);
  const life = new Life(db, ports, diceFrom(SEED));
  const heard = new Heard(slack);
  const end = new Date(new Date(BEGINS).getTime() + days * DAY_MS);
  for (let now = clock.now(); now < end; now = clock.now()) {
    onDay(Math.floor((now.getTime() - new Date(BEGINS).getTime()) / DAY_MS));
    const next = await nextMoment(db, life, now, end);
    slack.moveClock({ advanceMs: Math.max(1_000, next.getTime() - now.getTime()) });
    await life.actUntil(clock.now());
    await app.catchUp();
    heard.listen();
  }
  const { sent, ...counts } = await account(db, clock.now());
  return {
    sent,
    ...counts,
    acts: life.acts,
    broken: [
      ...(await broken(db, heard, life, clock.now())),
      ...complaints.map((line) => `the app complained: ${line}`),
    ],
    seconds: (performance.now() - began) / 1000,
  };
}

/** Everybody offers or asks; both programs are matched as cohorts and published, as their manager does. */
async function match(ports: PairsPorts, app: RunningApp): Promise<void> {
  const { db } = ports;
  const now = ports.clock.now();
  for (const { id } of [{ id: BOSS }, ...everybody()])
    await enrol(ports, { workspaceId: WORKSPACE, personId: id });
  for (const kind of KINDS) {
    const at = Array.from({ length: PAIRS_OF_A_KIND }, (_, index) => index);
    await db
      .insertInto('profiles')
      .values(
        at.map((index) => ({
          workspace_id: WORKSPACE,
          person_id: somebody(kind, 'guide', index).id,
          kinds: [kind],
          topics: ['negotiation', 'networking'],
          places: 1,
          languages: ['en'],
          ways: ['direct'],
          about: '',
          briefed_at: now,
          coach_confirmed_at: now,
          coach_confirmed_by: BOSS,
          updated_at: now,
        })),
      )
      .execute();
    await inTransaction(db, (tx) =>
      saveImportedWishes(
        tx,
        ports,
        WORKSPACE,
        at.map((index) => ({
          learnerId: somebody(kind, 'learner', index).id,
          kind,
          topics: ['negotiation', 'networking'],
          languages: ['en'],
          ways: ['direct'],
          hopes: SECRET,
        })),
        now,
      ),
    );
    const boss = { workspaceId: WORKSPACE, personId: BOSS };
    const { id } = await openProgram(db, WORKSPACE, kind);
    const looked = await openCohort(ports, boss, id);
    if (looked.outcome !== 'draft') throw new Error(`the ${kind} cohort: ${looked.outcome}`);
    const { draft } = looked.shown;
    const published = await publishDraft(ports, boss, { draftId: draft.id, version: draft.version });
    if (published.outcome !== 'publishing') throw new Error(`the ${kind} cohort: ${published.outcome}`);
  }
  await app.catchUp();
}

/** The next moment at which something is due, or somebody acts; `end` at the latest. */
async function nextMoment(db: Database, life: Life, now: Date, end: Date): Promise<Date> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(at) as at from (
      select min(due_at) as at from nudges where state = 'planned'
      union all select min(due_at) from deliveries where state = 'planned'
      union all select min(due_at) from pairs
      union all select min(due_at) from requests
      union all select min(due_at) from offers
    ) as due where at > ${now}`.execute(db);
  const times = [end, rows[0]?.at, life.next].filter((at) => at instanceof Date).map((at) => at.getTime());
  // What is due within the same quarter of an hour is done together.
  return new Date(Math.min(end.getTime(), Math.ceil(Math.min(...times) / QUARTER_MS) * QUARTER_MS));
}

/** What Slack was asked to post, as it came. */
class Heard {
  readonly messages: { deliveryId: string; to: string; text: string; at: Date }[] = [];
  readonly #slack: LocalSlack;
  #seen: JournalEntry | undefined;

  constructor(slack: LocalSlack) {
    this.#slack = slack;
  }

  listen(): void {
    const { journal } = this.#slack;
    const at = new Date(this.#slack.clock().now);
    for (const entry of journal.slice(this.#seen ? journal.lastIndexOf(this.#seen) + 1 : 0)) {
      if (entry.type !== 'call' || entry.method !== 'chat.postMessage') continue;
      const { channel, text, metadata } = Posted.parse(entry.args);
      this.messages.push({ deliveryId: metadata.event_payload.delivery_id, to: channel, text, at });
    }
    this.#seen = journal.at(-1);
  }
}

const Metadata = z.object({ event_payload: z.object({ delivery_id: z.string() }) });
const Posted = z.object({
  channel: z.string(),
  text: z.string(),
  metadata: z.preprocess((value) => (typeof value === 'string' ? JSON.parse(value) : value), Metadata),
});

/** The people: what reaches them, and what they do about it a while later. */
class Life {
  readonly acts = new Map<string, number>();
  readonly away: Away[] = [];
  /** Pairs' states as they were at each look, to know since when one had ended or rested. */
  readonly #db: Database;
  readonly #ports: PairsPorts;
  readonly #dice: Dice;
  #planned: { at: Date; reached: Reached; temper: Temper }[] = [];
  #heardUntil = new Date(0);
  readonly #stopped = new Set<string>();

  constructor(db: Database, ports: PairsPorts, dice: Dice) {
    this.#db = db;
    this.#ports = ports;
    this.#dice = dice;
  }

  /** When somebody acts next. */
  get next(): Date | undefined {
    return this.#planned.reduce<Date | undefined>(
      (least, { at }) => (least && least <= at ? least : at),
      undefined,
    );
  }

  /** Does what is to be done by now, and hears what came since the last time: to act on it later. */
  async actUntil(now: Date): Promise<void> {
    const due = this.#planned
      .filter(({ at }) => at <= now)
      .toSorted((a, b) => a.at.getTime() - b.at.getTime());
    this.#planned = this.#planned.filter(({ at }) => at > now);
    for (const { reached, temper } of due)
      this.#count(reached.kind, await actOn(this.#ports, reached, temper, this.#dice));
    await this.#stopShort(now);
    await this.#hear(now);
  }

  async #hear(now: Date): Promise<void> {
    const nudges = await this.#db
      .selectFrom('nudges')
      .select(['person_id', 'subject_id', 'kind', 'once', 'sent_at'])
      .where('state', '=', 'sent')
      .where('sent_at', '>', this.#heardUntil)
      .orderBy('sent_at')
      .orderBy('id')
      .execute();
    const notices = await this.#db
      .selectFrom('deliveries')
      .select(['person_id', 'kind', 'about', 'sent_at'])
      .where('state', '=', 'sent')
      .where('class', '<>', 'nudge')
      .where('sent_at', '>', this.#heardUntil)
      .orderBy('sent_at')
      .orderBy('id')
      .execute();
    for (const { person_id, subject_id, kind, once } of nudges)
      await this.#reach({ who: keyOf(person_id), pairId: subject_id, kind, once }, now);
    for (const { person_id, kind, about } of notices) {
      const { pairId } = About.parse(about);
      if (pairId) await this.#reach({ who: keyOf(person_id), pairId, kind, once: '' }, now);
    }
    const latest = [...nudges, ...notices].flatMap(({ sent_at }) => sent_at ?? []);
    this.#heardUntil = new Date(Math.max(this.#heardUntil.getTime(), ...latest.map((at) => at.getTime())));
  }

  async #reach(reached: Reached, now: Date): Promise<void> {
    const pair = await this.#pair(reached.pairId);
    const temper = pair && temperOf(pair.learner_id);
    if (!pair || !temper) return;
    const days = (now.getTime() - pair.began_at.getTime()) / DAY_MS;
    const isBeginning = BEGINNING.includes(reached.kind);
    if (temper.silentAfterDays !== undefined && days > temper.silentAfterDays && !isBeginning) return;
    if (!isBeginning && this.#dice() > temper.answering) return;
    const hours = Math.ceil(this.#dice() * (isBeginning ? 24 : temper.slowHours));
    // On the hour, as the bells have it: one look for all who act then.
    const at = (Math.floor(now.getTime() / HOUR_MS) + hours) * HOUR_MS;
    this.#planned.push({ at: new Date(at), reached, temper });
  }

  async #stopShort(now: Date): Promise<void> {
    const running = await this.#db
      .selectFrom('pairs')
      .select(['id', 'learner_id', 'guide_id', 'began_at'])
      .where('state', '=', 'running')
      .execute();
    for (const { id, learner_id, guide_id, began_at } of running) {
      const stops = temperOf(learner_id)?.stops;
      if (!stops || this.#stopped.has(id) || now.getTime() - began_at.getTime() < stops.afterDays * DAY_MS)
        continue;
      this.#stopped.add(id);
      const who = keyOf(this.#dice() < 0.5 ? learner_id : guide_id);
      this.#count(stops.how, await stopShort(this.#ports, who, id, stops.how));
    }
  }

  #count(what: string, outcome: string): void {
    const key = `${what}: ${outcome}`;
    this.acts.set(key, (this.acts.get(key) ?? 0) + 1);
  }

  #pair(id: string) {
    return this.#db.selectFrom('pairs').selectAll().where('id', '=', id).executeTakeFirst();
  }
}

const About = z.object({ pairId: z.string().optional() });
/** What everybody answers, so that there are 40 pairs. */
const BEGINNING = ['pairs.introduction', 'pairs.agreement'];

function keyOf(personId: string): PersonKey {
  return { workspaceId: WORKSPACE, personId: PersonId.parse(personId) };
}

/** Of a pair: that of its learner's place in the company. */
function temperOf(learnerId: string): Temper | undefined {
  return TEMPERS[Number(learnerId.slice(-6)) % TEMPERS.length];
}

/** What went out and how the pairs stand in the end. */
async function account(
  db: Database,
  now: Date,
): Promise<Pick<HalfYear, 'sent' | 'weeks' | 'messages' | 'nudges' | 'pairs'>> {
  const nudges = await db
    .selectFrom('nudges')
    .select(['kind', 'sent_at', 'delivery_id'])
    .where('state', '=', 'sent')
    .execute();
  const notices = await db
    .selectFrom('deliveries')
    .select(['kind', 'sent_at'])
    .where('state', '=', 'sent')
    .where('class', '<>', 'nudge')
    .execute();
  const weeks = Math.ceil(DAYS / 7);
  const sent = new Map<string, number[]>();
  for (const { kind, sent_at } of [...nudges, ...notices]) {
    if (!sent_at) continue;
    const week = Math.min(
      weeks - 1,
      Math.floor((sent_at.getTime() - new Date(BEGINS).getTime()) / (7 * DAY_MS)),
    );
    const counts = sent.get(kind) ?? Array.from({ length: weeks }, () => 0);
    counts[week] = (counts[week] ?? 0) + 1;
    sent.set(kind, counts);
  }
  const pairs = await db
    .selectFrom('pairs')
    .select(({ selectFrom, ref }) => [
      'state',
      selectFrom('sessions')
        .select(({ fn }) => fn.max('starts_at').as('at'))
        .where('sessions.pair_id', '=', ref('pairs.id'))
        .where('sessions.state', 'in', ['held', 'booked'])
        .as('last'),
    ])
    .execute();
  // Alive: met, or to meet, within one and a half times the longest gap that is expected of anybody.
  const isAlive = ({ last }: { last: Date | null }) =>
    last !== null && now.getTime() - last.getTime() < 1.5 * 30 * DAY_MS;
  const ended = pairs.filter(({ state }) => state === 'ended').length;
  const thriving = pairs.filter((pair) => pair.state === 'running' && isAlive(pair)).length;
  return {
    sent,
    weeks,
    nudges: nudges.length,
    messages: new Set(nudges.map(({ delivery_id }) => delivery_id)).size,
    pairs: { thriving, ended, stalled: pairs.length - ended - thriving },
  };
}

/** Every rule that was broken: those of what was said, and that no pair is forgotten. */
async function broken(db: Database, heard: Heard, life: Life, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('nudges')
    .innerJoin('pairs', 'pairs.id', 'nudges.subject_id')
    .select(['nudges.delivery_id', 'pairs.id', 'pairs.ended_at'])
    .where('nudges.state', '=', 'sent')
    .execute();
  const byDelivery = Map.groupBy(rows, ({ delivery_id }) => delivery_id);
  const nudged = heard.messages.flatMap(({ deliveryId, ...message }): Nudged[] => {
    const about = byDelivery.get(deliveryId);
    return about ? [{ ...message, pairs: about.map(({ id, ended_at }) => ({ id, endedAt: ended_at })) }] : [];
  });
  const twice = heard.messages.filter(
    ({ deliveryId }, at) => heard.messages.findIndex((one) => one.deliveryId === deliveryId) < at,
  );
  const secrets = heard.messages.filter(({ text }) => text.includes(SECRET));
  const forgotten = await db
    .selectFrom('pairs')
    .select(['id', 'state'])
    .where('state', '<>', 'ended')
    .where((where) =>
      where.or([where('due_at', 'is', null), where('due_at', '<', new Date(now.getTime() - DAY_MS))]),
    )
    .execute();
  const stuck = await db
    .selectFrom('deliveries')
    .select(['id', 'kind', 'state'])
    .where('state', 'not in', ['sent', 'skipped', 'cancelled'])
    .where('due_at', '<', new Date(now.getTime() - 4 * DAY_MS))
    .execute();
  return [
    ...breaches(nudged, everybody(), life.away),
    ...twice.map(({ to, at }) => `${to} at ${at.toISOString()}: the same message twice`),
    ...secrets.map(({ to, at }) => `${to} at ${at.toISOString()}: free text in a message`),
    ...forgotten.map(({ id, state }) => `pair ${id} is ${state} and forgotten`),
    ...stuck.map(({ id, kind, state }) => `message ${id} (${kind}) is ${state} and stuck`),
  ];
}
