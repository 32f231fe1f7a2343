import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KeptSession, SessionId } from '../../src/pairs/course.ts';
import { beginTrial } from '../../src/pairs/flow/begin.ts';
import { answerTrial, confirmAgreement } from '../../src/pairs/flow/pairs.ts';
import type { PairsPorts } from '../../src/pairs/flow/steps.ts';
import { type PairId, SIDES, type Terms } from '../../src/pairs/pair.ts';
import { writeSession } from '../../src/pairs/store/sessions.ts';
import { enrol } from '../../src/people/flow/facts.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { openProgram } from '../../src/programs/flow.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { type Member, textOf } from '../harness/member.ts';
import { testPorts } from '../harness/ports.ts';
import { MODES, PEOPLE, startTogether, type Together } from '../harness/together.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
/** In Warsaw, reads Polish. */
const COACH = PersonId.parse(PEOPLE.piotr);
/** In Chicago, reads English. */
const CLIENT = PersonId.parse(PEOPLE.darnell);
/** A Monday noon in Warsaw. */
const MONDAY = '2026-11-23T11:00:00Z';
const TERMS: Terms = {
  purpose: 'Not to be promoted <early>',
  rhythm: { form: 'plan', sessions: 6, minutes: 60, everyDays: 21 },
};

describe.each(MODES)('a pair that has begun, connected by %s', (mode) => {
  let all: Together;
  beforeAll(async () => {
    all = await startTogether(mode, { now: MONDAY });
  });
  afterAll(() => all.stop());

  const shutsAll = async (member: Member): Promise<void> => {
    for (const view of (await member.state()).views.toReversed()) await member.closes(view);
  };

  /** What an accepted offer, two answers and two confirmations do. */
  async function agreed(): Promise<PairId> {
    const plain = await testPorts(all.db, {
      now: MONDAY,
      factsOf: ({ personId }) =>
        personId === COACH
          ? { name: 'Piotr', locale: 'pl-PL', timeZone: 'Europe/Warsaw' }
          : { name: 'Darnell', locale: 'en-US', timeZone: 'America/Chicago' },
    });
    const ports: PairsPorts = {
      ...plain,
      trialEnded: () => Promise.resolve(),
      placeFreed: () => Promise.resolve(),
    };
    for (const personId of [COACH, CLIENT]) await enrol(ports, { workspaceId, personId });
    const now = ports.clock.now();
    const program = await openProgram(all.db, workspaceId, 'coaching');
    const requestId = ports.newId();
    await all.db
      .insertInto('requests')
      .values({
        workspace_id: workspaceId,
        id: requestId,
        program_id: program.id,
        learner_id: CLIENT,
        topics: [],
        ways: [],
        languages: ['en'],
        hopes: '',
        avoid: JSON.stringify({ ownDepartment: false, people: [] }),
        state: 'matched',
        created_at: now,
        due_at: null,
      })
      .execute();
    const id = await inTransaction(all.db, (tx) =>
      beginTrial(
        tx,
        ports,
        {
          workspaceId,
          requestId,
          programId: program.id,
          kind: 'coaching',
          guideId: COACH,
          learnerId: CLIENT,
          fit: { score: 60, reasons: [], gaps: [] },
        },
        now,
      ),
    );
    const as = { guide: COACH, learner: CLIENT };
    for (const side of SIDES)
      await answerTrial(ports, { workspaceId, personId: as[side] }, id, { talked: true, goesOn: true });
    // The coach's words make it another version, which the client confirms.
    for (const [at, side] of SIDES.entries())
      await confirmAgreement(ports, { workspaceId, personId: as[side] }, id, {
        terms: TERMS,
        termsVersion: 1 + at,
      });
    return id;
  }

  /** So many sessions that took place, one a day from the first of October on, with all that was written about them. */
  async function had(pairId: PairId, count: number): Promise<void> {
    const day = (at: number) => new Date(Date.UTC(2026, 9, 1 + at, 9));
    for (let at = 0; at < count; at += 1) {
      const session: KeptSession = {
        id: SessionId.parse(crypto.randomUUID()),
        number: at + 1,
        state: 'held',
        wall: day(at).toISOString().slice(0, 16),
        timeZone: 'Europe/Warsaw',
        startsAt: day(at),
        minutes: 60,
        bookedBy: 'learner',
        bookedAt: day(at),
        reports: {
          guide: { said: at === 1 ? 'not-held' : 'held', at: day(at) },
          learner: { said: 'held', at: day(at) },
        },
        settledAt: day(at),
        version: 1,
        progress: 4,
        learnerWords: { plan: { cue: `cue ${at + 1}`, action: 'breathe', obstacle: '' } },
        guideWords: { learning: 'I talked too much' },
        calendarKey: crypto.randomUUID(),
      };
      await inTransaction(all.db, (tx) => writeSession(tx, workspaceId, pairId, session));
    }
  }

  it('is nothing to somebody who has none: they are told so, and what they can do', async () => {
    const sofia = all.as('sofia');
    await sofia.types('/coach-or-mentor status');
    const none = await sofia.message('No coaching and no mentoring is under way');
    expect(textOf(none)).toContain('/coach-or-mentor match');
    const piotr = all.as('piotr');
    await piotr.types('/coach-or-mentor co dalej');
    await piotr.message('Nie masz teraz w toku');
  });

  it('is told in short, and opened with all that is to be known of it', async () => {
    await had(await agreed(), 12);
    const darnell = all.as('darnell');
    await darnell.types('/coach-or-mentor status');
    const status = await darnell.message('Only you see this answer');
    expect(status.text).toContain(`Your coach: <@${COACH}>`);
    await darnell.presses('pairs.open', status);
    const opened = textOf(await darnell.modal('What comes next'));
    expect(opened).toContain('Held so far: 12.');
    expect(opened).toContain('cue 12');
    expect(opened).toContain('4 of 10 after session 12');
    expect(opened).toContain(TERMS.purpose);
    expect(JSON.stringify(status)).not.toContain('promoted');
  });

  it('has a history, the newest page first, of which each reads what is theirs to read', async () => {
    const darnell = all.as('darnell');
    await darnell.presses('pairs.history', await darnell.modal('What comes next'));
    const newest = await darnell.modal('Session 12');
    expect(textOf(newest)).not.toContain('Session 2,');
    await darnell.presses('pairs.history.page', newest);
    const oldest = textOf(await darnell.modal('Session 1,'));
    expect(oldest).toContain('one of you said that it did not take place');
    expect(oldest).toContain('If cue 1, then breathe');
    expect(oldest).not.toContain('I talked too much');
    await shutsAll(darnell);

    const piotr = all.as('piotr');
    await piotr.opensHome();
    await piotr.presses('pairs.open', await piotr.home('W toku'));
    await piotr.presses('pairs.history', await piotr.modal('Co dalej'));
    expect(textOf(await piotr.modal('Sesja 12'))).toContain('I talked too much');
    await shutsAll(piotr);
  });

  it('is left from there, or a concern told', async () => {
    const darnell = all.as('darnell');
    await darnell.opensHome();
    await darnell.presses('pairs.open', await darnell.home('Under way'));
    const opened = await darnell.modal('What comes next');
    await darnell.presses('people.concern', opened);
    await darnell.closes(await darnell.modal('nothing has been sent'));
    await darnell.presses('pairs.leave', opened);
    await darnell.presses('people.concern', await darnell.modal('No reason is asked for'));
    await darnell.modal('nothing has been sent');
    await shutsAll(darnell);
    for (const word of ['promoted', 'breathe', 'talked too much']) expect(all.logged()).not.toContain(word);
  });

  it('has its next step beside what does it: a time both have, and what became of it', async () => {
    await all.db.deleteFrom('pairs').execute();
    await agreed();
    // What is to be told of it has been told, and no message is just being replaced.
    await all.passes({});
    const darnell = all.as('darnell');
    await darnell.opensHome();
    await darnell.presses('pairs.open', await darnell.home('You choose the time'));
    await darnell.chooses('T', 'pairs.book.at', await darnell.modal('What comes next'));
    await darnell.modal('The time is booked');
    await shutsAll(darnell);
    await darnell.home('Session 1:');
    await all.passes({ days: 20 });
    await darnell.opensHome();
    await darnell.presses('pairs.log', await darnell.home('Did it take place?'));
    await darnell.modal('Session 1');
  });
});
