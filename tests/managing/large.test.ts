import { performance } from 'node:perf_hooks';
import type { Receiver } from '@slack/bolt';
import type { KnownBlock, View } from '@slack/types';
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../src/app.ts';
import { createHomes, type Homes } from '../../src/home/slack.ts';
import { PROGRAM, UNMET, UNMET_PAGE } from '../../src/managing/views/actions.ts';
import { LISTS } from '../../src/matching/figures.ts';
import { COHORT_LIST, COHORT_ON, placeIn } from '../../src/matching/views/cohort.ts';
import { COHORT_OPEN } from '../../src/matching/views/cohort-home.ts';
import { NO_RATES } from '../../src/nudges/rates.ts';
import { createReaders } from '../../src/people/flow/readers.ts';
import { KINDS, type Kind, type PersonId } from '../../src/ports.ts';
import type { Feature, Message } from '../../src/slack/asking.ts';
import type { Database } from '../../src/storage/database.ts';
import { SUMMARY_POST } from '../../src/summaries/flow/summaries.ts';
import { REPORT } from '../../src/summaries/views/reporting.ts';
import { tell } from '../faults/delivering/slack.ts';
import { freshDatabase } from '../harness/database.ts';
import { testPorts } from '../harness/ports.ts';
import { fingers } from '../harness/pressing.ts';
import { referenceMs, slowness } from '../harness/slowness.ts';
import {
  ADMIN,
  draftLarge,
  fillProgram,
  type Large,
  largeWorkspace,
  MANAGER,
  NOW,
  WORKSPACE,
} from './large-program.ts';

const MOST_MS = 200;
const MOST_CHARACTERS = 12_000;
const MOST = { message: 50, view: 100 };

let database: Awaited<ReturnType<typeof freshDatabase>>;
let features: Feature[];
let press: ReturnType<typeof fingers>['press'];
let homes: Homes;
const client = new WebClient('xoxb-none');
let home: View | undefined;
type Which = Kind | 'cohort';
const programs: Partial<Record<Which, Large>> = {};
const of = (kind: Which): Large => {
  const found = programs[kind];
  if (!found) throw new Error(`no program for ${kind}`);
  return found;
};

beforeAll(async () => {
  database = await freshDatabase();
  const { db } = database;
  const from = performance.now();
  await largeWorkspace(db);
  for (const kind of KINDS) programs[kind] = await fillProgram(db, kind, 'one-by-one');
  programs.cohort = await fillProgram(db, 'mentoring', 'cohort');
  await draftLarge(db, of('cohort'));
  tell(`three programs of 5,000 people are there after ${(performance.now() - from).toFixed(0)} ms`);
  vi.spyOn(client.users, 'info').mockImplementation((async ({ user }: { user: string }) => ({
    ok: true,
    user: { id: user, team_id: WORKSPACE, locale: 'pl-PL', tz: 'Europe/Warsaw', is_admin: user === ADMIN },
  })) as never);
  vi.spyOn(client.views, 'publish').mockImplementation((async ({ view }: { view: View }) => {
    home = view;
    return { ok: true };
  }) as never);
  const ports = await testPorts(db, {
    now: NOW.toISOString(),
    factsOf: ({ personId }) => ({ locale: 'pl-PL', isAdmin: personId === ADMIN }),
  });
  features = await theFeatures(db);
  homes = createHomes(createReaders(ports), features, (error) => {
    throw error;
  });
  ({ press } = fingers(features));
}, 120_000);
afterAll(() => database.drop());

/** Those of the app as it is put together, on this database. */
async function theFeatures(db: Database): Promise<Feature[]> {
  const { log, clock, newId } = await testPorts(db, { now: NOW.toISOString() });
  const nowhere = {
    init: () => undefined,
    start: async () => undefined,
    stop: async () => undefined,
  } satisfies Receiver;
  const queue = {
    put: async () => undefined,
    take: async () => [],
    done: async () => undefined,
    failed: async () => undefined,
    takeGivenUp: async () => [],
    stop: async () => undefined,
  };
  return createApp({
    workspaceId: WORKSPACE,
    botToken: 'xoxb-none',
    receiver: nowhere,
    apiUrl: undefined,
    client,
    backgroundClient: client,
    newId,
    db,
    clock,
    log,
    defaultLanguage: 'en',
    queue,
    rates: NO_RATES,
    readsOwn: false,
    canSendFiles: true,
    publicUrl: () => 'https://coach.example.com',
  }).features;
}

/**
 * The median of five, in ms as on the machine at home; once more as often as it takes until the machine has nothing else
 * to do for a moment. The reference is measured in turn, so that what else the machine does strikes both alike.
 */
async function tookMs(what: string, act: () => Promise<unknown>): Promise<number> {
  await act();
  await referenceMs(database.db);
  let best = { took: Number.POSITIVE_INFINITY, slow: 1 };
  for (let tries = 0; tries < 6 && best.took >= MOST_MS; tries += 1) {
    const [times, reference]: [number[], number[]] = [[], []];
    for (let at = 0; at < 5; at += 1) {
      reference.push(await referenceMs(database.db));
      const from = performance.now();
      await act();
      times.push(performance.now() - from);
    }
    const slow = slowness(reference);
    const took = (times.toSorted((a, b) => a - b)[2] ?? Number.POSITIVE_INFINITY) / slow;
    if (took < best.took) best = { took, slow };
  }
  tell(
    `${what}: ${(best.took * best.slow).toFixed(0)} ms, on a machine ${best.slow.toFixed(1)} times as slow as at home`,
  );
  return best.took;
}

