import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { exportPeople, template } from '../../src/people/flow/export.ts';
import { type ImportPorts, importPeople, isAnybodyKnown } from '../../src/people/flow/import.ts';
import { profileOf } from '../../src/people/flow/people.ts';
import type { FileLine } from '../../src/people/importing/file.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { freshDatabase } from '../harness/database.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
const NOW = new Date('2026-03-02T09:00:00Z');

let database: Awaited<ReturnType<typeof freshDatabase>>;
let told: string[] = [];
let ports: ImportPorts;
beforeAll(async () => {
  database = await freshDatabase();
  await registerWorkspace(database.db, workspaceId);
  await registerWorkspace(database.db, WorkspaceId.parse('T0OTHER'));
  ports = {
    db: database.db,
    changed: async (_tx, _workspace, who) => {
      if (who.length > 0) told.push(`changed ${who.join(' ')}`);
    },
    onWishes: async (_tx, _workspace, wishes) => {
      for (const { personId, wish } of wishes)
        told.push(`${personId} wants ${wish.kind} ${wish.topics.join(' ')}`);
    },
    mostPlaces: { coaching: 3, mentoring: 4 },
  };
});
afterAll(() => database.drop());
beforeEach(async () => {
  told = [];
  for (const table of ['people', 'lookups', 'audit_events'] as const)
    await database.db.deleteFrom(table).execute();
});

async function* lines(texts: Iterable<string[]>): AsyncGenerator<FileLine> {
  let line = 0;
  for (const cells of texts) {
    line += 1;
    yield { line, cells };
  }
}

/** Imports lines as one would type them, commas between. */
function bring(texts: string[] | string[][], apply = true) {
  const cells = texts.map((text) => (typeof text === 'string' ? text.split(',') : text));
  return importPeople(ports, workspaceId, lines(cells), { apply, actor: 'terminal', now: NOW });
}

const person = (id: string) => ({ workspaceId, personId: PersonId.parse(id) });
const people = () =>
  database.db
    .selectFrom('people')
    .select(['id', 'title', 'department', 'manager_key', 'experience_years', 'facts_at'])
    .orderBy('id')
    .execute();

