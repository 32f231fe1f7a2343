import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failedPost, postAgain, refreshPosts, tellManagers } from '../../src/nudges/flow/posting.ts';
import { inTransaction } from '../../src/storage/database.ts';
import {
  IN,
  JONAS,
  KASIA,
  NOON,
  OUT,
  type Posting,
  PRIVATE,
  startPosting,
  WORKSPACE,
} from './posting-world.ts';

let all: Posting;
let before: string[];
beforeAll(async () => {
  all = await startPosting();
});
beforeEach(async () => {
  for (const table of ['posts', 'deliveries']) await sql.raw(`delete from ${table}`).execute(all.db);
  await all.db.updateTable('workspaces').set({ disabled_at: null, disabled_why: null }).execute();
  all.slack.clearFaults();
  all.says({ text: 'What there is', blocks: [] });
  before = await all.standing();
});
afterAll(() => all.stop());

const id = async () => (await all.db.selectFrom('posts').select('id').executeTakeFirstOrThrow()).id;
const refresh = (of = 'one') => inTransaction(all.db, (tx) => refreshPosts(tx, WORKSPACE, { of }));
/** What was put into the channel since the test began. */
const news = async () => (await all.standing()).slice(0, (await all.standing()).length - before.length);
const ONCE = [`${JONAS.personId} posts.problem`];

describe('a post', () => {
  it('is made once, however often it is planned and by however many processes', async () => {
    await Promise.all([all.plan(), all.plan()]);
    await Promise.all([all.pass(), all.pass(), all.pass()]);
    expect([await all.states(), await news()]).toEqual([['sent'], ['What there is']]);
    expect(await all.told()).toEqual([]);
  });

  it('that is rolled back is never made', async () => {
    const given = new Error('no');
    const rolledBack = inTransaction(all.db, async (tx) => {
      await sql`insert into posts (workspace_id, id, program_id, occurrence, kind, about, channel, state, due_at)
        values (${WORKSPACE}, ${crypto.randomUUID()}, ${all.programId}, 'x', 'a.post', '{}', ${IN}, 'planned', now())`.execute(
        tx,
      );
      throw given;
    });
    await expect(rolledBack).rejects.toBe(given);
    await all.pass();
    expect(await news()).toEqual([]);
  });

  it('that has become pointless is not made, and nobody is told', async () => {
    all.says(undefined);
    await all.plan();
    await all.pass();
    expect([await all.states(), await news(), await all.told()]).toEqual([['skipped'], [], []]);
  });

  it('is replaced where it reads otherwise, and left alone where it does not', async () => {
    await all.plan();
    await all.pass();
    const updates = () =>
      all.slack.journal.filter((entry) => entry.type === 'call' && entry.method === 'chat.update').length;
    const had = updates();
    await refresh();
    await all.pass();
    expect(updates() - had).toBe(0);
    all.says({ text: 'What there is by now', blocks: [] });
    await refresh('another');
    await all.pass();
    expect(await news()).toEqual(['What there is']);
    await refresh();
    await all.pass();
    expect([await news(), updates() - had]).toEqual([['What there is by now'], 1]);
  });
});

