import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';
import {
  type DeliveryPorts,
  deliverDue,
  noticeDueAt,
  planDelivery,
  refreshMessages,
} from '../../src/nudges/flow/deliveries.ts';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { enrol, personChanged } from '../../src/people/flow/facts.ts';
import { createReaders } from '../../src/people/flow/readers.ts';
import { type OutgoingMessage, PersonId, type PostResult, WorkspaceId } from '../../src/ports.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { freshDatabase } from '../harness/database.ts';
import { PLAIN_FACTS, type TestPorts, testPorts } from '../harness/ports.ts';
import { freePort } from '../harness/together.ts';

const who = { workspaceId: WorkspaceId.parse('T0LUMENARI'), personId: PersonId.parse('U0PIOTRZAW') };
const MONDAY_NOON = '2026-11-23T11:00:00Z';
const MONDAY_EVENING = '2026-11-23T19:00:00Z';
const TUESDAY_NINE = '2026-11-24T08:00:00.000Z';

type World = DeliveryPorts & Pick<TestPorts, 'moveTo'>;
const databases: Awaited<ReturnType<typeof freshDatabase>>[] = [];
let ports: World;
let posted: { text: string; to: string }[];
let updated: { text: string; ts: string }[];
let answer: () => PostResult;
let words: (kind: string) => OutgoingMessage | undefined;
let logged: string;

beforeEach(async () => {
  const database = await freshDatabase();
  databases.push(database);
  [posted, updated, logged] = [[], [], ''];
  answer = () => ({ outcome: 'sent', channel: 'D1', ts: `${posted.length}.0` });
  words = (kind) => ({ text: `about ${kind}`, blocks: [] });
  const base = await testPorts(database.db, { now: MONDAY_NOON });
  const stream = {
    write(line: string) {
      logged += line;
    },
  };
  ports = Object.assign(base, {
    log: await createLog({ level: 'info', stream }),
    messenger: {
      async post(to: typeof who, { text }: OutgoingMessage) {
        posted.push({ text, to: to.personId });
        return answer();
      },
      async update({ ts }: { ts: string }, { text }: OutgoingMessage) {
        updated.push({ text, ts });
        return answer();
      },
    },
    render: async (kind: string) => words(kind),
  });
  await registerWorkspace(database.db, who.workspaceId);
  await enrol(ports, who);
});
afterAll(() => Promise.all(databases.map(({ drop }) => drop())));

function plan(occurrence: string, kind: 'answer' | 'notice' = 'notice'): Promise<void> {
  const notice = { ...who, occurrence, kind: 'matching.offer', about: { offerId: occurrence }, class: kind };
  return inTransaction(ports.db, (tx) => planDelivery(tx, ports, notice, ports.clock.now()));
}
const states = async () =>
  (await ports.db.selectFrom('deliveries').select(['state', 'problem']).orderBy('occurrence').execute()).map(
    ({ state, problem }) => (problem ? `${state}: ${problem}` : state),
  );

