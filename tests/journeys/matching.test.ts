import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ElementState, OpenView } from '../../src/local-slack/page/protocol.ts';
import type { Kind } from '../../src/ports.ts';
import { type Guiding, withGuides } from '../harness/guides.ts';
import { chosen, type Filled, type Member, textOf } from '../harness/member.ts';
import { MODES, PEOPLE, startTogether, type Together } from '../harness/together.ts';

/** A Monday morning in Chicago, afternoon in Europe. */
const MONDAY = '2026-11-23T15:30:00Z';
const HOPES = 'To stop dreading *Thursdays* <!channel>';
const guides = (...names: Guiding['name'][]): Guiding[] =>
  names.map((name) => ({ name, about: 'I am *bold* and <!here>' }));

const option = (value: string) => ({ value, text: { type: 'plain_text' as const, text: value } });
const one = (value: string): ElementState => ({ type: 'static_select', selected_option: option(value) });
const many = (type: string, values: readonly string[]): ElementState => ({
  type,
  selected_options: values.map(option),
});

/** The form of a request, filled in; what a test is about is given. */
function wish(
  differs: {
    kind?: Kind;
    first?: string;
    others?: string[];
    languages?: string[];
    hopes?: string;
    people?: string[];
  } = {},
): Filled {
  const { kind, first = 'negotiation', others = ['feedback'], languages = ['en'] } = differs;
  return {
    ...(kind && { 'matching.ask.kind': { chosen: chosen(kind) } }),
    'matching.ask.first': { chosen: one(first) },
    'matching.ask.others': { chosen: many('multi_static_select', others) },
    'matching.ask.languages': { chosen: many('multi_static_select', languages) },
    'matching.ask.hopes': { typed: { type: 'plain_text_input', value: differs.hopes ?? HOPES } },
    'matching.ask.people': { chosen: { type: 'multi_users_select', selected_users: differs.people ?? [] } },
  };
}

function choices(first?: string, second?: string, third?: string): Filled {
  return {
    ...(first && { 'matching.choose.first': { chosen: one(first) } }),
    ...(second && { 'matching.choose.second': { chosen: one(second) } }),
    ...(third && { 'matching.choose.third': { chosen: one(third) } }),
  };
}

function words(text: string, full = false): Filled {
  return {
    'matching.answer.text': { typed: { type: 'plain_text_input', value: text } },
    ...(full && { 'matching.answer.full': { chosen: many('checkboxes', ['full']) } }),
  };
}

const shutsAll = async (member: Member): Promise<void> => {
  for (const view of (await member.state()).views.toReversed()) await member.closes(view);
};

/** Asks for a mentor by the command and comes to the people who fit. */
async function asks(learner: Member, differs: Parameters<typeof wish>[0] = {}): Promise<OpenView> {
  await learner.types('/coach-or-mentor match');
  const form = await learner.modal('Languages you can do this in');
  await learner.submits(form, wish({ kind: 'mentoring', ...differs }));
  return learner.modal('Nobody has been asked yet');
}

