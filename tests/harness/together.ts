import { createServer } from 'node:net';
import { Writable } from 'node:stream';
import type { LocalSlackOptions } from '../../src/local-slack/options.ts';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { createLog } from '../../src/log.ts';
import { NO_RATES, type Rates } from '../../src/nudges/rates.ts';
import type { Clock } from '../../src/ports.ts';
import { type RunningApp, runApp } from '../../src/run.ts';
import type { Database } from '../../src/storage/database.ts';
import { freshDatabase } from './database.ts';
import { Member } from './member.ts';

export const MODES = ['socket', 'http'] as const;
export type Mode = (typeof MODES)[number];

/** People of the built-in company that tests play. */
export const PEOPLE = {
  /** An ordinary member, English. */
  darnell: 'U0DARNELLO',
  /** An ordinary member, Polish. */
  piotr: 'U0PIOTRZAW',
  /** An admin. */
  jonas: 'U0JONASBRA',
  /** The owner, Polish. */
  marta: 'U0MARTAWIL',
  /** Ordinary members in Warsaw, Stockholm and London, English. */
  kasia: 'U0KASIANOW',
  sofia: 'U0SOFIALIN',
  imani: 'U0IMANIFRE',
} as const;

export const SECRETS = {
  botToken: 'xoxb-test-bot-token-0123456789',
  appToken: 'xapp-test-app-token-0123456789',
  signingSecret: '0123456789abcdef0123456789abcdef',
};

export interface Together {
  slack: LocalSlack;
  app: RunningApp;
  db: Database;
  /** Everything the app logged, at the most talkative level, as the lines stand. */
  logged(): string;
  as(person: keyof typeof PEOPLE): Member;
  /** Moves product time, and waits until all that became due has been done. */
  passes(time: { minutes?: number; hours?: number; days?: number }): Promise<void>;
  stop(): Promise<void>;
}

/** A busy machine is slow, not wrong: that Slack's three seconds are kept is for the bench to show. */
const UNHURRIED = { ackMs: 20_000, triggerMs: 20_000 };

/** The whole product: a real PostgreSQL, the app, and local-slack, connected in one of the two modes. */
export async function startTogether(
  mode: Mode,
  differs: Partial<Pick<LocalSlackOptions, 'manifest' | 'timing' | 'seed' | 'rateLimits'>> & {
    clock?: Clock;
    /** Where product time begins, as `2026-03-02T09:00:00Z`; the machine's otherwise. */
    now?: string;
    /** Where links lead: `own`, to the app itself; nowhere otherwise. */
    publicUrl?: 'own';
    /** How fast the app's own messages go out; without a pause otherwise, so that nobody waits for them. */
    rates?: Rates;
    /** False: the app waits for its database no longer than in the real thing. */
    patient?: boolean;
  } = {},
): Promise<Together> {
  const { clock, now, publicUrl, rates = NO_RATES, patient = true, timing, ...slackDiffers } = differs;
  const { db, drop } = await freshDatabase({ patient });
  const appPort = mode === 'http' ? await freePort() : 0;
  const slack = await startLocalSlack({
    port: 0,
    manifest: 'manifest.yml',
    ...slackDiffers,
    timing: { ...UNHURRIED, ...timing },
    ...(now && { clock: { now } }),
    ...SECRETS,
    ...(mode === 'http' && { deliverTo: `http://127.0.0.1:${appPort}/slack/events` }),
  });
  let lines = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines += String(chunk);
      done();
    },
  });
  const log = await createLog({ level: 'trace', secrets: Object.values(SECRETS), stream });
  const app = await runApp({
    slack: { mode, ...SECRETS, apiUrl: slack.apiUrl },
    db,
    clock: clock ?? { now: () => new Date(slack.clock().now) },
    log,
    port: appPort,
    host: '127.0.0.1',
    defaultLanguage: 'en',
    publicUrl,
    rates,
  });
  return {
    slack,
    app,
    db,
    logged: () => lines,
    as: (person) => new Member(slack.url, PEOPLE[person]),
    async passes({ minutes = 0, hours = 0, days = 0 }) {
      slack.moveClock({ advanceMs: ((days * 24 + hours) * 60 + minutes) * 60_000 });
      await app.catchUp();
    },
    async stop() {
      await app.stop();
      await slack.close();
      await drop();
    },
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
