import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PersonId } from '../../src/ports.ts';
import type { Program } from '../../src/programs/program.ts';
import { decideOnSummary, lookAtPreview } from '../../src/summaries/flow/summaries.ts';
import { Member, textOf } from '../harness/member.ts';
import { testPorts } from '../harness/ports.ts';
import { PEOPLE, startTogether, type Together } from '../harness/together.ts';
import { fill, NOW, WORKSPACE } from '../summaries/program.ts';

/** A public channel with Jonas and Kasia in it, and at first not the app. */
const CHANNEL = 'C0LEADERSH';

let all: Together;
let program: Program;
let [jonas, inChannel]: Member[] = [];
beforeAll(async () => {
  all = await startTogether('socket', { now: '2026-11-30T08:00:00Z' });
  program = await fill(all.db, 'mentoring', 1, 30);
  await sql`insert into people (workspace_id, id, locale, time_zone)
    values (${WORKSPACE}, ${PEOPLE.jonas}, 'en-GB', 'Europe/Berlin')`.execute(all.db);
  await sql`insert into program_members (workspace_id, program_id, person_id, role, added_at)
    values (${WORKSPACE}, ${program.id}, ${PEOPLE.jonas}, 'manager', ${NOW})`.execute(all.db);
  await set({ channel: CHANNEL, summaries: 'monthly' });
  jonas = all.as('jonas');
  inChannel = new Member(all.slack.url, PEOPLE.kasia, CHANNEL);
});
afterAll(() => all.stop());

const set = ({ channel, summaries }: { channel: string; summaries: string }) =>
  sql`update programs set channel = ${channel}, rules = rules || jsonb_build_object('summaries', ${summaries}::text)
    where id = ${program.id}`.execute(all.db);
const there = (): { jonas: Member; channel: Member } => {
  if (!jonas || !inChannel) throw new Error('nobody is there');
  return { jonas, channel: inChannel };
};
/** The summaries that stand in the channel, the oldest first. */
const posts = async () => {
  const { messages } = await there().channel.state();
  return (messages[CHANNEL] ?? []).filter(({ text }) => text.includes('how it is going'));
};
const updates = () =>
  all.slack.journal.filter((entry) => entry.type === 'call' && entry.method === 'chat.update').length;

it('a manager looks at the first one, lets it go out, and mends what the channel lacks', async () => {
  const { jonas: manager, channel } = there();
  await all.passes({ minutes: 1 });
  const asked = await manager.told('The first summary of the program');
  expect(await posts()).toEqual([]);
  await manager.presses('summaries.look', asked);
  const shown = await manager.modal('Mentors in a running pair: 21.');
  expect(textOf(shown)).toContain('Asked how useful it is, about 7 in 10 answers were 4 or 5 out of 5.');
  await manager.closes(shown);

  // It is first on the manager's Home too, until somebody decides; then what went wrong takes its place.
  await manager.opensHome();
  const home = await manager.home('the first summary for its channel is ready');
  expect(home.blocks[0]).toMatchObject({ text: { text: 'What needs you today' } });
  expect(textOf({ ...home, blocks: home.blocks.slice(1, 2) })).toContain('It goes out when you say so');
  await manager.presses('summaries.post', home);
  await manager.told('this app is not in that channel');
  await manager.told('goes out to');
  expect(await posts()).toEqual([]);
  const problem = await manager.home('this app is not in that channel');
  expect(problem.blocks[0]).toMatchObject({ text: { text: 'What needs you today' } });
  expect(textOf(problem)).not.toContain('the first summary for its channel is ready');
  await channel.types('/invite @coach_or_mentor');
  await manager.presses('posts.again', problem);
  await channel.message('Mentors in a running pair: 21.');
  await manager.told('it stands there now');
  await expect.poll(async () => JSON.stringify((await manager.state()).home)).not.toContain('What needs you');
  const [post, ...more] = await posts();
  expect(more).toEqual([]);
  expect(
    post?.blocks.map(({ type }) => String(type)).filter((type) => type === 'data_visualization'),
  ).toHaveLength(2);
});

it('it is kept up to date, once a day, and not touched where nothing has changed', async () => {
  const had = updates();
  const before = await posts();
  await all.passes({ hours: 8 });
  expect([await posts(), updates() - had]).toEqual([before, 0]);
});

it('a new month begins with a new one, and the old one stays', async () => {
  await all.passes({ hours: 18 });
  const two = await posts();
  expect(two.map(({ text }) => text.split('\n')[1])).toEqual([
    'November 2026. As it stood on 30 November 2026.',
    'December 2026. As it stood on 1 December 2026.',
  ]);
  await fill(all.db, 'mentoring', 33, 42);
  await all.passes({ days: 1 });
  const now = await posts();
  expect(now.map(({ ts }) => ts)).toEqual(two.map(({ ts }) => ts));
  expect(now[0]?.text).toBe(two[0]?.text);
  expect(now[1]?.text).toContain('Mentors in a running pair: 28.');
});

it('whoever does not manage the program cannot let it go out, whatever is sent', async () => {
  const member = all.as('kasia');
  await sql`update summaries set approved_at = null, posted = null, asked = '2026-12'`.execute(all.db);
  const ports = await testPorts(all.db, { now: '2026-12-02T12:00:00Z' });
  const who = {
    workspaceId: WORKSPACE,
    personId: PersonId.parse(member.id),
  };
  const about = { programId: program.id, period: '2026-12' };
  expect(await decideOnSummary(ports, who, about, true)).toBe('not-manager');
  expect(await lookAtPreview(ports, who, about)).toBe('not-manager');
  expect(await all.db.selectFrom('summaries').select('approved_at').execute()).toEqual([
    { approved_at: null },
  ]);
});

it('“not yet” asks again with the next one, and after none there is nothing to decide', async () => {
  const { jonas: manager } = there();
  await sql`update summaries set asked = null, put_off = null`.execute(all.db);
  await all.passes({ days: 1 });
  const asked = await manager.told('The first summary of the program');
  await manager.presses('summaries.notYet', asked);
  await manager.told('from 1 January 2027 on');
  const had = (await posts()).length;
  await all.passes({ days: 20 });
  expect(await posts()).toHaveLength(had);
  await all.passes({ days: 12 });
  const again = await manager.told('The first summary of the program');
  expect(again.ts).not.toBe(asked.ts);
  await set({ channel: CHANNEL, summaries: 'none' });
  await manager.presses('summaries.post', again);
  await manager.modal('There is nothing to decide on any more');
  expect(await posts()).toHaveLength(had);
});
