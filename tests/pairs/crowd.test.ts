import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { saveGoal } from '../../src/pairs/flow/goals.ts';
import {
  answerProposal,
  pausePair,
  proposeTerms,
  resumePair,
  snoozePair,
} from '../../src/pairs/flow/life.ts';
import { sayMet, sayNotNow } from '../../src/pairs/flow/meetings.ts';
import { leavePair } from '../../src/pairs/flow/pairs.ts';
import { answerPulse } from '../../src/pairs/flow/pulses.ts';
import { lookBack } from '../../src/pairs/flow/reviews.ts';
import { bookSession, cancelSession, logSession, moveSession } from '../../src/pairs/flow/sessions.ts';
import { approveText, draftText, endSponsor } from '../../src/pairs/flow/sponsor.ts';
import { answerText, declineSponsor } from '../../src/pairs/flow/sponsored.ts';
import { SIDES, type Side } from '../../src/pairs/pair.ts';
import { addDaysOff, comeBack, pause } from '../../src/people/flow/settings.ts';
import { times } from '../harness/runs.ts';
import { aCrowd, type Crowd, type One } from './crowd.ts';

/** A few with every run; the long tests find a ring that is easily made, and much longer runs found those that tests/nudges/rings.test.ts holds. */
const ACTS = times(80, 6_000);
let crowd: Crowd;
beforeAll(async () => {
  crowd = await aCrowd(['AAAAAA', 'BBBBBB', 'CCCCCC', 'DDDDDD']);
});
afterAll(() => crowd.drop());

describe('people and workers at once', () => {
  it('nobody waits in a ring', { timeout: 200_000 }, async () => {
    const { ports, db } = crowd;
    const errors = new Map<string, number>();
    let [acts, passes] = [0, 0];
    const note = (where: string, error: unknown): void => {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      errors.set(`${where} ${code}`, (errors.get(`${where} ${code}`) ?? 0) + 1);
    };
    const dice = (n: number): number => Math.floor(Math.random() * n);
    const pick = <T>(from: readonly T[]): T => {
      const one = from[dice(from.length)];
      if (one === undefined) throw new Error('nothing to pick');
      return one;
    };
    const session = async ({ id }: One): Promise<string> =>
      (
        await db
          .selectFrom('sessions')
          .select('id')
          .where('pair_id', '=', id)
          .orderBy('starts_at', 'desc')
          .limit(1)
          .executeTakeFirst()
      )?.id ?? '';
    const soon = (): string =>
      new Date(ports.clock.now().getTime() + (1 + dice(400)) * 1_800_000).toISOString();
    const acting = async (): Promise<void> => {
      while (acts < ACTS) {
        acts += 1;
        const one = pick(crowd.pairs);
        const who = one.as[pick(SIDES)];
        const deeds: Record<string, () => Promise<unknown>> = {
          book: () => bookSession(ports, who, one.id, { at: soon() }),
          move: async () => moveSession(ports, who, await session(one), { at: soon() }, 1),
          cancel: async () => cancelSession(ports, who, await session(one)),
          log: async () =>
            logSession(
              ports,
              who,
              await session(one),
              { outcome: 'held', progress: 5, plan: null, learning: 'x' },
              [],
            ),
          met: () => sayMet(ports, who, one.id, null),
          notNow: () => sayNotNow(ports, who, one.id),
          pulse: () => answerPulse(ports, who, one.id, 1, { useful: 3, safe: 3, rhythm: null }),
          goal: () =>
            saveGoal(ports, who, one.id, {
              theme: 'x',
              goal: String(dice(9)),
              measure: '',
              startingPoint: 1,
              version: 0,
            }),
          pause: () => pausePair(ports, who, one.id, null),
          resume: () => resumePair(ports, who, one.id),
          snooze: () => snoozePair(ports, who, one.id, 'tomorrow'),
          propose: () =>
            proposeTerms(ports, who, one.id, {
              terms: {
                purpose: String(dice(9)),
                rhythm:
                  one.kind === 'coaching'
                    ? { form: 'plan', sessions: 8, minutes: 60, everyDays: 14 }
                    : { form: 'every', everyDays: 14 },
              },
              proposals: dice(3),
            }),
          agree: () => answerProposal(ports, who, one.id, { agrees: true, version: 1 + dice(3) }),
          review: () =>
            lookBack(ports, who, one.id, {
              of: one.kind === 'coaching' ? 'half-time' : 'renewal',
              round: 1,
              said: pick(['keep', 'change'] as const),
              useful: 4,
              takeaway: null,
            }),
          sponsor: async () => {
            const to = pick(crowd.people).personId;
            const begun = await draftText(ports, one.as.learner, one.id, { to, words: 'x', toCoach: true });
            if (begun.outcome === 'drafted') await approveText(ports, one.as.learner, begun.draft.id, 1);
          },
          sponsored: async () => {
            const { rows } = await sql<{ id: string; person_id: string }>`
              select id, person_id from sponsor_texts where sponsor_id is not null
              order by random() limit 1`.execute(db);
            const to = crowd.people.find(({ personId }) => personId === rows[0]?.person_id);
            if (!rows[0] || !to) return;
            await (dice(3) === 0
              ? declineSponsor(ports, to, rows[0].id)
              : answerText(ports, to, rows[0].id, 'x'));
          },
          endSponsor: () => endSponsor(ports, one.as.learner, one.id),
          daysOff: () => addDaysOff(ports, who, { from: `2027-0${1 + dice(9)}-1${dice(9)}`, to: null }),
          away: () => pause(ports, who, null),
          back: () => comeBack(ports, who),
          ...(dice(60) === 0 && {
            leave: () => leavePair(ports, who, one.id, { goodbye: 'x', handsOver: dice(2) === 0 }),
          }),
        };
        const [name, deed] = pick(Object.entries(deeds));
        await deed().catch((error: unknown) => note(name, error));
      }
    };
    const working = async (): Promise<void> => {
      const worker = await crowd.worker();
      while (acts < ACTS) {
        await worker.pass().catch((error: unknown) => note('worker', error));
        passes += 1;
        ports.moveTo(new Date(ports.clock.now().getTime() + 3_600_000));
      }
    };
    await Promise.all([working(), working(), ...Array.from({ length: 6 }, acting)]);
    process.stdout.write(`crowd: ${acts} acts, ${passes} passes, ${crowd.posted.length} messages\n`);
    expect(Object.fromEntries(errors)).toEqual({});
  });
});

