import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { textsIn } from '../../src/locales/texts.ts';
import { ConcernId, type Trusted } from '../../src/people/concern.ts';
import { type ConcernPorts, concernFor, reportConcern, trustedFor } from '../../src/people/flow/concerns.ts';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { keptOf, type SettingsPorts } from '../../src/people/flow/settings.ts';
import { concernForm, sentConcern } from '../../src/people/views/concern.ts';
import { PersonId, type PersonKey, WorkspaceId } from '../../src/ports.ts';
import { freshDatabase } from '../harness/database.ts';
import { type TestPorts, testPorts } from '../harness/ports.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
const person = (id: string): PersonKey => ({ workspaceId, personId: PersonId.parse(id) });
const [darnell, jonas, marta] = [person('U0DARNELLO'), person('U0JONASBRA'), person('U0MARTAWIL')];
const [GONE, UNKNOWN] = ['U0GONEGONE', 'U0UNKNOWN1'];
const WORDS = 'It is about <him> & me';

describe('a concern', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let ports: TestPorts & ConcernPorts & SettingsPorts;
  const told: string[] = [];
  const newConcern = () => ConcernId.parse(crypto.randomUUID());
  const name = async (people: readonly string[]): Promise<void> => {
    const row = { workspace_id: workspaceId, kind: 'trust' as const, people: [...people], note: '' };
    await database.db
      .insertInto('contacts')
      .values({ ...row, updated_at: new Date(), updated_by: jonas.personId })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'kind']).doUpdateSet(row))
      .execute();
  };
  beforeAll(async () => {
    database = await freshDatabase();
    await registerWorkspace(database.db, workspaceId);
    const plain = await testPorts(database.db, {
      factsOf: ({ personId }) => {
        if (personId === UNKNOWN) throw new Error('user_not_found');
        return {
          name: `Name of ${personId}`,
          fullName: `Full name of ${personId}`,
          isGone: personId === GONE,
        };
      },
    });
    ports = Object.assign(plain, {
      tellTrusted: async (_: unknown, { personId }: PersonKey, id: ConcernId) => {
        told.push(`${personId} ${id}`);
      },
      programsOf: async () => [],
    });
  });
  beforeEach(async () => {
    told.length = 0;
    await name([jonas.personId, GONE, UNKNOWN, marta.personId, darnell.personId]);
  });
  afterAll(() => database.drop());

  it('can go to every person of trust who is there, and not to oneself', async () => {
    expect(await trustedFor(ports, darnell)).toEqual([
      { id: jonas.personId, name: 'Name of U0JONASBRA', fullName: 'Full name of U0JONASBRA' },
      { id: marta.personId, name: 'Name of U0MARTAWIL', fullName: 'Full name of U0MARTAWIL' },
    ]);
    await name([darnell.personId]);
    expect(await trustedFor(ports, darnell)).toEqual([]);
    await name([]);
    expect(await trustedFor(ports, darnell)).toEqual([]);
  });

  it('is no dead end where Slack cannot be asked: that is an error, and not “nobody”', async () => {
    await name([UNKNOWN]);
    await expect(trustedFor(ports, darnell)).rejects.toThrow('user_not_found');
  });

  it('is told to those who were chosen, once however often it is sent, and read by them alone', async () => {
    const id = newConcern();
    const sent = { id, chosen: [marta.personId], words: WORDS };
    for (const _ of ['the first time', 'again'])
      expect(await reportConcern(ports, darnell, sent)).toMatchObject({
        outcome: 'told',
        told: [{ id: marta.personId }],
      });
    expect(told).toEqual([`${marta.personId} ${id}`]);
    expect(await concernFor(ports, marta, id)).toEqual({
      from: darnell.personId,
      words: WORDS,
      at: ports.clock.now(),
    });
    // Another person of trust, whom nobody chose; somebody else; the sender; and what is no id.
    for (const who of [jonas, person('U0PIOTRZAW'), darnell])
      expect(await concernFor(ports, who, id)).toBeUndefined();
    expect(await concernFor(ports, marta, 'x')).toBeUndefined();
    expect(await concernFor(ports, marta, newConcern())).toBeUndefined();
  });

  it('goes to nobody who is no person of trust, whatever the form says', async () => {
    const id = newConcern();
    const chosen = ['U0PIOTRZAW', GONE, 'U0DARNELLO', 'x'];
    expect(await reportConcern(ports, darnell, { id, chosen, words: WORDS })).toMatchObject({
      outcome: 'nobody',
      trusted: [{ id: jonas.personId }, { id: marta.personId }],
    });
    const mixed = [...chosen, jonas.personId];
    expect(await reportConcern(ports, darnell, { id, chosen: mixed, words: WORDS })).toMatchObject({
      outcome: 'told',
      told: [{ id: jonas.personId }],
    });
    expect(told).toEqual([`${jonas.personId} ${id}`]);
  });

  it('is not kept where it cannot be told', async () => {
    const id = newConcern();
    const failing: ConcernPorts = {
      ...ports,
      tellTrusted: () => Promise.reject(new Error('the message cannot be planned')),
    };
    const sent = { id, chosen: [jonas.personId], words: WORDS };
    await expect(reportConcern(failing, darnell, sent)).rejects.toThrow('planned');
    expect(await concernFor(ports, jonas, id)).toBeUndefined();
  });

  it('ticks nobody where there are several: it may be about one of them', () => {
    const [one, other] = ['U0JONASBRA', 'U0MARTAWIL'].map((id) => ({
      id: PersonId.parse(id),
      name: id,
      fullName: id,
    }));
    if (!one || !other) throw new Error('nobody');
    const reader = { contacts: [], isAdmin: false };
    const ticked = (trusted: readonly Trusted[]) =>
      JSON.stringify(concernForm(textsIn('en'), newConcern(), trusted, reader)).match(/initial_options/g) ??
      [];
    expect(ticked([one, other])).toEqual([]);
    expect(ticked([one])).toHaveLength(1);
  });

  it('says the full names of those who are called the same, and of nobody else', () => {
    const called = (id: string, name: string, fullName: string): Trusted => ({
      id: PersonId.parse(id),
      name,
      fullName,
    });
    const trusted = [
      called('U0MARTAWIL', 'Marta', 'Marta Wilczyńska'),
      called('U0JONASBRA', 'Jonas', 'Jonas Brandt'),
      called('U0MARTANOW', 'Marta', 'Marta Nowak'),
      called('U0MARTAONL', 'Marta', 'Marta'),
    ];
    const form = concernForm(textsIn('en'), newConcern(), trusted, { contacts: [], isAdmin: false });
    const below = form.blocks.flatMap((block) =>
      block.type === 'input' && 'element' in block && block.element.type === 'checkboxes'
        ? block.element.options.map(({ description }) => description?.text)
        : [],
    );
    expect(below).toEqual(['Marta Wilczyńska', undefined, 'Marta Nowak', undefined]);
  });

  it('names somebody, also where Slack let a form through in which nobody is chosen', () => {
    const block = 'people.concern.who U0JONASBRA';
    const typed = {
      state: {
        values: {
          [block]: {
            chosen: {
              type: 'checkboxes',
              selected_options: [
                { value: 'U0JONASBRA', text: { type: 'plain_text' as const, text: 'Jonas' } },
              ],
            },
          },
          'people.concern.words': { typed: { type: 'plain_text_input', value: ' a\u0000b\vc ' } },
        },
      },
    };
    // No database takes a null character.
    expect(sentConcern(textsIn('en'), typed)).toEqual({ chosen: ['U0JONASBRA'], words: 'ab\nc' });
    const empty = {
      state: { values: { [block]: { chosen: { type: 'checkboxes', selected_options: [] } } } },
    };
    expect(sentConcern(textsIn('en'), empty)).toEqual({
      problems: { [block]: 'Please choose at least one person.' },
    });
  });

  it('stands in what the app keeps of whoever told it, and of nobody else', async () => {
    const before = await keptOf(ports, darnell);
    await reportConcern(ports, darnell, { id: newConcern(), chosen: [jonas.personId], words: '' });
    expect(await keptOf(ports, darnell)).toMatchObject({ concerns: before.concerns + 1 });
    expect(await keptOf(ports, jonas)).toMatchObject({ concerns: 0 });
  });
});
