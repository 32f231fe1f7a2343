import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { z } from 'zod';
import { type LocalSlack, startLocalSlack } from '../../../src/local-slack/server.ts';
import { NO_RATES } from '../../../src/nudges/rates.ts';
import type { PersonId } from '../../../src/ports.ts';
import type { Database } from '../../../src/storage/database.ts';
import { freshDatabase } from '../../harness/database.ts';
import { SECRETS } from '../../harness/together.ts';
import { enrolMany, personId, planNudges, writeSeed } from './people.ts';
import { startProcess } from './processes.ts';
import { tell } from './slack.ts';

const WORKERS = 4;
const LONGEST_MS = 300_000;
/** Of these days, at noon in Warsaw, product time is made to be. A nudge of its own is due to everybody on the first five. */
const DAYS = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30'] as const;

/** What four workers made of it. */
export interface Sum {
  nudges: number;
  /** Nudges that stand in the table as sent; that somebody read once, and more than once. */
  sent: number;
  readOnce: number;
  readTwice: number;
  messages: number;
  /** The most that somebody was sent on one of their days, and in any seven. */
  mostADay: number;
  mostAWeek: number;
  /** Of the first wave, in which most is due at once. */
  perSecond: number;
}

/**
 * Lets four processes at once send the nudges of so many days, one due to each of so many people on each, and counts
 * what came.
 */
export async function fourWorkers(people: number, days: number): Promise<Sum> {
  const directory = mkdtempSync(join(tmpdir(), 'coach-many-'));
  const journal = join(directory, 'journal.jsonl');
  const { db, connection, drop } = await freshDatabase();
  const everybody = Array.from({ length: people }, (_, at) => personId(at));
  await enrolMany(db, people);
  await planNudges(
    db,
    everybody.flatMap((to) =>
      DAYS.slice(0, days).map((day, at) => ({ to, once: String(at), dueAt: `${day}T10:30:00Z` })),
    ),
  );
  const slack = await startLocalSlack({
    port: 0,
    manifest: 'manifest.yml',
    seed: writeSeed(join(directory, 'seed.yml'), people),
    rateLimits: false,
    clock: { now: `${DAYS[0]}T06:00:00Z`, speed: 0 },
    journal,
    ...SECRETS,
  });
  const told = { apiUrl: slack.apiUrl, token: SECRETS.botToken, rates: NO_RATES };
  const workers = await Promise.all(
    Array.from({ length: WORKERS }, () =>
      startProcess({ connection, clockUrl: `${slack.url}/clock`, ...told }),
    ),
  );
  try {
    let perSecond = 0;
    for (const day of days === 1 ? DAYS.slice(0, 1) : DAYS) {
      slack.moveClock({ now: `${day}T11:00:00Z` });
      const begun = performance.now();
      await expect.poll(() => waiting(db, slack), { timeout: LONGEST_MS, interval: 20 }).toBe(0);
      perSecond ||= Math.round((people * 1_000) / (performance.now() - begun));
    }
    const rows = await db.selectFrom('nudges').select('state').execute();
    // Each process follows the clock by itself: to one that is a moment behind, what another queued is not due yet. It
    // puts that off, and it goes out as another message. Nothing else ends unsent.
    const unsent = db.selectFrom('deliveries').select(['state', 'problem']).where('state', '!=', 'sent');
    for (const one of await unsent.execute()) expect(one).toEqual({ state: 'cancelled', problem: 'put_off' });
    await slack.close();
    const sum: Sum = {
      nudges: rows.length,
      sent: rows.filter(({ state }) => state === 'sent').length,
      perSecond,
      ...countIn(readFileSync(journal, 'utf8'), everybody),
    };
    tell(
      `${WORKERS} workers, ${sum.nudges} nudges to ${people} people: ${sum.sent} sent in ${sum.messages} messages; read once ${sum.readOnce}, twice ${sum.readTwice}; at most ${sum.mostADay} a day and ${sum.mostAWeek} a week; ${sum.perSecond} messages a second when all were due`,
    );
    return sum;
  } finally {
    for (const worker of workers) await worker.kill();
    await slack.close();
    await drop();
    rmSync(directory, { recursive: true });
  }
}

/** How much is still to be done at this moment of product time. */
async function waiting(db: Database, slack: LocalSlack): Promise<number> {
  const now = new Date(slack.clock().now);
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from nudges where state in ('planned', 'queued') and due_at <= ${now})
      + (select count(*) from deliveries where state in ('planned', 'queued', 'sending')) as count`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

const Posted = z.object({
  type: z.literal('call'),
  method: z.literal('chat.postMessage'),
  args: z.object({ channel: z.string(), text: z.string() }),
  answer: z.object({ ok: z.literal(true), ts: z.string() }),
});

function countIn(
  journal: string,
  everybody: readonly PersonId[],
): Pick<Sum, 'readOnce' | 'readTwice' | 'messages' | 'mostADay' | 'mostAWeek'> {
  const posted = journal
    .split('\n')
    .flatMap((line) => (line ? [Posted.safeParse(JSON.parse(line)).data ?? []] : []))
    .flat();
  const reads = new Map<string, number>();
  const days = new Map<string, number[]>();
  for (const { args, answer } of posted) {
    for (const nudge of args.text.split('\n\n')) {
      const read = `${args.channel} ${nudge}`;
      reads.set(read, (reads.get(read) ?? 0) + 1);
    }
    // Everybody's day in Warsaw is the day in UTC, at noon.
    days.set(args.channel, [...(days.get(args.channel) ?? []), Math.floor(Number(answer.ts) / 86_400)]);
  }
  const most = (span: number) =>
    Math.max(
      ...everybody.flatMap((id) => {
        const own = days.get(id) ?? [];
        return own.map((day) => own.filter((other) => other >= day && other < day + span).length);
      }),
    );
  const times = [...reads.values()];
  return {
    readOnce: times.filter((many) => many === 1).length,
    readTwice: times.filter((many) => many > 1).length,
    messages: posted.length,
    mostADay: most(1),
    mostAWeek: most(7),
  };
}
