import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ElementState, OpenView } from '../../src/local-slack/page/protocol.ts';
import { type Filled, type Member, textOf } from '../harness/member.ts';
import { PEOPLE, startTogether, type Together } from '../harness/together.ts';

const options = (type: string, values: string[]): ElementState => ({
  type,
  selected_options: values.map((value) => ({ value, text: { type: 'plain_text', text: value } })),
});
const typed = (type: string, value: string | null): ElementState => ({ type, value });

/** The form of an offer, filled in; what a test is about is given. */
function offer(
  differs: Partial<
    Record<'kinds' | 'topics' | 'languages' | 'ways' | 'briefing', string[]> & {
      places: string;
      about: string;
    }
  >,
): Filled {
  const {
    kinds = ['mentoring'],
    topics = ['negotiation'],
    languages = ['en'],
    ways = [],
    briefing = [],
    places = '2',
    about = '',
  } = differs;
  return {
    'people.offer.kinds': { chosen: options('checkboxes', kinds) },
    'people.offer.topics': { chosen: options('multi_static_select', topics) },
    'people.offer.languages': { chosen: options('multi_static_select', languages) },
    'people.offer.ways': { chosen: options('checkboxes', ways) },
    'people.offer.briefing': { chosen: options('checkboxes', briefing) },
    'people.offer.places': { typed: typed('number_input', places) },
    'people.offer.about': { typed: typed('plain_text_input', about) },
  };
}