describe('a notice', () => {
  it('goes out at once in working hours, and once however often it is planned', async () => {
    await plan('1');
    await plan('1');
    expect(await deliverDue(ports)).toBe(1);
    expect(await deliverDue(ports)).toBe(0);
    expect(posted).toEqual([{ text: 'about matching.offer', to: who.personId }]);
    expect(await states()).toEqual(['sent']);
  });

  it('waits for the working day of its receiver; an answer does not', async () => {
    ports.moveTo(MONDAY_EVENING);
    await plan('1');
    await plan('2', 'answer');
    expect((await noticeDueAt(ports.db, who, ports.clock.now())).toISOString()).toBe(TUESDAY_NINE);
    await deliverDue(ports);
    expect(await states()).toEqual(['planned', 'sent']);
    ports.moveTo(TUESDAY_NINE);
    await deliverDue(ports);
    expect(await states()).toEqual(['sent', 'sent']);
  });

  it('that is due when the day is over waits for the next one', async () => {
    await plan('1');
    ports.moveTo(MONDAY_EVENING);
    await deliverDue(ports);
    expect(posted).toEqual([]);
    ports.moveTo(TUESDAY_NINE);
    await deliverDue(ports);
    expect(posted).toHaveLength(1);
  });

  it('is not sent to somebody who has left meanwhile', async () => {
    await plan('1');
    await personChanged(ports, createReaders(ports), who, { ...PLAIN_FACTS, isGone: true });
    await deliverDue(ports);
    expect(posted).toEqual([]);
    expect(await states()).toEqual(['skipped: person_gone']);
  });

  it('that has become pointless is not sent', async () => {
    words = () => undefined;
    await plan('1');
    await deliverDue(ports);
    expect(posted).toEqual([]);
    expect(await states()).toEqual(['skipped: pointless']);
  });

  it('that cannot be rendered holds up no other, and the log tells of it without its words', async () => {
    words = (kind) => {
      if (posted.length === 0 && logged === '') throw new Error('broken');
      return { text: `secret ${kind}`, blocks: [] };
    };
    await plan('1');
    await plan('2');
    await deliverDue(ports);
    expect((await states()).toSorted()).toEqual(['planned: not_rendered', 'sent']);
    expect(logged).toContain('a message could not be rendered');
    expect(logged).not.toContain('secret');
  });

  it('that Slack refuses fails, and the log tells why', async () => {
    answer = () => ({ outcome: 'refused', code: 'user_not_found' });
    await plan('1');
    await deliverDue(ports);
    expect(await states()).toEqual(['failed: user_not_found']);
    expect(logged).toContain('a message was not sent');
    expect(logged).not.toContain('about matching');
  });

  it('that met a rate limit waits in real time, however product time is moved', async () => {
    answer = () => ({ outcome: 'not-sent', code: 'ratelimited', retryAfterMs: 60_000 });
    await plan('1');
    await deliverDue(ports);
    ports.moveTo('2026-12-15T11:00:00Z');
    expect(await deliverDue(ports)).toBe(0);
    expect(await states()).toEqual(['planned: ratelimited']);
  });

  it('whose worker died while it was sending is sent again', async () => {
    await plan('1');
    await ports.db
      .updateTable('deliveries')
      .set({ state: 'sending', tries: 1, held_until: new Date(Date.now() - 1000) })
      .execute();
    await deliverDue(ports);
    expect(await states()).toEqual(['planned: worker_died']);
  });

  it('is kept for somebody who takes a break, and goes out afterwards', async () => {
    await plan('1');
    const pause = (since: Date | null) => ports.db.updateTable('people').set({ paused_at: since }).execute();
    await pause(new Date(MONDAY_NOON));
    await deliverDue(ports);
    expect([posted, await states()]).toEqual([[], ['planned']]);
    await pause(null);
    ports.moveTo('2026-11-24T11:00:00Z');
    await deliverDue(ports);
    expect(await states()).toEqual(['sent']);
    // Looked at is not tried.
    expect(await ports.db.selectFrom('deliveries').select('tries').execute()).toEqual([{ tries: 1 }]);
  });

  it('that becomes untrue while it is rendered again is rendered once more, and then no more', async () => {
    await plan('1');
    await deliverDue(ports);
    const refresh = () =>
      inTransaction(ports.db, (tx) => refreshMessages(tx, who.workspaceId, { offerId: '1' }));
    const { update } = ports.messenger;
    ports.messenger.update = async (sent, message) => {
      ports.messenger.update = update;
      await refresh();
      return update(sent, message);
    };
    await refresh();
    while ((await deliverDue(ports)) > 0);
    expect(updated).toHaveLength(2);
    expect(await ports.db.selectFrom('deliveries').select('refresh_at').execute()).toEqual([
      { refresh_at: null },
    ]);
  });

  it('is rendered again where it is no longer true, once', async () => {
    await plan('1');
    await plan('2');
    await deliverDue(ports);
    words = () => ({ text: 'this offer has ended', blocks: [] });
    await inTransaction(ports.db, (tx) => refreshMessages(tx, who.workspaceId, { offerId: '1' }));
    await deliverDue(ports);
    await deliverDue(ports);
    expect(updated).toEqual([{ text: 'this offer has ended', ts: '1.0' }]);
  });

  it('that cannot be rendered again stays as it stands, and is not tried for ever', async () => {
    await plan('1');
    await deliverDue(ports);
    words = () => {
      throw new Error('broken');
    };
    await inTransaction(ports.db, (tx) => refreshMessages(tx, who.workspaceId, { offerId: '1' }));
    expect(await deliverDue(ports)).toBe(1);
    expect(updated).toEqual([]);
    expect(await ports.db.selectFrom('deliveries').select(['state', 'refresh_at']).execute()).toEqual([
      { state: 'sent', refresh_at: null },
    ]);
  });

  it('is claimed by one of many workers', async () => {
    for (let at = 0; at < 60; at += 1) await plan(String(at));
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        while ((await deliverDue(ports)) > 0);
      }),
    );
    expect(posted).toHaveLength(60);
  });
});

it('nothing talks to Slack inside a transaction', async () => {
  const { messengerFor } = await import('../../src/slack/messenger.ts');
  const { factsFromSlack } = await import('../../src/slack/facts.ts');
  const { refuseInTransaction } = await import('../../src/storage/database.ts');
  const { WebClient } = await import('@slack/web-api');
  const client = new WebClient('xoxb-none', {
    slackApiUrl: `http://127.0.0.1:${await freePort()}/`,
    retryConfig: { retries: 0 },
  });
  const messenger = messengerFor(client, refuseInTransaction);
  const facts = factsFromSlack(client, refuseInTransaction);
  const message = { text: 'x', blocks: [] };
  // The control: outside, the call is tried.
  expect(await messenger.post(who, message, '1')).toMatchObject({
    outcome: 'not-sent',
    code: 'ECONNREFUSED',
  });
  for (const call of [
    () => messenger.post(who, message, '1'),
    () => messenger.update({ channel: 'D1', ts: '1.0' }, message),
    () => facts.factsOf(who),
  ])
    await expect(inTransaction(ports.db, async () => call())).rejects.toThrow('inside a transaction');
});
