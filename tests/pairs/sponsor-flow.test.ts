import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { courseFor } from '../../src/pairs/flow/course.ts';
import { leavePair } from '../../src/pairs/flow/pairs.ts';
import {
  approveText,
  type DraftResult,
  draftFor,
  draftText,
  endSponsor,
  rewriteDraft,
} from '../../src/pairs/flow/sponsor.ts';
import { sponsorFor } from '../../src/pairs/flow/sponsor-standing.ts';
import { answerText, declineSponsor, sponsoredFor, toldOfSponsor } from '../../src/pairs/flow/sponsored.ts';
import type { PairId } from '../../src/pairs/pair.ts';
import { pairs } from '../../src/pairs/slack/feature.ts';
import { REVIEW_FORM } from '../../src/pairs/views/sessions/review.ts';
import { SPONSOR_WRITE } from '../../src/pairs/views/sponsor/actions.ts';
import { createReaders } from '../../src/people/flow/readers.ts';
import { PersonId, type PersonKey, WorkspaceId } from '../../src/ports.ts';
import { fingers } from '../harness/pressing.ts';
import { aWorld, MONDAY, WORKSPACE, type World } from './world.ts';

const IMANI = PersonId.parse('U0IMANIFRE');
const BOT = PersonId.parse('U0ROBOTROB');
const GONE = PersonId.parse('U0GONEGONE');
const imani: PersonKey = { workspaceId: WORKSPACE, personId: IMANI };
const WORDS = 'marzipan and quagmire';

let world: World;
let client: PersonKey;
let coach: PersonKey;
beforeAll(async () => {
  world = await aWorld();
  [client, coach] = [world.as('learner'), world.as('guide')];
  const plain = world.ports.facts;
  world.ports.facts = {
    factsOf: async (who) => ({
      ...(await plain.factsOf(who)),
      isMember: who.personId !== BOT,
      isGone: who.personId === GONE,
    }),
  };
});
afterAll(() => world.drop());
beforeEach(async () => {
  world.ports.moveTo(MONDAY);
  for (const table of ['pairs', 'nudges', 'deliveries'] as const)
    await world.ports.db.deleteFrom(table).execute();
});

const draft = (id: string, differs: { to?: string | null; toCoach?: boolean } = {}, who = client) =>
  draftText(world.ports, who, id, { to: IMANI, words: 'prepared', toCoach: true, ...differs });
const drafted = (result: DraftResult) => {
  if (result.outcome !== 'drafted') throw new Error(`not drafted: ${result.outcome}`);
  return result.draft;
};
/** Begins a text, writes it and approves it. */
async function tells(id: string, differs: { to?: string | null; toCoach?: boolean } = {}): Promise<string> {
  world.ports.moveTo(new Date(world.ports.clock.now().getTime() + 60_000));
  const { id: textId } = drafted(await draft(id, differs));
  await rewriteDraft(world.ports, client, textId, WORDS);
  expect(await approveText(world.ports, client, textId, 2)).toMatchObject({ outcome: 'told' });
  return textId;
}
const rows = () =>
  world.ports.db
    .selectFrom('deliveries')
    .select(['person_id', 'kind', 'class', 'about', 'refresh_at'])
    .where('kind', 'like', 'pairs.sponsor%')
    .orderBy('kind')
    .execute();
const told = async () => (await rows()).map(({ person_id, kind }) => `${person_id} ${kind}`);
const state = async (id: PairId) => (await sponsorFor(world.ports, client, id))?.sponsor?.state;
/** What the message would say now. */
async function says(to: PersonKey, kind: string, textId: string, isSent = false) {
  const { messages = {} } = pairs(world.ports, createReaders(world.ports));
  return (await messages[kind]?.render(to, { textId }, 'en', isSent))?.text;
}

