import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pairsDue } from '../../src/pairs/flow/due.ts';
import { leavePair } from '../../src/pairs/flow/pairs.ts';
import { featuresOf } from '../harness/features.ts';
import { type Came, type Fields, filled, readIn } from '../harness/pressing.ts';
import { aPlace, NAME, type Place, ROLES, type Role, WORDS } from './pressed/place.ts';
import {
  BUTTONS,
  COMMANDS,
  FORMS,
  LINKS,
  OPENED_OTHERWISE,
  type Pressed,
  SHORTCUTS,
} from './pressed/tables.ts';

const NOBODYS = '00000000-0000-4000-8000-00000000dead';
/** What no button carries, and no form. */
const GARBAGE = [
  undefined,
  '',
  ' ',
  'x',
  'null',
  '{}',
  '[]',
  '{"half":',
  '{"pairId":7,"sessionId":[],"round":-1,"version":"1; drop table pairs"}',
  NOBODYS,
  `${NOBODYS} final 1`,
  `${NOBODYS} 1e99`,
  `${NOBODYS} 2026-13-45T99:99:99.000Z`,
  'constructor __proto__ 1',
  '\u0000',
  'ż'.repeat(3_000),
];

let place: Place;
beforeAll(async () => {
  place = await aPlace();
});
afterAll(() => place.world.drop());
beforeEach(() => place.restore());

const others = (whose: readonly Role[]): Role[] => ROLES.filter((role) => !whose.includes(role));

