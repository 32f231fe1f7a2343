import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { saveGoal } from '../../src/pairs/flow/goals.ts';
import { answerProposal, proposeTerms } from '../../src/pairs/flow/life.ts';
import { sayMet, writeMeeting } from '../../src/pairs/flow/meetings.ts';
import { leavePair } from '../../src/pairs/flow/pairs.ts';
import { lookBack } from '../../src/pairs/flow/reviews.ts';
import { bookSession, logSession } from '../../src/pairs/flow/sessions.ts';
import type { Side } from '../../src/pairs/pair.ts';
import { PersonId, type PersonKey, WorkspaceId } from '../../src/ports.ts';
import { type Member, textOf } from '../harness/member.ts';
import { runningPair } from '../harness/running.ts';
import { PEOPLE, startTogether, type Together } from '../harness/together.ts';

/** Words that stand nowhere else, by what they are: each is read in a modal by those it is for, and nowhere else. */
const SECRETS = {
  purpose: 'obelisk',
  theme: 'quagmire',
  goal: 'frobnitzel',
  measure: 'marzipan',
  cue: 'leviathan',
  action: 'kumquat',
  obstacle: 'xylophone',
  learning: 'zeppelin',
  takeaway: 'rhubarb',
  finalTakeaway: 'zażółcona',
  wish: 'gazebo',
  goodbye: 'palimpsest',
  concern: 'snorkel',
} as const;
const FOUND = new RegExp(Object.values(SECRETS).join('|'), 'i');

const MONDAY = '2026-11-23T08:30:00Z';
const DAY_MS = 24 * 3_600_000;
const key = (person: 'kasia' | 'darnell'): PersonKey => ({
  workspaceId: WorkspaceId.parse('T0LUMENARI'),
  personId: PersonId.parse(PEOPLE[person]),
});
const WHO: Record<Side, PersonKey> = { guide: key('kasia'), learner: key('darnell') };
const SOMEBODY = {
  guide: { is: 'kasia', name: 'Kasia Nowak', locale: 'en-GB', timeZone: 'Europe/Warsaw' },
  learner: { is: 'darnell', name: 'Darnell Okafor', locale: 'en-US', timeZone: 'Europe/London' },
} as const;

let all: Together;
let coaching: Awaited<ReturnType<typeof runningPair>>;
let mentoring: Awaited<ReturnType<typeof runningPair>>;
beforeAll(async () => {
  all = await startTogether('http', { now: MONDAY });
  coaching = await runningPair(all, 'coaching', SOMEBODY);
  mentoring = await runningPair(all, 'mentoring', SOMEBODY);
  await all.db
    .insertInto('contacts')
    .values({
      workspace_id: 'T0LUMENARI',
      kind: 'trust',
      people: [PEOPLE.jonas],
      note: '',
      updated_at: new Date(),
      updated_by: PEOPLE.jonas,
    })
    .execute();
  await all.passes({});
});
afterAll(() => all.stop());

const now = () => new Date(all.slack.clock().now);
const soon = (inDays: number) => new Date(now().getTime() + inDays * DAY_MS).toISOString();

async function shutsAll(member: Member): Promise<void> {
  for (const view of (await member.state()).views.toReversed()) await member.closes(view);
}