describe('what goes wrong', () => {
  it.each([
    ['the app is not in the channel', OUT, 'not-in-channel'],
    ['the channel is private, and the app is not in it', PRIVATE, 'no-channel'],
    ['there is no such channel', 'C0NOWHERE1', 'no-channel'],
  ])('%s: the managers are told once, and nothing is tried again', async (_, channel, problem) => {
    await all.plan({ channel });
    await all.pass();
    await all.later();
    await all.pass();
    expect([await all.states(), await all.told()]).toEqual([[`failed: ${problem}`], ONCE]);
  });

  it('a lost answer: it is not posted again, and the managers are told that nobody knows', async () => {
    all.slack.inject({ do: 'drop_reply', on: 'chat.postMessage', times: 1 });
    await all.plan();
    await all.pass();
    await all.later();
    await all.pass();
    expect(await news()).toEqual(['What there is']);
    expect([await all.states(), await all.told()]).toEqual([['failed: unknown'], ONCE]);
  });

  it('Slack fails inside: nobody knows either', async () => {
    all.slack.inject({ do: 'server_error', on: 'chat.postMessage', times: 1 });
    await all.plan();
    await all.pass();
    expect([await all.states(), await all.told(), await news()]).toEqual([['failed: unknown'], ONCE, []]);
  });

  it('a worker that died while it posted: nobody knows, and the managers are told once', async () => {
    await all.plan();
    await all.db
      .updateTable('posts')
      .set({ state: 'sending', tries: 1, held_until: new Date(0) })
      .execute();
    await Promise.all([all.pass(), all.pass()]);
    expect([await all.states(), await all.told(), await news()]).toEqual([['failed: unknown'], ONCE, []]);
  });

  it('a worker that was taken for dead and had posted: it is known after all', async () => {
    await all.plan();
    const { post } = all.ports.poster;
    all.ports.poster.post = async (...sent) => {
      all.ports.poster.post = post;
      const posted = await post(...sent);
      await all.db
        .updateTable('posts')
        .set({ held_until: new Date(0) })
        .execute();
      // Another process, meanwhile.
      await all.pass();
      expect(await all.states()).toEqual(['failed: unknown']);
      return posted;
    };
    await all.pass();
    expect([await all.states(), await news()]).toEqual([['sent'], ['What there is']]);
    expect(await failedPost(all.ports, WORKSPACE, await id())).toMatchObject({
      state: 'sent',
      problem: null,
    });
  });

  it('too much at once: it waits as long as Slack says, in real time, and goes out then', async () => {
    all.slack.inject({ do: 'rate_limited', on: 'chat.postMessage', times: 1, retryAfterSeconds: 30 });
    await all.plan();
    await all.pass();
    all.ports.moveTo('2026-12-23T11:00:00Z');
    await all.pass();
    expect([await all.states(), await news()]).toEqual([['planned: ratelimited'], []]);
    await all.later();
    await all.pass();
    all.ports.moveTo(NOON);
    expect([await all.states(), await news(), await all.told()]).toEqual([['sent'], ['What there is'], []]);
  });

  it('a token that does not work: it waits, counts as not tried, and nobody is told', async () => {
    await all.plan();
    const { post } = all.ports.poster;
    all.ports.poster.post = async () => ({ outcome: 'refused', code: 'token_revoked' });
    await all.pass();
    all.ports.poster.post = post;
    await all.pass();
    expect(await all.states()).toEqual(['planned: token_revoked']);
    await all.db.updateTable('workspaces').set({ disabled_at: null, disabled_why: null }).execute();
    await all.pass();
    expect([await all.states(), await all.told()]).toEqual([['sent'], []]);
    expect(await all.db.selectFrom('posts').select('tries').execute()).toEqual([{ tries: 1 }]);
  });

  it('words that cannot be made hold up no other post, and end visibly', async () => {
    const { renderPost } = all.ports;
    all.ports.renderPost = async (post, isPosted) => {
      if (post.about['of'] === 'bad') throw new Error('broken');
      return renderPost(post, isPosted);
    };
    await all.plan({ occurrence: 'bad' });
    await all.plan({ occurrence: 'good' });
    await all.pass();
    expect(await all.states()).toEqual(['planned: not_rendered', 'sent']);
    await all.db.updateTable('posts').set({ tries: 99 }).where('state', '=', 'planned').execute();
    await all.later();
    await all.pass();
    all.ports.renderPost = renderPost;
    expect([await all.states(), await all.told()]).toEqual([['failed: given-up', 'sent'], ONCE]);
  });

  it('charts that the workspace does not know: it is posted plainly, and stays so', async () => {
    const { renderPost } = all.ports;
    const chart = { type: 'data_visualization' };
    all.ports.renderPost = async ({ isPlain }, isPosted) => ({
      text: `${isPlain ? 'Plain' : 'Charts'}${isPosted ? ', again' : ''}`,
      blocks: isPlain ? [] : [chart],
    });
    await all.plan();
    await all.pass();
    expect([await all.states(), await news(), await all.told()]).toEqual([['sent'], ['Plain'], []]);
    await refresh();
    await all.pass();
    expect(await news()).toEqual(['Plain, again']);
    // Not even plainly.
    all.ports.renderPost = async () => ({ text: 'Bad', blocks: [chart] });
    await refresh();
    await all.pass();
    expect([await all.states(), await all.told()]).toEqual([['failed: not-taken'], ONCE]);
    all.ports.renderPost = renderPost;
  });

  it('somebody deletes the post: the managers are told once, and it is made anew when one of them wants it', async () => {
    await all.plan();
    await all.pass();
    const { ts } = await all.db.selectFrom('posts').select('ts').executeTakeFirstOrThrow();
    await all.client.chat.delete({ channel: IN, ts: ts ?? '' });
    all.says({ text: 'News', blocks: [] });
    await refresh();
    await all.pass();
    await refresh();
    await all.pass();
    expect([await all.states(), await all.told(), await news()]).toEqual([['failed: deleted'], ONCE, []]);
    expect(await postAgain(all.ports, KASIA, await id())).toBe('not-manager');
    for (const nothing of [crypto.randomUUID(), '', 'x', '{}'])
      expect(await postAgain(all.ports, JONAS, nothing)).toBe('gone');
    expect(await postAgain(all.ports, { ...JONAS }, await id())).toBe('planned');
    expect(await postAgain(all.ports, JONAS, await id())).toBe('as-it-was');
    await all.pass();
    expect(await postAgain(all.ports, JONAS, await id())).toBe('as-it-was');
    expect([await all.states(), await news(), await all.told()]).toEqual([['sent'], ['News'], ONCE]);
  });

  it('an answer to a change that was lost, or comes too late, does no harm: it is changed again', async () => {
    await all.plan();
    await all.pass();
    all.says({ text: 'News', blocks: [] });
    for (const fault of ['drop_reply', 'server_error', 'rate_limited'] as const)
      all.slack.inject({ do: fault, on: 'chat.update', times: 1 });
    await refresh();
    for (let at = 0; at < 4; at += 1) {
      await all.pass();
      await all.later();
    }
    await all.pass();
    expect([await all.states(), await news(), await all.told()]).toEqual([['sent'], ['News'], []]);
    expect(await all.db.selectFrom('posts').select('refresh_at').execute()).toEqual([{ refresh_at: null }]);
  });

  it('it goes wrong a second time: the managers are told a second time', async () => {
    await all.plan({ channel: OUT });
    await all.pass();
    await postAgain(all.ports, JONAS, await id());
    await all.pass();
    expect(await all.told()).toEqual([...ONCE, ...ONCE]);
  });

  it('“post again” goes where the program is told of by now', async () => {
    await all.plan({ channel: OUT });
    await all.pass();
    await all.db.updateTable('programs').set({ channel: IN }).where('id', '=', all.programId).execute();
    await postAgain(all.ports, JONAS, await id());
    await all.pass();
    await all.db.updateTable('programs').set({ channel: null }).execute();
    expect([await all.states(), await news()]).toEqual([['sent'], ['What there is']]);
  });

  it('the database is away when it is to be written down: that is tried until it is back', async () => {
    await all.plan();
    const { transaction } = all.db;
    const { post } = all.ports.poster;
    let waited = 0;
    all.ports.poster.post = async (...sent) => {
      all.ports.poster.post = post;
      const posted = await post(...sent);
      all.db.transaction = () => {
        throw Object.assign(new Error('Connection terminated'), { code: 'ECONNRESET' });
      };
      return posted;
    };
    all.ports.wait = async () => {
      waited += 1;
      if (waited === 3) all.db.transaction = transaction;
    };
    await all.pass();
    all.ports.wait = () => Promise.resolve();
    expect([waited, await all.states(), await news()]).toEqual([3, ['sent'], ['What there is']]);
  });

  it('the channel is archived, before it is posted or after', async () => {
    await all.plan();
    await all.pass();
    all.slack.archive(IN);
    all.says({ text: 'News', blocks: [] });
    await refresh();
    await all.plan({ occurrence: 'two' });
    await all.pass();
    expect([await all.states(), await all.told()]).toEqual([
      ['failed: archived', 'failed: archived'],
      [...ONCE, ...ONCE],
    ]);
  });
});

describe('whom a program’s news are for', () => {
  const notice = { occurrence: 'x', kind: 'posts.problem', about: {} };
  const tell = (programId = all.programId) =>
    inTransaction(all.db, (tx) =>
      tellManagers(tx, all.ports, { workspaceId: WORKSPACE, programId }, notice, new Date(NOON)),
    );

  it('its managers, each once', async () => {
    await tell();
    await tell();
    expect(await all.told()).toEqual(ONCE);
  });

  it('where it has none who is there, whoever changed it last', async () => {
    await all.db.updateTable('people').set({ is_gone: true }).where('id', '=', JONAS.personId).execute();
    await tell();
    expect(await all.told()).toEqual([]);
    await all.db
      .insertInto('audit_events')
      .values({
        workspace_id: WORKSPACE,
        actor: KASIA.personId,
        what: 'program.rhythm',
        about: JSON.stringify({ programId: all.programId }),
        at: new Date(NOON),
      })
      .execute();
    await tell();
    expect(await all.told()).toEqual([`${KASIA.personId} posts.problem`]);
    await all.db.updateTable('people').set({ is_gone: false }).execute();
  });
});
