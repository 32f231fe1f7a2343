import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ElementState } from '../../src/local-slack/page/protocol.ts';
import { PersonId } from '../../src/ports.ts';
import { addProgram } from '../../src/programs/flow/life.ts';
import { ProgramId } from '../../src/programs/program.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { Member, textOf } from '../harness/member.ts';
import { PEOPLE, startTogether, type Together } from '../harness/together.ts';
import { aProgram } from '../programs/made.ts';

const option = (value: string) => ({ value, text: { type: 'plain_text' as const, text: value } });
const one = (value: string): ElementState => ({ type: 'static_select', selected_option: option(value) });
const many = (values: string[]): ElementState => ({
  type: 'multi_static_select',
  selected_options: values.map(option),
});

let all: Together;
const ids: Record<string, ProgramId> = {};
beforeAll(async () => {
  all = await startTogether('socket', { now: '2026-11-23T11:00:00Z' });
  const programs = {
    'Women in engineering': { state: 'open' },
    'Rising leaders': { state: 'open', rules: { joining: 'invited' } },
    'Not out yet': { state: 'draft' },
    'Nobody new': { state: 'running', rules: { joinsWhileRunning: false } },
    Everybody: { state: 'open', rules: { guestsAllowed: true }, kind: 'coaching' },
  } as const;
  const { workspaceId } = all.app;
  const by = { workspaceId, personId: PersonId.parse(PEOPLE.jonas) };
  for (const id of [PEOPLE.jonas, PEOPLE.kasia])
    await all.db.insertInto('people').values({ workspace_id: workspaceId, id }).execute();
  for (const [at, [name, says]] of Object.entries(programs).entries()) {
    const id = ProgramId.parse(`00000000-0000-4000-8000-00000000000${at}`);
    ids[name] = id;
    await inTransaction(all.db, (tx) => addProgram(tx, by, aProgram({ id, name, ...says }), new Date()));
  }
});
afterAll(() => all?.stop());

const lists = async (member: Member, typed: string, title: string): Promise<string> => {
  await member.types(`/coach-or-mentor ${typed}`);
  const view = await member.modal(title);
  const text = textOf(view);
  await member.closes(view);
  return text;
};

it('the command lists what somebody can join, and nothing that is not theirs to see', async () => {
  const text = await lists(all.as('darnell'), 'join a program', 'you need not join anything');
  expect(text).toContain('Women in engineering');
  expect(text).toContain('Everybody');
  for (const name of ['Rising leaders', 'Not out yet', 'Nobody new']) expect(text).not.toContain(name);
  const polish = await lists(all.as('piotr'), 'dołącz', 'nie trzeba nigdzie dołączać');
  expect(polish).toContain('Women in engineering');
  expect(polish).toContain('Dołącz w roli mentee');
});

it('a guest sees what takes guests, and a sentence where nothing does', async () => {
  const guest = new Member(all.slack.url, PEOPLE.imani, 'C0LEADERSH');
  const some = await lists(guest, 'programs', 'Everybody');
  expect(some).not.toContain('Women in engineering');
  await all.db.updateTable('programs').set({ state: 'ended' }).where('name', '=', 'Everybody').execute();
  expect(await lists(guest, 'programs', 'for members of this workspace')).not.toContain('Women');
});

it('somebody joins from the command, finds the program among those they take part in, and leaves there', async () => {
  const darnell = all.as('darnell');
  await darnell.types('/coach-or-mentor programs');
  await darnell.presses('matching.ask', await darnell.modal('Women in engineering'));
  const form = await darnell.modal('You join this program by saying what you would like');
  expect(
    await darnell.submits(form, {
      'matching.ask.first': { chosen: one('negotiation') },
      'matching.ask.languages': { chosen: many(['en']) },
    }),
  ).toMatchObject({ ok: true });
  await darnell.modal('You take part, and your wish is saved');
  for (const view of (await darnell.state()).views.toReversed()) await darnell.closes(view);

  await darnell.types('/coach-or-mentor my programs');
  await darnell.presses('managing.leave.learner', await darnell.modal('You take part as a mentee'));
  const left = await darnell.modal('You have left');
  await darnell.presses('managing.programs', left);
  const again = await darnell.modal('you need not join anything');
  expect(textOf(again)).toContain('Women in engineering');
  expect(textOf(again)).not.toContain('You take part');
  await darnell.closes(again);
  const requests = await all.db.selectFrom('requests').select(['learner_id', 'state']).execute();
  expect(requests).toEqual([{ learner_id: PEOPLE.darnell, state: 'withdrawn' }]);
});

it('whoever is invited finds that program there, and asking leads to programs as well', async () => {
  const kasia = all.as('kasia');
  await kasia.types('/coach-or-mentor match');
  await kasia.presses('managing.programs', await kasia.modal('There are also programs that you can join'));
  expect(textOf(await kasia.modal('you need not join anything'))).not.toContain('Rising leaders');
  for (const view of (await kasia.state()).views.toReversed()) await kasia.closes(view);
  await all.db
    .insertInto('invitations')
    .values({
      workspace_id: all.app.workspaceId,
      program_id: ids['Rising leaders'] ?? '',
      person_id: PEOPLE.kasia,
      invited_by: PEOPLE.jonas,
      invited_at: new Date(),
      told_at: new Date(),
      not_now_at: null,
    })
    .execute();
  await kasia.types('/coach-or-mentor programs');
  const view = await kasia.modal('Rising leaders');
  const ask = view.blocks.flatMap((block) =>
    block.type === 'actions' && block.block_id === `managing.program.${ids['Rising leaders']}`
      ? block.elements
      : [],
  );
  expect(ask.map((element) => ('action_id' in element ? element.action_id : ''))).toEqual([
    'matching.ask',
    'managing.join',
  ]);
  await kasia.closes(view);

  await kasia.types('/coach-or-mentor me');
  await kasia.presses('people.kept', await kasia.modal('Working hours'));
  const kept = textOf(await kasia.modal('This is what the app keeps of you'));
  expect(kept).toContain('Rising leaders: invited');
  expect(kept).not.toContain('Women in engineering');
  expect(all.logged()).not.toContain('"level":50');
});