describe('both sides at once', () => {
  const both = async (kind: One['kind'], ...deeds: ((one: One) => Promise<{ outcome: string }>)[]) => {
    const one = await crowd.another(kind);
    const came = await Promise.all(deeds.map((deed) => deed(one)));
    return { one, outcomes: came.map(({ outcome }) => outcome) };
  };
  const at = (side: Side, wall: string) => (one: One) =>
    bookSession(crowd.ports, one.as[side], one.id, { at: wall });
  const [TEN, NOON] = ['2027-06-01T10:00:00.000Z', '2027-06-01T12:00:00.000Z'];
  const sessions = ({ id }: One) =>
    crowd.db.selectFrom('sessions').selectAll().where('pair_id', '=', id).execute();
  const state = async ({ id }: One) => {
    const row = await crowd.db
      .selectFrom('pairs')
      .select('state_data')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return z.looseObject({}).parse(row.state_data);
  };
  const told = async ({ id }: One) =>
    (
      await crowd.db
        .selectFrom('deliveries')
        .select('kind')
        .where(sql<boolean>`about ->> 'pairId' = ${id}`)
        .orderBy('kind')
        .execute()
    ).map(({ kind }) => kind);
  beforeAll(() => crowd.ports.moveTo('2027-05-31T10:00:00Z'));

  it('book different times: one holds, one is told of it', async () => {
    const { one, outcomes } = await both('coaching', at('guide', TEN), at('learner', NOON));
    expect(outcomes.toSorted()).toEqual(['done', 'problem']);
    expect(await sessions(one)).toHaveLength(1);
    expect((await told(one)).filter((kind) => kind === 'pairs.booked')).toHaveLength(1);
  });

  it('book the same time: it is one session', async () => {
    const { one, outcomes } = await both('coaching', at('guide', TEN), at('learner', TEN));
    expect(outcomes).toEqual(['done', 'done']);
    expect(await sessions(one)).toHaveLength(1);
  });

  it('move and take back, move and log: one of the two holds', async () => {
    for (const other of ['cancel', 'log'] as const) {
      crowd.ports.moveTo('2027-05-31T10:00:00Z');
      const one = await crowd.another('coaching');
      const booked = await at('guide', TEN)(one);
      const id = booked.outcome === 'done' ? booked.sessionId : '';
      if (other === 'log') crowd.ports.moveTo('2027-06-01T11:00:00Z');
      const came = await Promise.all([
        moveSession(crowd.ports, one.as.guide, id, { at: '2027-06-02T12:00:00.000Z' }, 1),
        other === 'cancel'
          ? cancelSession(crowd.ports, one.as.learner, id)
          : logSession(
              crowd.ports,
              one.as.learner,
              id,
              { outcome: 'held', progress: null, plan: null, learning: '' },
              [],
            ),
      ]);
      const [row] = await sessions(one);
      const moved = came[0].outcome === 'done';
      expect(moved ? ['booked', 'cancelled'] : ['held', 'cancelled']).toContain(row?.state);
      // Taken back after it was moved it is gone; logged after it was moved it is to come.
      expect(came.map(({ outcome }) => outcome)).toContain('done');
      expect(row?.version).toBeLessThanOrEqual(3);
    }
    crowd.ports.moveTo('2027-05-31T10:00:00Z');
  });

  it('one agrees while the other withdraws: it holds, or it is gone, and is answered once at most', async () => {
    const terms = { purpose: 'x', rhythm: { form: 'every', everyDays: 14 } } as const;
    for (let round = 0; round < 5; round += 1) {
      const one = await crowd.another('mentoring');
      await proposeTerms(crowd.ports, one.as.guide, one.id, { terms, proposals: 0 });
      const [agreed] = await Promise.all([
        answerProposal(crowd.ports, one.as.learner, one.id, { agrees: true, version: 1 }),
        proposeTerms(crowd.ports, one.as.guide, one.id, { terms: null, proposals: 1 }),
      ]);
      const now = await state(one);
      expect(now).toMatchObject({ proposal: null });
      const holds = agreed.outcome === 'done';
      expect(JSON.stringify(now).includes('"everyDays":14')).toBe(holds);
      expect((await told(one)).filter((kind) => kind === 'pairs.proposal-answered')).toHaveLength(
        holds ? 1 : 0,
      );
    }
  });

  it('both leave, one with words; one leaves while the other closes it: one end, in the same words', async () => {
    const { one } = await both(
      'mentoring',
      ({ id, as }) => leavePair(crowd.ports, as.guide, id, { goodbye: 'Thank you', handsOver: false }),
      ({ id, as }) =>
        lookBack(crowd.ports, as.learner, id, {
          of: 'renewal',
          round: 1,
          said: 'close',
          useful: null,
          takeaway: null,
        }),
    );
    const { closing } = z
      .looseObject({ closing: z.looseObject({ by: z.array(z.string()) }) })
      .parse(await state(one));
    expect(closing.by.toSorted()).toEqual(['guide', 'learner']);
    expect(JSON.stringify(closing)).toContain('Thank you');
    expect(await told(one)).not.toContain('pairs.ended');
  });

  it('one pauses while the other takes it up: both are told what came of it, each once', async () => {
    const { one, outcomes } = await both(
      'mentoring',
      ({ id, as }) => pausePair(crowd.ports, as.guide, id, null),
      ({ id, as }) => resumePair(crowd.ports, as.learner, id),
      ({ id, as }) => pausePair(crowd.ports, as.learner, id, null),
    );
    expect(outcomes).toEqual(['done', 'done', 'done']);
    const kinds = await told(one);
    const [pauses, resumes] = ['pairs.paused', 'pairs.resumed'].map(
      (kind) => kinds.filter((each) => each === kind).length,
    );
    // Two pauses at the same moment by the clock are one message; a pause is told to both, its end to the other.
    expect(pauses).toBe(2);
    expect(resumes).toBeLessThanOrEqual(1);
  });

  it('a pulse sent twice is one answer, the last one', async () => {
    crowd.ports.moveTo('2027-07-31T10:00:00Z');
    const one = await crowd.another('mentoring');
    crowd.ports.moveTo('2027-09-15T10:00:00Z');
    const pulse = { useful: 3, safe: 3, rhythm: null };
    const send = () => answerPulse(crowd.ports, one.as.learner, one.id, 1, pulse);
    expect(await Promise.all([send(), send(), send()])).toEqual([1, 2, 3].map(() => ({ outcome: 'done' })));
    const rows = await crowd.db.selectFrom('pulses').select('once').where('pair_id', '=', one.id).execute();
    expect(rows).toHaveLength(1);
    crowd.ports.moveTo('2027-05-31T10:00:00Z');
  });

  it('a session is booked while the planner takes the nudge about booking: nobody is asked for a time they have', async () => {
    for (let round = 0; round < 3; round += 1) {
      crowd.ports.moveTo('2027-05-31T10:00:00Z');
      const one = await crowd.another('coaching');
      const worker = await crowd.worker();
      crowd.ports.moveTo('2027-06-01T09:30:00Z');
      const [booked] = await Promise.all([at('learner', '2027-06-03T10:00:00.000Z')(one), worker.pass()]);
      expect(booked.outcome).toBe('done');
      while ((await worker.pass()) > 0);
      const nudges = await crowd.db
        .selectFrom('nudges')
        .select(['kind', 'state'])
        .where('subject_id', '=', one.id)
        .where('kind', '=', 'pairs.book')
        .where('state', 'in', ['planned', 'queued'])
        .where('due_at', '<=', crowd.ports.clock.now())
        .execute();
      expect(nudges).toEqual([]);
      const stale = await crowd.db
        .selectFrom('deliveries')
        .select('id')
        .where('refresh_at', 'is not', null)
        .where('state', '=', 'sent')
        .where('person_id', '=', one.as.learner.personId)
        .execute();
      expect(stale).toEqual([]);
    }
  });
});