describe('an import', () => {
  const FILE = [
    'person,title,department,manager,experience_years,offers,offers_topics,places,languages,ready,wants,wants_topics',
    'U0ADA,Head of Design,Product,,12,mentoring,networking,2,en|pl,yes,,',
    'U0BEN,Designer,Product,U0ADA,3,,,,en,,mentoring,networking',
  ];

  it('is a trial run at first: it says what would change and writes nothing', async () => {
    const result = await bring(FILE, false);
    expect(result).toMatchObject({
      isWritten: false,
      problems: [],
      people: { new: 2, changed: 0, unchanged: 0 },
      someNew: ['U0ADA', 'U0BEN'],
      wishes: { coaching: 0, mentoring: 1 },
    });
    expect(await isAnybodyKnown(database.db, workspaceId)).toBe(false);
    expect(told).toEqual([]);
  });

  it('writes people, guides and wishes, and an audit row with counts alone', async () => {
    expect(await bring(FILE)).toMatchObject({ isWritten: true });
    expect(await people()).toEqual([
      {
        id: 'U0ADA',
        title: 'Head of Design',
        department: 'Product',
        manager_key: null,
        experience_years: 12,
        facts_at: null,
      },
      {
        id: 'U0BEN',
        title: 'Designer',
        department: 'Product',
        manager_key: 'U0ADA',
        experience_years: 3,
        facts_at: null,
      },
    ]);
    expect(await profileOf(database.db, person('U0ADA'))).toMatchObject({
      kinds: ['mentoring'],
      topics: ['networking'],
      places: 2,
      languages: ['en', 'pl'],
      briefedAt: NOW,
      coachConfirmedAt: null,
      experienceYears: null,
    });
    expect(told).toEqual(['U0BEN wants mentoring networking']);
    const audit = await database.db.selectFrom('audit_events').select(['actor', 'what', 'about']).execute();
    expect(audit).toEqual([
      {
        actor: 'terminal',
        what: 'people.imported',
        about: { new: 2, changed: 0, unchanged: 0, byEmail: 0, wantCoaching: 0, wantMentoring: 1 },
      },
    ]);
  });

  it('sent twice changes nothing', async () => {
    await bring(FILE);
    const before = await profileOf(database.db, person('U0ADA'));
    expect(await bring(FILE)).toMatchObject({ people: { new: 0, changed: 0, unchanged: 2 }, changes: 0 });
    expect(await profileOf(database.db, person('U0ADA'))).toEqual(before);
  });

  it('leaves what it does not say, and empties where it says so', async () => {
    await bring(FILE);
    const result = await bring(['person,title,department,about', 'U0ADA,Director,-,I listen.', 'U0BEN,,,']);
    expect(result.someChanges).toEqual([
      { line: 2, key: 'U0ADA', column: 'title', from: 'Head of Design', to: 'Director' },
      { line: 2, key: 'U0ADA', column: 'department', from: 'Product', to: '' },
      { line: 2, key: 'U0ADA', column: 'about', from: '', to: 'I listen.' },
    ]);
    expect(result.people).toEqual({ new: 0, changed: 1, unchanged: 1 });
    expect(await profileOf(database.db, person('U0ADA'))).toMatchObject({
      about: 'I listen.',
      topics: ['networking'],
      briefedAt: NOW,
      version: 2,
    });
    expect(told).toContain('changed U0ADA');
  });

  it('does not undo hours and pauses that people set themselves', async () => {
    await bring(FILE);
    const own = { hours: JSON.stringify({ days: [1], from: '10:00', to: '12:00' }), paused_at: NOW };
    await database.db.updateTable('people').set(own).where('id', '=', 'U0ADA').execute();
    await bring(['person,title', 'U0ADA,Director']);
    const kept = await database.db
      .selectFrom('people')
      .select(['hours', 'paused_at'])
      .where('id', '=', 'U0ADA')
      .execute();
    expect(kept).toEqual([{ hours: { days: [1], from: '10:00', to: '12:00' }, paused_at: NOW }]);
  });

  it('takes back an offer with a hyphen', async () => {
    await bring(FILE);
    await bring(['person,offers', 'U0ADA,-']);
    expect(await profileOf(database.db, person('U0ADA'))).toBeUndefined();
  });

  it('keeps who confirmed a coach, and since when', async () => {
    await bring(['person,offers,offers_topics,languages,ready', 'U0ADA,coaching,feedback,en,yes']);
    const byPerson = { coach_confirmed_by: 'U0BOSS', coach_confirmed_at: new Date('2025-01-01T00:00:00Z') };
    await database.db.updateTable('profiles').set(byPerson).execute();
    await bring(['person,offers,places,ready', 'U0ADA,coaching|mentoring,1,yes']);
    const kept = database.db
      .selectFrom('profiles')
      .select(['coach_confirmed_by', 'coach_confirmed_at', 'briefed_at']);
    expect(await kept.execute()).toEqual([{ ...byPerson, briefed_at: NOW }]);
    await bring(['person,ready', 'U0ADA,no']);
    expect(await kept.execute()).toEqual([
      { coach_confirmed_by: null, coach_confirmed_at: null, briefed_at: null },
    ]);
  });

  it('writes nothing where one line is bad, and names every one', async () => {
    const file = [
      'person,title,manager',
      'U0ADA,x,',
      'nobody,x,',
      'U0BEN,x,U0BEN',
      'U0CYD,x,U0DEE',
      'U0DEE,x,U0CYD',
    ];
    const result = await bring(file);
    expect(result.isWritten).toBe(false);
    expect(result.problems.map(({ line, text }) => `${line}: ${text}`)).toEqual([
      '3: person "nobody" is neither a Slack id, such as U012AB3CD, nor an e-mail.',
      '4: U0BEN is their own manager.',
      '5: Lines 5, 6: a loop of managers, in which each would be above themselves: U0CYD → U0DEE → U0CYD.',
    ]);
    expect(await people()).toEqual([]);
  });

  it('finds a loop that is closed through somebody who is not in the file', async () => {
    await bring(['person,manager', 'U0ADA,U0BEN', 'U0BEN,U0CYD']);
    const { problems } = await bring(['person,manager', 'U0CYD,U0ADA']);
    expect(problems).toMatchObject([
      { line: 2, text: expect.stringContaining('U0ADA → U0BEN → U0CYD → U0ADA') },
    ]);
  });

  it.each([
    ['U0ADA,,networking,,en', 'offers_topics: there for somebody who offers nothing.'],
    ['U0ADA,mentoring,networking,,', 'languages is empty: somebody who offers to help needs at least one'],
    ['U0ADA,mentoring,,,en', 'offers_topics is empty'],
    ['U0ADA,coaching,feedback,4,en', 'places is 4; for coaching it can be 3 at most.'],
    [
      'U0ADA,coaching|mentoring,feedback,5,en',
      'places is 5; for coaching and mentoring it can be 4 at most.',
    ],
  ])('%s has its sentence', async (line, sentence) => {
    const { problems } = await bring(['person,offers,offers_topics,places,languages', line]);
    expect(problems).toEqual([{ line: 2, text: expect.stringContaining(sentence) }]);
  });

  it('goes by what somebody offers already', async () => {
    await bring(FILE);
    expect((await bring(['person,places', 'U0ADA,4'])).problems).toEqual([]);
    const { problems } = await bring(['person,offers', 'U0ADA,coaching']);
    expect(problems).toMatchObject([{ text: 'places is 4; for coaching it can be 3 at most.' }]);
  });

  it('rolls back what was written before a bad line was found', async () => {
    const many = Array.from({ length: 3_000 }, (_, at) => `U0P${at},`);
    const { problems } = await bring(['person,places', ...many, 'U0LAST,2']);
    expect(problems).toHaveLength(1);
    expect(await people()).toEqual([]);
  });

  it('says of 0 places that nobody new is taken, and that languages are kept nowhere', async () => {
    const file = [
      'person,offers,offers_topics,places,languages',
      'U0ADA,mentoring,networking,0,en',
      'U0BEN,,,,pl',
    ];
    expect((await bring(file)).notes.map(({ text }) => text)).toEqual([
      'U0ADA has 0 places: takes nobody new.',
      'languages and ways of 1 line are not kept: nothing is offered or asked for there.',
    ]);
  });

  it('touches no other workspace', async () => {
    const other = WorkspaceId.parse('T0OTHER');
    await database.db
      .insertInto('people')
      .values({ workspace_id: other, id: 'U0ADA', title: 'Other' })
      .execute();
    await bring(FILE);
    const kept = database.db.selectFrom('people').select('title').where('workspace_id', '=', other);
    expect(await kept.execute()).toEqual([{ title: 'Other' }]);
  });
});