describe('a client brings in a sponsor', () => {
  it('with a text that nobody else knows of before it is approved', async () => {
    const id = await world.run();
    const { id: textId } = drafted(await draft(id));
    expect(await told()).toEqual([]);
    expect(await sponsoredFor(world.ports, imani, textId)).toBeUndefined();
    expect(await draftFor(world.ports, coach, textId)).toBeUndefined();
    expect(await sponsorFor(world.ports, coach, id)).toBeUndefined();
    // Not even that they are to be asked is known of them.
    const known = await world.ports.db.selectFrom('people').select('id').where('id', '=', IMANI).execute();
    expect(known).toEqual([]);
  });

  it('and what was approved is exactly what was seen', async () => {
    const id = await world.run();
    const { id: textId } = drafted(await draft(id));
    await rewriteDraft(world.ports, client, textId, 'as it was seen');
    // Changed in another window since.
    await rewriteDraft(world.ports, client, textId, WORDS);
    expect(await approveText(world.ports, client, textId, 2)).toMatchObject({
      outcome: 'changed',
      draft: { words: WORDS, version: 3 },
    });
    expect(await told()).toEqual([]);
    expect(await approveText(world.ports, client, textId, 3)).toEqual({ outcome: 'told', pairId: id });
    expect(await sponsoredFor(world.ports, imani, textId)).toMatchObject({ words: WORDS, isFirst: true });
    expect(await told()).toEqual([`${IMANI} pairs.sponsor`, `${coach.personId} pairs.sponsor-shown`]);
    expect(await state(id)).toBe('proposed');
    // Told, it is changed no more.
    expect(await rewriteDraft(world.ports, client, textId, 'else')).toEqual({ outcome: 'not-yours' });
  });

  it('sent twice, at once or later, it is told once', async () => {
    const id = await world.run();
    const { id: textId } = drafted(await draft(id));
    const approve = () => approveText(world.ports, client, textId, 1);
    const outcomes = await Promise.all([approve(), approve()]);
    expect([...outcomes, await approve()].map(({ outcome }) => outcome)).toEqual(['told', 'told', 'told']);
    expect(await told()).toHaveLength(2);
    expect((await world.ports.db.selectFrom('sponsors').select('id').execute()).length).toBe(1);
  });

  it('in working hours, and no words are in what is planned', async () => {
    const id = await world.run();
    await tells(id);
    const planned = await rows();
    expect(planned.every((one) => one.class === 'notice')).toBe(true);
    expect(JSON.stringify(planned)).not.toMatch(/marzipan|quagmire/);
  });

  it.each([
    ['themselves', () => client.personId, 'self'],
    ['the coach', () => coach.personId, 'coach'],
    ['a bot', () => BOT, 'no-member'],
    ['somebody deactivated', () => GONE, 'not-available'],
  ])('not %s', async (_, who, problem) => {
    const id = await world.run();
    expect(await draft(id, { to: who() })).toEqual({ outcome: 'problem', problem });
  });

  it('is looked at again when it is approved', async () => {
    const id = await world.run();
    const { id: textId } = drafted(await draft(id));
    const { facts } = world.ports;
    world.ports.facts = { factsOf: async (who) => ({ ...(await facts.factsOf(who)), isGone: true }) };
    const result = await approveText(world.ports, client, textId, 1);
    world.ports.facts = facts;
    expect(result).toMatchObject({ outcome: 'problem', problem: 'not-available' });
    expect(await told()).toEqual([]);
  });

  it('nobody else can: not the coach, not a stranger, not in mentoring, not before it runs, not after leaving', async () => {
    const id = await world.run();
    expect(await draft(id, {}, coach)).toEqual({ outcome: 'not-yours' });
    expect(await draft(id, {}, world.stranger)).toEqual({ outcome: 'not-yours' });
    expect(await draft(await world.run('mentoring'))).toEqual({ outcome: 'not-yours' });
    expect(await draft(await world.begin())).toEqual({ outcome: 'not-now' });
    const { id: textId } = drafted(await draft(id));
    for (const who of [coach, world.stranger, imani]) {
      expect(await approveText(world.ports, who, textId, 1)).toEqual({ outcome: 'not-yours' });
      expect(await rewriteDraft(world.ports, who, textId, 'x')).toEqual({ outcome: 'not-yours' });
    }
    await leavePair(world.ports, client, id);
    expect(await draft(id)).toEqual({ outcome: 'not-now' });
    expect(await approveText(world.ports, client, textId, 1)).toMatchObject({ outcome: 'not-now' });
    expect(await told()).toEqual([]);
  });

  it('one at a time', async () => {
    const id = await world.run();
    await tells(id);
    expect(await draft(id, { to: world.stranger.personId })).toEqual({ outcome: 'not-now' });
  });
});

