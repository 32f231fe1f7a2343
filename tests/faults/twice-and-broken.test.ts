import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { opened } from '../../src/people/contacts.ts';
import { textOf } from '../harness/member.ts';
import { payload, send } from '../harness/signed.ts';
import { PEOPLE, startTogether, type Together } from '../harness/together.ts';

/** A sent contacts form, as Slack delivers it. */
function submission(all: Together, note: string, callbackId = 'people.contacts') {
  return {
    type: 'view_submission',
    team: { id: all.slack.teamId, domain: 'x' },
    user: { id: PEOPLE.jonas, name: 'jonas', team_id: all.slack.teamId },
    trigger_id: '1.2.x',
    view: {
      id: 'V0TWICE',
      hash: '1.x',
      type: 'modal',
      callback_id: callbackId,
      private_metadata: JSON.stringify(opened([])),
      blocks: [{ type: 'input', block_id: 'note.hr' }],
      state: { values: { 'note.hr': { note: { type: 'plain_text_input', value: note } } } },
    },
  };
}

describe('delivered twice, broken in the middle', () => {
  let all: Together;
  beforeAll(async () => {
    all = await startTogether('http');
  });
  afterAll(() => all.stop());

  it('a form that arrives twice takes effect once, also when both arrive together', async () => {
    const notes = ['first', 'second', 'third'];
    const answers = await Promise.all(
      notes.map((note) => send(all.app.port, payload(submission(all, note)))),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const saved = await all.db.selectFrom('contacts').select('note').where('kind', '=', 'hr').execute();
    expect(saved).toHaveLength(1);
    // One took effect; the two that came with something else are told, and nothing of theirs is lost.
    const refused = answers.filter(({ text }) => text.includes('Somebody else changed this contact'));
    expect(refused).toHaveLength(2);
    const again = await send(all.app.port, payload(submission(all, saved[0]?.note ?? '')));
    expect(again.text).toContain('This is what people will see');
  });

  it('a form that nobody knows any more says so, and does not close silently', async () => {
    const { text } = await send(all.app.port, payload(submission(all, 'x', 'people.retired')));
    expect(JSON.parse(text)).toMatchObject({ response_action: 'update', view: { type: 'modal' } });
    expect(text).toContain('no longer in use');
  });

  it('with the database gone, the person reads a reference and what to do; the log has it once; nothing is lost', async () => {
    await sql`alter table contacts rename to contacts_away`.execute(all.db);
    const before = all.logged().length;
    const { status, text } = await send(
      all.app.port,
      payload({ ...submission(all, 'kept'), view: { ...submission(all, 'kept').view, id: 'V0BROKEN' } }),
    );
    expect(status).toBe(200);
    const answer = JSON.parse(text);
    expect(answer.response_action).toBe('errors');
    const sentence: string = answer.errors['note.hr'];
    expect(sentence).toMatch(/what you typed is still here\. Please try again\. Reference: [0-9A-F]{8}$/);
    const reference = sentence.slice(-8);
    const lines = all.logged().slice(before).split('\n');
    expect(lines.filter((line) => line.includes(reference))).toHaveLength(1);

    await sql`alter table contacts_away rename to contacts`.execute(all.db);
  });

  it('with the database gone before anything was read, commands and modals say so, and work again afterwards', async () => {
    const fresh = await startTogether('http');
    await sql`alter table contacts rename to contacts_away`.execute(fresh.db);
    const darnell = fresh.as('darnell');
    await darnell.types('/coach-or-mentor help');
    const apology = await darnell.message('Something went wrong on our side');
    expect(apology.text).toMatch(/reference to the people who run the app: [0-9A-F]{8}$/);
    await darnell.types('/coach-or-mentor choose');
    const problem = await darnell.modal('That did not work');
    expect(textOf(problem)).toContain('Please try again');
    await darnell.closes(problem);
    await sql`alter table contacts_away rename to contacts`.execute(fresh.db);
    await darnell.types('/coach-or-mentor choose');
    await darnell.modal('Which one fits?');
    await fresh.stop();
  });

  it('with Slack refusing to tell about a person, they are answered all the same', async () => {
    // A person that users.info does not know: the default language, and no rights.
    const body = new URLSearchParams({
      command: '/coach-or-mentor',
      text: 'help',
      team_id: all.slack.teamId,
      user_id: 'U0NOBODY01',
      channel_id: 'C0GENERAL1',
      trigger_id: '1.2.x',
      response_url: 'http://127.0.0.1:1/nothing',
    }).toString();
    expect((await send(all.app.port, body)).status).toBe(200);
    await expect.poll(() => all.logged()).toContain('Slack could not be asked about a person');
  });
});
