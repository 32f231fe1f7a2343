import { type AddressInfo, connect, createServer } from 'node:net';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { askTogether, inTransaction, poolOf } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { migrateQueue } from '../../src/storage/queue.ts';
import { freshDatabase } from '../harness/database.ts';

it('survives a connection that breaks while a transaction does something else', async () => {
  const { db, drop } = await freshDatabase();
  const broken = inTransaction(db, async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db);
    const alive = sql`select from pg_stat_activity where pid = ${rows[0]?.pid}`;
    await expect.poll(async () => (await alive.execute(db)).rows.length).toBe(0);
    await sql`select 1`.execute(tx);
  });
  await expect(broken).rejects.toThrow();
  expect((await sql`select 1`.execute(db)).rows).toHaveLength(1);
  await drop();
});

it('leaves no connection behind when the queue has its tables', async () => {
  const { db, connection, drop } = await freshDatabase();
  await migrateQueue({ ...connection, application_name: 'queue-tables' });
  const left = sql`select from pg_stat_activity where application_name = 'queue-tables'`;
  const count = async () => (await left.execute(db)).rows.length;
  // By itself one that is idle is closed after ten seconds.
  await expect.poll(count, { timeout: 3_000 }).toBe(0);
  await drop();
});

it('waits for a server that is slow to let it in, where tables are made', async () => {
  const { connection, drop } = await freshDatabase({ patient: false });
  const slow = createServer((from) => {
    from.on('error', () => undefined);
    setTimeout(() => {
      const to = connect(`${connection.host}/.s.PGSQL.${connection.port ?? 5432}`);
      to.on('error', () => undefined);
      from.pipe(to).pipe(from);
    }, 2_500);
  });
  await new Promise<void>((ready) => slow.listen(0, '127.0.0.1', ready));
  const { port } = slow.address() as AddressInfo;
  const slowly = { ...connection, host: '127.0.0.1', port };
  expect(await migrate(slowly)).toEqual([]);
  await migrateQueue(slowly);
  slow.close();
  await drop();
}, 30_000);

describe('what is asked together', () => {
  it('is sent before the first is answered, on one connection, each with its own answer', async () => {
    const { db, drop } = await freshDatabase();
    const happened: string[] = [];
    const asked = async (on: typeof db, name: string, seconds: number) => {
      happened.push(`${name} asked`);
      const { rows } = await sql<{ name: string; pid: number }>`
        select ${name}::text as name, pg_backend_pid() as pid from pg_sleep(${seconds})`.execute(on);
      happened.push(`${name} answered`);
      return rows[0];
    };
    const { first, second, mine } = await inTransaction(db, async (tx) => {
      const own = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      const answers = await askTogether(tx, (on) => [asked(on, 'first', 0.1), asked(on, 'second', 0)]);
      return { first: answers[0], second: answers[1], mine: own.rows[0]?.pid };
    });
    expect(happened).toEqual(['first asked', 'second asked', 'first answered', 'second answered']);
    expect([first, second]).toEqual([
      { name: 'first', pid: mine },
      { name: 'second', pid: mine },
    ]);
    const most = poolOf(db).totalCount;
    await askTogether(db, (on) => [asked(on, 'one', 0), asked(on, 'two', 0), asked(on, 'three', 0)]);
    expect(poolOf(db).totalCount).toBe(most);
    await drop();
  });

  it('is answered by the database without waiting for this side', async () => {
    const { db, drop } = await freshDatabase();
    const now = (on: typeof db) => sql<{ at: Date }>`select clock_timestamp() as at`.execute(on);
    const holdUp = async () => {
      // Nothing is read here for so long.
      const until = performance.now() + 300;
      while (performance.now() < until);
    };
    const [, first, second] = await askTogether(db, (on) => [now(on).then(holdUp), now(on), now(on)]);
    const [one, other] = [first, second].map(({ rows }) => rows[0]?.at.getTime() ?? 0);
    expect((other ?? 0) - (one ?? 0)).toBeLessThan(300);
    await drop();
  });

  it('fails with the first that fails, once all are answered; a transaction of theirs leaves nothing behind', async () => {
    const { db, drop } = await freshDatabase();
    let isAnswered = false;
    const slow = async (on: typeof db) => {
      await sql`select pg_sleep(0.1)`.execute(on);
      isAnswered = true;
    };
    const asked = askTogether(db, (on) => [sql`select no_such_column`.execute(on), slow(on)]);
    await expect(asked).rejects.toThrow('no_such_column');
    expect(isAnswered).toBe(true);
    const failing = inTransaction(db, async (tx) => {
      await sql`insert into workspaces (id) values ('T0FIRST01')`.execute(tx);
      await askTogether(tx, (on) => [
        sql`select 1`.execute(on).then(() => sql`select 2`.execute(on)),
        sql`select no_such_column`.execute(on),
      ]);
    });
    await expect(failing).rejects.toThrow('no_such_column');
    expect((await sql`select from workspaces`.execute(db)).rows).toEqual([]);
    await inTransaction(db, (tx) => sql`insert into workspaces (id) values ('T0SECOND1')`.execute(tx));
    expect((await sql`select id from workspaces`.execute(db)).rows).toEqual([{ id: 'T0SECOND1' }]);
    await drop();
  });

  it('fails with why the others did also where that is asked together within it', async () => {
    const { db, drop } = await freshDatabase();
    const failing = inTransaction(db, (tx) =>
      askTogether(tx, (on) => [
        askTogether(on, (within) => [
          sql`select no_such_column`.execute(within),
          sql`select 1`.execute(within),
        ]),
        sql`select 2`.execute(on),
      ]),
    );
    await expect(failing).rejects.toThrow('no_such_column');
    await drop();
  });

  it('that takes too long is given up, and the next question is answered', async () => {
    const { db, drop } = await freshDatabase({ patient: false });
    const slow = askTogether(db, (on) => [sql`select pg_sleep(5)`.execute(on), sql`select 1`.execute(on)]);
    await expect(slow).rejects.toThrow(/timeout/);
    // None of them is too long for the server; all of them are.
    const many = askTogether(db, (on) => [1, 2, 3].map(() => sql`select pg_sleep(1.2)`.execute(on)));
    await expect(many).rejects.toThrow(/timeout/);
    // Whoever comes at that very moment may be handed the connection that is being given up.
    const two = () => sql`select 2 as two`.execute(db).then(({ rows }) => rows);
    await expect.poll(() => two().catch(() => [])).toEqual([{ two: 2 }]);
    await drop();
  });
});
