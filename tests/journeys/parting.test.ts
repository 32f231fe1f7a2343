import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginTrial } from '../../src/pairs/flow/begin.ts';
import { enrol } from '../../src/people/flow/facts.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { openProgram } from '../../src/programs/flow.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { chosen, type Filled, type Member, textOf } from '../harness/member.ts';
import { testPorts } from '../harness/ports.ts';
import { PEOPLE, startTogether, type Together } from '../harness/together.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
/** In Warsaw, reads Polish. */
const GUIDE = PersonId.parse(PEOPLE.piotr);
/** In Chicago, reads English. */
const LEARNER = PersonId.parse(PEOPLE.darnell);
/** Ten past four in Warsaw, ten past nine in Chicago: both are at work, as on every later day of the story. */
const TUESDAY = '2026-11-24T15:10:00Z';
const WORDS = 'Thank you for <listening> & all the best';

const yes: Filled = Object.fromEntries(
  ['pairs.talked', 'pairs.distance', 'pairs.goes-on'].map((block) => [block, { answer: chosen('yes') }]),
);
const picked = (value: string) => ({
  type: 'static_select' as const,
  selected_option: { value, text: { type: 'plain_text' as const, text: value } },
});

describe('a pair that runs', () => {
  let all: Together;
  let [darnell, piotr]: Member[] = [];
  beforeAll(async () => {
    all = await startTogether('socket', { now: TUESDAY });
    [darnell, piotr] = [all.as('darnell'), all.as('piotr')];
    const ports = await testPorts(all.db, {
      factsOf: ({ personId }) =>
        personId === GUIDE
          ? { name: 'Piotr', locale: 'pl-PL', timeZone: 'Europe/Warsaw' }
          : { name: 'Darnell', locale: 'en-US', timeZone: 'America/Chicago' },
    });
    for (const personId of [GUIDE, LEARNER]) await enrol(ports, { workspaceId, personId });
    const program = await openProgram(all.db, workspaceId, 'mentoring');
    const now = new Date(all.slack.clock().now);
    const requestId = ports.newId();
    await all.db
      .insertInto('requests')
      .values({
        workspace_id: workspaceId,
        id: requestId,
        program_id: program.id,
        learner_id: LEARNER,
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
    const together = { workspaceId, requestId, programId: program.id, kind: 'mentoring' as const };
    const fit = { score: 60, reasons: [], gaps: [] };
    await inTransaction(all.db, (tx) =>
      beginTrial(tx, ports, { ...together, guideId: GUIDE, learnerId: LEARNER, fit }, now),
    );
    await all.passes({});
  });
  afterAll(() => all.stop());

  const who = () => {
    if (!darnell || !piotr) throw new Error('not started');
    return { darnell, piotr };
  };
  const shutsAll = async (member: Member): Promise<void> => {
    for (const view of (await member.state()).views.toReversed()) await member.closes(view);
  };

  it('begins', async () => {
    const { darnell, piotr } = who();
    for (const [member, said, form, next] of [
      [darnell, 'A trial of mentoring begins', 'Has the first conversation', 'answered; thank you'],
      [piotr, 'Zaczyna się okres próbny', 'Czy pierwsza rozmowa', 'Obie strony chcą iść dalej'],
    ] as const) {
      await member.presses('pairs.open', await member.told(said));
      await member.submits(await member.modal(form), yes);
      await member.modal(next);
      await shutsAll(member);
    }
    await all.passes({});
    for (const [member, said, form] of [
      [darnell, 'You both want to go on', 'Who does what.'],
      [piotr, 'Obie strony chcą iść dalej', 'Kto co robi.'],
    ] as const) {
      await member.presses('pairs.open', await member.told(said));
      await member.submits(await member.modal(form), { 'pairs.every.1': { answer: picked('as-needed') } });
      await shutsAll(member);
    }
    await all.passes({});
    await darnell.told('It is agreed: the mentoring with');
  });

  it('gets another rhythm when both want it', async () => {
    const { darnell, piotr } = who();
    await piotr.presses('pairs.open', await piotr.told('Ustalone: zaczyna się Wasz mentoring'));
    await piotr.presses('pairs.change', await piotr.modal('Mentoring'));
    await piotr.submits(await piotr.modal('To propozycja: '), {
      'pairs.every.0': { answer: picked('14') },
    });
    await piotr.modal('może już przeczytać Twoją propozycję');
    await shutsAll(piotr);
    await all.passes({ days: 1 });
    const proposal = await darnell.told('proposes a change to what you have agreed');
    expect(proposal.text).toContain('Rhythm: every 2 weeks (today: whenever it is needed)');
    await darnell.presses('pairs.proposal', proposal);
    await darnell.submits(await darnell.modal('What do you say?'), {
      'pairs.proposal.answer.1': { answer: chosen('agrees') },
    });
    expect(textOf(await darnell.modal('What comes next'))).toMatch(
      /holds from now on.*Rhythm: every 2 weeks/s,
    );
    await shutsAll(darnell);
    await all.passes({});
    await piotr.told('Twoja propozycja obowiązuje od teraz');
    expect(textOf(await darnell.told('which is not open any more'))).not.toContain('Read the proposal');
  });

  it('rests until a day, and is taken up again with one tap before', async () => {
    const { darnell, piotr } = who();
    await darnell.opensHome();
    await darnell.presses('pairs.open', await darnell.home('Under way'));
    await darnell.presses('pairs.pause', await darnell.modal('Mentoring'));
    const form = await darnell.modal('No reason is asked for, and none is given');
    expect(
      await darnell.submits(form, {
        'pairs.until': { answer: { type: 'datepicker', selected_date: '2026-11-20' } },
      }),
    ).toMatchObject({ outcome: 'errors', errors: { 'pairs.until': 'Please choose a day after today.' } });
    await darnell.submits(form, {
      'pairs.until': { answer: { type: 'datepicker', selected_date: '2026-12-21' } },
    });
    await darnell.modal('It goes on by itself on 21 December 2026');
    await shutsAll(darnell);
    await all.passes({ days: 1 });
    const english = await darnell.told('is paused: no reminders come');
    const polish = await piotr.told('ma przerwę: nie przychodzą przypomnienia');
    expect(english.text).toContain('21 December 2026');
    expect(polish.text).toContain('21 grudnia 2026');
    await piotr.presses('pairs.resume', polish);
    await piotr.modal('Co dalej');
    await shutsAll(piotr);
    await all.passes({ days: 1 });
    await darnell.told('goes on after a pause');
    expect(textOf(await darnell.told('was paused'))).not.toContain('Take it up again');
  });

  it('ends without a word of who ended it; a goodbye is read in a modal, and the request goes on', async () => {
    const { darnell, piotr } = who();
    await piotr.opensHome();
    await piotr.presses('pairs.open', await piotr.home('W toku'));
    await piotr.presses('pairs.leave', await piotr.modal('Mentoring'));
    const before = await darnell.allTold();
    await piotr.submits(await piotr.modal('O powód nikt nie pyta'), {
      'pairs.hands-over': {
        answer: {
          type: 'checkboxes',
          selected_options: [{ value: 'yes', text: { type: 'plain_text', text: 'yes' } }],
        },
      },
      'pairs.goodbye': { answer: { type: 'plain_text_input', value: WORDS } },
    });
    await piotr.modal('zgodnie z Twoją decyzją');
    await shutsAll(piotr);
    await all.passes({});
    expect(await darnell.allTold()).toEqual(before);
    const states = async () =>
      (await all.db.selectFrom('requests').select('state').execute()).map(({ state }) => state);
    expect(await states()).toEqual(['matched']);

    await all.passes({ days: 6 });
    const end = await darnell.told('The mentoring with');
    expect(end.text).toContain('has ended. Your request is still open');
    await piotr.told('to miejsce jest znowu wolne');
    expect(await states()).not.toEqual(['matched']);
    await darnell.presses('pairs.goodbye', end);
    const goodbye = await darnell.modal('has left these words for you');
    expect(textOf(goodbye)).toContain(WORDS);
    await shutsAll(darnell);
    const said = JSON.stringify([await darnell.allTold(), await piotr.allTold()]);
    expect(said).not.toContain('listening');
    expect(all.logged()).not.toContain('listening');
  });
});
