import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chosen, type Filled, textOf } from '../harness/member.ts';
import { MODES, startTogether, type Together } from '../harness/together.ts';

/** What Anna of the worked people answers: coaching, clearly. */
const ANNA: Filled = {
  'guidance.topics': {
    answer: {
      type: 'multi_static_select',
      selected_options: [{ value: 'negotiation', text: { type: 'plain_text', text: 'Negotiating' } }],
    },
  },
  'guidance.horizon': { answer: chosen('3m') },
  'guidance.outcome': { answer: chosen('do') },
  'guidance.help': { answer: chosen('questions') },
  'guidance.form': { answer: chosen('plan') },
  'guidance.origin': { answer: chosen('own') },
};
const words = (value: string): Filled => ({
  'guidance.words': { answer: { type: 'plain_text_input', value } },
});

describe.each(MODES)('guidance, connected by %s', (mode) => {
  let all: Together;
  beforeAll(async () => {
    all = await startTogether(mode);
  });
  afterAll(() => all.stop());

  it('the command alone explains and leads on', async () => {
    const darnell = all.as('darnell');
    await darnell.types('/coach-or-mentor');
    const intro = await darnell.message('Coach or mentor?');
    expect(intro.ephemeral).toBe(true);
    expect(textOf(intro)).toContain('In a set number of sessions');
    expect(intro.text).toContain('/coach-or-mentor compare');
    await darnell.presses('guidance.compare', intro);
    await darnell.closes(await darnell.modal('Four differences'));
    await darnell.presses('guidance.choose', intro);
    await darnell.closes(await darnell.modal('By when should something have changed?'));
  });

  it('compare shows all four dimensions, both kinds in each', async () => {
    const darnell = all.as('darnell');
    await darnell.types('/coach-or-mentor compare');
    const compared = await darnell.modal('Coaching and mentoring');
    for (const dimension of ['Goal and outcomes', 'Roles', 'How it is organised', 'Topics'])
      expect(textOf(compared)).toContain(dimension);
    const sides = compared.blocks.filter((block) => block.type === 'section' && block.fields?.length === 2);
    expect(sides).toHaveLength(4);
    await darnell.closes(compared);
  });

  it('choose asks, and answers with the lean, its strength, four reasons, what would change it and the next step', async () => {
    const darnell = all.as('darnell');
    await darnell.types('/coach-or-mentor choose');
    const form = await darnell.modal('Which one fits?');
    expect(textOf(form)).toContain('Who sees this: only you.');
    expect(await darnell.submits(form, ANNA)).toEqual({ ok: true, outcome: 'changed' });
    const advice = await darnell.modal('Our advice');
    const text = textOf(advice);
    expect(text).toContain('Coaching clearly fits what you describe');
    expect(text).toContain('*Goal and outcomes* · points to coaching');
    expect(text).toContain('*Roles* · points to coaching');
    expect(text).toContain('*How it is organised* · points to coaching');
    expect(text).toContain('*Topics* · points to coaching\nNegotiating: a skill');
    expect(text).toContain('No other single answer about time, result, help or form would change it.');
    expect(text).toContain('Your next step');
    expect(text).toContain('No help contacts have been entered');
    await darnell.presses('guidance.compare', advice);
    await darnell.closes(await darnell.modal('Four differences'));
    await darnell.closes(await darnell.modal('Our advice'));
    // Back at the questions, as they were, to change an answer.
    expect((await darnell.modal('Which one fits?')).id).toBe(form.id);
    await darnell.closes(form);
    await darnell.noModal();
  });

  it('names what would change slight advice', async () => {
    const darnell = all.as('darnell');
    await darnell.types('/coach-or-mentor choose');
    await darnell.submits(await darnell.modal('Which one fits?'), {
      ...ANNA,
      'guidance.topics': { answer: { type: 'multi_static_select', selected_options: [] } },
      'guidance.horizon': { answer: chosen('6m') },
      'guidance.outcome': { answer: chosen('unsure') },
      'guidance.help': { answer: chosen('unsure') },
      ...words('confidence and presenting'),
    });
    const text = textOf(await darnell.modal('Our advice'));
    expect(text).toContain('Coaching fits a little better than mentoring');
    expect(text).toContain(
      'If you answered “By when should something have changed?” with “In a year or more”, “No date: it is about a direction”, or “Something soon, and something in the long run”, it would be both.',
    );
    expect(text).toContain('Presenting and speaking in public and Confidence and speaking up');
    await closeAll(darnell);
  });

  it('says so where neither is the answer, and where to turn', async () => {
    const darnell = all.as('darnell');
    await darnell.types('/coach-or-mentor choose');
    await darnell.submits(await darnell.modal('Which one fits?'), {
      ...ANNA,
      'guidance.outcome': { answer: chosen('well-safe') },
      ...words('something private'),
    });
    const text = textOf(await darnell.modal('Our advice'));
    expect(text).toContain('Neither coaching nor mentoring, for now');
    expect(text).toContain('call your local emergency number');
    expect(text).not.toContain('What would change it');
    expect(text).not.toContain('something private');
    await closeAll(darnell);
  });

  it('takes the typed words as answers too: a sign of illness is never overruled', async () => {
    const darnell = all.as('darnell');
    await darnell.types('/coach-or-mentor choose');
    await darnell.submits(await darnell.modal('Which one fits?'), {
      ...ANNA,
      ...words('honestly I am burned out'),
    });
    expect(textOf(await darnell.modal('Our advice'))).toContain('Neither coaching nor mentoring, for now');
    await closeAll(darnell);
  });

  // Slack itself lets no required field through empty; what the app says is tested with the form's parser.
  it('keeps the form and names the field where an answer is missing', async () => {
    const darnell = all.as('darnell');
    await darnell.types('/coach-or-mentor choose');
    const form = await darnell.modal('Which one fits?');
    const { 'guidance.help': _, ...incomplete } = ANNA;
    expect(await darnell.submits(form, incomplete)).toEqual({
      ok: true,
      outcome: 'errors',
      errors: { 'guidance.help': 'Please complete this required field.' },
    });
    await closeAll(darnell);
  });

  it('understands a typed need, prefills the questions, and honours a wish', async () => {
    const darnell = all.as('darnell');
    await darnell.types('/coach-or-mentor I want a mentor to negotiate better with vendors');
    const form = await darnell.modal('From your words we understood this topic: Negotiating.');
    expect(textOf(form)).toContain('You asked for mentoring.');
    expect(textOf(form)).toContain('I want a mentor to negotiate better with vendors');
    await darnell.submits(form, ANNA);
    const text = textOf(await darnell.modal('Our advice'));
    expect(text).toContain('Coaching clearly fits what you describe');
    expect(text).toContain('You asked for mentoring, and that stays your choice.');
    await closeAll(darnell);
  });

  it('keeps a wish through a page that leads elsewhere, and follows the words that were written last', async () => {
    const darnell = all.as('darnell');
    await darnell.types('/coach-or-mentor I want a coach, but I am burned out');
    await darnell.presses('guidance.choose', await darnell.modal('emergency number'));
    const form = await darnell.modal('You asked for');
    await darnell.submits(form, ANNA);
    expect(textOf(await darnell.modal('Our advice'))).toContain('You asked for coaching');
    await darnell.closes(await darnell.modal('Our advice'));
    await darnell.submits(form, { ...ANNA, ...words('Actually I want a mentor, my bad') });
    expect(textOf(await darnell.modal('Our advice'))).toContain('You asked for mentoring');
    await darnell.closes(await darnell.modal('Our advice'));
    await darnell.submits(form, { ...ANNA, ...words('I want to become a mentor for others') });
    expect(textOf(await darnell.modal('Our advice'))).not.toContain('You asked for');
    await closeAll(darnell);
  });

  it('the advice leads to a request with kind and topics filled in, also where three modals lie open', async () => {
    const darnell = all.as('darnell');
    const asked = '"initial_option":{"text":{"type":"plain_text","text":"Negotiating"';
    await darnell.types('/coach-or-mentor choose');
    await darnell.submits(await darnell.modal('Which one fits?'), ANNA);
    await darnell.presses('matching.ask', await darnell.modal('Our advice'));
    const form = await darnell.modal('What do you most want to work on?');
    expect(JSON.stringify(form.blocks)).toContain(asked);
    await darnell.closes(form);
    await darnell.modal('Our advice');
    await closeAll(darnell);

    await darnell.types('/coach-or-mentor I am burned out');
    await darnell.presses('guidance.choose', await darnell.modal('emergency number'));
    await darnell.submits(await darnell.modal('Which one fits?'), ANNA);
    await darnell.presses('matching.ask', await darnell.modal('Our advice'));
    expect(JSON.stringify((await darnell.modal('What do you most want to work on?')).blocks)).toContain(
      asked,
    );
    expect((await darnell.state()).views).toHaveLength(3);
    await closeAll(darnell);
  });

  it('says honestly that it cannot tell, and keeps the words', async () => {
    const darnell = all.as('darnell');
    await darnell.types('/coach-or-mentor the printer on the second floor again');
    const form = await darnell.modal('We could not tell from your words');
    expect(textOf(form)).toContain('the printer on the second floor again');
    // A call for help in other words must not end here.
    expect(textOf(form)).toContain('Where to turn');
    await closeAll(darnell);
  });

  it.each([
    ['I am completely burned out', 'There are people who are there for exactly this'],
    ['I am being bullied by two colleagues', 'This belongs in a proper procedure'],
    ['I want a pay rise', 'What you are waiting for is somebody else'],
    ['where can I find a course in SQL', 'This is something that can be taught'],
    ['my employee needs a coach', 'Only that person can ask'],
    ['I would like to become a mentor', 'You would like to be there for others'],
  ])('%s: leads elsewhere first, and blocks nothing', async (need, says) => {
    const darnell = all.as('darnell');
    await darnell.types(`/coach-or-mentor ${need}`);
    const redirect = await darnell.modal('This comes first');
    expect(textOf(redirect)).toContain(says);
    expect(textOf(redirect)).not.toContain(need);
    await darnell.presses('guidance.choose', redirect);
    await darnell.modal('Which one fits?');
    await closeAll(darnell);
  });

  it('help lists everything, and something unknown gets it too', async () => {
    const darnell = all.as('darnell');
    await darnell.types('/coach-or-mentor help');
    const help = await darnell.message('What you can type');
    for (const typed of ['compare', 'choose', 'contacts', 'help'])
      expect(textOf(help)).toContain(`/coach-or-mentor ${typed}`);
    expect(help.text).toContain('No help contacts have been entered');
    await darnell.types('/coach-or-mentor frobnicate');
    await darnell.message('“frobnicate” is not something this app knows');
    // One slip of the finger is no riddle.
    await darnell.types('/coach-or-mentor comapre');
    await darnell.closes(await darnell.modal('Four differences'));
  });

  it('the shortcut and the App Home lead to the same places', async () => {
    const darnell = all.as('darnell');
    await darnell.choosesShortcut('guidance.find');
    await darnell.closes(await darnell.modal('Which one fits?'));
    await darnell.opensHome();
    const home = await darnell.home('Coach or mentor?');
    await darnell.presses('guidance.choose', home);
    await darnell.closes(await darnell.modal('Which one fits?'));
    await darnell.presses('guidance.compare', home);
    await darnell.closes(await darnell.modal('Four differences'));
  });

  it('speaks Polish to somebody whose Slack does', async () => {
    const piotr = all.as('piotr');
    await piotr.types('/coach-or-mentor chcę lepiej negocjować z dostawcami');
    const form = await piotr.modal('Z Twoich słów wynika taki temat: Negocjacje.');
    await piotr.submits(form, ANNA);
    expect(textOf(await piotr.modal('Nasza porada'))).toContain(
      'Coaching wyraźnie odpowiada temu, co opisujesz',
    );
    await closeAll(piotr);
    await piotr.types('/coach-or-mentor');
    expect((await piotr.message('Coach czy mentor?')).text).toContain('/coach-or-mentor wybierz');
    await piotr.types('/coach-or-mentor porównaj');
    await piotr.closes(await piotr.modal('Cztery różnice'));
  });

  it('speaks the new language once Slack tells that somebody changed theirs', async () => {
    const jonas = all.as('jonas');
    all.slack.changePerson(jonas.id, { locale: 'en-GB' });
    await jonas.types('/coach-or-mentor');
    await jonas.message('Coach or mentor?');
    all.slack.changePerson(jonas.id, { locale: 'pl-PL' });
    await expect
      .poll(async () => {
        await jonas.types('/coach-or-mentor');
        return (await jonas.state()).messages['C0GENERAL1']?.at(-1)?.text;
      })
      .toContain('Coaching pomaga');
  });
});

async function closeAll(member: ReturnType<Together['as']>): Promise<void> {
  for (const view of (await member.state()).views.toReversed()) await member.closes(view);
  await member.noModal();
}
