import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refreshMessages } from '../../src/nudges/flow/notices.ts';
import { inTransaction, type Tx } from '../../src/storage/database.ts';
import {
  aPost,
  aPostOffice,
  KASIA,
  MONDAY_NOON,
  PIOTR,
  type Post,
  type PostOffice,
  WORKSPACE,
} from '../nudges/world.ts';

let office: PostOffice;
let post: Post;
beforeAll(async () => {
  office = await aPostOffice();
});
beforeEach(async () => {
  post = await aPost(office);
  // As many tries as the app makes within a day, without the waits between them.
  await sql`update pgboss.queue set retry_limit = 2, retry_delay = 0, retry_backoff = false`.execute(post.db);
});
afterAll(() => office.drop());

const OTHER = crypto.randomUUID();
const texts = () => post.posted.map(({ text }) => text).toSorted();
/** As if the waits of jobs were over. */
const jobsAreDue = () =>
  sql`update pgboss.job set start_after = now() where state < 'active'`.execute(post.db);
/** Passes until nothing is left, whatever some of them throw; what waits in between is waited for. */
async function passes(times = 6): Promise<unknown[]> {
  const threw: unknown[] = [];
  for (let at = 0; at < times; at += 1) {
    await post.deliverAll().catch((error: unknown) => threw.push(error));
    await jobsAreDue();
  }
  return threw;
}
/** Queued, and not sent: nobody takes jobs meanwhile. */
async function queued(): Promise<void> {
  const { take } = post.ports.queue;
  post.ports.queue.take = async () => [];
  await post.deliver();
  post.ports.queue.take = take;
}
const raw = (statement: string) => sql.raw(statement).execute(post.db);
const liveJobs = async () =>
  (await sql<{ count: number }>`select count(*) from pgboss.job where state < 'completed'`.execute(post.db))
    .rows;

describe('a nudge that its owner cannot deal with', () => {
  it.each([
    ['throws', () => new Error('broken')],
    ['throws what reads as if the database were away', () => new Error('no connection to the pair: timeout')],
  ])('%s: the others go, and it has failed in the end', async (_, error) => {
    post.decides(({ once }) => {
      if (once === 'bad') throw error();
      return { outcome: 'send', say: () => ({ text: once, blocks: [] }) };
    });
    await post.nudge([['bad', MONDAY_NOON]]);
    await post.nudge([['good', MONDAY_NOON]], KASIA, OTHER);
    expect(await passes()).toEqual([]);
    expect(texts()).toEqual(['good']);
    expect(await post.nudgeStates()).toEqual(['bad failed: given_up', 'good sent']);
    expect(await liveJobs()).toEqual([{ count: 0 }]);
    expect(post.logged()).toContain('a message has failed for good');
  });

  it('asks the database for too much: the others go, and it has failed in the end', async () => {
    const [owner] = post.ports.owners;
    if (!owner) throw new Error('nobody owns nudges');
    post.ports.owners = [
      {
        ...owner,
        async decide(tx, nudges, now) {
          if (nudges.some(({ once }) => once === 'bad')) {
            await sql`set local statement_timeout = '30ms'`.execute(tx);
            await sql`select pg_sleep(1)`.execute(tx);
          }
          return owner.decide(tx, nudges, now);
        },
      },
    ];
    await post.nudge([['bad', MONDAY_NOON]]);
    await post.nudge([['good', MONDAY_NOON]], KASIA, OTHER);
    await passes();
    expect(texts()).toEqual(['nudge good']);
    expect(await post.nudgeStates()).toEqual(['bad failed: given_up', 'good sent']);
  });
});

describe('one of several nudges in a message', () => {
  const several = async () => {
    await post.nudge([
      ['bad', MONDAY_NOON],
      ['fine', MONDAY_NOON],
    ]);
    await post.nudge([['good', MONDAY_NOON]], KASIA, OTHER);
  };

  it.each([
    [
      'that its owner cannot decide on',
      async () => {
        throw new Error('broken');
      },
    ],
    ['on which the database fails', (tx: Tx) => sql`select 1 / 0`.execute(tx)],
  ])('%s: the others of the message go', async (_, fails) => {
    const [owner] = post.ports.owners;
    if (!owner) throw new Error('nobody owns nudges');
    post.ports.owners = [
      {
        ...owner,
        async decide(tx, nudges, now) {
          if (nudges.some(({ once }) => once === 'bad')) await fails(tx);
          return owner.decide(tx, nudges, now);
        },
      },
    ];
    await several();
    expect(await passes()).toEqual([]);
    expect(texts()).toEqual(['nudge fine', 'nudge good']);
    expect(await post.nudgeStates()).toEqual(['bad failed: not_rendered', 'fine sent', 'good sent']);
    expect(post.logged()).toContain('a nudge could not be made');
  });

  it('that cannot be said: the others of the message go', async () => {
    post.decides(({ once }) => ({
      outcome: 'send',
      say() {
        if (once === 'bad') throw new Error('broken');
        return { text: once, blocks: [] };
      },
    }));
    await several();
    expect(await passes()).toEqual([]);
    expect(texts()).toEqual(['fine', 'good']);
    expect(await post.nudgeStates()).toEqual(['bad failed: not_rendered', 'fine sent', 'good sent']);
  });
});

