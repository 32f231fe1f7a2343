import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenView } from '../../src/local-slack/page/protocol.ts';
import { type Filled, type Member, textOf } from '../harness/member.ts';
import { MODES, PEOPLE, startTogether, type Together } from '../harness/together.ts';

const WORDS = 'He <!channel> & *calls* me at midnight: zażółcone';

describe.each(MODES)('reporting a concern, connected by %s', (mode) => {
  let all: Together;
  beforeAll(async () => {
    // A Saturday night: it does not wait for working hours.
    all = await startTogether(mode, { now: '2026-11-21T23:00:00Z' });
  });
  afterAll(() => all.stop());

  const shutsAll = async (member: Member): Promise<void> => {
    for (const view of (await member.state()).views.toReversed()) await member.closes(view);
  };
  const names = async (people: readonly string[], hr: string): Promise<void> => {
    const jonas = all.as('jonas');
    await jonas.opensHome();
    await jonas.presses('people.contacts.edit', await jonas.home('Set help contacts'));
    await jonas.submits(await jonas.modal('People see these'), {
      'people.trust': { people: { type: 'multi_users_select', selected_users: [...people] } },
      'note.hr': { note: { type: 'plain_text_input', value: hr } },
    });
    await shutsAll(jonas);
  };
  /** The field with the persons of trust; its name has their ids in it. */
  const whoIn = ({ blocks }: OpenView): string =>
    blocks.flatMap(({ block_id }) => (block_id?.startsWith('people.concern.who') ? [block_id] : []))[0] ?? '';
  const form = (view: OpenView, people: readonly string[], words: string): Filled => ({
    [whoIn(view)]: {
      chosen: {
        type: 'checkboxes',
        selected_options: people.map((value) => ({ value, text: { type: 'plain_text', text: value } })),
      },
    },
    'people.concern.words': { typed: { type: 'plain_text_input', value: words } },
  });

  it('says so where nobody is named, and what else there is', async () => {
    await names([], 'room 4.12');
    const darnell = all.as('darnell');
    await darnell.opensHome();
    expect(textOf(await darnell.home('room 4.12'))).not.toContain('Report a concern');
    await darnell.types('/coach-or-mentor contacts');
    expect(textOf(await darnell.message('room 4.12'))).not.toContain('Report a concern');
  });

  it('is one form, from the Home and from the contacts; the message says who and nothing else', async () => {
    await names([PEOPLE.marta, PEOPLE.piotr], 'room 4.12');
    const [darnell, marta] = [all.as('darnell'), all.as('marta')];
    await darnell.types('/coach-or-mentor contacts');
    await darnell.presses('people.concern', await darnell.message('Report a concern'));
    await darnell.closes(await darnell.modal('Who should hear of it?'));
    await darnell.opensHome();
    await darnell.presses('people.concern', await darnell.home('Report a concern'));
    const opened = await darnell.modal('Who should hear of it?');
    expect(textOf(opened)).toContain('room 4.12');
    expect(await darnell.submits(opened, form(opened, [], WORDS))).toMatchObject({
      outcome: 'errors',
      errors: { [whoIn(opened)]: expect.any(String) },
    });
    await darnell.submits(opened, form(opened, [PEOPLE.marta], WORDS));
    const sent = await darnell.modal('Now asked to write to you here in Slack');
    expect(textOf(sent)).toContain(`<@${PEOPLE.marta}>`);
    await all.passes({});

    const told = await marta.told('jako z zaufaną osobą');
    expect(told.text).toContain(`<@${PEOPLE.darnell}>`);
    expect(JSON.stringify(told)).not.toContain('midnight');
    await marta.presses('people.concern.read', told);
    expect(textOf(await marta.modal('zostawia te słowa'))).toContain(WORDS);
    await shutsAll(marta);
    await shutsAll(darnell);
  });

  it('reaches nobody else, and no log', async () => {
    const [piotr, jonas] = [all.as('piotr'), all.as('jonas')];
    // The other person of trust, whom nobody chose, with the button that was meant for another.
    expect(await piotr.allTold()).toEqual([]);
    expect(await jonas.allTold()).toEqual([]);
    const log = all.logged();
    for (const word of ['midnight', 'zażółcone', PEOPLE.darnell, PEOPLE.marta])
      expect(log).not.toContain(word);
    // The control: the app does log.
    expect(log).toContain('the app is connected to Slack');
  });

  it('the form stays, with its words, where the chosen one is no person of trust any more', async () => {
    const darnell = all.as('darnell');
    await darnell.opensHome();
    await darnell.presses('people.concern', await darnell.home('Report a concern'));
    const opened = await darnell.modal('Who should hear of it?');
    await names([PEOPLE.piotr], 'room 4.12');
    await darnell.submits(opened, form(opened, [PEOPLE.marta], WORDS));
    const again = await darnell.modal('Who should hear of it?');
    expect(whoIn(again)).toBe(`people.concern.who ${PEOPLE.piotr}`);
    // What was typed stays where the field does.
    expect(again.blocks.map(({ block_id }) => block_id)).toContain('people.concern.words');
    await names([], 'room 4.12');
    await darnell.submits(again, form(again, [PEOPLE.piotr], WORDS));
    expect(textOf(await darnell.modal('nothing has been sent'))).toContain('room 4.12');
    await all.passes({});
    expect(await all.as('piotr').allTold()).toEqual([]);
  });
});
