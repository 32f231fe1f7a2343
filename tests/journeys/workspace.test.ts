import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Filled, type Member, textOf } from '../harness/member.ts';
import { startTogether, type Together } from '../harness/together.ts';

const INTRO = { jonas: 'These hold for the whole workspace', marta: 'Te ustawienia dotyczą' };

const least = (value: string): Filled => ({
  'people.workspace.least': { typed: { type: 'number_input', value } },
});
const language = (value: string, text: string): Filled => ({
  'people.workspace.language': {
    chosen: { type: 'static_select', selected_option: { value, text: { type: 'plain_text', text } } },
  },
});
const hours = (days: string[], from: string, to: string): Filled => ({
  'people.workspace.days': {
    chosen: {
      type: 'checkboxes',
      selected_options: days.map((value) => ({ value, text: { type: 'plain_text', text: value } })),
    },
  },
  'people.workspace.from': { chosen: { type: 'timepicker', selected_time: from } },
  'people.workspace.to': { chosen: { type: 'timepicker', selected_time: to } },
});

describe('the settings of a workspace', () => {
  let all: Together;
  beforeAll(async () => {
    all = await startTogether('socket');
  });
  afterAll(() => all.stop());

  async function opens(admin: Member, of: 'jonas' | 'marta') {
    await admin.opensHome();
    const name = of === 'jonas' ? 'Workspace settings' : 'Ustawienia obszaru';
    await admin.presses('people.workspace', await admin.home(name));
    return admin.modal(INTRO[of]);
  }
  const settings = () =>
    all.db
      .selectFrom('workspaces')
      .select(['usual_hours', 'language', 'least_group', 'settings_version'])
      .executeTakeFirstOrThrow();

  it('are on the Home of admins, beside the help contacts, and of nobody else', async () => {
    const darnell = all.as('darnell');
    await darnell.opensHome();
    expect(textOf(await darnell.home('Where to turn'))).not.toContain('Workspace settings');
    const jonas = all.as('jonas');
    await jonas.opensHome();
    const home = await jonas.home('Workspace settings');
    const row = home.blocks.find(({ block_id }) => block_id === 'people.change-contacts');
    expect(row).toMatchObject({
      elements: [{ action_id: 'people.contacts.edit' }, { action_id: 'people.workspace' }],
    });
  });

  it('are filled with what holds; what is wrong is said under its field; saved, they hold for everybody', async () => {
    const [jonas, darnell] = [all.as('jonas'), all.as('darnell')];
    const form = await opens(jonas, 'jonas');
    expect(await jonas.submits(form, { ...least('4'), ...hours(['1'], '17:00', '09:00') })).toMatchObject({
      outcome: 'errors',
      errors: {
        'people.workspace.to': expect.stringContaining('Choose a time after the beginning'),
        'people.workspace.least': expect.stringContaining('from 5 to 30'),
      },
    });
    expect((await settings()).settings_version).toBe(1);
    await jonas.submits(form, { ...least('12'), ...hours(['1', '2', '3', '4'], '08:00', '16:30') });
    const saved = await jonas.modal('This holds now for the whole workspace');
    expect(textOf(saved)).toContain('Monday, Tuesday, Wednesday and Thursday, 08:00 to 16:30');
    expect(textOf(saved)).toContain('at least 12 people or pairs');
    await jonas.closes(saved);

    await darnell.types('/coach-or-mentor me');
    const own = await darnell.modal('Working hours');
    expect(textOf(own)).toContain('Monday, Tuesday, Wednesday and Thursday');
    await darnell.closes(own);
  });

  it('two admins at once: the second reads it under what differs, and has lost nothing', async () => {
    const [jonas, marta] = [all.as('jonas'), all.as('marta')];
    const [ofJonas, ofMarta] = [await opens(jonas, 'jonas'), await opens(marta, 'marta')];
    await jonas.submits(ofJonas, language('pl', 'Polish'));
    await jonas.closes(await jonas.modal('This holds now'));
    expect(await marta.submits(ofMarta, least('20'))).toMatchObject({
      outcome: 'errors',
      errors: {
        'people.workspace.language': expect.stringContaining('Ktoś inny zmienił te ustawienia'),
        'people.workspace.least': expect.stringContaining('Wpisane treści są nadal tutaj'),
      },
    });
    expect(await settings()).toMatchObject({ language: 'pl', least_group: 12, settings_version: 3 });
    await marta.closes(ofMarta);
    // Opened again it shows what holds, and is saved.
    await marta.submits(await opens(marta, 'marta'), least('20'));
    await marta.closes(await marta.modal('Zapisano. Oto co teraz obowiązuje'));
    expect(await settings()).toMatchObject({ language: 'pl', least_group: 20, settings_version: 4 });
  });

  it('are refused to whoever is no admin any more, when opened and when sent', async () => {
    const jonas = all.as('jonas');
    const form = await opens(jonas, 'jonas');
    all.slack.changePerson(jonas.id, { role: 'member' });
    await jonas.submits(form, least('7'));
    const refused = await jonas.modal('Only admins of this Slack workspace can change its settings');
    await jonas.closes(refused);
    all.slack.changePerson(jonas.id, { role: 'admin' });
    expect(await settings()).toMatchObject({ least_group: 20, settings_version: 4 });
    const audited = await all.db.selectFrom('audit_events').select(['actor', 'what', 'about']).execute();
    expect(audited).toEqual([
      {
        actor: jonas.id,
        what: 'workspace.settings',
        about: { hours: '1234 08:00-16:30', language: 'en', leastGroup: '12' },
      },
      { actor: jonas.id, what: 'workspace.settings', about: { language: 'pl' } },
      { actor: all.as('marta').id, what: 'workspace.settings', about: { leastGroup: '20' } },
    ]);
  });
});
