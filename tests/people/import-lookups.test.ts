import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { importPorts } from '../../src/importing.ts';
import { importPeople } from '../../src/people/flow/import.ts';
import { pendingLookUps } from '../../src/people/flow/lookups.ts';
import { WorkspaceId } from '../../src/ports.ts';
import { testPorts } from '../harness/ports.ts';
import { startTogether, type Together } from '../harness/together.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
const Manifest = z.looseObject({ oauth_config: z.looseObject({ scopes: z.unknown() }) });

let together: Together | undefined;
afterEach(async () => {
  await together?.stop();
  together = undefined;
});

/** The app beside a Slack, into which lines are imported as from a terminal. */
async function company(...file: string[]): Promise<Together> {
  together = await startTogether('socket', { now: '2026-03-02T09:00:00Z' });
  await bring(together, file);
  await together.app.catchUp();
  return together;
}

async function bring({ db }: Together, file: string[]): Promise<void> {
  async function* lines() {
    for (const [at, text] of file.entries()) yield { line: at + 1, cells: text.split(',') };
  }
  const ports = await importPorts(await testPorts(db), workspaceId);
  const run = { apply: true, actor: 'terminal', now: new Date('2026-03-02T09:00:00Z') };
  expect(await importPeople(ports, workspaceId, lines(), run)).toMatchObject({
    problems: [],
    isWritten: true,
  });
}

const people = ({ db }: Together) =>
  db
    .selectFrom('people')
    .select(['id', 'name', 'email', 'title', 'manager_key', 'time_zone'])
    .where('facts_at', 'is not', null)
    .orderBy('id')
    .execute();
const looked = ({ db }: Together) =>
  db.selectFrom('lookups').select(['email', 'problem', 'details']).orderBy('email').execute();
const requests = ({ db }: Together) =>
  db.selectFrom('requests').select(['learner_id', 'state', 'topics', 'languages']).execute();
const asked = ({ slack }: Together, method: string) =>
  slack.journal.filter((entry) => entry.type === 'call' && entry.method === method).length;

describe('after an import, Slack is asked in the background', () => {
  it('who those are who were given by their ids', async () => {
    const app = await company('person,title', 'U0KASIANOW,Designer');
    expect(await people(app)).toEqual([
      {
        id: 'U0KASIANOW',
        name: 'Kasia',
        email: 'kasia@lumen-and-arc.example',
        title: 'Designer',
        manager_key: null,
        time_zone: 'Europe/Warsaw',
      },
    ]);
    expect(await pendingLookUps(app.db, workspaceId)).toEqual({
      waiting: 0,
      withoutScope: 0,
      unknown: 0,
      someUnknown: [],
    });
  });

  it('who those are who were given by e-mail, and what they asked for becomes a request', async () => {
    const app = await company(
      'person,title,manager,offers,offers_topics,languages,ready,wants,wants_topics',
      'Kasia@lumen-and-arc.example,Designer,marta@lumen-and-arc.example,,,en,,mentoring,networking',
      'sofia@lumen-and-arc.example,,,mentoring,networking,en,yes,,',
    );
    expect(await people(app)).toMatchObject([
      { id: 'U0KASIANOW', title: 'Designer', manager_key: 'marta@lumen-and-arc.example' },
      // Given as a manager alone: now the line leads to her.
      { id: 'U0MARTAWIL', email: 'marta@lumen-and-arc.example', title: null },
      { id: 'U0SOFIALIN' },
    ]);
    expect(await looked(app)).toEqual([]);
    expect(await requests(app)).toEqual([
      { learner_id: 'U0KASIANOW', state: 'waiting', topics: ['networking'], languages: ['en'] },
    ]);
    const guides = await app.db.selectFrom('profiles').select(['person_id', 'kinds']).execute();
    expect(guides).toEqual([{ person_id: 'U0SOFIALIN', kinds: ['mentoring'] }]);
  });

  it('again a day later about those whom it does not know', async () => {
    const app = await company('person,title', 'U0NOBODY,x', 'nobody@lumen-and-arc.example,y');
    expect(await people(app)).toEqual([]);
    expect(await looked(app)).toEqual([
      { email: 'nobody@lumen-and-arc.example', problem: 'users_not_found', details: { title: 'y' } },
    ]);
    expect(await pendingLookUps(app.db, workspaceId)).toMatchObject({
      waiting: 0,
      unknown: 2,
      someUnknown: ['U0NOBODY', 'nobody@lumen-and-arc.example'],
    });
    const before = [asked(app, 'users.info'), asked(app, 'users.lookupByEmail')];
    await app.passes({ hours: 23 });
    expect([asked(app, 'users.info'), asked(app, 'users.lookupByEmail')]).toEqual(before);
    await app.passes({ hours: 1 });
    expect([asked(app, 'users.info'), asked(app, 'users.lookupByEmail')]).toEqual(
      before.map((one) => one + 1),
    );
  });

  it('and somebody who was given by id and by e-mail in two files is one person', async () => {
    const app = await company('person,title', 'U0KASIANOW,Designer');
    await bring(app, ['person,department', 'kasia@lumen-and-arc.example,Product']);
    expect(await looked(app)).toEqual([]);
    const found = app.db.selectFrom('people').select(['id', 'title', 'department']);
    expect(await found.execute()).toEqual([{ id: 'U0KASIANOW', title: 'Designer', department: 'Product' }]);
  });
});

describe('without the scope for e-mails', () => {
  it('those wait, it is said once, and others are found all the same', async () => {
    const manifest = Manifest.parse(parse(await readFile('manifest.yml', 'utf8')));
    manifest.oauth_config.scopes = { bot: ['chat:write', 'commands', 'users:read'] };
    const app = await startTogether('socket', { now: '2026-03-02T09:00:00Z', manifest });
    together = app;
    await bring(app, [
      'person,title',
      'kasia@lumen-and-arc.example,x',
      'piotr@lumen-and-arc.example,x',
      'U0SOFIALIN,z',
    ]);
    await app.app.catchUp();
    expect(await people(app)).toMatchObject([{ id: 'U0SOFIALIN', email: null, title: 'z' }]);
    expect((await looked(app)).map(({ problem }) => problem)).toEqual(['missing_scope', 'missing_scope']);
    expect(await pendingLookUps(app.db, workspaceId)).toMatchObject({
      waiting: 2,
      withoutScope: 2,
      unknown: 0,
    });
    await app.passes({ hours: 1 });
    await app.passes({ hours: 1 });
    expect(app.logged().split('without the scope users:read.email')).toHaveLength(2);
  });
});
