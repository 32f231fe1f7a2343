import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Filled, textOf } from '../harness/member.ts';
import { MODES, PEOPLE, startTogether, type Together } from '../harness/together.ts';

const NOTE = '*555* <!channel> & <@U0JONASBRA>, Mo–Fr 👩‍💻';

function contacts(support: string[], note: string): Filled {
  return {
    'people.support': { people: { type: 'multi_users_select', selected_users: support } },
    'note.support': { note: { type: 'plain_text_input', value: note } },
    'people.hr': { people: { type: 'multi_users_select', selected_users: [] } },
    'note.trust': { note: { type: 'plain_text_input', value: null } },
  };
}

describe.each(MODES)('help contacts, connected by %s', (mode) => {
  let all: Together;
  beforeAll(async () => {
    all = await startTogether(mode);
  });
  afterAll(() => all.stop());

  it('an admin sets them by modal; everybody sees them at once, as typed', async () => {
    const [jonas, darnell] = [all.as('jonas'), all.as('darnell')];
    await darnell.types('/coach-or-mentor help');
    expect(textOf(await darnell.message('No help contacts have been entered'))).not.toContain(
      'Set help contacts',
    );
    // The control: an admin is shown the button there.
    await jonas.types('/coach-or-mentor help');
    expect(textOf(await jonas.message('What you can type'))).toContain('Set help contacts');

    await jonas.types('/coach-or-mentor contacts');
    await jonas.presses('people.contacts.edit', await jonas.message('You are an admin: please add them'));
    const form = await jonas.modal('People see these under every piece of advice');
    expect(textOf(form)).toContain('Who sees this: everybody in this workspace');
    await jonas.submits(form, contacts([PEOPLE.darnell, PEOPLE.piotr], NOTE));
    const saved = await jonas.modal('This is what people will see:');
    expect(textOf(saved)).toContain(NOTE);
    await jonas.closes(saved);

    await darnell.types('/coach-or-mentor contacts');
    const shown = await darnell.message('Health and well-being');
    expect(textOf(shown)).toContain(`<@${PEOPLE.darnell}> ,  <@${PEOPLE.piotr}> ,  ${NOTE}`);
    // What screen readers and notifications read is mrkdwn, so the note is escaped there.
    expect(shown.text).toContain('*555* &lt;!channel&gt; &amp; &lt;@U0JONASBRA&gt;');
    expect(shown.text).not.toContain('<!channel>');
    expect(textOf(shown)).not.toContain('Set help contacts');
    await jonas.types('/coach-or-mentor contacts');
    expect(textOf(await jonas.message(NOTE))).toContain('Set help contacts');

    await jonas.opensHome();
    await jonas.home(NOTE);
  });

  it('is filled with what stands, and takes out what is emptied', async () => {
    const jonas = all.as('jonas');
    await jonas.opensHome();
    await jonas.presses('people.contacts.edit', await jonas.home('Set help contacts'));
    const form = await jonas.modal('People see these');
    expect(textOf(form)).toContain(NOTE);
    await jonas.submits(form, contacts([], ''));
    await jonas.closes(await jonas.modal('No help contacts have been entered'));
    // The Home that is open shows it too.
    await jonas.home('You are an admin: please add them');
  });

  it('two admins at once do not undo each other, and are told where both changed the same', async () => {
    const [jonas, marta] = [all.as('jonas'), all.as('marta')];
    const open = async (admin: typeof jonas) => {
      await admin.opensHome();
      await admin.presses(
        'people.contacts.edit',
        await admin.home(admin === marta ? 'Ustaw kontakty' : 'Set help contacts'),
      );
      return admin.modal(admin === marta ? 'pod każdą poradą' : 'People see these');
    };
    const [ofJonas, ofMarta] = [await open(jonas), await open(marta)];
    const note = (kind: string, value: string): Filled => ({
      [`note.${kind}`]: { note: { type: 'plain_text_input', value } },
    });
    await jonas.submits(ofJonas, note('support', 'line 1'));
    await jonas.closes(await jonas.modal('line 1'));
    await marta.submits(ofMarta, note('hr', 'line 2'));
    const saved = await marta.modal('line 2');
    expect(textOf(saved)).toContain('line 1');
    await marta.closes(saved);

    const [again, too] = [await open(jonas), await open(marta)];
    await jonas.submits(again, { ...note('support', 'mine'), ...note('hr', 'line 2') });
    await jonas.closes(await jonas.modal('mine'));
    const refused = await marta.submits(too, { ...note('support', 'hers'), ...note('hr', 'line 2') });
    expect(refused).toMatchObject({
      outcome: 'errors',
      errors: { 'note.support': expect.stringContaining('Ktoś inny zmienił') },
    });
    await marta.closes(too);
  });

  it('refuses a form whose sender is no admin any more, and saves nothing', async () => {
    const jonas = all.as('jonas');
    await jonas.types('/coach-or-mentor contacts');
    await jonas.presses('people.contacts.edit', await jonas.message('Set help contacts'));
    const form = await jonas.modal('People see these');
    all.slack.changePerson(jonas.id, { role: 'member' });
    await jonas.submits(form, contacts([PEOPLE.piotr], 'smuggled'));
    await jonas.closes(await jonas.modal('Only admins of this Slack workspace can change'));
    all.slack.changePerson(jonas.id, { role: 'admin' });
    expect(await all.db.selectFrom('contacts').selectAll().where('note', '=', 'smuggled').execute()).toEqual(
      [],
    );
  });
});
