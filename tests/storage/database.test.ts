import { type AddressInfo, connect, createServer } from 'node:net';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { inTransaction } from '../../src/storage/database.ts';
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