describe('somebody given by e-mail', () => {
  const looked = () =>
    database.db
      .selectFrom('lookups')
      .select(['email', 'manager_key', 'details', 'asked_at', 'problem'])
      .orderBy('email')
      .execute();

  it('who is known is the person they are', async () => {
    await bring(['person', 'U0ADA']);
    await database.db.updateTable('people').set({ email: 'Ada@x.example' }).execute();
    const result = await bring(['person,title', 'ADA@X.example,Director']);
    expect(result).toMatchObject({ people: { changed: 1 }, lookUps: { new: 0 } });
    expect(await people()).toMatchObject([{ id: 'U0ADA', title: 'Director' }]);
  });

  it('can close a loop with people who are known by their ids', async () => {
    await bring(['person,manager', 'U0ADA,ben@x.example', 'U0BEN,']);
    await database.db
      .updateTable('people')
      .set({ email: 'Ben@x.example' })
      .where('id', '=', 'U0BEN')
      .execute();
    for (const manager of ['U0ADA', 'ada@x.example']) {
      await database.db
        .updateTable('people')
        .set({ email: 'ada@x.example' })
        .where('id', '=', 'U0ADA')
        .execute();
      const { problems } = await bring(['person,manager', `ben@x.example,${manager}`]);
      expect(problems).toMatchObject([{ line: 2, text: expect.stringContaining('U0ADA → U0BEN → U0ADA') }]);
    }
  });

  it('and by their id too stands there twice', async () => {
    await bring(['person', 'U0ADA']);
    await database.db.updateTable('people').set({ email: 'ada@x.example' }).execute();
    const { problems } = await bring(['person', 'U0ADA', 'ada@x.example']);
    expect(problems).toEqual([
      { line: 3, text: 'ada@x.example is U0ADA in Slack, who stands in line 2 already.' },
    ]);
  });

  it('who is not known is kept whole until Slack is asked, with what a later file adds', async () => {
    await bring([
      'person,title,manager,wants,languages',
      'ada@x.example,Director,boss@x.example,coaching,en',
    ]);
    expect(await people()).toEqual([]);
    expect(told).toEqual([]);
    expect(await looked()).toEqual([
      {
        email: 'ada@x.example',
        manager_key: 'boss@x.example',
        details: { title: 'Director', managerKey: 'boss@x.example', wants: 'coaching', languages: ['en'] },
        asked_at: null,
        problem: null,
      },
      { email: 'boss@x.example', manager_key: null, details: {}, asked_at: null, problem: null },
    ]);
    expect(await bring(['person,title', 'ada@x.example,Director'])).toMatchObject({
      lookUps: { unchanged: 1 },
    });
    expect(await bring(['person,title', 'ada@x.example,Chief'])).toMatchObject({ lookUps: { changed: 1 } });
    expect((await looked())[0]).toMatchObject({ details: { title: 'Chief', wants: 'coaching' } });
  });
});

