import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { enableSending } from '../../src/nudges/flow/due.ts';
import { refreshSubject, sentNudges } from '../../src/nudges/flow/plan.ts';
import { SLACK_RATES } from '../../src/nudges/rates.ts';
import { personChanged } from '../../src/people/flow/facts.ts';
import { pauseUnreachable, reachableAgain } from '../../src/people/flow/reach.ts';
import { createReaders } from '../../src/people/flow/readers.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { PLAIN_FACTS } from '../harness/ports.ts';
import {
  aPost,
  aPostOffice,
  KASIA,
  MONDAY_EVENING,
  MONDAY_NOON,
  PIOTR,
  type Post,
  type PostOffice,
  SUBJECT,
  TUESDAY_NINE,
  WORKSPACE,
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

const OTHER = crypto.randomUUID();
const TUESDAY_NOON = '2026-11-24T11:00:00Z';
const WEDNESDAY_NOON = '2026-11-25T11:00:00Z';
const texts = () => post.posted.map(({ text }) => text);
const dueAt = async (once: string) =>
  (await post.db.selectFrom('nudges').select('due_at').where('once', '=', once).executeTakeFirstOrThrow())
    .due_at;
const letGo = () => post.db.updateTable('deliveries').set({ held_until: null }).execute();
const person = (id: string) =>
  post.db
    .selectFrom('people')
    .select(['paused_at', 'pause_why'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

describe('nudges', () => {
  it('of one person and day are one message, the earlier first, and count as sent', async () => {
    await post.nudge([['2.0', MONDAY_NOON]], PIOTR, OTHER);
    await post.nudge([
      ['1.0', '2026-11-23T10:00:00Z'],
      ['1.1', '2026-11-23T15:00:00Z'],
      ['1.2', TUESDAY_NOON],
    ]);
    await post.deliverAll();
    expect(texts()).toEqual(['nudge 1.0\n\nnudge 2.0\n\nnudge 1.1']);
    expect(await post.nudgeStates()).toEqual(['1.0 sent', '1.1 sent', '1.2 planned', '2.0 sent']);
    const sent = await sentNudges(post.db, WORKSPACE, [SUBJECT]);
    expect(sent.get(SUBJECT)?.map(({ once, at }) => [once, at.toISOString()])).toEqual([
      ['1.0', '2026-11-23T11:00:00.000Z'],
      ['1.1', '2026-11-23T11:00:00.000Z'],
    ]);
  });

  it('of two people are two messages', async () => {
    await post.nudge([['1.0', MONDAY_NOON]]);
    await post.nudge([['2.0', MONDAY_NOON]], KASIA, OTHER);
    await post.deliverAll();
    expect(post.posted.map(({ to, text }) => `${to} ${text}`).toSorted()).toEqual([
      `${KASIA.personId} nudge 2.0`,
      `${PIOTR.personId} nudge 1.0`,
    ]);
  });

  it('come once a day at most, and on three of seven days', async () => {
    for (const day of ['23', '24', '25', '26']) {
      post.ports.moveTo(`2026-11-${day}T11:00:00Z`);
      for (const hour of ['11', '12']) {
        await post.nudge([[`${day}-${hour}`, `2026-11-${day}T${hour}:00:00Z`]], PIOTR, crypto.randomUUID());
        post.ports.moveTo(`2026-11-${day}T${hour}:00:00Z`);
        await post.deliverAll();
      }
    }
    expect(texts()).toEqual(['nudge 23-11', 'nudge 23-12\n\nnudge 24-11', 'nudge 24-12\n\nnudge 25-11']);
    // The first of the three is a week old.
    expect((await dueAt('26-12')).toISOString()).toBe('2026-11-30T08:00:00.000Z');
  });

  describe('of which some could wait', () => {
    /** Named `3-…`, it may be the reason for three messages of a week. */
    const urgent = (): void => {
      post.ports.owners = post.ports.owners.map((owner) => ({
        ...owner,
        kinds: ['1', '2', '3'],
        mostAWeek: Number,
      }));
    };
    const due = (most: string, day: string, once = `${most} on ${day}`) =>
      post.db
        .insertInto('nudges')
        .values({
          workspace_id: WORKSPACE,
          id: crypto.randomUUID(),
          person_id: PIOTR.personId,
          subject_id: crypto.randomUUID(),
          kind: most,
          once,
          due_at: new Date(`2026-11-${day}T08:00:00Z`),
          state: 'planned',
        })
        .execute();
    const pass = async (...days: string[]) => {
      for (const day of days) {
        post.ports.moveTo(`2026-11-${day}T08:00:00Z`);
        await post.deliverAll();
      }
    };

    it('they go along with what is urgent and stand below it, and the last of a week is kept for that', async () => {
      urgent();
      await due('1', '23');
      await due('1', '24');
      await due('2', '25');
      await due('2', '26');
      await due('3', '27');
      await pass('23', '24', '25', '26', '27');
      expect(texts()).toEqual([
        'nudge 1 on 23',
        // With something that is asked, the day after it was due.
        'nudge 2 on 25\n\nnudge 1 on 24',
        'nudge 3 on 27\n\nnudge 2 on 26',
      ]);
    });

    it('they go out by themselves where nothing comes for a week', async () => {
      urgent();
      await due('1', '23');
      await due('1', '24');
      await pass('23', '24', '25', '26', '27', '30');
      expect(texts()).toEqual(['nudge 1 on 23', 'nudge 1 on 24']);
      expect(await dueAt('1 on 24')).toEqual(new Date('2026-11-30T08:00:00Z'));
    });

    it('of what does not fit into one message, the urgent goes first', async () => {
      urgent();
      post.decides(({ kind }) => ({
        outcome: 'send',
        say: () => ({ text: kind.repeat(1_900), blocks: [] }),
      }));
      for (const most of ['1', '2', '3']) await due(most, '23', most);
      await pass('23');
      expect(await post.nudgeStates()).toEqual(['1 planned', '2 sent', '3 sent']);
    });

    it('what is urgent no longer when it is sent takes nothing along', async () => {
      urgent();
      await due('2', '23');
      await due('1', '24');
      await due('3', '24');
      await pass('23');
      post.decides(({ once }) =>
        once.startsWith('3')
          ? { outcome: 'drop', why: 'not-in-plan' }
          : { outcome: 'send', say: () => ({ text: once, blocks: [] }) },
      );
      await pass('24');
      expect(texts()).toEqual(['nudge 2 on 23']);
      expect(await post.nudgeStates()).toContain('1 on 24 planned');
    });
  });

  it('wait for working hours, and for a time zone that has changed meanwhile', async () => {
    await post.nudge([['1.0', MONDAY_NOON]]);
    const { changed: _, ...ports } = { ...post.ports };
    await personChanged({ ...ports, changed: async () => undefined }, createReaders(post.ports), PIOTR, {
      ...PLAIN_FACTS,
      timeZone: 'America/Los_Angeles',
    });
    await post.deliverAll();
    expect(texts()).toEqual([]);
    expect((await dueAt('1.0')).toISOString()).toBe('2026-11-23T17:00:00.000Z');
  });

  it('are looked at again when they are sent: put off, dropped or said, each by itself', async () => {
    post.decides(({ once }) =>
      once === 'later'
        ? { outcome: 'postpone', until: new Date(WEDNESDAY_NOON) }
        : once === 'gone'
          ? { outcome: 'drop', why: 'not-in-plan' }
          : once === 'silent'
            ? { outcome: 'send', say: () => undefined }
            : once === 'unknown'
              ? undefined
              : { outcome: 'send', say: (language) => ({ text: `${once} ${language}`, blocks: [] }) },
    );
    await post.nudge(['gone', 'later', 'said', 'silent', 'unknown'].map((once) => [once, MONDAY_NOON]));
    await post.deliverAll();
    expect(texts()).toEqual(['said en']);
    expect(await post.nudgeStates()).toEqual([
      'gone dropped: not-in-plan',
      'later planned',
      'said sent',
      'silent dropped: nothing_to_say',
      'unknown dropped: not_decided',
    ]);
    expect((await dueAt('later')).toISOString()).toBe('2026-11-25T11:00:00.000Z');
  });

  it('speak the language of whoever gets them; the workspace’s where theirs is not known, then the app’s', async () => {
    const speaks = (locale: string | null) => post.db.updateTable('people').set({ locale }).execute();
    const workspaceSpeaks = (language: 'pl' | null) =>
      post.db.updateTable('workspaces').set({ language }).execute();
    post.decides(({ once }) => ({
      outcome: 'send',
      say: (language) => ({ text: `${once} ${language}`, blocks: [] }),
    }));
    const say = async (once: string, at: string) => {
      post.ports.moveTo(at);
      await post.nudge([[once, at]]);
      await post.deliverAll();
    };
    await speaks(null);
    await say('nobody’s', MONDAY_NOON);
    await workspaceSpeaks('pl');
    await say('the workspace’s', TUESDAY_NOON);
    await speaks('en-GB');
    await say('their own', WEDNESDAY_NOON);
    expect(texts()).toEqual(['nobody’s en', 'the workspace’s pl', 'their own en']);
    // What was sent is renewed in the same languages.
    await speaks(null);
    await inTransaction(post.db, (tx) =>
      refreshSubject(
        tx,
        { workspaceId: WORKSPACE, subjectId: SUBJECT },
        [{ personId: PIOTR.personId, about: { pairId: SUBJECT } }],
        { notices: 8 },
      ),
    );
    await post.deliverAll();
    expect(new Set(post.updated.map(({ text }) => text.split(' ').at(-1)))).toEqual(new Set(['pl']));
    await workspaceSpeaks(null);
    await speaks('en-GB');
  });

  it('of which nothing is left are no message', async () => {
    post.decides(() => ({ outcome: 'drop', why: 'not-in-plan' }));
    await post.nudge([['1.0', MONDAY_NOON]]);
    await post.deliverAll();
    expect([texts(), await post.states()]).toEqual([[], ['cancelled: nothing_to_say']]);
  });

  it('that nobody owns are dropped', async () => {
    post.ports.owners = [];
    await post.nudge([['1.0', MONDAY_NOON]]);
    await post.deliverAll();
    expect(await post.nudgeStates()).toEqual(['1.0 dropped: nobody_owns_it']);
  });

  it('that do not fit into one message come the next day, whole', async () => {
    post.decides(({ once }) => ({ outcome: 'send', say: () => ({ text: once.repeat(1_900), blocks: [] }) }));
    await post.nudge(['a', 'b', 'c'].map((once, at) => [once, `2026-11-23T0${7 + at}:00:00Z`]));
    await post.deliverAll();
    expect(await post.nudgeStates()).toEqual(['a sent', 'b sent', 'c planned']);
    expect((await dueAt('c')).toISOString()).toBe(TUESDAY_NINE);
  });

  it('of somebody who reads them at Home are no messages', async () => {
    await post.db.updateTable('people').set({ nudged_by: 'home' }).execute();
    await post.nudge([['1.0', MONDAY_NOON]]);
    await post.deliverAll();
    expect([texts(), await post.nudgeStates()]).toEqual([[], ['1.0 dropped: home_only']]);
  });

  it('show how things stand when something has happened to their pair', async () => {
    await post.nudge([['1.0', MONDAY_NOON]]);
    await post.nudge([['2.0', MONDAY_NOON]], PIOTR, OTHER);
    await post.deliverAll();
    post.decides(({ once }) => ({
      outcome: 'send',
      say: () => ({ text: once === '1.0' ? 'booked' : `nudge ${once}`, blocks: [] }),
    }));
    await inTransaction(post.db, (tx) =>
      refreshSubject(
        tx,
        { workspaceId: WORKSPACE, subjectId: SUBJECT },
        [{ personId: PIOTR.personId, about: { pairId: SUBJECT } }],
        { notices: 8 },
      ),
    );
    await post.deliverAll();
    expect(post.updated).toEqual([{ text: 'booked\n\nnudge 2.0', ts: '1.0' }]);
  });
});

describe('between plan and sending', () => {
  /** Queued, and not sent: nobody takes jobs meanwhile. */
  const queued = async () => {
    const { take } = post.ports.queue;
    post.ports.queue.take = async () => [];
    await post.nudge([['1.0', MONDAY_NOON]]);
    await post.deliver();
    expect(await post.states()).toEqual(['queued']);
    post.ports.queue.take = take;
  };
  const set = (values: object) =>
    post.db.updateTable('people').set(values).where('id', '=', PIOTR.personId).execute();

  it('somebody left: nothing', async () => {
    await queued();
    await set({ is_gone: true });
    await post.deliverAll();
    expect([texts(), await post.states(), await post.nudgeStates()]).toEqual([
      [],
      ['skipped: person_gone'],
      ['1.0 dropped: person_gone'],
    ]);
  });

  it('somebody paused: nothing, until they are back', async () => {
    await queued();
    await set({ paused_at: new Date(MONDAY_NOON), back_on: '2026-11-25' });
    await post.deliverAll();
    expect([texts(), await post.nudgeStates()]).toEqual([[], ['1.0 planned']]);
    expect((await dueAt('1.0')).toISOString()).toBe('2026-11-25T08:00:00.000Z');
    post.ports.moveTo(WEDNESDAY_NOON);
    await post.deliverAll();
    expect(texts()).toEqual(['nudge 1.0']);
  });

  it('the pair ended: nothing', async () => {
    await queued();
    post.decides(() => ({ outcome: 'drop', why: 'pair-ended' }));
    await post.deliverAll();
    expect([texts(), await post.nudgeStates()]).toEqual([[], ['1.0 dropped: pair-ended']]);
  });

  it('they work other hours: moved', async () => {
    await queued();
    await set({ hours: JSON.stringify({ days: [2], from: '14:00', to: '16:00' }) });
    await post.deliverAll();
    expect([texts(), (await dueAt('1.0')).toISOString()]).toEqual([[], '2026-11-24T13:00:00.000Z']);
  });
});

describe('where Slack answers with an error', () => {
  it('the person is paused whom it cannot deliver to, and what is due to them waits', async () => {
    post.answers(() => ({ outcome: 'refused', code: 'user_disabled' }));
    await post.plan('1');
    await post.deliverAll();
    expect(await post.states()).toEqual(['failed: user_disabled']);
    expect(await person(PIOTR.personId)).toEqual({
      paused_at: new Date(MONDAY_NOON),
      pause_why: 'unreachable',
    });
    expect((await person(KASIA.personId)).paused_at).toBeNull();
    post.answers(() => ({ outcome: 'sent', channel: 'D1', ts: '1.0' }));
    await post.nudge([['1.0', MONDAY_NOON]]);
    await post.deliverAll();
    expect([post.posted.length, await post.nudgeStates()]).toEqual([1, ['1.0 planned']]);
  });

  it('the nudges of a message that failed have failed too', async () => {
    post.answers(() => ({ outcome: 'refused', code: 'invalid_blocks' }));
    await post.nudge([['1.0', MONDAY_NOON]]);
    await post.deliverAll();
    expect(await post.nudgeStates()).toEqual(['1.0 failed: invalid_blocks']);
    expect((await person(PIOTR.personId)).paused_at).toBeNull();
  });

  it('a channel that does not take the message fails it, and nobody is paused', async () => {
    post.answers(() => ({ outcome: 'refused', code: 'is_archived' }));
    await post.plan('1');
    await post.deliverAll();
    expect([await post.states(), (await person(PIOTR.personId)).paused_at]).toEqual([
      ['failed: is_archived'],
      null,
    ]);
  });

  it('nothing is sent to a workspace whose token is refused; what waited goes out when one works', async () => {
    post.answers(() => ({ outcome: 'refused', code: 'token_revoked' }));
    for (let at = 0; at < 30; at += 1) await post.plan(String(at), { to: at % 2 ? PIOTR : KASIA });
    await post.nudge([['1.0', MONDAY_NOON]]);
    await post.deliverAll();
    // Those that were on their way; the others were not even tried.
    expect(post.posted.length).toBeLessThanOrEqual(10);
    expect(new Set(await post.states())).toEqual(new Set(['planned: token_revoked']));
    expect(post.logged().split('Slack refuses the token').length - 1).toBe(1);
    await post.deliverAll();
    const tried = post.posted.length;
    post.answers(() => ({ outcome: 'sent', channel: 'D1', ts: '1.0' }));
    await post.deliverAll();
    expect(post.posted.length).toBe(tried);
    await enableSending(post.ports, WORKSPACE);
    await post.deliverAll();
    expect(post.posted.length).toBe(tried + 31);
    expect(new Set(await post.states())).toEqual(new Set(['sent']));
  });

  it('clearly not sent, it waits as long as Slack asks for, and its nudges with it', async () => {
    post.answers(() => ({ outcome: 'not-sent', code: 'ratelimited', retryAfterMs: 30_000 }));
    await post.nudge([['1.0', MONDAY_NOON]]);
    await post.deliverAll();
    expect([await post.states(), await post.nudgeStates()]).toEqual([
      ['planned: ratelimited'],
      ['1.0 queued'],
    ]);
    const { held_until } = await post.db
      .selectFrom('deliveries')
      .select('held_until')
      .executeTakeFirstOrThrow();
    expect(((held_until?.getTime() ?? 0) - Date.now()) / 1000).toBeCloseTo(30, -1);
    post.answers(() => ({ outcome: 'sent', channel: 'D1', ts: '1.0' }));
    await letGo();
    await post.deliverAll();
    expect([post.posted.length, await post.nudgeStates()]).toEqual([2, ['1.0 sent']]);
  });
});

describe('where it is not known whether a message arrived', () => {
  const unknown = () => post.answers(() => ({ outcome: 'unknown', code: 'timeout' }));
  const works = () => post.answers(() => ({ outcome: 'sent', channel: 'D1', ts: '9.0' }));

  it('a nudge is skipped where it cannot be looked up, and counts for the day', async () => {
    unknown();
    await post.nudge([['1.0', MONDAY_NOON]]);
    await post.deliverAll();
    expect([await post.states(), await post.nudgeStates()]).toEqual([
      ['skipped: timeout'],
      ['1.0 failed: timeout'],
    ]);
    works();
    await post.nudge([
      ['1.0', MONDAY_NOON],
      ['1.1', MONDAY_NOON],
    ]);
    await post.deliverAll();
    expect([post.posted.length, (await dueAt('1.1')).toISOString()]).toEqual([1, TUESDAY_NINE]);
  });

  it('a notice is sent again', async () => {
    unknown();
    await post.plan('1');
    await post.deliverAll();
    works();
    await letGo();
    await post.deliverAll();
    expect([post.posted.length, await post.states()]).toEqual([2, ['sent']]);
  });

  it.each(['nudge', 'notice'] as const)('a %s that is found was sent', async (kind) => {
    post.finds(() => ({ outcome: 'found', channel: 'D7', ts: '7.0' }));
    unknown();
    if (kind === 'nudge') await post.nudge([['1.0', MONDAY_NOON]]);
    else await post.plan('1');
    await post.deliverAll();
    expect(await post.states()).toEqual(['planned: timeout']);
    // It arrived, and was answered: the nudge would not be sent by now.
    post.decides(() => ({ outcome: 'send', say: () => ({ text: 'answered', blocks: [] }) }));
    await letGo();
    await post.deliverAll();
    expect([post.posted.length, await post.states()]).toEqual([1, ['sent']]);
    expect(await post.db.selectFrom('deliveries').select(['channel', 'ts']).execute()).toEqual([
      { channel: 'D7', ts: '7.0' },
    ]);
    // What it said is not known: it is made to say what is true now.
    expect(post.updated.map(({ ts }) => ts)).toEqual(['7.0']);
    if (kind === 'nudge')
      expect((await sentNudges(post.db, WORKSPACE, [SUBJECT])).get(SUBJECT)?.map(({ at }) => at)).toEqual([
        new Date(MONDAY_NOON),
      ]);
  });

  it.each(['nudge', 'notice'] as const)('a %s that is not found is sent', async (kind) => {
    post.finds(() => ({ outcome: 'not-found' }));
    unknown();
    if (kind === 'nudge') await post.nudge([['1.0', MONDAY_NOON]]);
    else await post.plan('1');
    await post.deliverAll();
    works();
    await letGo();
    await post.deliverAll();
    expect([post.posted.length, await post.states()]).toEqual([2, ['sent']]);
  });

  it('it is looked up later where Slack cannot be asked', async () => {
    let looked = 0;
    post.finds(() => {
      looked += 1;
      return { outcome: 'later' };
    });
    unknown();
    await post.nudge([['1.0', MONDAY_NOON]]);
    await post.deliverAll();
    await letGo();
    await post.deliverAll();
    expect([looked, post.posted.length, await post.states()]).toEqual([1, 1, ['planned: not_looked_up']]);
    post.finds(() => ({ outcome: 'cannot' }));
    await letGo();
    await post.deliverAll();
    expect([post.posted.length, await post.states()]).toEqual([1, ['skipped: not_looked_up']]);
  });

  it('the same holds where a worker died', async () => {
    post.finds((id) =>
      id === post.posted[0]?.id ? { outcome: 'not-found' } : { outcome: 'found', channel: 'D1', ts: '1.0' },
    );
    await post.nudge([['1.0', MONDAY_NOON]]);
    await post.plan('1', { to: KASIA });
    const { take } = post.ports.queue;
    post.ports.queue.take = async () => [];
    await post.deliver();
    post.ports.queue.take = take;
    await post.db
      .updateTable('deliveries')
      .set({ state: 'sending', tries: 1, sent_at: new Date(MONDAY_NOON), held_until: new Date(0) })
      .execute();
    await post.deliverAll();
    expect([post.posted, await post.states()]).toEqual([[], ['sent', 'sent']]);
  });
});

describe('what cannot be made', () => {
  it('holds up nothing, is tried again, and has failed at last, visibly', async () => {
    const queue = (set: string) => sql.raw(`update pgboss.${set}`).execute(post.db);
    await queue('queue set retry_limit = 1, retry_delay = 0, retry_backoff = false');
    post.decides(({ once }) => {
      if (once === 'bad') throw new Error('broken');
      return { outcome: 'send', say: () => ({ text: once, blocks: [] }) };
    });
    await post.nudge([['bad', MONDAY_NOON]]);
    await post.nudge([['good', MONDAY_NOON]], KASIA, OTHER);
    await post.deliverAll();
    expect(texts()).toEqual(['good']);
    expect(await post.nudgeStates()).toEqual(['bad queued', 'good sent']);
    for (let again = 0; again < 3; again += 1) {
      await queue('job set start_after = now()');
      await post.deliverAll();
    }
    expect(await post.nudgeStates()).toEqual(['bad failed: given_up', 'good sent']);
    expect((await post.states()).toSorted()).toEqual(['failed: not_rendered', 'sent']);
    expect(post.logged()).toContain('a message has failed for good');
  });
});

describe('somebody who could not be reached', () => {
  it('takes part again when they act', async () => {
    const changed: string[] = [];
    post.ports.changed = async (_, { personId }) => {
      changed.push(personId);
    };
    await pauseUnreachable(post.ports, PIOTR);
    await pauseUnreachable(post.ports, PIOTR);
    expect(changed).toEqual([PIOTR.personId]);
    await reachableAgain(post.ports, PIOTR);
    await reachableAgain(post.ports, KASIA);
    expect([changed.length, await person(PIOTR.personId)]).toEqual([2, { paused_at: null, pause_why: null }]);
  });

  it('takes part again when Slack tells of them', async () => {
    await pauseUnreachable(post.ports, PIOTR);
    await personChanged(post.ports, createReaders(post.ports), PIOTR, PLAIN_FACTS);
    expect(await person(PIOTR.personId)).toEqual({ paused_at: null, pause_why: null });
  });

  it('keeps a pause of their own', async () => {
    await post.db
      .updateTable('people')
      .set({ paused_at: new Date(MONDAY_NOON) })
      .execute();
    await pauseUnreachable(post.ports, PIOTR);
    await reachableAgain(post.ports, PIOTR);
    expect(await person(PIOTR.personId)).toEqual({ paused_at: new Date(MONDAY_NOON), pause_why: null });
  });
});

describe('at Slack’s rates', () => {
  it('one person is sent one message a second, however many workers there are', async () => {
    post.ports.rates = { ...SLACK_RATES, workspace: null };
    for (const occurrence of ['1', '2', '3']) await post.plan(occurrence);
    await post.plan('4', { to: KASIA });
    await post.deliverAll();
    expect(post.posted).toHaveLength(4);
    expect(post.waited).toEqual([1_000, 2_000]);
    // The database remembers, for other workers.
    await post.plan('5');
    await post.deliverAll();
    expect(post.waited[2]).toBeGreaterThan(1_500);
  });

  it('who would wait for long is put back', async () => {
    post.ports.rates = { perChannelMs: 4_000, workspace: null };
    for (const occurrence of ['1', '2', '3']) await post.plan(occurrence);
    await post.deliverAll();
    expect([post.posted.length, (await post.states()).toSorted()]).toEqual([2, ['planned', 'sent', 'sent']]);
  });

  it('a workspace has one budget: who waits comes first, and nudges leave a reserve', async () => {
    post.ports.rates = { perChannelMs: 0, workspace: { perMinute: 0.001, burst: 10, reserve: 4 } };
    const people = Array.from({ length: 20 }, (_, at) => ({ ...PIOTR, at }));
    for (const { at } of people.slice(0, 5)) await post.plan(`a${at}`, { class: 'answer' });
    await post.nudge([['1.0', MONDAY_NOON]]);
    await post.nudge([['2.0', MONDAY_NOON]], KASIA, OTHER);
    await post.deliverAll();
    // 5 answers, then one nudge: 4 stay.
    expect(texts().filter((text) => text.startsWith('nudge'))).toHaveLength(1);
    expect(post.posted).toHaveLength(6);
    for (const { at } of people.slice(5, 12)) await post.plan(`b${at}`);
    await post.deliverAll();
    expect(post.posted).toHaveLength(10);
    expect((await post.states()).filter((state) => state === 'planned')).toHaveLength(4);
  });
});

it('what is due is moved to the queue whole or not at all', async () => {
  await post.nudge([['1.0', MONDAY_NOON]]);
  await post.plan('1');
  const { put } = post.ports.queue;
  post.ports.queue.put = async () => {
    throw Object.assign(new Error('away'), { code: '57P01' });
  };
  await expect(post.deliver()).rejects.toThrow('away');
  expect([await post.states(), await post.nudgeStates()]).toEqual([['planned'], ['1.0 planned']]);
  post.ports.queue.put = put;
  post.ports.moveTo(MONDAY_EVENING);
  post.ports.moveTo(TUESDAY_NOON);
  await post.deliverAll();
  expect(texts().toSorted()).toEqual(['about matching.offer', 'nudge 1.0']);
});