/** Something was said, in words. */
function expectSaid(came: Came, of: string): string {
  const read = readIn(came);
  expect(read.length, of).toBeGreaterThan(10);
  expect(read, of).not.toMatch(/undefined|\[object|NaN|Invalid Date/);
  return read;
}

/** What those read who have no business with it. */
function expectRefused(came: Came, of: string): string {
  const read = expectSaid(came, of);
  expect(read, of).not.toContain(WORDS);
  expect(read, of).not.toContain(NAME);
  expect(read, of).not.toContain('U0COHORT');
  // Slack says more of a channel to the app than to them.
  expect(came.channels, of).toEqual([]);
  return read;
}

const press = (role: Role, action: string, { carries, inView }: Pressed): Promise<Came> =>
  place.hands.press(place.as(role), action, carries(place.ids), inView?.(place.ids));

/** Who has a form that is theirs open. */
const opener = (form: string): Role => FORMS[form]?.for[0] ?? 'learner';

async function opened(form: string, role = opener(form)): Promise<{ metadata: string; values: Fields }> {
  const how = FORMS[form]?.opens;
  if (!how) throw new Error(`no form ${form}`);
  if (form === 'pairs.log.form') place.world.ports.moveTo('2026-11-26T09:00:00Z');
  if (form === 'pairs.pulse') place.world.ports.moveTo('2027-01-11T09:00:00Z');
  const { view } = await ('send' in how ? sentAs(role, how.send) : pressedFor(role, how));
  expect(view?.callback_id).toBe(form);
  if (!view) throw new Error('no form');
  return {
    metadata: view.private_metadata ?? '',
    values: { ...filled(view, WORDS, '2026-12-08'), ...FORMS[form]?.fills?.(place.ids) },
  };
}

async function sentAs(role: Role, form: string): Promise<Came> {
  const { metadata, values } = await opened(form, role);
  return place.hands.send(place.as(role), form, metadata, values);
}

function pressedFor(
  role: Role,
  how: { press: string; with?: (typeof BUTTONS)[string]['carries'] },
): Promise<Came> {
  const button = BUTTONS[how.press];
  if (!button) throw new Error(`no button ${how.press}`);
  return press(role, how.press, { ...button, ...(how.with && { carries: how.with }) });
}

describe('the tables', () => {
  it('have every button, form, command and shortcut that app.ts puts together', () => {
    const { hands } = place;
    expect([...Object.keys(BUTTONS), ...LINKS].toSorted()).toEqual(hands.actions.toSorted());
    expect([...Object.keys(FORMS), ...OPENED_OTHERWISE].toSorted()).toEqual(hands.forms.toSorted());
    expect(COMMANDS.toSorted()).toEqual(hands.commands.toSorted());
    expect(SHORTCUTS.toSorted()).toEqual(hands.shortcuts.toSorted());
  });

  it('know every way in which a feature can be asked something', async () => {
    const asked = new Set((await featuresOf()).flatMap((feature) => Object.keys(feature)));
    expect([...asked].toSorted()).toEqual([
      'actions',
      'commands',
      'due',
      'help',
      'homeSection',
      'introduce',
      'listen',
      'messages',
      'name',
      'posts',
      'shortcuts',
      'touches',
      'views',
    ]);
  });
});

describe('a button', () => {
  it.each(Object.entries(BUTTONS))('%s: is nothing to those it is not for', async (action, button) => {
    const before = await place.written();
    for (const role of others(button.for)) expectRefused(await press(role, action, button), role);
    const carried = button.carries(place.ids);
    for (const who of button.for.includes('stranger') ? [] : [place.world.stranger])
      expectRefused(await place.hands.press(who, action, carried, '{}'), 'in another modal');
    expect(await place.written()).toBe(before);
  });

  it.each(Object.entries(BUTTONS))('%s: carries nothing that is trusted', async (action, button) => {
    const before = await place.written();
    const role = button.for.includes('stranger') ? 'stranger' : (button.for[0] ?? 'learner');
    for (const garbage of GARBAGE) {
      const of = `${role} ${garbage}`;
      expectSaid(await place.hands.press(place.as(role), action, garbage, garbage), of);
      if (button.inView)
        expectSaid(
          await place.hands.press(place.as(role), action, garbage, button.inView(place.ids)),
          `${of} in its modal`,
        );
    }
    if (!CARRIES_NOTHING.includes(action)) expect(await place.written()).toBe(before);
  });

  it.each(Object.entries(BUTTONS).filter(([, { for: whose }]) => whose.length < ROLES.length))(
    '%s: is something to those it is for',
    async (action, button) => {
      const refused = readIn(await press('stranger', action, button));
      const before = await place.written();
      for (const role of button.for) {
        await place.restore();
        const came = await press(role, action, button);
        const isDone = (await place.written()) !== before;
        expect(isDone || readIn(came) !== refused, role).toBe(true);
        // What people wrote for each other is no manager's.
        if (role === 'manager' || role === 'admin') expect(readIn(came), role).not.toContain(WORDS);
      }
    },
  );

  it.each([
    ['pairs.proposal', 'learner', WORDS],
    ['pairs.sponsor.edit', 'learner', WORDS],
    ['people.concern.read', 'learner', WORDS],
    ['matching.change', 'asks', WORDS],
    ['matching.reply', 'asks', WORDS],
    ['matching.hopes', 'asked', WORDS],
    ['matching.cohort.open', 'manager', 'U0COHORT1'],
    ['managing.program', 'manager', NAME],
  ] as const)('%s: what others must not read is what %s reads', async (action, role, kept) => {
    const button = BUTTONS[action];
    expect(button && readIn(await press(role, action, button))).toContain(kept);
  });
});

it('a program of which somebody knows only the id is not asked in, and says no more than why', async () => {
  const button = BUTTONS['matching.ask'];
  if (!button) throw new Error('no button');
  const { ids } = place;
  for (const role of ROLES) {
    const asked = async (id: string) =>
      readIn(await press(role, 'matching.ask', { ...button, carries: () => id }));
    const expected = role === 'elsewhere' ? /not open to you/ : /people whom its managers invite/;
    expect(await asked(ids.own), role).toMatch(/not open to you/);
    expect(await asked(ids.program), role).toMatch(/not open to you/);
    expect(await asked(ids.closed), role).toMatch(role === 'invited' ? /By invitation/ : expected);
    expect(await asked(ids.cohort), role).toMatch(role === 'elsewhere' ? expected : /nobody new/);
  }
});

/** What these do they do whatever they carry: in a modal whose metadata say what it is about, or for whoever presses. */
const CARRIES_NOTHING = ['matching.cohort.run', 'matching.cohort.drop'];

describe('a form', () => {
  it.each(Object.entries(FORMS))('%s: is nothing to those it is not for', async (form, { for: whose }) => {
    const { metadata, values } = await opened(form);
    expect(metadata).not.toContain(WORDS);
    const before = await place.written();
    for (const role of others(whose))
      expectRefused(await place.hands.send(place.as(role), form, metadata, values), role);
    expect(await place.written()).toBe(before);
  });

  it.each(Object.entries(FORMS).filter(([, { for: whose, makes }]) => whose.length < ROLES.length && !makes))(
    '%s: carries nothing that is trusted',
    async (form, { for: whose }) => {
      const { values } = await opened(form);
      const before = await place.written();
      for (const role of whose)
        for (const garbage of GARBAGE)
          expectSaid(
            await place.hands.send(place.as(role), form, garbage ?? '', values),
            `${role} ${garbage}`,
          );
      expect(await place.written()).toBe(before);
    },
  );

  it.each(Object.entries(FORMS))(
    '%s: fields that no client would send are named, or left out',
    async (form) => {
      const { metadata, values } = await opened(form);
      const who = place.as(opener(form));
      for (const bad of [
        {},
        { value: null, selected_option: null, selected_options: null, selected_date: null },
        {
          value: '\u0000'.repeat(3),
          selected_option: { value: 'constructor' },
          selected_options: [{ value: 'x' }],
          selected_date: '2026-99-99',
          selected_time: '99:99',
          selected_users: ['nobody'],
        },
        {
          value: '1e999',
          selected_option: { value: '' },
          selected_options: [],
          selected_date: 'x',
          selected_time: 'x',
          selected_users: [],
        },
      ]) {
        const fields = Object.fromEntries(Object.keys(values).map((block) => [block, { f: bad }]));
        expectSaid(await place.hands.send(who, form, metadata, fields), JSON.stringify(bad));
      }
      expectSaid(await place.hands.send(who, form, metadata, {}), 'no fields');
    },
  );

  it.each(Object.entries(FORMS))('%s: sent again it does nothing more', async (form) => {
    const { metadata, values } = await opened(form);
    const who = place.as(opener(form));
    expectSaid(await place.hands.send(who, form, metadata, values), 'first');
    const { db } = place.world.ports;
    const count = async () =>
      (await db.selectFrom('deliveries').select('id').execute()).length +
      (await db.selectFrom('sessions').select('id').execute()).length +
      (await db.selectFrom('requests').select('id').execute()).length +
      (await db.selectFrom('offers').select('id').execute()).length +
      (await db.selectFrom('pairs').select('id').execute()).length +
      (await db.selectFrom('audit_events').select('what').execute()).length;
    const first = await count();
    expectSaid(await place.hands.send(who, form, metadata, values), 'second');
    expect(await count()).toBe(first);
  });
});

/** Every pair has ended, and nobody is told anything more. */
async function allEnded(): Promise<void> {
  const { ids, world } = place;
  for (const id of [ids.coaching, ids.mentoring, ids.trial, ids.agreement])
    await leavePair(world.ports, world.as('guide'), id);
  world.ports.moveTo(new Date(world.ports.clock.now().getTime() + 14 * 24 * 3_600_000));
  while ((await pairsDue(world.ports)) > 0);
}

const SIDES = ['learner', 'guide'] as const;

describe('where a pair has ended', () => {
  it.each(Object.keys(FORMS).filter((name) => name.startsWith('pairs.')))(
    '%s comes too late',
    async (form) => {
      const { metadata, values } = await opened(form);
      await allEnded();
      const before = await place.written();
      for (const role of SIDES)
        expectSaid(await place.hands.send(place.as(role), form, metadata, values), role);
      expect(await place.written()).toBe(before);
    },
  );

  it('every button comes too late: how it stands, and nothing is written', async () => {
    await allEnded();
    const before = await place.written();
    for (const [action, button] of Object.entries(BUTTONS))
      if (action.startsWith('pairs.'))
        for (const role of SIDES) expectSaid(await press(role, action, button), action);
    expect(await place.written()).toBe(before);
  });
});

it('what is one side’s to write the other cannot write, with a form that was opened for the first', async () => {
  for (const form of ['pairs.goal.form', 'pairs.meeting', 'pairs.log.form']) {
    const { metadata, values } = await opened(form);
    expectSaid(await place.hands.send(place.as('guide'), form, metadata, values), form);
  }
  const { db } = place.world.ports;
  expect(await db.selectFrom('goals').selectAll().execute()).toEqual([]);
  const sessions = await db.selectFrom('sessions').select(['learner_words', 'progress']).execute();
  expect(sessions).toEqual([1, 2].map(() => ({ learner_words: {}, progress: null })));
});

describe('what can be typed, and what stands on a Home', () => {
  it.each([...COMMANDS, ...SHORTCUTS])('%s: is about whoever asks, and changes nothing', async (name) => {
    const before = await place.written();
    for (const role of ROLES) {
      const who = place.as(role);
      const came = await (SHORTCUTS.includes(name)
        ? place.hands.take(who, name)
        : place.hands.type(who, name));
      const read = expectSaid(came, role);
      expect(read, role).not.toContain(WORDS);
      expect(read, role).not.toContain(NAME);
    }
    expect(await place.written()).toBe(before);
  });

  it.each(ROLES)(
    'the Home of %s has nobody’s words, and drafts only for those who manage them',
    async (role) => {
      const before = await place.written();
      const read = await place.hands.home(place.as(role), { isAdmin: role === 'admin' });
      expect(read).not.toContain(WORDS);
      if (role === 'manager' || role === 'admin') expect(read).toContain(NAME);
      else expect(read).not.toContain(NAME);
      expect(await place.written()).toBe(before);
    },
  );
});
