import { globSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { OpenView, SubmitReply } from '../../src/local-slack/page/protocol.ts';
import { boltLogger, createLog, describeError, type Log } from '../../src/log.ts';
import type { Database } from '../../src/storage/database.ts';
import { isNode, nodesIn, nodesOf, type SourceNode, stringIn } from '../../tools/source.ts';
import { chosen, type Filled, textOf } from '../harness/member.ts';
import { command, send } from '../harness/signed.ts';
import { MODES, PEOPLE, SECRETS, startTogether, type Together } from '../harness/together.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Words that stand nowhere else, by where they are typed: one of them in the log is a leak. */
const TYPED = {
  'a need': 'quagmire',
  'an unknown word': 'frobnitzel',
  'the words of the form': 'zażółcona',
  'the note of a contact': 'marzipan',
  'a refused body': 'obelisk',
  'an oversized body': 'leviathan',
  'a body with a used trigger': 'kumquat',
  'a body that cannot be understood': 'xylophone',
} as const;
/** Who typed it: that somebody asked is written nowhere. */
const WHO = { darnell: PEOPLE.darnell, jonas: PEOPLE.jonas, marta: PEOPLE.marta };

/** What the log of the app says, and where it is said here. A call that is missing here fails a test. */
const SAID = {
  refused: 'a request was refused',
  unexpected: 'something unexpected happened',
  untold: 'the person could not be told',
  unknownPerson: 'Slack could not be asked about a person',
  unread: 'help contacts could not be read again',
  homeNotRenewed: 'a Home could not be renewed',
  connected: 'the app is connected to Slack',
  stopped: 'the app has stopped',
} as const;

/** What it says of what happens by itself: ids and errors, never words; see tests/nudges, tests/matching, tests/pairs. */
const SAID_BY_ITSELF = [
  'what is due could not be done; it is tried again',
  'what stands in Slack could not be renewed; it is tried again',
  'a message was not sent',
  'a message could not be made; it is tried again later',
  'a message has failed for good',
  'a post was not made',
  'a post could not be made',
  'a post could not be made anew',
  'a summary could not be looked at; it is tried again the next morning',
  'a post could not be changed',
  'a nudge could not be made',
  'what a link leads to could not be given out',
  'a calendar file could not be sent',
  'an export could not be sent',
  'nudges could not be queued',
  'nudges could not be shown anew',
  'Slack refuses the token: nothing is sent to this workspace until the app starts with one that works',
  'Slack takes the token again: messages are sent',
  'somebody who cannot be reached could not be paused',
  'somebody who is back was not noted',
  'something went wrong in the queue; it goes on by itself',
  'a message could not be rendered',
  'what was due in matching could not be done',
  'what was due with a pair could not be done',
  'the date of a program could not be told',
  'a batch of a cohort was not published',
  'how a cohort stands was not shown',
];

const ANSWERS: Filled = {
  'guidance.topics': { answer: { type: 'multi_static_select', selected_options: [] } },
  'guidance.horizon': { answer: chosen('3m') },
  'guidance.outcome': { answer: chosen('do') },
  'guidance.help': { answer: chosen('questions') },
  'guidance.form': { answer: chosen('plan') },
  'guidance.origin': { answer: chosen('own') },
  'guidance.words': { answer: { type: 'plain_text_input', value: `so ${TYPED['the words of the form']}` } },
};
const NOTE: Filled = {
  'note.hr': { note: { type: 'plain_text_input', value: `the ${TYPED['the note of a contact']} office` } },
};
const OTHER_NOTE: Filled = {
  'note.hr': {
    note: { type: 'plain_text_input', value: `the other ${TYPED['the note of a contact']} office` },
  },
};
const NEED = `/coach-or-mentor my ${TYPED['a need']} with the others`;
const UNKNOWN_WORD = `/coach-or-mentor ${TYPED['an unknown word']}`;

describe.each(MODES)('the log of everything that can go wrong, connected by %s', (mode) => {
  const parts: Together[] = [];
  let all: Together;
  let ahead = 0;
  beforeAll(async () => {
    all = await startTogether(mode, { clock: { now: () => new Date(Date.now() + ahead) }, patient: false });
    parts.push(all);
  });
  afterAll(async () => {
    for (const part of parts) await part.stop().catch(() => undefined);
  });

  it('says nothing at all where nothing goes wrong', async () => {
    const [darnell, jonas] = [all.as('darnell'), all.as('jonas')];
    const before = all.logged().length;
    await darnell.types(NEED);
    await darnell.submits(await darnell.modal('Which one fits?'), ANSWERS);
    await darnell.modal(TYPED['the words of the form']);
    await darnell.types(UNKNOWN_WORD);
    await darnell.message(`“${TYPED['an unknown word']}” is not something`);
    await jonas.types('/coach-or-mentor contacts');
    await jonas.presses('people.contacts.edit', await jonas.message('You are an admin'));
    await jonas.submits(await jonas.modal('People see these'), NOTE);
    await jonas.modal('This is what people will see');
    // Saved contacts are forgotten, and read again for the Home: what comes next takes them as known.
    await jonas.home(TYPED['the note of a contact']);
    expect(all.logged().slice(before)).toBe('');
    await says(all, 0, { msg: SAID.connected });
  });

  it('tells of a database that is gone behind what is known', async () => {
    const darnell = all.as('darnell');
    const before = all.logged().length;
    await sql`alter table contacts rename to contacts_away`.execute(all.db);
    try {
      ahead += 31_000;
      await darnell.types(UNKNOWN_WORD);
      await says(all, before, { msg: SAID.unread, error: { message: /contacts/ } });
    } finally {
      await sql`alter table contacts_away rename to contacts`.execute(all.db);
    }
  });

  it('tells of a database that is gone, under a typed need and both forms', async () => {
    const [darnell, jonas, marta] = [all.as('darnell'), all.as('jonas'), all.as('marta')];
    await closeAll(all, 'darnell');
    await closeAll(all, 'jonas');
    await darnell.types('/coach-or-mentor choose');
    const questions = await darnell.modal('Which one fits?');
    const contacts = await contactsForm(all, 'jonas');
    const others = await contactsForm(all, 'marta');
    const before = all.logged().length;
    // What jonas sends is saved, and gone before it can be read again: from then on no contacts are known any more.
    const waited: Promise<unknown>[] = [];
    await withContactsLocked(all.db, async (waiting) => {
      waited.push(jonas.submits(contacts, OTHER_NOTE));
      await expect.poll(waiting, { timeout: 10_000 }).toBe(1);
      waited.push(sql`alter table contacts rename to contacts_away`.execute(all.db));
      await expect.poll(waiting, { timeout: 10_000 }).toBe(2);
    });
    await Promise.all(waited);
    try {
      await says(all, before, { msg: SAID.homeNotRenewed, error: { message: /contacts/ } });
      for (const reply of [
        await darnell.submits(questions, ANSWERS),
        await marta.submits(others, OTHER_NOTE),
      ]) {
        const reference = referenceIn(reply);
        await says(all, before, { msg: SAID.unexpected, reference, error: { message: /contacts/ } });
      }
      await closeAll(all, 'darnell');
      await darnell.types(NEED);
      const reference = textOf(await darnell.modal('That did not work')).slice(-8);
      await says(all, before, { msg: SAID.unexpected, reference, error: { message: /contacts/ } });
    } finally {
      await sql`alter table contacts_away rename to contacts`.execute(all.db);
    }
    for (const person of ['darnell', 'jonas', 'marta'] as const) await closeAll(all, person);
  });

  it('tells of a person whom Slack does not tell about, and of a trigger that came too late', async () => {
    const late = await startTogether(mode, { manifest: withoutUsersRead(), timing: { triggerMs: -1 } });
    parts.push(late);
    const darnell = late.as('darnell');
    await darnell.types(UNKNOWN_WORD);
    await darnell.message(`“${TYPED['an unknown word']}” is not something`);
    await says(late, 0, { msg: SAID.unknownPerson, error: { message: /missing_scope/ } });
    const before = late.logged().length;
    await darnell.types(NEED);
    await darnell.message('this took longer');
    await says(late, before, {
      msg: SAID.unexpected,
      reference: /./,
      error: { message: /expired_trigger_id/ },
    });
  });

  // Only HTTP has bodies that anybody may send.
  if (mode === 'http')
    it('tells of a trigger that was used, and of a response_url that fails', async () => {
      const before = all.logged().length;
      const used = secretsIn(all).find(([name]) => name === 'trigger_id')?.[1] ?? '';
      const responseUrl = `${all.slack.url}/response/0123456789abcdef`;
      const text = `a ${TYPED['a body with a used trigger']} for two`;
      await send(all.app.port, command({ text, trigger_id: used, response_url: responseUrl }));
      await says(all, before, { msg: SAID.unexpected, error: { message: /exchanged_trigger_id/ } });
      await says(all, before, { msg: SAID.untold, reference: /./, error: { message: /response_url: 404/ } });
    });

  // Only HTTP has bodies that anybody may send.
  if (mode === 'http')
    it('tells of what the guard refuses', async () => {
      const [text, huge] = [TYPED['a refused body'], TYPED['an oversized body']];
      const cases: [why: string, status: number, body: string, wrong?: Parameters<typeof send>[2]][] = [
        ['not signed', 401, command({ text }), { headers: { 'x-slack-signature': undefined } }],
        ['wrongly signed', 401, command({ text }), { secret: 'f'.repeat(32) }],
        ['stale', 401, command({ text }), { secondsAgo: 301 }],
        ['not a payload of Slack', 400, `text=${text}`],
        ['not a payload of Slack', 400, `payload={"text":${text}`],
        ['not a payload of Slack', 400, `{"type": ${text}`, { type: 'application/json' }],
        ['the body is too large', 413, command({ text: `${huge} `.repeat(110_000) })],
      ];
      for (const [why, status, body, wrong] of cases) {
        const before = all.logged().length;
        expect((await send(all.app.port, body, wrong)).status).toBe(status);
        await says(all, before, { msg: SAID.refused, why, status });
      }
    });

  // Only HTTP has bodies that anybody may send.
  if (mode === 'http')
    it('tells of what cannot be understood', async () => {
      const text = TYPED['a body that cannot be understood'];
      const before = all.logged().length;
      await send(all.app.port, command({ text, team_id: text }));
      await says(all, before, { msg: SAID.unexpected, error: { message: /must match pattern/ } });
    });

  it('tells of a database that does not answer, before Slack gives up', { retry: 2 }, async () => {
    const jonas = all.as('jonas');
    const form = await contactsForm(all, 'jonas');
    const before = all.logged().length;
    await withContactsLocked(all.db, async () => {
      const reference = referenceIn(await jonas.submits(form, OTHER_NOTE));
      await says(all, before, { msg: SAID.unexpected, reference, error: { message: /timeout/ } });
    });
    await closeAll(all, 'jonas');
  });

  it('tells of a Slack that is gone before a command is answered', { retry: 2 }, async () => {
    const lost = await startTogether(mode, { patient: false });
    parts.push(lost);
    let unanswered: Promise<unknown> | undefined;
    await withContactsLocked(lost.db, async (waiting) => {
      unanswered = Promise.allSettled([lost.as('darnell').types(UNKNOWN_WORD)]);
      await expect.poll(waiting, { timeout: 10_000 }).toBe(1);
      await lost.slack.close();
    });
    await unanswered;
    await says(lost, 0, { msg: SAID.unexpected, reference: /./, error: { message: /fetch failed/ } });
    await says(lost, 0, { msg: SAID.untold, reference: /./, error: { message: /fetch failed/ } });
  });

  // The app waits for two seconds: on a machine that is slow just then it may have given up before it is seen to wait.
  it('tells of a Slack that is gone before a form is answered, Bolt’s lines included', {
    retry: 2,
  }, async () => {
    const form = await contactsForm(all, 'jonas');
    const before = all.logged().length;
    let unanswered: Promise<unknown> | undefined;
    await withContactsLocked(all.db, async (waiting) => {
      unanswered = Promise.allSettled([all.as('jonas').submits(form, NOTE)]);
      await expect.poll(waiting, { timeout: 10_000 }).toBe(1);
      await all.slack.close();
    });
    await unanswered;
    if (mode === 'socket') {
      await says(all, before, { msg: SAID.unexpected, reference: /./, error: { message: /WebSocket/ } });
      await says(all, before, { from: 'bolt', level: 50, msg: /Failed to send a message/ });
    } else {
      // The form was answered: only the Home, which shows the same, could not be.
      await says(all, before, { msg: SAID.homeNotRenewed, error: { message: /A request error occurred/ } });
      await says(all, before, { from: 'bolt', level: 40, msg: /http request failed/ });
    }
  });

  it('and in all of that no token and nothing that a person typed', async () => {
    for (const part of parts) {
      await part.stop();
      await says(part, 0, { msg: SAID.stopped });
    }
    const log = parts.map((part) => part.logged()).join('');
    const told = new Set(linesIn(log).map(({ msg }) => msg));
    for (const msg of Object.values(SAID))
      if (mode === 'http' || msg !== SAID.refused) expect(told).toContain(msg);
    expect(leaksIn(log, parts)).toEqual([]);
  });

  it('a planted leak is found by the same check, each of them', async () => {
    for (const [name, secret] of sought(parts)) {
      for (const leak of [secret, encodeURIComponent(secret), secret.toUpperCase()]) {
        const planted: ((log: Log) => void)[] = [
          (log) => log.warn({ body: `text=${leak}&x=y` }, SAID.refused),
          (log) => log.error({ error: describeError(new Error(`no such ${leak}`)) }, SAID.unexpected),
          (log) => boltLogger(log).warn(`Malformed request body: ${leak}`),
        ];
        for (const plant of planted)
          expect(leaksIn(await written(plant), parts), `${name}: ${leak}`).not.toEqual([]);
      }
    }
    expect(leaksIn(await written((log) => log.info(`with ${SECRETS.botToken}`)), parts)).toEqual([
      'something that was struck out',
    ]);
  });
});

describe('what is logged', () => {
  it('is all among what was said above, apart from what ends or begins the process', () => {
    const files = globSync('src/**/*.ts', { cwd: ROOT }).filter(
      (file) => !file.startsWith('src/local-slack/') && file !== 'src/main.ts',
    );
    const said = files.flatMap((file) => saidIn(readFileSync(join(ROOT, file), 'utf8')));
    // `undefined` is Bolt's log, which says what Bolt says.
    expect(new Set(said)).toEqual(new Set([...Object.values(SAID), ...SAID_BY_ITSELF, undefined]));
  });

  it('is found in a source: the last text of a call on a log, whatever its level', () => {
    const source = `log.warn({ a: 'b' }, 'one'); this.#log.error('two'); ports.log.fatal(error, 'three');
      log[level]({}, text); console.log('no'); Math.log(2); log.child({});`;
    expect(saidIn(source)).toEqual(['one', 'two', 'three', undefined]);
  });
});

describe('the log', () => {
  it('strikes secrets out wherever they stand (the control: the line itself is there)', async () => {
    const text = await written(
      (log) => {
        log.info(
          { nested: { header: 'Bearer xoxb-12-34-abCD', list: ['xapp-1-A-2-b'] } },
          'password is hunter2',
        );
        log.error(
          { error: describeError(new Error(`bad token xoxp-1-2 for v0=${'a'.repeat(64)}`)) },
          'failed',
        );
      },
      ['hunter2'],
    );
    expect(text).toContain('"msg":"password is [redacted]"');
    expect(text).toContain('Bearer [redacted]');
    expect(text).not.toMatch(/hunter2|xox|xapp|aaaa/);
  });

  it('tells of an error its name, message and code, never what hangs on it', () => {
    const error = Object.assign(new Error('no'), {
      code: 'E1',
      data: { text: 'private' },
      original: 'private',
    });
    expect(describeError(error)).toEqual({
      name: 'Error',
      message: 'no',
      code: 'E1',
      stack: expect.any(String),
    });
    expect(describeError({ text: 'private' })).toEqual({ name: 'object', message: expect.any(String) });
  });

  it.each([
    ['a code', '{"ok":false,"error":"expired_trigger_id"}', 'An API error occurred: expired_trigger_id'],
    [
      'an answer that was cut off, with the view in it',
      '{"ok":true,"view":{"blocks":[{"initial_value":"my\\nquagmire"',
      'An API error occurred: an answer that cannot be read',
    ],
    [
      'a page of a proxy',
      '<html>\n    at quagmire</html>',
      'An API error occurred: an answer that cannot be read',
    ],
  ])('where Slack answers with %s, tells no more than a code of it', async (_, answer, told) => {
    const server = createServer((_request, response) => response.end(answer));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const client = new WebClient('xoxb-1', { slackApiUrl: `http://127.0.0.1:${port}/api/` });
    const error: unknown = await client.auth.test().catch((caught: unknown) => caught);
    await new Promise((closed) => server.close(closed));
    const text = await written((log) => {
      log.error({ error: describeError(error) }, SAID.unexpected);
      boltLogger(log).error(error);
      boltLogger(log).error(`Failed to retrieve a new WSS URL (error: ${String(error)})`);
    });
    const lines = linesIn(text);
    expect(lines).toHaveLength(3);
    expect(lines[0]?.error?.message).toBe(told);
    expect(lines[0]?.error?.stack).toMatch(/^.*\n +at /);
    expect(lines[1]?.msg).toContain(told);
    expect(lines[2]?.msg).toContain(told);
    expect(text).not.toContain('quagmire');
  });
});

interface Line {
  level: number;
  msg: string;
  from?: string;
  why?: string;
  status?: number;
  reference?: string;
  error?: { name: string; message: string; stack?: string };
}
type Expected = {
  [field in keyof Omit<Line, 'error'>]?: Line[field] | RegExp;
} & { error?: { message: RegExp } };

function linesIn(log: string): Line[] {
  return log
    .split('\n')
    .filter(Boolean)
    .map((line): Line => JSON.parse(line));
}

/** Waits for a line of the log that has all of this in it. */
async function says(from: Together, before: number, { error, ...fields }: Expected): Promise<void> {
  const matching = (wanted: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(wanted).map(([field, value]) => [
        field,
        value instanceof RegExp ? expect.stringMatching(value) : value,
      ]),
    );
  const line = { ...matching(fields), ...(error && { error: expect.objectContaining(matching(error)) }) };
  await expect
    .poll(() => linesIn(from.logged().slice(before)), { timeout: 10_000 })
    .toContainEqual(expect.objectContaining(line));
}

/** All that must not be in the log, with what it is. */
function sought(parts: readonly Together[]): [name: string, text: string][] {
  return [
    ...Object.entries(TYPED),
    ...Object.entries(WHO),
    ...Object.entries(SECRETS),
    ...new Map(parts.flatMap(secretsIn).map((secret) => [secret[1], secret] as const)).values(),
  ];
}

/** Everything secret that Slack sent: tokens, triggers, and where answers go. */
function secretsIn({ slack }: Together): [name: string, text: string][] {
  return slack.journal.flatMap((entry) => {
    if (entry.type !== 'delivery') return [];
    const { token, trigger_id, response_url } = { ...entry.payload } as Record<string, unknown>;
    return Object.entries({ token, trigger_id, response_url }).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value.replace(/^.*\/response\//, '')]] : [],
    );
  });
}

/** The names of what is in the log and must not be. What was struck out had come as far as the log. */
function leaksIn(log: string, parts: readonly Together[]): string[] {
  const low = log.toLowerCase();
  const found = sought(parts).filter(([, text]) =>
    [text, encodeURIComponent(text)].some((form) => low.includes(form.toLowerCase())),
  );
  const struck = /\[redacted\]|\bxox[a-z]-|\bxapp-|v0=/.test(log) ? ['something that was struck out'] : [];
  return [...new Set(found.map(([name]) => name)), ...struck];
}

async function written(write: (log: Log) => void, secrets: readonly string[] = []): Promise<string> {
  let text = '';
  const stream = {
    write(line: string) {
      text += line;
    },
  };
  write(await createLog({ level: 'trace', secrets, stream }));
  return text;
}

/** The form opened from the Home of an admin, with the note that was saved there. */
async function contactsForm(all: Together, person: 'jonas' | 'marta'): Promise<OpenView> {
  const admin = all.as(person);
  await admin.opensHome();
  await admin.presses('people.contacts.edit', await admin.home(TYPED['the note of a contact']));
  return admin.modal(person === 'jonas' ? 'People see these' : 'pod każdą poradą');
}

/** The reference that a form's field error tells. */
function referenceIn(reply: SubmitReply): string {
  const [sentence = ''] = 'errors' in reply ? Object.values(reply.errors) : [];
  const reference = /([0-9A-F]{8})\.?$/.exec(sentence)?.[1];
  if (reference === undefined) throw new Error(`no reference in ${JSON.stringify(reply)}`);
  return reference;
}

/** Keeps everybody else from the contacts meanwhile; `waiting` tells how many do. */
async function withContactsLocked(
  db: Database,
  meanwhile: (waiting: () => Promise<number>) => Promise<void>,
): Promise<void> {
  const waiting = async (): Promise<number> => {
    const { rows } = await sql<{ waiting: number }>`
      select count(*) as waiting from pg_locks
      where not granted and database = (select oid from pg_database where datname = current_database())`.execute(
      db,
    );
    return rows[0]?.waiting ?? 0;
  };
  await hushed(db);
  await db.transaction().execute(async (tx) => {
    await sql`lock table contacts in access exclusive mode`.execute(tx);
    await meanwhile(waiting);
  });
}

const HUSHED_LOOKS = 10;

/** Waits until nobody has asked this database anything for a while: a Home that is still renewed would wait with others. */
async function hushed(db: Database): Promise<void> {
  let quiet = 0;
  const looks = async (): Promise<number> => {
    const { rows } = await sql<{ busy: boolean }>`
      select count(*) > 0 as busy from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`.execute(db);
    quiet = rows[0]?.busy === false ? quiet + 1 : 0;
    return quiet;
  };
  await expect.poll(looks, { timeout: 10_000, interval: 30 }).toBeGreaterThanOrEqual(HUSHED_LOOKS);
}

async function closeAll(all: Together, person: keyof typeof PEOPLE): Promise<void> {
  const member = all.as(person);
  for (const view of (await member.state()).views.toReversed()) await member.closes(view);
  await member.noModal();
}

/** The manifest of an app that was not given the right to ask about people. */
function withoutUsersRead(): object {
  const text = readFileSync(join(ROOT, 'manifest.yml'), 'utf8').replace(/^ *- users:read\n/m, '');
  return parse(text);
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

/** What the calls on a log say; `undefined` where it is no literal. */
function saidIn(source: string): (string | undefined)[] {
  return nodesOf(source).flatMap((node): (string | undefined)[] => {
    const callee = node.type === 'CallExpression' ? node['callee'] : undefined;
    if (!isNode(callee) || callee.type !== 'MemberExpression') return [];
    const [object, property] = [nameOf(callee['object']), callee['property']];
    const isLevel =
      isNode(property) && (property.type === 'Computed' || LEVELS.includes(nameOf(property) ?? ''));
    return object === 'log' && isLevel ? [stringIn(nodesIn(node['arguments']).at(-1))] : [];
  });
}

/** The last name of `log`, `this.#log` or `ports.log`. */
function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'MemberExpression') return nameOf(node['property']);
  const name: unknown = (node as SourceNode)['value'] ?? (node as SourceNode)['id'];
  return typeof name === 'string' ? name : undefined;
}
