import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bringCompany } from '../../src/commands/try-out.ts';
import { startLocalSlack } from '../../src/local-slack/server.ts';
import { beginRequest } from '../../src/matching/flow/asking.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { startEmbedded } from '../../src/storage/embedded.ts';
import { type TestPorts, testPorts } from '../harness/ports.ts';
import { SECRETS, startTogether, type Together } from '../harness/together.ts';

const ROOT = join(import.meta.dirname, '../..');
const workspaceId = WorkspaceId.parse('T0LUMENARI');
const directories: string[] = [];
afterEach(async () => {
  for (const path of directories.splice(0)) await rm(path, { recursive: true, force: true });
});

/** Everybody of the company who works while others do: Anika's day in Auckland meets one other's. */
const COMPANY = [
  'U0MARTAWIL',
  'U0JONASBRA',
  'U0KASIANOW',
  'U0WANJIRUK',
  'U0ARJUNIYE',
  'U0BEATRIZS',
  'U0DARNELLO',
  'U0PIOTRZAW',
  'U0SOFIALIN',
  'U0HELENEKR',
  'U0NOAHREED',
].map((id) => PersonId.parse(id));

/** Two days half a year apart: in winter and in summer. */
const [WINTER, SUMMER] = ['2026-01-14T12:00:00Z', '2026-07-15T12:00:00Z'];

/** Of the first of them. */
const MORNING = '2026-01-14T08:00:00Z';

describe('the made-up company', () => {
  let together: Together;
  let ports: TestPorts;
  beforeAll(async () => {
    together = await startTogether('socket', { now: MORNING });
    ports = await testPorts(together.db, { now: MORNING });
    expect(await bringCompany(ports, workspaceId)).toBe(true);
    await together.app.catchUp();
  });
  afterAll(() => together.stop());

  it('comes with wishes that wait, ready guides, and Polish spoken', async () => {
    const { db } = together;
    const facts = await db.selectFrom('people').select('id').where('facts_at', 'is', null).execute();
    expect(facts).toEqual([]);
    const wishes = await db.selectFrom('requests').select('state').execute();
    expect(wishes.length).toBeGreaterThanOrEqual(5);
    expect(new Set(wishes.map(({ state }) => state))).toEqual(new Set(['waiting']));
    const guides = await db
      .selectFrom('profiles')
      .select(['kinds', 'languages', 'briefed_at', 'coach_confirmed_at'])
      .execute();
    const ready = (kind: 'coaching' | 'mentoring') =>
      guides.filter(
        ({ kinds, briefed_at, coach_confirmed_at }) =>
          kinds.includes(kind) && (kind === 'coaching' ? coach_confirmed_at : briefed_at),
      ).length;
    expect(ready('coaching')).toBeGreaterThanOrEqual(3);
    expect(ready('mentoring')).toBeGreaterThanOrEqual(6);
    expect(guides.filter(({ languages }) => languages.includes('pl')).length).toBeGreaterThanOrEqual(2);
    // What was tried stays.
    expect(await bringCompany(ports, workspaceId)).toBe(false);
  });

  it.each([WINTER, SUMMER])(
    'has at least three coaches and three mentors for whoever asks (%s)',
    { timeout: 60_000 },
    async (now) => {
      // What they asked for by the file would be their open requests.
      await together.db.deleteFrom('requests').execute();
      together.slack.moveClock({ now });
      ports.moveTo(now);
      const few: string[] = [];
      for (const personId of COMPANY)
        for (const kind of ['coaching', 'mentoring'] as const) {
          const wish = {
            topics: [],
            ways: [],
            languages: ['en' as const],
            hopes: '',
            avoid: { ownDepartment: false, people: [] },
            earlierWelcome: false,
          };
          const plain = { ...ports, facts: { factsOf: () => factsOf(together, personId) } };
          const asked = await beginRequest(plain, { workspaceId, personId }, kind, wish);
          const found = asked.outcome === 'suggested' ? asked.suggestions.shown.length : 0;
          if (found < 3) few.push(`${personId} ${kind}: ${found}`);
        }
      expect(few).toEqual([]);
    },
  );
});

async function factsOf({ db }: Together, id: PersonId) {
  const row = await db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const { name, locale, time_zone, is_guest, is_gone } = row;
  return {
    name,
    fullName: name,
    locale: locale ?? '',
    timeZone: time_zone ?? '',
    isAdmin: false,
    isGuest: is_guest,
    isGone: is_gone,
    isMember: true,
  };
}

describe('an app that is started', () => {
  /** Starts the app as npm does, until it says that it is ready, and counts who is known to it. */
  async function started(env: Record<string, string>, ready: RegExp, enough: number): Promise<number> {
    const directory = await mkdtemp(join(tmpdir(), 'coach-try-out-'));
    directories.push(directory);
    const dataDirectory = join(directory, 'data');
    const app = spawn(process.execPath, [join(ROOT, 'start.mjs')], {
      cwd: directory,
      env: { PATH: process.env['PATH'], DATA_DIR: dataDirectory, PORT: '0', LOG_LEVEL: 'info', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const gone = new Promise((done) => app.once('exit', done));
    try {
      await says(app, ready);
      if (enough > 0) await expect.poll(() => knownIn(dataDirectory)).toBeGreaterThanOrEqual(enough);
    } finally {
      app.kill('SIGTERM');
      await gone;
    }
    // Whatever it had begun is finished now.
    return knownIn(dataDirectory);
  }

  /** Looks as a command does, beside the app or without it. */
  async function knownIn(dataDirectory: string): Promise<number> {
    const embedded = await startEmbedded(dataDirectory, { forCommand: true });
    if (!directories.includes(embedded.dataDirectory)) directories.push(embedded.dataDirectory);
    const db = openDatabase(embedded.connection);
    const { length } = await db.selectFrom('people').select('id').execute();
    await db.destroy();
    await embedded.stop();
    return length;
  }

  it('without tokens has the made-up company in it', { timeout: 60_000 }, async () => {
    expect(await started({}, /is ready\. Open /, 12)).toBe(12);
  });

  it('for a real Slack is empty', { timeout: 60_000 }, async () => {
    const slack = await startLocalSlack({ port: 0, manifest: 'manifest.yml', ...SECRETS });
    const env = {
      SLACK_BOT_TOKEN: SECRETS.botToken,
      SLACK_APP_TOKEN: SECRETS.appToken,
      SLACK_API_URL: slack.apiUrl,
    };
    expect(await started(env, /the app is connected to Slack/, 0)).toBe(0);
    await slack.close();
  });
});

function says(app: ChildProcess, what: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    app.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (what.test(output)) resolve();
    });
    app.once('exit', (code) => reject(new Error(`the app ended (${code}): ${output}`)));
  });
}