describe('an export', () => {
  async function exported(): Promise<string[][]> {
    const all: string[][] = [];
    const programs = new Map([[person('U0ADA').personId, { programs: '=A: mentor', invited_to: 'B|C' }]]);
    for await (const cells of exportPeople(database.db, workspaceId, async () => programs)) all.push(cells);
    return all;
  }

  it('is taken back unchanged: everybody, those who are looked for too', async () => {
    await bring([
      'person,title,department,manager,experience_years,offers,offers_topics,places,languages,ways,about,ready,wants,wants_topics',
      'U0ADA,Head,Product,U0BEN,12,coaching|mentoring,networking|feedback,2,en|pl,direct,Hello.,yes,,',
      'U0BEN,,,,,,,,,,,,,',
      'cyd@x.example,Lead,,,,mentoring,networking,1,de,,,no,mentoring,networking',
      'dan@x.example,,,,,mentoring,networking,,de,,,,,',
      'eve@x.example,,,,,,,,de,direct,,,coaching,',
    ]);
    const first = await exported();
    expect(first.map(([key]) => key)).toEqual([
      'person',
      'U0ADA',
      'U0BEN',
      'cyd@x.example',
      'dan@x.example',
      'eve@x.example',
    ]);
    expect(first.slice(0, 3).map((cells) => cells.slice(-3))).toEqual([
      ['programs', 'manages', 'invited_to'],
      ["'=A: mentor", '', 'B|C'],
      ['', '', ''],
    ]);
    const again = await bring(first);
    expect(again).toMatchObject({
      problems: [],
      notes: [
        { line: 1, text: expect.stringMatching(/^Nothing is imported from programs, manages, invited_to:/) },
      ],
      people: { new: 0, changed: 0, unchanged: 2 },
      lookUps: { new: 0, changed: 0, unchanged: 3 },
    });
    expect(await exported()).toEqual(first);
  });

  it('writes nothing that a spreadsheet runs, and takes every text back as it was', async () => {
    const text = fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", ' ', 'a', '|'),
    });
    await fc.assert(
      fc.asyncProperty(text, text, async (title, about) => {
        await database.db.deleteFrom('people').execute();
        await bring(['person,offers,offers_topics,languages', 'U0ADA,mentoring,networking,en']);
        await database.db.updateTable('people').set({ title, department: title }).execute();
        await database.db.updateTable('profiles').set({ about }).execute();
        const file = await exported();
        for (const cell of file.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
        expect(await bring(file)).toMatchObject({ problems: [], people: { unchanged: 1 } });
        expect(await people()).toMatchObject([{ title, department: title }]);
        expect(await profileOf(database.db, person('U0ADA'))).toMatchObject({ about });
      }),
      { numRuns: 60 },
    );
  });

  it('begins as the template does', async () => {
    const [header, example = []] = template();
    expect(await exported()).toEqual([[...(header ?? []), 'programs', 'manages', 'invited_to']]);
    expect(await bring([header ?? [], example])).toMatchObject({ problems: [], lookUps: { new: 1 } });
  });
});