describe('people set what is theirs', () => {
  let all: Together;
  beforeAll(async () => {
    // A working morning in every zone that is played: who is told something is told at once.
    all = await startTogether('socket', { clock: { now: () => new Date('2026-11-23T15:30:00Z') } });
  });
  afterAll(() => all.stop());

  const opensOffer = async (member: Member): Promise<OpenView> => {
    await member.types('/coach-or-mentor offer');
    return member.modal('Who sees this: the people to whom you are suggested');
  };
  const opensSettings = async (member: Member): Promise<OpenView> => {
    await member.types('/coach-or-mentor me');
    return member.modal('Working hours');
  };
  const shutsAll = async (member: Member): Promise<void> => {
    for (const view of (await member.state()).views.toReversed()) await member.closes(view);
  };

  it('words that offer help lead to the form, with the kind ticked', async () => {
    const darnell = all.as('darnell');
    await darnell.types('/coach-or-mentor I would like to be a mentor for others');
    const words = await darnell.modal('You would like to be there for others');
    await darnell.presses('people.offer', words);
    const form = await darnell.modal('Who sees this: the people to whom you are suggested');
    expect(JSON.stringify(form.blocks)).toContain(
      '"initial_options":[{"text":{"type":"plain_text","text":"Mentoring"',
    );
    await shutsAll(darnell);
  });

  it('somebody offers to be a mentor, corrects what is wrong, changes it and takes it back', async () => {
    const darnell = all.as('darnell');
    await darnell.opensHome();
    await darnell.presses('people.offer', await darnell.home('You do not offer coaching or mentoring'));
    const form = await darnell.modal('Be there for others as a coach or a mentor');
    const refused = await darnell.submits(form, offer({ places: '99', about: 'ab' }));
    expect(refused).toMatchObject({
      outcome: 'errors',
      errors: { 'people.offer.places': expect.stringContaining('a whole number from 0') },
    });
    expect(await all.db.selectFrom('people').selectAll().execute()).toEqual([]);
    await darnell.submits(form, offer({ places: '0', about: '*I* <!channel> & you', briefing: ['briefed'] }));
    await darnell.closes(await darnell.modal('You take nobody new'));
    await darnell.home('You take nobody new at present');

    const again = await opensOffer(darnell);
    expect(textOf(again)).toContain('*I* <!channel> & you');
    await darnell.submits(again, offer({ places: '3' }));
    const saved = await darnell.modal('You take up to 3 people at a time');
    expect(textOf(saved)).toContain('the briefing is not ticked');
    await darnell.closes(saved);
    await darnell.home('3 places free of 3');

    await darnell.presses('people.offer.withdraw', await opensOffer(darnell));
    await darnell.closes(await darnell.modal('You no longer offer anything'));
    await darnell.noModal();
    await darnell.home('You do not offer coaching or mentoring');
    expect(await all.db.selectFrom('profiles').selectAll().execute()).toEqual([]);
  });

  it('a form that was changed on another device meanwhile is found out, and keeps what was filled in', async () => {
    const darnell = all.as('darnell');
    await darnell.submits(await opensOffer(darnell), offer({ places: '1' }));
    await darnell.closes(await darnell.modal('You take one person at a time'));
    const form = await opensOffer(darnell);
    await all.db
      .updateTable('profiles')
      .set(({ eb }) => ({ places: 2, version: eb('version', '+', 1) }))
      .execute();
    expect(await darnell.submits(form, offer({ places: '4' }))).toMatchObject({
      outcome: 'errors',
      errors: { 'people.offer.kinds': expect.stringContaining('nothing was saved') },
    });
    expect(await all.db.selectFrom('profiles').select(['places']).execute()).toEqual([{ places: 2 }]);
    await shutsAll(darnell);
  });

  it('hours, a pause and the way back: each form returns to the settings, which show what holds now', async () => {
    const piotr = all.as('piotr');
    await piotr.types('/coach-or-mentor ustawienia');
    const mine = await piotr.modal('Godziny pracy');
    expect(textOf(mine)).toContain('Europe/Warsaw');
    await piotr.presses('people.hours', mine);
    const hours = await piotr.modal('Wiadomości z tej aplikacji przychodzą');
    const time = (selected_time: string): ElementState => ({ type: 'timepicker', selected_time });
    const filled = (from: string, to: string): Filled => ({
      'people.hours.days': { chosen: options('checkboxes', ['1', '2']) },
      'people.hours.from': { chosen: time(from) },
      'people.hours.to': { chosen: time(to) },
    });
    expect(await piotr.submits(hours, filled('10:00', '10:00'))).toMatchObject({
      outcome: 'errors',
      errors: { 'people.hours.to': expect.stringContaining('Wybierz koniec późniejszy') },
    });
    await piotr.submits(hours, filled('10:00', '14:30'));
    const after = await piotr.modal('Zapisano godziny pracy');
    expect(textOf(after)).toContain('poniedziałek i wtorek, od 10:00 do 14:30');

    await piotr.presses('people.daysoff.add', after);
    const off = await piotr.modal('Ostatni dzień');
    const daysOff = (from: string, to: string | null): Filled => ({
      'people.daysoff.from': { chosen: { type: 'datepicker', selected_date: from } },
      'people.daysoff.to': { chosen: { type: 'datepicker', selected_date: to } },
    });
    expect(await piotr.submits(off, daysOff('2027-02-10', '2027-02-09'))).toMatchObject({
      outcome: 'errors',
      errors: { 'people.daysoff.to': expect.stringContaining('nie wcześniejszy niż pierwszy') },
    });
    await piotr.submits(off, daysOff('2027-02-10', '2027-02-14'));
    const away = await piotr.modal('Zapisano dni wolne');
    expect(textOf(away)).toContain('10–14 lutego 2027');
    await piotr.presses('people.daysoff.remove', away);
    const none = await piotr.modal('Nie ma tu jeszcze żadnych dni wolnych');
    await piotr.presses('people.nudges', none);
    const nudges = await piotr.modal('Jak mają do Ciebie docierać?');
    const weekly: ElementState = {
      type: 'radio_buttons',
      selected_option: { text: { type: 'plain_text', text: '-' }, value: 'weekly' },
    };
    await piotr.submits(nudges, { 'people.nudges.by': { chosen: weekly } });
    const digest = await piotr.modal('Raz w tygodniu: wszystko w jednej wiadomości');

    await piotr.presses('people.pause', digest);
    const pause = await piotr.modal('Pierwszy dzień po przerwie');
    const day = (selected_date: string | null): Filled => ({
      'people.pause.day': { chosen: { type: 'datepicker', selected_date } },
    });
    expect(await piotr.submits(pause, day('2020-01-01'))).toMatchObject({
      outcome: 'errors',
      errors: { 'people.pause.day': expect.stringContaining('późniejszy niż dzisiejszy') },
    });
    await piotr.submits(pause, day(null));
    const paused = await piotr.modal('Zapisano: trwa przerwa');
    await piotr.opensHome();
    await piotr.home('Trwa Twoja przerwa');
    await piotr.presses('people.back', paused);
    const back = await piotr.modal('znowu bierzesz udział');
    await piotr.presses('people.kept', back);
    expect(textOf(await piotr.modal('Oto co aplikacja o Tobie przechowuje'))).toContain(
      'Nazwa w Slacku: Piotr',
    );
    await shutsAll(piotr);
  });

  it('an admin confirms a coach, who is told, and takes it back', async () => {
    const [darnell, jonas] = [all.as('darnell'), all.as('jonas')];
    await jonas.opensHome();
    await darnell.submits(await opensOffer(darnell), offer({ kinds: ['coaching'] }));
    await darnell.closes(await darnell.modal('once a program manager has confirmed your training'));
    await darnell.opensHome();
    await darnell.home('As a coach you are suggested once');

    await jonas.opensHome();
    const home = await jonas.home('1 coach is waiting for confirmation');
    const titles = home.blocks.flatMap((block, at) => (block.type === 'header' ? [at] : []));
    expect(titles.length).toBeGreaterThan(2);
    for (const at of titles.slice(1)) expect(home.blocks[at - 1]?.type).toBe('divider');
    await jonas.presses('managing.coach.look', home);
    const form = await jonas.modal('Supervision, now and from time to time');
    const ticked = (...values: string[]): Filled => ({
      'managing.coach.asked': { chosen: options('checkboxes', values) },
    });
    expect(await jonas.submits(form, ticked('training', 'ethics'))).toMatchObject({
      outcome: 'errors',
      errors: { 'managing.coach.asked': expect.stringContaining('all three') },
    });
    await jonas.submits(form, ticked('training', 'ethics', 'supervision'));
    const list = await jonas.modal(`<@${PEOPLE.darnell}> is confirmed`);
    await jonas.home('No coach is waiting');
    const told = async () =>
      Object.values((await darnell.state()).messages)
        .flat()
        .map(({ text }) => text);
    await expect.poll(told).toContainEqual(expect.stringContaining('You are confirmed as a coach'));

    await jonas.presses('managing.coach.take-back', list);
    await jonas.modal('is taken back');
    await expect.poll(told).toContainEqual(expect.stringContaining('You are not suggested as a coach'));

    // Who manages nothing any more does not even see the form.
    all.slack.changePerson(jonas.id, { role: 'member' });
    await jonas.presses('managing.coach.look', await jonas.modal('Waiting for confirmation'));
    await jonas.closes(await jonas.modal('Only managers of a coaching program'));
    all.slack.changePerson(jonas.id, { role: 'admin' });

    // From the list: the form closes, and the list beneath it is renewed. Rights are asked about each time.
    await jonas.presses('managing.coach.look', await jonas.modal('Waiting for confirmation'));
    const again = await jonas.modal('Supervision, now');
    await jonas.submits(again, ticked('training', 'ethics', 'supervision'));
    const renewed = await jonas.modal('is confirmed and gets a message');
    expect((await jonas.state()).views).toHaveLength(1);
    all.slack.changePerson(jonas.id, { role: 'member' });
    await jonas.presses('managing.coach.take-back', renewed);
    await jonas.modal('Only managers of a coaching program');
    all.slack.changePerson(jonas.id, { role: 'admin' });
    const [profile] = await all.db.selectFrom('profiles').select('coach_confirmed_by').execute();
    expect(profile).toEqual({ coach_confirmed_by: jonas.id });
    await shutsAll(jonas);
    await darnell.presses('people.offer.withdraw', await opensOffer(darnell));
    await darnell.closes(await darnell.modal('You no longer offer anything'));
  });

  it('somebody is excluded, and there is no trace of it for them', async () => {
    const [darnell, marta] = [all.as('darnell'), all.as('marta')];
    await darnell.presses('people.exclusions', await opensSettings(darnell));
    const form = await darnell.modal('You need not give a reason');
    const people = (...selected_users: string[]): Filled => ({
      'people.exclusions.people': { chosen: { type: 'multi_users_select', selected_users } },
    });
    expect(await darnell.submits(form, people(darnell.id))).toMatchObject({
      outcome: 'errors',
      errors: { 'people.exclusions.people': expect.stringContaining('on the list yourself') },
    });
    const journalBefore = all.slack.journal.length;
    const logBefore = all.logged().length;
    const seenBefore = await marta.state();
    await darnell.submits(form, people(PEOPLE.marta));
    const saved = await darnell.modal('You have named one person');
    expect(textOf(saved)).toContain('Only you see this list');

    // The list is filled with one's own, and found nowhere else.
    await darnell.presses('people.exclusions', saved);
    expect(JSON.stringify((await darnell.modal('You need not give a reason')).blocks)).toContain(
      PEOPLE.marta,
    );
    expect(await tablesNaming(all, PEOPLE.marta)).toEqual(['exclusions']);
    expect(all.logged().slice(logBefore)).not.toContain(PEOPLE.marta);
    // What went over the wire: the form to and from its sender, and nothing that names or reaches the other.
    const entries = all.slack.journal.slice(journalBefore);
    const naming = entries.filter((entry) => JSON.stringify(entry).includes(PEOPLE.marta));
    const aboutTheForm = naming.filter((entry) => JSON.stringify(entry).includes('people.exclusions'));
    expect(naming).toEqual(aboutTheForm);
    expect({ ...(await marta.state()), clock: null }).toEqual({ ...seenBefore, clock: null });

    await darnell.submits(await darnell.modal('You need not give a reason'), people());
    await darnell.modal('You have named nobody');
    expect(await tablesNaming(all, PEOPLE.marta)).toEqual([]);
    await shutsAll(darnell);
  });

  it('sees at once that something opens, before anything is looked up', async () => {
    const jonas = all.as('jonas');
    await all.db.insertInto('people').values({ workspace_id: 'T0LUMENARI', id: 'U0COACH00' }).execute();
    await all.db.insertInto('profiles').values(coachRow(0)).execute();
    await jonas.opensHome();
    const home = await jonas.home('1 coach is waiting for confirmation');
    const openers: [text: string, open: () => Promise<unknown>][] = [
      ['Who sees this: the people to whom you are suggested', () => jonas.types('/coach-or-mentor offer')],
      ['Working hours', () => jonas.types('/coach-or-mentor me')],
      ['Whom are you looking for?', () => jonas.types('/coach-or-mentor match')],
      ['Coaches are suggested to nobody until', () => jonas.presses('managing.coaches', home)],
      ['What I have made sure of', () => jonas.presses('managing.coach.look', home)],
    ];
    for (const [text, open] of openers) {
      const before = all.slack.journal.length;
      await open();
      await jonas.modal(text);
      const [opened] = all.slack.journal
        .slice(before)
        .flatMap((entry) => (entry.type === 'call' && entry.method === 'views.open' ? [entry.args] : []));
      expect(JSON.stringify(opened), text).toMatch(/"callback_id.{1,5}loading/);
      await shutsAll(jonas);
    }
  });

  it('a list of coaches goes on by page', async () => {
    const jonas = all.as('jonas');
    const more = Array.from({ length: 24 }, (_, at) => coachRow(at + 1));
    await all.db
      .insertInto('people')
      .values(more.map(({ workspace_id, person_id }) => ({ workspace_id, id: person_id })))
      .execute();
    await all.db.insertInto('profiles').values(more).execute();
    await jonas.opensHome();
    await jonas.presses('managing.coaches', await jonas.home('25 coaches are waiting'));
    const first = await jonas.modal('Show more');
    expect(textOf(first)).toContain('<@U0COACH19>');
    expect(textOf(first)).not.toContain('<@U0COACH20>');
    await jonas.presses('managing.coaches.more', first);
    const second = await jonas.modal('<@U0COACH24>');
    expect(textOf(second)).not.toContain('<@U0COACH19>');
    expect(textOf(second)).not.toContain('Show more');
    await shutsAll(jonas);
  });
});

/** Somebody who offers coaching and waits for confirmation, one after the other. */
function coachRow(at: number) {
  return {
    workspace_id: 'T0LUMENARI',
    person_id: `U0COACH${String(at).padStart(2, '0')}`,
    kinds: ['coaching' as const],
    topics: ['negotiation'],
    places: 2,
    languages: ['en'],
    ways: [],
    about: '',
    updated_at: new Date(Date.UTC(2026, 0, 1, 0, at)),
  };
}

/** The tables in which somebody's id stands anywhere. */
async function tablesNaming({ db }: Together, id: string): Promise<string[]> {
  const tables = await db.introspection.getTables();
  const found: string[] = [];
  for (const { schema = 'public', name } of tables) {
    const { rows } = await sql<{
      text: string;
    }>`select t::text as text from ${sql.id(schema, name)} t`.execute(db);
    if (rows.some(({ text }) => text.includes(id))) found.push(name);
  }
  return found;
}