describe('the coach', () => {
  it('reads the same where the client shows it, and of what is not shown learns nothing', async () => {
    const id = await world.run();
    const first = await tells(id, { toCoach: false });
    expect(await sponsorFor(world.ports, coach, id)).toBeUndefined();
    expect((await courseFor(world.ports, coach, id))?.sponsor).toBeNull();
    expect(await told()).toEqual([`${IMANI} pairs.sponsor`]);
    expect(await toldOfSponsor(world.ports, coach, first)).toBeUndefined();
    await answerText(world.ports, imani, first, 'an answer');
    await tells(id, { to: null, toCoach: true });
    const shown = await sponsorFor(world.ports, coach, id);
    expect(shown?.sponsor?.texts).toHaveLength(1);
    expect(shown?.can).toBeNull();
    expect(JSON.stringify(shown)).not.toContain('an answer');
    expect((await courseFor(world.ports, coach, id))?.sponsor?.state).toBe('proposed');
  });
});

describe('the sponsor', () => {
  it('answers a text once, which the client alone reads; the first may be a plain yes', async () => {
    const id = await world.run();
    const textId = await tells(id);
    expect(await answerText(world.ports, imani, textId, '')).toEqual({ outcome: 'done' });
    expect(await state(id)).toBe('agreed');
    expect(await answerText(world.ports, imani, textId, 'once more')).toEqual({ outcome: 'not-now' });
    const second = await tells(id, { to: null });
    expect(await answerText(world.ports, imani, second, '')).toEqual({ outcome: 'missing' });
    expect(await answerText(world.ports, imani, second, 'Thursday then')).toEqual({ outcome: 'done' });
    const texts = (await sponsorFor(world.ports, client, id))?.sponsor?.texts;
    expect(texts?.map(({ answer }) => answer?.words)).toEqual(['', 'Thursday then']);
    expect(await says(client, 'pairs.sponsor-answered', textId)).toContain('says yes');
    expect(await says(client, 'pairs.sponsor-answered', second)).not.toContain('Thursday');
    expect(await says(coach, 'pairs.sponsor-answered', second)).not.toContain('Thursday');
  });

  it('would rather not, at any time; the client reads that they are not available, and asks them no more', async () => {
    const id = await world.run();
    const textId = await tells(id);
    await answerText(world.ports, imani, textId, 'yes');
    expect(await declineSponsor(world.ports, imani, textId)).toEqual({ outcome: 'done' });
    expect(await declineSponsor(world.ports, imani, textId)).toEqual({ outcome: 'done' });
    expect(await state(id)).toBe('declined');
    expect((await told()).filter((one) => one.includes('declined'))).toHaveLength(1);
    const said = await says(client, 'pairs.sponsor-declined', textId);
    expect(said).toContain('is not available');
    expect(said).not.toMatch(/declin|rather not|reject/i);
    expect(await sponsoredFor(world.ports, imani, textId)).toEqual({
      client: client.personId,
      state: 'declined',
    });
    expect(await draft(id, { to: null })).toEqual({ outcome: 'not-now' });
    expect(await draft(id)).toEqual({ outcome: 'problem', problem: 'not-available' });
    // Somebody else can be brought in.
    await tells(id, { to: world.stranger.personId });
    expect(await state(id)).toBe('proposed');
  });

  it('nobody else answers, declines or reads', async () => {
    const textId = await tells(await world.run());
    const elsewhere = { ...imani, workspaceId: WorkspaceId.parse('T0OTHERONE') };
    for (const who of [client, coach, world.stranger, elsewhere]) {
      expect(await sponsoredFor(world.ports, who, textId)).toBeUndefined();
      expect(await answerText(world.ports, who, textId, 'x')).toEqual({ outcome: 'not-yours' });
      expect(await declineSponsor(world.ports, who, textId)).toEqual({ outcome: 'not-yours' });
    }
    for (const no of ['', 'constructor', crypto.randomUUID()])
      expect(await answerText(world.ports, imani, no, 'x')).toEqual({ outcome: 'not-yours' });
  });
});