it('a job with which a worker does not go on, as the database went away, comes again soon', async () => {
  let isAway = true;
  post.decides(({ once }) => {
    if (isAway) throw Object.assign(new Error('terminating connection'), { code: '57P01' });
    return { outcome: 'send', say: () => ({ text: once, blocks: [] }) };
  });
  await post.nudge([['1.0', MONDAY_NOON]]);
  await expect(post.deliverAll()).rejects.toThrow('terminating connection');
  isAway = false;
  // Soon is within a few passes.
  await passes(3);
  expect(texts()).toEqual(['1.0']);
});

describe('a row that cannot be understood', () => {
  it('of a delivery: the others go, and it has failed in the end', async () => {
    await post.plan('bad');
    await post.plan('good', { to: KASIA });
    await raw(`update deliveries set about = '{"offerId": 7}' where occurrence = 'bad'`);
    await passes();
    expect([texts(), await post.states()]).toEqual([
      ['about matching.offer'],
      ['failed: not_rendered', 'sent'],
    ]);
    expect(await liveJobs()).toEqual([{ count: 0 }]);
  });

  it.each([`hours = '"whenever"'`, `days_off = '7'`, `time_zone = 'Mars/Olympus'`])(
    'of a person, %s: the others’ messages go, and theirs have failed in the end',
    async (broken) => {
      await post.plan('bad');
      await post.plan('good', { to: KASIA });
      await post.nudge([['bad', MONDAY_NOON]]);
      await post.nudge([['good', MONDAY_NOON]], KASIA, OTHER);
      await raw(`update people set ${broken} where id = '${PIOTR.personId}'`);
      await passes();
      expect(texts()).toEqual(['about matching.offer', 'nudge good']);
      expect((await post.states()).toSorted()).toEqual(['failed: not_rendered', 'sent', 'sent']);
      expect(await post.nudgeStates()).toEqual(['bad failed: not_queued', 'good sent']);
    },
  );

  it('of a person whose id is none cannot be written', async () => {
    await expect(
      raw(`insert into people (workspace_id, id) values ('${WORKSPACE}', 'nobody')`),
    ).rejects.toThrow('people_id_check');
  });

  it('of a message that is to be made anew: the others are', async () => {
    await post.plan('bad');
    await post.plan('good', { to: KASIA });
    await post.deliverAll();
    post.says(() => ({ text: 'as things are now', blocks: [] }));
    await inTransaction(post.db, async (tx) => {
      for (const offerId of ['bad', 'good']) await refreshMessages(tx, WORKSPACE, { offerId });
    });
    await raw(`update deliveries set about = '[]' where occurrence = 'bad'`);
    await passes(2);
    expect(post.updated.map(({ text }) => text)).toEqual(['as things are now']);
  });
});

describe('a job that cannot be understood', () => {
  const RUBBISH = [
    '"rubbish"',
    'null',
    '{"workspaceId": 7}',
    '{"workspaceId": "T0LUMENARI", "deliveryIds": ["x"]}',
  ];

  it.each(RUBBISH)(
    'as %s: the others are done, it has failed, and what it was about goes out',
    async (data) => {
      await post.plan('bad');
      await queued();
      await raw(`update pgboss.job set data = '${data}'`);
      await post.plan('good', { to: KASIA });
      expect(await passes()).toEqual([]);
      expect(post.posted.map(({ to }) => to)).toEqual([KASIA.personId]);
      expect(await liveJobs()).toEqual([{ count: 0 }]);
      const failed = await sql`
      select output ->> 'message' as why from pgboss.job where name = 'deliveries' and state = 'failed'`.execute(
        post.db,
      );
      expect(failed.rows).toEqual([{ why: expect.stringContaining('cannot be understood') }]);
      // An hour later.
      await raw(`update deliveries set held_until = now() where state = 'queued'`);
      await passes();
      expect([post.posted.length, await post.states()]).toEqual([2, ['sent', 'sent']]);
    },
  );

  it('that was given up: the others are dealt with', async () => {
    post.decides(() => {
      throw new Error('broken');
    });
    await post.nudge([['bad', MONDAY_NOON]]);
    await queued();
    await raw(`insert into pgboss.job (name, data, policy)
      select 'deliveries-given-up', '"rubbish"', policy from pgboss.queue where name = 'deliveries-given-up'`);
    await passes();
    expect(await post.nudgeStates()).toEqual(['bad failed: given_up']);
    expect(await liveJobs()).toEqual([{ count: 0 }]);
  });
});