it('what people write is in no message, log line, row or button, whatever they live through', async () => {
  const { ports } = coaching;
  const coach = all.as('kasia');
  const client = all.as('darnell');
  const terms = {
    purpose: `about ${SECRETS.purpose}`,
    rhythm: { form: 'plan', sessions: 4, minutes: 60, everyDays: 7 },
  } as const;
  await proposeTerms(ports, WHO.learner, coaching.pairId, { terms, proposals: 0 });
  await all.passes({ days: 1 });
  await answerProposal(ports, WHO.guide, coaching.pairId, { agrees: true, version: 1 });
  await saveGoal(ports, WHO.learner, coaching.pairId, {
    theme: SECRETS.theme,
    goal: SECRETS.goal,
    measure: SECRETS.measure,
    startingPoint: 3,
    version: 0,
  });
  for (let session = 0; session < 2; session += 1) {
    const booked = await bookSession(ports, WHO.learner, coaching.pairId, { at: soon(2) });
    expect(booked.outcome).toBe('done');
    await all.passes({ days: 3 });
    const id = booked.outcome === 'done' ? booked.sessionId : '';
    const { cue, action, obstacle } = SECRETS;
    const words = { progress: 5, plan: { cue, action, obstacle }, learning: '' };
    await logSession(ports, WHO.learner, id, { outcome: 'held', ...words }, []);
    const learning = { progress: null, plan: null, learning: SECRETS.learning };
    await logSession(ports, WHO.guide, id, { outcome: 'held', ...learning }, []);
    const met = await sayMet(ports, WHO.learner, mentoring.pairId, null);
    if (met.outcome === 'done')
      await writeMeeting(ports, WHO.learner, met.sessionId, {
        day: null,
        takeaway: SECRETS.takeaway,
        wish: SECRETS.wish,
      });
    await all.passes({ days: 4 });
  }
  await lookBack(ports, WHO.learner, coaching.pairId, {
    of: 'final',
    round: 1,
    said: 'keep',
    useful: 5,
    takeaway: SECRETS.finalTakeaway,
  });
  await client.types('/coach-or-mentor contacts');
  await client.presses('people.concern', await client.message('Report a concern'));
  const form = await client.modal('Who should hear of it?');
  const who = form.blocks.find(({ block_id }) => block_id?.startsWith('people.concern.who'))?.block_id;
  await client.submits(form, {
    [who ?? '']: {
      chosen: {
        type: 'checkboxes',
        selected_options: [{ value: PEOPLE.jonas, text: { type: 'plain_text', text: PEOPLE.jonas } }],
      },
    },
    'people.concern.words': { typed: { type: 'plain_text_input', value: SECRETS.concern } },
  });
  await shutsAll(client);
  // Those it is for read it, in a modal.
  for (const [member, reads, not] of [
    [client, [SECRETS.goal, SECRETS.action], [SECRETS.learning]],
    [coach, [SECRETS.goal], [SECRETS.takeaway, SECRETS.finalTakeaway]],
  ] as const) {
    await member.opensHome();
    await member.presses('pairs.open', await member.home('Under way'));
    const hub = textOf(await member.modal('What comes next'));
    const state = JSON.stringify((await member.state()).views);
    for (const words of reads) expect(hub).toContain(words);
    for (const words of not) expect(state).not.toContain(words);
    await shutsAll(member);
  }
  // All of it is kept, or this would prove nothing.
  const { rows: kept } = await sql<{ row: string }>`
    select t::text as row from pairs t union all select t::text from sessions t
    union all select t::text from goals t union all select t::text from concerns t`.execute(all.db);
  const written = kept.map(({ row }) => row).join();
  for (const [what, words] of Object.entries(SECRETS))
    if (what !== 'goodbye') expect(written).toContain(words);
  for (const [side, pairId] of [
    ['guide', coaching.pairId],
    ['learner', mentoring.pairId],
  ] as const)
    await leavePair(ports, WHO[side], pairId, { goodbye: SECRETS.goodbye, handsOver: false });
  await all.passes({ days: 6 });

  const said = all.slack.journal.filter((entry) =>
    /chat\.(postMessage|update|postEphemeral)/.test(JSON.stringify(entry)),
  );
  expect(said.length).toBeGreaterThan(10);
  for (const entry of said) expect(JSON.stringify(entry)).not.toMatch(FOUND);
  expect(all.logged()).not.toMatch(FOUND);
  for (const table of ['deliveries', 'nudges', 'audit_events', 'pgboss.job']) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`.execute(
      all.db,
    );
    for (const { row } of rows) expect(row, table).not.toMatch(FOUND);
  }
  // What views carry: never words, which stand in their texts and fields alone.
  let carried = 0;
  for (const entry of all.slack.journal)
    walk(entry, (name, value) => {
      if (name !== 'private_metadata' && name !== 'action_id' && name !== 'block_id') return;
      carried += 1;
      expect(value).not.toMatch(FOUND);
    });
  expect(carried).toBeGreaterThan(50);
});

/** Every text in something, by the name it has there; what is JSON inside is opened too. */
function walk(value: unknown, see: (name: string, text: string) => void, name = ''): void {
  if (typeof value === 'string') {
    see(name, value);
    if (/^[[{]/.test(value) && name !== 'private_metadata')
      try {
        walk(JSON.parse(value), see, name);
      } catch {
        // Words that begin like JSON.
      }
  } else if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value)) walk(part, see, Array.isArray(value) ? name : key);
}
