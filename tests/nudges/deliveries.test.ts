import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noticeDueAt, refreshMessages } from '../../src/nudges/flow/notices.ts';
import { personChanged } from '../../src/people/flow/facts.ts';
import { createReaders } from '../../src/people/flow/readers.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { PLAIN_FACTS } from '../harness/ports.ts';
import { freePort } from '../harness/together.ts';
import {
  aPost,
  aPostOffice,
  MONDAY_EVENING,
  MONDAY_NOON,
  type Post,
  type PostOffice,
  TUESDAY_NINE,
  PIOTR as who,
} from './world.ts';

let office: PostOffice;
let post: Post;
beforeAll(async () => {
  office = await aPostOffice();
});
beforeEach(async () => {
  post = await aPost(office);
});
afterAll(() => office.drop());

describe('a notice', () => {
  it('goes out at once in working hours, and once however often it is planned', async () => {
    await post.plan('1');
    await post.plan('1');
    expect(await post.deliver()).toBeGreaterThan(0);
    expect(await post.deliver()).toBe(0);
    expect(post.posted).toMatchObject([{ text: 'about matching.offer', to: who.personId }]);
    expect(await post.states()).toEqual(['sent']);
  });

  it('waits for the working day of its receiver; an answer does not', async () => {
    post.ports.moveTo(MONDAY_EVENING);
    await post.plan('1');
    await post.plan('2', { class: 'answer' });
    expect((await noticeDueAt(post.ports.db, who, post.ports.clock.now())).toISOString()).toBe(TUESDAY_NINE);
    await post.deliver();
    expect(await post.states()).toEqual(['planned', 'sent']);
    post.ports.moveTo(TUESDAY_NINE);
    await post.deliver();
    expect(await post.states()).toEqual(['sent', 'sent']);
  });

  it('that is due when the day is over waits for the next one', async () => {
    await post.plan('1');
    post.ports.moveTo(MONDAY_EVENING);
    await post.deliver();
    expect(post.posted).toEqual([]);
    post.ports.moveTo(TUESDAY_NINE);
    await post.deliver();
    expect(post.posted).toHaveLength(1);
  });

  it('is not sent to somebody who has left meanwhile', async () => {
    await post.plan('1');
    await personChanged(post.ports, createReaders(post.ports), who, { ...PLAIN_FACTS, isGone: true });
    await post.deliver();
    expect(post.posted).toEqual([]);
    expect(await post.states()).toEqual(['skipped: person_gone']);
  });

  it('that has become pointless is not sent', async () => {
    post.says(() => undefined);
    await post.plan('1');
    await post.deliver();
    expect(post.posted).toEqual([]);
    expect(await post.states()).toEqual(['skipped: pointless']);
  });

  it('that cannot be rendered holds up no other, and the log tells of it without its words', async () => {
    let made = 0;
    post.says((kind) => {
      made += 1;
      if (made === 1) throw new Error('broken');
      return { text: `secret ${kind}`, blocks: [] };
    });
    await post.plan('1');
    await post.plan('2');
    await post.deliver();
    expect((await post.states()).toSorted()).toEqual(['queued: not_rendered', 'sent']);
    expect(post.logged()).toContain('a message could not be made');
    expect(post.logged()).not.toContain('secret');
  });

  it('that Slack refuses fails, and the log tells why', async () => {
    post.answers(() => ({ outcome: 'refused', code: 'user_not_found' }));
    await post.plan('1');
    await post.deliver();
    expect(await post.states()).toEqual(['failed: user_not_found']);
    expect(post.logged()).toContain('a message was not sent');
    expect(post.logged()).not.toContain('about matching');
  });

  it('that met a rate limit waits in real time, however product time is moved', async () => {
    post.answers(() => ({ outcome: 'not-sent', code: 'ratelimited', retryAfterMs: 60_000 }));
    await post.plan('1');
    await post.deliver();
    post.ports.moveTo('2026-12-15T11:00:00Z');
    expect(await post.deliver()).toBe(0);
    expect(await post.states()).toEqual(['planned: ratelimited']);
  });

  it('whose worker died while it was sending is sent again', async () => {
    await post.plan('1');
    await post.ports.db
      .updateTable('deliveries')
      .set({ state: 'sending', tries: 1, held_until: new Date(Date.now() - 1000) })
      .execute();
    await post.deliver();
    expect(await post.states()).toEqual(['planned: not_looked_up']);
    expect(post.posted).toEqual([]);
    await post.db.updateTable('deliveries').set({ held_until: null }).execute();
    await post.deliver();
    expect(await post.states()).toEqual(['sent']);
  });

  it('is kept for somebody who takes a break, and goes out afterwards', async () => {
    await post.plan('1');
    const pause = (since: Date | null) =>
      post.ports.db.updateTable('people').set({ paused_at: since }).execute();
    await pause(new Date(MONDAY_NOON));
    await post.deliver();
    expect([post.posted, await post.states()]).toEqual([[], ['planned']]);
    await pause(null);
    post.ports.moveTo('2026-11-24T11:00:00Z');
    await post.deliver();
    expect(await post.states()).toEqual(['sent']);
    // Looked at is not tried.
    expect(await post.ports.db.selectFrom('deliveries').select('tries').execute()).toEqual([{ tries: 1 }]);
  });

  it('that becomes untrue while it is rendered again is rendered once more, and then no more', async () => {
    await post.plan('1');
    await post.deliver();
    const refresh = () =>
      inTransaction(post.ports.db, (tx) => refreshMessages(tx, who.workspaceId, { offerId: '1' }));
    let says = 1;
    post.says(() => ({ text: `version ${says}`, blocks: [] }));
    const { update } = post.ports.messenger;
    post.ports.messenger.update = async (sent, message) => {
      post.ports.messenger.update = update;
      says += 1;
      await refresh();
      return update(sent, message);
    };
    await refresh();
    await post.deliverAll();
    expect(post.updated).toHaveLength(2);
    expect(await post.ports.db.selectFrom('deliveries').select('refresh_at').execute()).toEqual([
      { refresh_at: null },
    ]);
  });

  it('that becomes what it was again, while it has just been replaced, ends as it was', async () => {
    let says = 'as it was';
    post.says(() => ({ text: says, blocks: [] }));
    await post.plan('1');
    await post.deliver();
    const refresh = () =>
      inTransaction(post.ports.db, (tx) => refreshMessages(tx, who.workspaceId, { offerId: '1' }));
    const { update } = post.ports.messenger;
    post.ports.messenger.update = async (sent, message) => {
      post.ports.messenger.update = update;
      const updated = await update(sent, message);
      says = 'as it was';
      await refresh();
      return updated;
    };
    says = 'meanwhile';
    await refresh();
    await post.deliverAll();
    expect(post.updated.map(({ text }) => text)).toEqual(['meanwhile', 'as it was']);
    await refresh();
    await post.deliverAll();
    expect(post.updated).toHaveLength(2);
  });

  it('is rendered again where it is no longer true, once', async () => {
    await post.plan('1');
    await post.deliver();
    await post.plan('2');
    await post.deliver();
    post.says(() => ({ text: 'this offer has ended', blocks: [] }));
    await inTransaction(post.ports.db, (tx) => refreshMessages(tx, who.workspaceId, { offerId: '1' }));
    await post.deliver();
    await post.deliver();
    expect(post.updated).toEqual([{ text: 'this offer has ended', ts: '1.0' }]);
  });

  it('is rendered again, and written down, where another one cannot be', async () => {
    await post.plan('1');
    await post.plan('2');
    await post.deliver();
    post.says(() => ({ text: 'this offer has ended', blocks: [] }));
    const { update } = post.ports.messenger;
    post.ports.messenger.update = async () => {
      post.ports.messenger.update = update;
      throw new Error('away');
    };
    const refresh = (offerId: string) =>
      inTransaction(post.ports.db, (tx) => refreshMessages(tx, who.workspaceId, { offerId }));
    await refresh('1');
    await refresh('2');
    await expect(post.deliver()).rejects.toThrow('away');
    await post.deliverAll();
    expect(post.updated).toHaveLength(1);
    const rows = await post.ports.db.selectFrom('deliveries').select('refresh_at').execute();
    expect(rows.filter(({ refresh_at: at }) => at === null)).toHaveLength(1);
  });

  it('that reads as before is not written to Slack again', async () => {
    await post.plan('1');
    await post.deliver();
    await inTransaction(post.db, (tx) => refreshMessages(tx, who.workspaceId, { offerId: '1' }));
    expect(await post.deliver()).toBe(1);
    expect([post.updated, await post.deliver()]).toEqual([[], 0]);
  });

  it('that cannot be rendered again stays as it stands, and is not tried for ever', async () => {
    await post.plan('1');
    await post.deliver();
    post.says(() => {
      throw new Error('broken');
    });
    await inTransaction(post.ports.db, (tx) => refreshMessages(tx, who.workspaceId, { offerId: '1' }));
    expect(await post.deliver()).toBe(1);
    expect(post.updated).toEqual([]);
    expect(await post.ports.db.selectFrom('deliveries').select(['state', 'refresh_at']).execute()).toEqual([
      { state: 'sent', refresh_at: null },
    ]);
  });

  it('that cannot be rendered while the database is away is rendered when it is back', async () => {
    await post.plan('1');
    await post.deliver();
    post.says(() => {
      throw new Error('Connection terminated unexpectedly');
    });
    await inTransaction(post.ports.db, (tx) => refreshMessages(tx, who.workspaceId, { offerId: '1' }));
    await expect(post.deliver()).rejects.toThrow('Connection terminated');
    post.says(() => ({ text: 'this offer has ended', blocks: [] }));
    await post.db
      .updateTable('deliveries')
      .set({ refresh_at: new Date(0) })
      .where('refresh_at', 'is not', null)
      .execute();
    await post.deliverAll();
    expect(post.updated).toHaveLength(1);
  });

  it('is claimed by one of many workers', async () => {
    for (let at = 0; at < 60; at += 1) await post.plan(String(at));
    await Promise.all(Array.from({ length: 4 }, () => post.deliverAll()));
    expect(post.posted).toHaveLength(60);
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
  const message = { text: 'x', blocks: '[]' };
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
    await expect(inTransaction(post.ports.db, async () => call())).rejects.toThrow('inside a transaction');
});
