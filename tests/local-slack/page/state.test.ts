import { describe, expect, it } from 'vitest';
import type {
  Change,
  Conversation,
  OpenView,
  PersonCard,
  ShownMessage,
  Snapshot,
} from '../../../src/local-slack/page/protocol.ts';
import { applyChange, World } from '../../../src/local-slack/page/state.ts';

const person = (id: string, more: Partial<PersonCard> = {}): PersonCard => ({
  id,
  name: `Person ${id}`,
  title: '',
  timeZone: 'UTC',
  locale: 'en-US',
  role: 'member',
  isBot: false,
  deactivated: false,
  ...more,
});

const conversation = (id: string, more: Partial<Conversation> = {}): Conversation => ({
  id,
  kind: 'channel',
  name: `channel-${id}`,
  topic: '',
  members: ['U1'],
  isApp: false,
  ...more,
});

const message = (ts: string, more: Partial<ShownMessage> = {}): ShownMessage => ({
  ts,
  conversation: 'C1',
  from: 'U1',
  text: `at ${ts}`,
  blocks: [],
  edited: false,
  ephemeral: false,
  ...more,
});

const view = (id: string, more: Partial<OpenView> = {}): OpenView => ({
  id,
  type: 'modal',
  callback_id: 'ask',
  title: null,
  submit: null,
  close: null,
  blocks: [],
  hash: 'h1',
  ...more,
});

const START: Snapshot = {
  team: { id: 'T1', name: 'Team' },
  me: person('U1'),
  people: [person('U1'), person('U2'), person('UBOT', { isBot: true }), person('U3', { deactivated: true })],
  elsewhere: [],
  app: {
    id: 'A1',
    name: 'The App',
    description: '',
    botUserId: 'UBOT',
    commands: [],
    shortcuts: [],
    messageShortcuts: [],
    hasHome: true,
    hasMessages: true,
    messagesReadOnly: false,
    connected: true,
  },
  conversations: [conversation('C1'), conversation('D1', { kind: 'dm', name: 'The App', isApp: true })],
  channels: [{ id: 'C2', name: 'other' }],
  messages: { C1: [message('1700000000.000100'), message('1700000000.000300')] },
  views: [view('V1')],
  home: null,
  unread: { C1: 2 },
  clock: { now: 0, speed: 1 },
};

const stamps = (snapshot: Snapshot, id = 'C1') => (snapshot.messages[id] ?? []).map((one) => one.ts);

/** The snapshot after the changes; that the one it began with stays as it was is looked at every time. */
function changed(...changes: Change[]): Snapshot {
  const copy = structuredClone(START);
  const result = changes.reduce(applyChange, START);
  expect(START).toEqual(copy);
  return result;
}

describe('a message', () => {
  it('that is new goes to the end, and counts as unread', () => {
    const now = changed({ type: 'message', message: message('1700000001.000000'), unread: 3 });
    expect(stamps(now)).toEqual(['1700000000.000100', '1700000000.000300', '1700000001.000000']);
    expect(now.unread).toEqual({ C1: 3 });
  });

  it.each([
    ['1700000000.000050', 0],
    ['1700000000.000200', 1],
    ['1700000000.000299', 1],
    ['1700000000.000301', 2],
    ['999999999.000000', 0],
  ])('that comes late, of %s, goes to its place %i by time', (ts, place) => {
    expect(stamps(changed({ type: 'message', message: message(ts), unread: 3 })).indexOf(ts)).toBe(place);
  });

  it('that was edited takes its own place', () => {
    const edited = message('1700000000.000100', { text: 'better', edited: true });
    const now = changed({ type: 'message', message: edited, unread: 2 });
    expect(now.messages['C1']).toEqual([edited, message('1700000000.000300')]);
  });

  it('that only its reader sees is one of the list', () => {
    const ephemeral = message('1700000002.000000', { ephemeral: true, from: 'UBOT' });
    const now = changed({ type: 'message', message: ephemeral, unread: 2 });
    expect(now.messages['C1']?.at(-1)).toEqual(ephemeral);
    expect(now.unread).toEqual({ C1: 2 });
  });

  it('that is delivered twice is there once', () => {
    const change: Change = { type: 'message', message: message('1700000001.000000'), unread: 3 };
    expect(changed(change, change)).toEqual(changed(change));
  });

  it('that was deleted is gone, and what is unknown changes nothing', () => {
    const gone = changed({ type: 'message-deleted', conversation: 'C1', ts: '1700000000.000100' });
    expect(stamps(gone)).toEqual(['1700000000.000300']);
    expect(stamps(changed({ type: 'message-deleted', conversation: 'C1', ts: '1.0' }))).toEqual(
      stamps(START),
    );
    expect(stamps(changed({ type: 'message-deleted', conversation: 'C9', ts: '1.0' }), 'C9')).toEqual([]);
  });

  it('may be the first of its conversation, and leaves the others alone', () => {
    const first = message('1700000005.000000', { conversation: 'D1' });
    const now = changed({ type: 'message', message: first, unread: 1 });
    expect(now.messages['D1']).toEqual([first]);
    expect(now.messages['C1']).toBe(START.messages['C1']);
    expect(now.unread).toEqual({ C1: 2, D1: 1 });
  });
});

