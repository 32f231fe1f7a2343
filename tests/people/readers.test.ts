import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';
import { createReaders } from '../../src/people/flow/readers.ts';
import { type PersonFacts, PersonId, WorkspaceId } from '../../src/ports.ts';
import { freshDatabase } from '../harness/database.ts';

const who = { workspaceId: WorkspaceId.parse('T0LUMENARI'), personId: PersonId.parse('U0PIOTRZAW') };
const POLISH: PersonFacts = {
  name: 'Piotr',
  fullName: 'Piotr Zawadzki',
  locale: 'pl-PL',
  timeZone: 'Europe/Warsaw',
  isAdmin: false,
  isGuest: false,
  isGone: false,
  isMember: true,
};

describe('what the app knows of a reader', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let log = '';
  beforeAll(async () => {
    database = await freshDatabase();
    await sql`insert into workspaces (id) values ('T0LUMENARI')`.execute(database.db);
    await sql`insert into contacts values ('T0LUMENARI', 'hr', '{}', 'extension 1', now(), 'U0JONASBRA')`.execute(
      database.db,
    );
  });
  afterAll(() => database.drop());

  async function readers(factsOf: () => Promise<PersonFacts>) {
    let now = new Date('2026-11-23T12:00:00Z');
    const stream = {
      write(line: string) {
        log += line;
      },
    };
    const made = createReaders({
      db: database.db,
      facts: { factsOf },
      clock: { now: () => now },
      log: await createLog({ level: 'info', stream }),
      defaultLanguage: 'en',
    });
    return { made, later: (seconds: number) => (now = new Date(now.getTime() + seconds * 1000)) };
  }

  it('is nothing at first, then at hand without asking', async () => {
    let asked = 0;
    const { made } = await readers(async () => {
      asked += 1;
      return POLISH;
    });
    expect(made.known(who)).toBeUndefined();
    expect(made.languageOf(who)).toBe('en');
    const reader = await made.load(who);
    expect(reader).toMatchObject({ language: 'pl', contacts: [{ kind: 'hr', note: 'extension 1' }] });
    expect(made.known(who)).toEqual(reader);
    expect(made.languageOf(who)).toBe('pl');
    await made.load(who);
    expect(asked).toBe(1);
  });

  it('stays, contacts and all, while the database is away, and is read again when it is back', async () => {
    const { made, later } = await readers(async () => POLISH);
    await made.load(who);
    await sql`alter table contacts rename to contacts_away`.execute(database.db);
    later(31);
    expect(made.known(who)?.contacts).toHaveLength(1);
    await expect(made.load(who)).resolves.toMatchObject({ contacts: [{ note: 'extension 1' }] });
    await expect.poll(() => log).toContain('help contacts could not be read again');
    await sql`alter table contacts_away rename to contacts`.execute(database.db);
    await sql`update contacts set note = 'extension 2'`.execute(database.db);
    later(31);
    made.known(who);
    await expect.poll(() => made.known(who)?.contacts[0]?.note).toBe('extension 2');
  });

  it('is the default where Slack cannot be asked, and is asked again next time', async () => {
    let asked = 0;
    const { made } = await readers(async () => {
      asked += 1;
      throw new Error('away');
    });
    expect(await made.load(who)).toMatchObject({ language: 'en', isAdmin: false });
    await made.load(who);
    expect(asked).toBe(2);
  });

  it('changes when Slack says so, but only of somebody who is known', async () => {
    const { made } = await readers(async () => POLISH);
    made.changed(who, { ...POLISH, locale: 'en-GB' });
    expect((await made.load(who)).language).toBe('pl');
    made.changed(who, { ...POLISH, locale: 'en-GB' });
    expect(made.known(who)?.language).toBe('en');
  });
});
