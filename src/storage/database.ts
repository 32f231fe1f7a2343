import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type DatabaseConnection,
  DummyDriver,
  Kysely,
  PostgresDialect,
  type RawBuilder,
  sql,
  type Transaction,
} from 'kysely';
import { Pool, type PoolConfig, types } from 'pg';
import type { Schema } from './schema.ts';

export type Database = Kysely<Schema>;
export type Tx = Transaction<Schema>;

const INT8 = 20;
// `count(*)` is a bigint, which pg hands out as text; none of ours comes near 2^53.
types.setTypeParser(INT8, Number);
const DATE = 1082;
// A day is a day, as `2026-03-01`; pg would make it midnight in the host's zone.
types.setTypeParser(DATE, (day) => day);

/** A person is waiting behind nearly every query, and Slack gives up after 3 s. */
const PERSON_WAITS_MS = 2_000;

/** For what nobody waits behind, as making the tables: a machine that is busy starting everything may take its time. */
export const UNHURRIED = {
  connectionTimeoutMillis: 30_000,
  statement_timeout: 0,
  query_timeout: 0,
} as const satisfies PoolConfig;

/** A pool on the database. Close it with `destroy()`. */
export function openDatabase(connection: PoolConfig): Database {
  const pool = new Pool({
    max: 10,
    connectionTimeoutMillis: PERSON_WAITS_MS,
    // The server gives up first on a single question, so that a rollback need not wait behind what hangs.
    statement_timeout: PERSON_WAITS_MS - 500,
    query_timeout: PERSON_WAITS_MS,
    application_name: 'coach-or-mentor',
    // Nothing waits in line to be sent, see askTogether.
    pipeline: true,
    ...connection,
  });
  // An idle connection that breaks must not end the process: the next query gets a new one, or fails by itself.
  pool.on('error', () => undefined);
  // The same for one that somebody holds in a transaction and is not asking anything at the moment.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  pools.set(db, pool);
  return db;
}

const pools = new WeakMap<Database, Pool>();

/** The connections of a database that was opened here, for what does not speak Kysely. */
export function poolOf(db: Database): Pool {
  const pool = pools.get(db);
  if (!pool) throw new Error('not a database that openDatabase has opened');
  return pool;
}

const names = new Map<string, string>();

/**
 * Asks what is asked again and again and takes longer to plan than to answer: under a name, for which each connection
 * keeps the plan. For the same few texts with a fixed result, as a number; `*` would break where a column is added.
 */
export async function askPlanned<R>(db: Database, question: RawBuilder<R>): Promise<R[]> {
  const { sql: text, parameters } = question.compile(db);
  const name = names.get(text) ?? `asked-${names.size}`;
  names.set(text, name);
  const { rows } = await poolOf(db).query<R & object>({ name, text, values: [...parameters] });
  return rows;
}

/** Of what borrows somebody's connection: it opens none, and begins no transaction. */
class Borrower extends DummyDriver {
  override beginTransaction(): Promise<void> {
    return Promise.reject(new Error('no transaction begins among what is asked together'));
  }
}
const dialect = new PostgresDialect({ pool: () => Promise.reject(new Error('nothing is opened here')) });
const BORROWING = { config: { dialect }, dialect, driver: new Borrower() };

/**
 * Asks several things at once on one connection; in a transaction, on its own. They are sent together and answered one
 * after the other, so that the way there and back is waited for once. For what only reads: where one of them fails, the
 * others are asked all the same.
 *
 * @param ask the questions, put to `on`; what is put to `db` meanwhile waits for all of them, in a transaction for ever
 * @throws what the first question fails with that does, once all are answered: it may be why the others did
 */
export function askTogether<const Questions extends readonly unknown[]>(
  db: Database | Tx,
  ask: (on: Database) => Questions,
): Promise<{ -readonly [Place in keyof Questions]: Awaited<Questions[Place]> }> {
  const executor = db.getExecutor();
  return executor.provideConnection(async (connection) => {
    // By the database's answers: what asks together within this would tell of them later than what does not.
    let first: { error: unknown } | undefined;
    const watched: DatabaseConnection = {
      executeQuery: (question) =>
        connection.executeQuery<never>(question).catch((error: unknown) => {
          first ??= { error };
          throw error;
        }),
      streamQuery: (question, size) => connection.streamQuery(question, size),
    };
    const borrowed = executor.withConnectionProvider({ provideConnection: (work) => work(watched) });
    const asked = ask(new Kysely<Schema>({ ...BORROWING, executor: borrowed }));
    const all = Promise.all(asked);
    await Promise.allSettled([all, ...asked]);
    return all.catch((error: unknown) => {
      throw first ? first.error : error;
    });
  });
}

const openTransactions = new AsyncLocalStorage<true>();

/**
 * Runs `work` in one transaction: all of it takes effect, or nothing. The only way to open one, so that what talks to
 * Slack knows that it must not: a lock would be held for as long as Slack takes.
 *
 * @throws what `work` throws, after the rollback
 */
export function inTransaction<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute((tx) => openTransactions.run(true, () => work(tx)));
}

/**
 * Runs `work` inside a transaction so that it goes on where `work` throws: what it did is undone. Without this PostgreSQL
 * would refuse all that comes after.
 *
 * @throws what `work` throws
 */
export async function inSavepoint<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint tried`.execute(tx);
  try {
    return await work();
  } catch (error) {
    await sql`rollback to savepoint tried`.execute(tx);
    throw error;
  }
}

/** SQLSTATE classes: connections, rolled back for others, too few resources, not ready or stopped, broken inside. */
const PASSING_CLASSES = ['08', '40', '53', '55', '57', '58', 'XX'];

/**
 * Is this an error of the database that has nothing to do with what was asked of it, and may be over when it is asked
 * again: it is away, busy, or let somebody else go first?
 */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // pg gives no code where it lost its connection or waited in vain; sockets have names, as ECONNRESET.
  return (
    (code.length === 5 && PASSING_CLASSES.includes(code.slice(0, 2))) ||
    /^E[A-Z]{4,}$/.test(code) ||
    /connection|timeout/i.test(error.message)
  );
}

/** SQLSTATE: connections; too few resources; shut down, crashed, not ready yet. */
const AWAY = /^(08|53|57P0)/;
/** What pg says without a code. The server gives up on a single question before pg does, so that is no question's fault either. */
const PG_LOST_IT =
  /^(Connection terminated|Client (has encountered|was closed)|timeout exceeded when trying to connect|Query read timeout)/;

/** Is the database away, so that whatever is asked of it next would fail as well? */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return AWAY.test(code) || /^E[A-Z]{4,}$/.test(code) || PG_LOST_IT.test(error.message);
}

/** @throws where it is called inside a transaction */
export function refuseInTransaction(what: string): void {
  if (openTransactions.getStore()) throw new Error(`${what} inside a transaction`);
}

/** Does the database answer? For the health check. */
export async function answers(db: Database): Promise<boolean> {
  return db
    .selectNoFrom((select) => select.lit(1).as('one'))
    .execute()
    .then(
      () => true,
      () => false,
    );
}