describe('what else changes', () => {
  it('is read', () => {
    expect(changed({ type: 'unread', conversation: 'C1', unread: 0 })).toEqual({
      ...START,
      unread: { C1: 0 },
    });
  });

  it('is the stack of views: pushed, updated, closed', () => {
    const pushed = [view('V1'), view('V2')];
    const updated = [view('V1'), view('V2', { hash: 'h2' })];
    expect(changed({ type: 'views', views: pushed })).toEqual({ ...START, views: pushed });
    expect(changed({ type: 'views', views: pushed }, { type: 'views', views: updated }).views).toEqual(
      updated,
    );
    expect(changed({ type: 'views', views: [] }).views).toEqual([]);
  });

  it('is the Home tab', () => {
    const home = view('VH', { type: 'home' });
    expect(changed({ type: 'home', home })).toEqual({ ...START, home });
  });

  it('is the app', () => {
    const app = { ...START.app, connected: false };
    expect(changed({ type: 'app', app })).toEqual({ ...START, app });
  });

  it('is a conversation, new or known', () => {
    const renamed = conversation('C1', { topic: 'something else' });
    const joined = conversation('C2');
    expect(changed({ type: 'conversation', conversation: renamed }).conversations).toEqual([
      renamed,
      ...START.conversations.slice(1),
    ]);
    expect(changed({ type: 'conversation', conversation: joined }).conversations).toEqual([
      ...START.conversations,
      joined,
    ]);
  });

  it('is nothing after a toast', () => {
    expect(changed({ type: 'toast', toast: { level: 'error', text: 'late' } })).toBe(START);
  });
});

describe('the world', () => {
  const world = new World(START);

  it.each([
    ['U2', 'Person U2'],
    ['UBOT', 'The App'],
    ['C1', 'channel-C1'],
    ['U404', 'U404'],
    ['', ''],
  ])('calls %j %j', (id, name) => expect(world.nameOf(id)).toBe(name));

  it('knows people, conversations and the app', () => {
    expect(world.person('U2')).toEqual(person('U2'));
    expect(world.person('C1')).toBeUndefined();
    expect(world.conversation('C1')).toEqual(conversation('C1'));
    expect(world.conversation('U1')).toBeUndefined();
    expect(world.appConversation?.id).toBe('D1');
    expect([world.isApp('UBOT'), world.isApp('U1')]).toEqual([true, false]);
    expect(world.me).toBe(START.me);
  });

  it('is looked at through the eyes of people who are there', () => {
    expect(world.viewers.map((one) => one.id)).toEqual(['U1', 'U2']);
  });

  it('knows the viewer even when no list has them', () => {
    expect(new World({ ...START, people: [], conversations: [] }).nameOf('U1')).toBe('Person U1');
    expect(new World({ ...START, conversations: [] }).appConversation).toBeUndefined();
  });
});