describe('the client ends it', () => {
  it('at any time: the message says so, nothing is read any more, and nothing more is said', async () => {
    const id = await world.run();
    const textId = await tells(id);
    await world.ports.db.updateTable('deliveries').set({ state: 'sent', refresh_at: null }).execute();
    expect(await endSponsor(world.ports, coach, id)).toEqual({ outcome: 'not-yours' });
    expect(await endSponsor(world.ports, client, id)).toEqual({ outcome: 'done' });
    expect(await endSponsor(world.ports, client, id)).toEqual({ outcome: 'done' });
    const standing = (await rows()).filter(({ person_id }) => person_id === IMANI);
    expect(standing.map(({ refresh_at }) => refresh_at !== null)).toEqual([true]);
    expect(await says(imani, 'pairs.sponsor', textId, true)).toContain('That is over');
    expect(await sponsoredFor(world.ports, imani, textId)).toEqual({
      client: client.personId,
      state: 'ended',
    });
    expect(await answerText(world.ports, imani, textId, 'late')).toEqual({ outcome: 'not-now' });
    expect(await declineSponsor(world.ports, imani, textId)).toEqual({ outcome: 'not-now' });
    expect(await draft(id, { to: null })).toEqual({ outcome: 'not-now' });
    expect(await told()).toHaveLength(2);
  });

  it('before the message went out, it never does', async () => {
    const id = await world.run();
    const textId = await tells(id);
    await endSponsor(world.ports, client, id);
    expect(await says(imani, 'pairs.sponsor', textId)).toBeUndefined();
    expect(await says(coach, 'pairs.sponsor-shown', textId)).toBeUndefined();
  });
});

describe('looking back', () => {
  const looksBack = async (who: PersonKey, id: PairId, of: 'half-time' | 'final', said: string) => {
    const hand = fingers([pairs(world.ports, createReaders(world.ports))]);
    const values = { 'pairs.review.said': { chosen: { selected_option: { value: said } } } };
    const came = await hand.send(who, REVIEW_FORM, JSON.stringify({ pairId: id, of, round: 1 }), values);
    return JSON.stringify(came.view).includes(SPONSOR_WRITE);
  };

  it.each([
    ['half-time', 'keep'],
    ['half-time', 'change'],
    ['half-time', 'close'],
    ['final', 'change'],
    ['final', 'close'],
  ] as const)('at the %s, saying “%s”, it is offered to write to the sponsor', async (of, said) => {
    const id = await world.run();
    expect(await looksBack(client, id, of, said)).toBe(false);
    const other = await world.run();
    await tells(other);
    expect(await looksBack(client, other, of, said)).toBe(true);
    expect(await looksBack(coach, other, of, said)).toBe(false);
  });
});

describe('with the pair', () => {
  it('it goes on during a pause and while the client is leaving; over, nothing more is written', async () => {
    const id = await world.run();
    const textId = await tells(id);
    await leavePair(world.ports, client, id);
    await tells(id, { to: null });
    await world.ports.db.updateTable('pairs').set({ state: 'ended', state_data: ENDED }).execute();
    expect(await draft(id, { to: null })).toEqual({ outcome: 'not-now' });
    // What was told stays told, to be read and answered, and can still be ended.
    expect(await answerText(world.ports, imani, textId, 'All the best')).toEqual({ outcome: 'done' });
    expect((await sponsorFor(world.ports, client, id))?.can).toBeNull();
    expect(await endSponsor(world.ports, client, id)).toEqual({ outcome: 'done' });
  });

  it('over before a first message went out, it never does', async () => {
    const textId = await tells(await world.run());
    await world.ports.db.updateTable('pairs').set({ state: 'ended', state_data: ENDED }).execute();
    expect(await says(imani, 'pairs.sponsor', textId)).toBeUndefined();
  });

  it('all of it is gone', async () => {
    const id = await world.run();
    const textId = await tells(id);
    await draft(id, { to: null });
    await world.ports.db.deleteFrom('pairs').where('id', '=', id).execute();
    expect(await sponsoredFor(world.ports, imani, textId)).toBeUndefined();
    expect(await says(imani, 'pairs.sponsor', textId, true)).toBeUndefined();
    const { rows: left } = await sql`
      select id from sponsors union all select id from sponsor_texts`.execute(world.ports.db);
    expect(left).toEqual([]);
  });
});

const ENDED = JSON.stringify({
  at: MONDAY,
  from: 'running',
  why: 'completed',
  goodbyes: [],
  handsOver: false,
});
