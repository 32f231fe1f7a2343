import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KeptSession, SessionId } from '../../src/pairs/course.ts';
import type { PairId, Terms } from '../../src/pairs/pair.ts';
import { writeSession } from '../../src/pairs/store/sessions.ts';
import { WorkspaceId } from '../../src/ports.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { type Member, textOf } from '../harness/member.ts';
import { PIOTR_AND_DARNELL, runningPair } from '../harness/running.ts';
import { MODES, PEOPLE, startTogether, type Together } from '../harness/together.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
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

  const agreed = async (): Promise<PairId> =>
    (await runningPair(all, 'coaching', PIOTR_AND_DARNELL, TERMS)).pairId;

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
    const none = await sofia.message('You have no coaching or mentoring under way');
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
    expect(status.text).toContain(`Your coach: <@${PEOPLE.piotr}>`);
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

  it('stands on the Home above what one can ask for', async () => {
    const darnell = all.as('darnell');
    await darnell.opensHome();
    const home = textOf(await darnell.home('Under way'));
    expect(home).toContain('Your requests');
    expect(home.indexOf('Under way')).toBeLessThan(home.indexOf('Your requests'));
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
    await shutsAll(darnell);
  });

  it('stands on an open Home as it is, whatever the other did and whatever time has brought', async () => {
    await all.db.deleteFrom('pairs').execute();
    await agreed();
    await all.passes({});
    const [darnell, piotr] = [all.as('darnell'), all.as('piotr')];
    await Promise.all([darnell.opensHome(), piotr.opensHome()]);
    await piotr.home('Termin proponuje');
    await darnell.presses('pairs.open', await darnell.home('You choose the time'));
    await darnell.chooses('T', 'pairs.book.at', await darnell.modal('What comes next'));
    await piotr.home('Sesja 1:');
    await shutsAll(darnell);
    await all.passes({ days: 25 });
    await piotr.home('Czy się odbyła?');
  });
});