describe.each(MODES)('asking for a mentor, connected by %s', (mode) => {
  let all: Together;
  beforeAll(async () => {
    all = await startTogether(mode, { now: MONDAY });
    await withGuides(all, ['mentoring'], guides('kasia', 'sofia', 'imani', 'jonas'));
  });
  afterAll(() => all.stop());

  it('leads from the wish to people who fit, from a no to the next one, and from a yes to an introduction', async () => {
    const [darnell, kasia, sofia] = [all.as('darnell'), all.as('kasia'), all.as('sofia')];
    await darnell.types('/coach-or-mentor match');
    const form = await darnell.modal('Whom are you looking for?');
    expect(textOf(form)).toContain('Who sees this: the person your request is put to');
    // Filled in with the language in which they use Slack.
    expect(JSON.stringify(form.blocks)).toMatch(/"initial_options":\[\{"text":\{[^}]*"text":"English"/);
    expect(await darnell.submits(form, wish({ kind: 'mentoring', people: [darnell.id] }))).toMatchObject({
      outcome: 'errors',
      errors: { 'matching.ask.people': expect.stringContaining('you are never suggested to yourself') },
    });
    await darnell.submits(form, wish({ kind: 'mentoring' }));

    const shown = await darnell.modal('These people fit best');
    const text = textOf(shown);
    for (const part of [
      'Why it fits',
      'All the topics asked for',
      'speaks English and Polish',
      'I am *bold* and <!here>',
    ])
      expect(text).toContain(part);
    expect(text.match(/Why it fits/g)).toHaveLength(3);
    await darnell.presses('matching.more', shown);
    const more = await darnell.modal('Imani Frey');
    expect(textOf(more).match(/Why it fits/g)).toHaveLength(4);
    expect(textOf(more)).not.toContain('Look at');

    expect(await darnell.submits(more, choices(kasia.id, kasia.id))).toMatchObject({
      errors: { 'matching.choose.second': expect.stringContaining('chosen this person already') },
    });
    await darnell.submits(more, choices(kasia.id, sofia.id));
    const sent = textOf(await darnell.modal('is asked to be your mentor'));
    for (const part of [
      `<@${kasia.id}>`,
      'They are told now.',
      'They have 7 days',
      'the other person you chose',
    ])
      expect(sent).toContain(part);
    await shutsAll(darnell);
    await all.passes({});

    const offer = await kasia.told('asks you to be their mentor');
    for (const part of [
      `<@${darnell.id}>`,
      'Negotiating',
      'Why it fits',
      'one conversation of 30 minutes',
      '30 November',
    ])
      expect(offer.text).toContain(part);
    expect(JSON.stringify(offer)).not.toContain('Thursdays');
    await kasia.presses('matching.hopes', offer);
    expect(textOf(await kasia.modal('What they hope for'))).toContain(HOPES);
    await shutsAll(kasia);
    await kasia.presses('matching.not-now', offer);
    await kasia.submits(await kasia.modal('A reason, for yourself'), words('Too close to home'));
    await kasia.modal('They read “not available now”');
    await shutsAll(kasia);
    await all.passes({});
    expect(textOf(await kasia.told('You have said “not now”'))).not.toContain('Accept');

    const next = await darnell.told('has gone on to the next person you chose');
    expect(next.text).toContain(`<@${kasia.id}> is not available now.`);
    expect(JSON.stringify(await darnell.allTold())).not.toMatch(/declined|Too close to home/);

    const second = await sofia.told('asks you to be their mentor');
    // Pressed twice in a row, as impatient people do.
    await Promise.all([sofia.presses('matching.accept', second), sofia.presses('matching.accept', second)]);
    await sofia.modal('You have accepted the request');
    await shutsAll(sofia);
    await all.passes({});
    await sofia.told('You have accepted the request');
    await sofia.told('A trial of mentoring begins');
    await darnell.told('A trial of mentoring begins');
    expect(await all.db.selectFrom('pairs').select('state').execute()).toEqual([{ state: 'trial' }]);
    for (const secret of ['Thursdays', 'Too close to home']) expect(all.logged()).not.toContain(secret);
  });

  it('from Home: the guide answers there, and the learner sees how it stands', async () => {
    const [piotr, imani] = [all.as('piotr'), all.as('imani')];
    await piotr.opensHome();
    await piotr.presses('matching.ask', await piotr.home('Nie masz otwartej prośby'));
    const form = await piotr.modal('Kogo szukasz?');
    await piotr.submits(form, wish({ kind: 'mentoring', languages: ['pl'] }));
    await piotr.submits(await piotr.modal('Te osoby pasują najlepiej'), choices(imani.id));
    const sent = await piotr.modal('Prośba o mentoring trafia do');
    expect(textOf(sent)).toContain('Na odpowiedź jest 7 dni.');
    await shutsAll(piotr);
    await piotr.home('Właśnie pytamy');

    await imani.opensHome();
    const home = await imani.home('For you to answer');
    expect(home.blocks[0]).toMatchObject({ type: 'header', text: { text: 'For you to answer' } });
    await imani.presses('matching.accept', home);
    await imani.modal('You have accepted');
    await shutsAll(imani);
    await imani.home('You have no open request for a coach or a mentor');
    await all.passes({});
    await piotr.told('Zaczyna się okres próbny mentoringu');
  });
});

describe('what can happen to a request', () => {
  let all: Together;
  beforeAll(async () => {
    all = await startTogether('socket', { now: MONDAY });
    await withGuides(all, ['mentoring'], guides('kasia', 'sofia', 'marta'));
  });
  afterAll(() => all.stop());

  it('a guide who does not answer is reminded once, and then the next one is asked', async () => {
    const [darnell, kasia, marta] = [all.as('darnell'), all.as('kasia'), all.as('marta')];
    await darnell.submits(await asks(darnell), choices(kasia.id, marta.id));
    await darnell.modal('is asked to be your mentor');
    await shutsAll(darnell);
    await all.passes({});
    const offer = await kasia.told('asks you to be their mentor');
    await kasia.presses('matching.not-now', offer);
    const open = await kasia.modal('A reason, for yourself');
    await all.passes({ days: 3, minutes: 1 });
    await kasia.told('Without an answer it goes on by itself, which is fine too');
    await all.passes({ days: 4 });
    await kasia.told('has gone on, because the time to answer was over');
    expect(JSON.stringify(await kasia.allTold())).not.toContain('"Accept"');
    // A window that was left open meanwhile.
    await kasia.submits(open, words('I had no time'));
    await kasia.modal('The time to answer was over, and the request has gone on');
    await shutsAll(kasia);
    await darnell.told('has gone on to the next person you chose');
    const asked = await marta.told('prosi Cię o mentoring');
    expect(asked.text).toContain('Odpowiedzieć można najpóźniej: poniedziałek, 7 grudnia');
    await marta.presses('matching.not-now', asked);
    await marta.submits(await marta.modal('Powód, tylko dla siebie'), words('', true));
    await marta.modal('Od teraz nie przyjmujesz nikogo nowego');
    await shutsAll(marta);
    await all.passes({});
    await marta.told('nie przyjmujesz teraz nikogo nowego');
    const nobody = await darnell.told('Nobody you chose as a mentor is available now');
    expect(nobody.text).toContain('One other person fits');
    await darnell.presses('matching.choose', nobody);
    expect(textOf(await darnell.modal('Nobody has been asked yet'))).toContain('Sofia Lindqvist');
    await shutsAll(darnell);
    // The one who was asked and the one who is full are not told apart.
    expect(textOf(nobody)).not.toMatch(/no free place/);
  });

  it('what changed since the learner looked is shown anew, and nothing is sent', async () => {
    const [darnell, sofia] = [all.as('darnell'), all.as('sofia')];
    await darnell.types('/coach-or-mentor match');
    await darnell.presses('matching.choose', await darnell.modal('Open since'));
    const shown = await darnell.modal('Nobody has been asked yet');
    // Changed in another window.
    await all.db
      .updateTable('requests')
      .set((set) => ({ version: set('version', '+', 1) }))
      .execute();
    await darnell.submits(shown, choices(sofia.id));
    await darnell.modal('Something has changed since you looked, so nothing was sent');
    await shutsAll(darnell);
    expect(await sofia.allTold()).toEqual([]);
  });

  it('is withdrawn while the guide has it open: the guide reads so, kindly', async () => {
    const [darnell, sofia] = [all.as('darnell'), all.as('sofia')];
    await darnell.types('/coach-or-mentor match');
    await darnell.presses('matching.choose', await darnell.modal('Open since'));
    await darnell.submits(await darnell.modal('Nobody has been asked yet'), choices(sofia.id));
    const sent = await darnell.modal('is asked to be your mentor');
    await all.passes({});
    const offer = await sofia.told('asks you to be their mentor');
    await sofia.presses('matching.not-now', offer);
    const open = await sofia.modal('A reason, for yourself');
    await darnell.presses('matching.withdraw', sent);
    await darnell.modal('Your request is withdrawn');
    await sofia.submits(open, words(''));
    await sofia.modal('This request was withdrawn a moment ago');
    await shutsAll(sofia);
    await shutsAll(darnell);
    await all.passes({});
    expect(textOf(await sofia.told('has been withdrawn'))).not.toContain('Accept');
  });

  it('a question goes to and fro in modals, and no message holds a word of it', async () => {
    const [piotr, sofia] = [all.as('piotr'), all.as('sofia')];
    await piotr.types('/coach-or-mentor dopasuj');
    await piotr.submits(await piotr.modal('Kogo szukasz?'), wish({ kind: 'mentoring', languages: ['pl'] }));
    await piotr.submits(await piotr.modal('Te osoby pasują najlepiej'), choices(sofia.id));
    await piotr.modal('trafia do');
    await shutsAll(piotr);
    await all.passes({});
    const offer = await sofia.told('asks you to be their mentor');
    await sofia.presses('matching.question', offer);
    const form = await sofia.modal('Your question');
    expect(await sofia.submits(form, words('  '))).toMatchObject({
      errors: { 'matching.answer.text': 'Please write something.' },
    });
    await sofia.submits(form, words('What have you tried? <!here>'));
    await sofia.modal('Your question is on its way');
    await shutsAll(sofia);
    await all.passes({ days: 1 });

    const question = await piotr.told('ma pytanie o Twoją prośbę');
    await piotr.presses('matching.reply', question);
    const reply = await piotr.modal('What have you tried? <!here>');
    await piotr.submits(reply, words('Two courses & a book'));
    await piotr.modal('Odpowiedź jest w drodze');
    await shutsAll(piotr);
    await all.passes({});
    await piotr.told('Odpowiedź jest już wysłana');
    const answered = await sofia.told('You can read it and answer the request now');
    // The first message's buttons are of before the question, wherever it still stands so.
    await sofia.presses('matching.hopes', answered);
    const read = await sofia.modal('Two courses & a book');
    expect(textOf(read)).toContain('What have you tried?');
    await sofia.presses('matching.accept', read);
    await sofia.modal('You have accepted');
    await shutsAll(sofia);
    await all.passes({});
    const everything = JSON.stringify([...(await piotr.allTold()), ...(await sofia.allTold())]);
    expect(everything).not.toMatch(/What have you tried|Two courses/);
  });
});

describe('where there is nobody', () => {
  let all: Together;
  beforeAll(async () => {
    all = await startTogether('socket', { now: MONDAY });
  });
  afterAll(() => all.stop());

  it('says why, and one can widen, change or wait; told monthly, and when somebody has a place', async () => {
    const darnell = all.as('darnell');
    await darnell.types('/coach-or-mentor match');
    const form = await darnell.modal('Whom are you looking for?');
    await darnell.submits(form, wish({ kind: 'coaching', people: [PEOPLE.jonas] }));
    const nobody = await darnell.modal('There is no coach for this request right now');
    expect(textOf(nobody)).toContain('Nobody offers this here yet.');
    await darnell.presses('matching.widen', nobody);
    const wider = await darnell.modal('nobody is left out any more');
    expect(textOf(wider)).toContain(HOPES);
    expect(JSON.stringify(wider.blocks)).not.toContain(PEOPLE.jonas);
    await darnell.submits(wider, wish());
    await darnell.presses(
      'matching.wait',
      await darnell.modal('There is no coach for this request right now'),
    );
    await darnell.modal('every 30 days how it stands');
    await shutsAll(darnell);
    await all.passes({ days: 30, hours: 2 });
    const monthly = await darnell.told('has been open for a month');
    expect(monthly.text).toContain('Nobody offers this here yet.');

    await withGuides(all, ['coaching'], guides('jonas'));
    await all.passes({ days: 1 });
    const suggestion = await darnell.told('has a place now');
    await darnell.presses('matching.choose', suggestion);
    expect(textOf(await darnell.modal('Nobody has been asked yet'))).toContain('Jonas Brandt');
    await shutsAll(darnell);
    await all.passes({ days: 60 });
    const closed = await darnell.told('is closed now');
    expect(textOf(suggestion)).toContain('See who fits');
    expect(textOf(await darnell.told('has a place now'))).not.toContain('See who fits');
    await darnell.presses('matching.ask', closed);
    const again = await darnell.modal('Ask for a coach');
    expect(JSON.stringify(again.blocks)).toContain(
      '"initial_option":{"text":{"type":"plain_text","text":"Negotiating"',
    );
    await shutsAll(darnell);
  });
});