function fits(what: string, blocks: readonly unknown[] | undefined, most: number): void {
  const length = JSON.stringify(blocks).length;
  tell(`${what}: ${blocks?.length ?? 0} blocks, ${length} characters`);
  expect(blocks?.length, what).toBeGreaterThan(0);
  expect(blocks?.length, what).toBeLessThanOrEqual(most);
  expect(length, what).toBeLessThanOrEqual(MOST_CHARACTERS);
}

const who = (personId: PersonId) => ({ workspaceId: WORKSPACE, personId });

describe('in a program of 5,000 people', () => {
  it.each<[string, () => PersonId]>([
    ['its manager', () => MANAGER],
    ['an admin', () => ADMIN],
    ['a client with a pair', () => of('coaching').learner(7)],
    ['a mentee with a pair', () => of('mentoring').learner(7)],
    ['a mentee who waits', () => of('mentoring').learner(3_100)],
    ['a mentor', () => of('mentoring').guide(8)],
    ['a mentor who is asked', () => of('mentoring').guide(310)],
    ['somebody else', () => of('mentoring').learner(3_499)],
  ])('the Home of %s is there in 200 ms and fits', async (name, person) => {
    const took = await tookMs(`Home of ${name}`, () => homes.publish(client, who(person())));
    fits(`Home of ${name}`, home?.blocks, MOST.view);
    expect(took).toBeLessThan(MOST_MS);
  });

  it.each([...KINDS, 'cohort'] as const)(
    'the page of a program of %s is there in 200 ms and fits',
    async (kind) => {
      let blocks: KnownBlock[] | undefined;
      const took = await tookMs(`page of ${kind}`, async () => {
        ({ blocks } = (await press(who(MANAGER), PROGRAM, of(kind).id)).view as never);
      });
      fits(`page of ${kind}`, blocks, MOST.view);
      expect(took).toBeLessThan(MOST_MS);
    },
  );

  it.each(KINDS)(
    'all pairs of %s that have not met are there in 200 ms, and each page fits',
    async (kind) => {
      let blocks: KnownBlock[] | undefined;
      const show = (page: number) => async () => {
        const action = page === 0 ? UNMET : UNMET_PAGE;
        ({ blocks } = (await press(who(MANAGER), action, `${of(kind).id} ${page}`)).view as never);
      };
      for (const page of [0, 5, 9_999]) {
        const took = await tookMs(`page ${page} of those that have not met`, show(page));
        fits(`page ${page} of those that have not met`, blocks, MOST.view);
        expect(took).toBeLessThan(MOST_MS);
      }
      expect(JSON.stringify(blocks)).toContain('U');
    },
  );

  it('a draft of 3,250 pairs is there in 200 ms, and each page of each of its lists fits', async () => {
    const manager = who(MANAGER);
    const first = await press(manager, COHORT_OPEN, of('cohort').id);
    const took = await tookMs('the draft of a cohort', () => press(manager, COHORT_OPEN, of('cohort').id));
    expect(took).toBeLessThan(MOST_MS);
    for (const list of LISTS) {
      const { view } = await press(manager, COHORT_LIST, list, first.view?.private_metadata);
      const place = placeIn(view?.private_metadata ?? '');
      fits(`first page of ${list}`, view?.blocks, MOST.view);
      // Any page can be the longest; the middle and the last stand for all.
      for (const page of [200, 9_999]) {
        const there = await press(
          manager,
          COHORT_ON,
          undefined,
          JSON.stringify({ ...place, page: page - 1 }),
        );
        fits(`page ${page} of ${list}`, there.view?.blocks, MOST.view);
      }
    }
  });

  it.each(KINDS)('what is posted of a program of %s fits, and is made in 200 ms', async (kind) => {
    const renders = new Map(features.flatMap(({ posts = {} }) => Object.entries(posts)));
    const program = { workspaceId: WORKSPACE, programId: of(kind).id };
    for (const [name, about] of [
      [SUMMARY_POST, { summaryOf: of(kind).id, period: '2026-11-30' }],
      ['managing.announcement', { programId: of(kind).id }],
    ] as const)
      for (const isPlain of [false, true]) {
        let message: Message | undefined;
        const took = await tookMs(`${name} of ${kind}`, async () => {
          message = await renders.get(name)?.render(program, about, { isPosted: false, isPlain });
        });
        fits(`${name} of ${kind}`, message?.blocks, MOST.message);
        expect(took).toBeLessThan(MOST_MS);
      }
  });

  it('what can be passed on of it fits', async () => {
    const { view } = await press(who(MANAGER), REPORT, of('coaching').id);
    fits('report and export', view?.blocks, MOST.view);
  });
});
