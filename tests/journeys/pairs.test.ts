import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Kind } from '../../src/ports.ts';
import { chosen, type Filled, type Member, textOf } from '../harness/member.ts';
import { PIOTR_AND_DARNELL, trialPair } from '../harness/running.ts';
import { MODES, PEOPLE, startTogether, type Together } from '../harness/together.ts';

const SATURDAY = '2026-11-21T12:00:00Z';
const PURPOSE = 'Not to be promoted too <early> & alone';

/** The form after the first conversation. */
function answers(talked: string, distance?: string, goesOn?: string): Filled {
  return {
    'pairs.talked': { answer: chosen(talked) },
    ...(distance && { 'pairs.distance': { answer: chosen(distance) } }),
    ...(goesOn && { 'pairs.goes-on': { answer: chosen(goesOn) } }),
  };
}

function terms(version: number, every: string, purpose: string): Filled {
  const option = { value: every, text: { type: 'plain_text' as const, text: every } };
  return {
    [`pairs.every.${version}`]: { answer: { type: 'static_select', selected_option: option } },
    [`pairs.purpose.${version}`]: { answer: { type: 'plain_text_input', value: purpose } },
  };
}

describe.each(MODES)('two people who were brought together, connected by %s', (mode) => {
  let all: Together;
  beforeAll(async () => {
    all = await startTogether(mode, { now: SATURDAY });
  });
  afterAll(() => all.stop());

  /** What an accepted offer does. */
  const begin = async (kind: Kind): Promise<void> => {
    await trialPair(all, kind, PIOTR_AND_DARNELL, {
      score: 60,
      reasons: [{ about: 'topics', shared: ['networking'], wanted: 2 }],
      gaps: [{ about: 'topics', missing: ['negotiation'], wanted: 2 }],
    });
    await all.passes({});
  };
  const shutsAll = async (member: Member): Promise<void> => {
    for (const view of (await member.state()).views.toReversed()) await member.closes(view);
  };

  it('are introduced, each in their own working hours and language', async () => {
    const [darnell, piotr] = [all.as('darnell'), all.as('piotr')];
    await begin('mentoring');
    expect(await piotr.allTold()).toEqual([]);
    await all.passes({ days: 1, hours: 20 });
    const polish = await piotr.told('Zaczyna się okres próbny mentoringu: Ty w roli mentora');
    expect(polish.text).toContain('Nieoferowane tematy: Negocjacje');
    expect(await darnell.allTold()).toEqual([]);
    await all.passes({ hours: 7 });
    const english = await darnell.told(`<@${PEOPLE.piotr}> is the mentor, and you are the mentee`);
    expect(english.text).toContain('1 of 2 topics: Building a network');
    expect(english.text).toContain('Not among the topics offered: Negotiating');
    expect(english.text).toContain('You propose a time');
    expect(english.text).toContain('No reason is asked for');
  });

  it('say privately whether to go on, and see the same until both have', async () => {
    const [darnell, piotr] = [all.as('darnell'), all.as('piotr')];
    const before = await piotr.told('Zaczyna się okres próbny');
    await darnell.presses('pairs.open', await darnell.told('A trial of mentoring begins'));
    const form = await darnell.modal('Has the first conversation taken place?');
    expect(textOf(form)).toContain('Who sees this: your answers are shown neither to');
    expect(await darnell.submits(form, answers('yes'))).toMatchObject({
      outcome: 'errors',
      errors: { 'pairs.distance': 'Please choose one of the two.', 'pairs.goes-on': expect.any(String) },
    });
    expect(await darnell.submits(form, answers('not-yet', 'yes', 'yes'))).toMatchObject({
      outcome: 'errors',
      errors: { 'pairs.goes-on': expect.stringContaining('First comes the conversation') },
    });
    await darnell.submits(form, answers('yes', 'yes', 'yes'));
    await darnell.modal('You have answered; thank you');
    await shutsAll(darnell);
    await all.passes({});
    const after = await darnell.told('You have answered; thank you');
    expect(textOf(after)).not.toContain('We have talked');
    expect(await piotr.told('Zaczyna się okres próbny')).toEqual(before);

    await piotr.presses('pairs.open', before);
    await piotr.submits(await piotr.modal('Czy pierwsza rozmowa'), answers('yes', 'yes', 'yes'));
    await piotr.modal('Obie strony chcą iść dalej');
    await all.passes({});
    await darnell.told('You both want to go on');
  });

  it('agree: one changes, the other sees what changed and confirms, and it runs', async () => {
    const [darnell, piotr] = [all.as('darnell'), all.as('piotr')];
    // From the modal that told him so, as well as from the message.
    await piotr.presses('pairs.open', await piotr.modal('Obie strony chcą iść dalej'));
    const polish = await piotr.modal('Kto co robi.');
    await piotr.submits(polish, terms(1, '14', PURPOSE));
    await piotr.modal('Ta wersja ustaleń ma Twoje potwierdzenie');
    await shutsAll(piotr);
    await all.passes({});

    const changed = await darnell.told('has changed the agreement');
    expect(changed.text).toContain('Rhythm: every 2 weeks (before: whenever it is needed)');
    // The first message leads on and does not say the same again.
    await darnell.told('It has been changed since');
    const news = (await darnell.allTold()).filter(({ text }) => text.includes('has changed the agreement'));
    expect(news).toHaveLength(1);
    await darnell.presses('pairs.open', changed);
    const form = await darnell.modal('Who does what.');
    expect(textOf(form)).toContain(PURPOSE);
    await darnell.submits(form, terms(2, '14', PURPOSE));
    await darnell.modal('It is agreed and under way. Rhythm: every 2 weeks');
    await shutsAll(darnell);
    await all.passes({});
    await darnell.told('the mentoring with');
    await piotr.told('Ustalone: zaczyna się Wasz mentoring');

    await darnell.opensHome();
    await darnell.presses('pairs.open', await darnell.home('Under way'));
    await darnell.presses('pairs.agreement.read', await darnell.modal('What comes next'));
    expect(textOf(await darnell.modal('What it is for, in your words'))).toContain(PURPOSE);
    await shutsAll(darnell);
    const said = JSON.stringify([await darnell.allTold(), await piotr.allTold()]);
    expect(said).not.toContain('promoted');
    expect(all.logged()).not.toContain('promoted');
  });

  it('a “no” is told to both days later, in the same words, and an old form is answered by what holds now', async () => {
    const [darnell, piotr] = [all.as('darnell'), all.as('piotr')];
    await begin('coaching');
    const english = await darnell.told('A trial of coaching begins');
    const polish = await piotr.told('Zaczyna się okres próbny coachingu');
    await darnell.presses('pairs.open', english);
    const open = await darnell.modal('Has the first conversation taken place?');
    await piotr.presses('pairs.leave', polish);
    const form = await piotr.modal('O powód nikt nie pyta');
    await piotr.submits(form, {});
    await piotr.modal('bez dalszego ciągu');
    await shutsAll(piotr);
    await all.passes({});
    expect(await darnell.told('A trial of coaching begins')).toEqual(english);
    await darnell.opensHome();
    await darnell.home('First a conversation of about 30 minutes');

    await all.passes({ days: 3 });
    const end = await darnell.told('Your request is still open');
    expect(end.text).toContain('The trial of coaching with');
    const requests = await all.db.selectFrom('requests').select('state').execute();
    expect(requests.filter(({ state }) => state === 'matched')).toHaveLength(1);
    await piotr.told('okres próbny coachingu się zakończył');
    expect(textOf(await darnell.told('A trial of coaching begins'))).not.toContain('We have talked');
    await darnell.submits(open, answers('yes', 'yes', 'yes'));
    await darnell.modal('has ended, and it does not go on');
    await shutsAll(darnell);
  });
});
