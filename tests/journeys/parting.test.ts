import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chosen, type Filled, type Member, textOf } from '../harness/member.ts';
import { PIOTR_AND_DARNELL, trialPair } from '../harness/running.ts';
import { startTogether, type Together } from '../harness/together.ts';

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
    await trialPair(all, 'mentoring', PIOTR_AND_DARNELL);
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
    expect(textOf(await darnell.told('That is settled by now'))).not.toContain('Read the proposal');
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
    await darnell.modal('It goes on by itself on 21 December');
    await shutsAll(darnell);
    await all.passes({ days: 1 });
    const english = await darnell.told('is paused: no reminders come');
    const polish = await piotr.told('ma przerwę: nie przychodzą przypomnienia');
    expect(english.text).toContain('21 December');
    expect(polish.text).toContain('21 grudnia');
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
