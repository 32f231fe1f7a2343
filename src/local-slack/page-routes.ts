/** What the page asks of the server: see page/protocol.ts. */
import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { z } from 'zod';
import { sent } from './file-routes.ts';
import { sameOrigin } from './guard.ts';
import type { Hub } from './hub.ts';
import {
  openDirect,
  openHome,
  runCommand,
  runMessageShortcut,
  runShortcut,
  writeMessage,
} from './interactions.ts';
import { act, close, submit, suggest } from './modal-interactions.ts';
import type { Change, DirectReply, PersonCard, Reply, Snapshot, StateValues } from './page/protocol.ts';
import type { Person } from './records.ts';
import { appCard, type Slack } from './slack.ts';
import { shownView } from './views.ts';

// A comment now and then keeps the connection open.
const KEEP_ALIVE_MS = 15_000;

const id = z.string().min(1).max(255);
const text = z.string().max(40_000);
const element: z.ZodType<StateValues[string][string]> = z.looseObject({ type: z.string() });
const state: z.ZodType<StateValues> = z.record(z.string(), z.record(z.string(), element));
const container = z.discriminatedUnion('type', [
  z.object({ type: z.literal('view'), viewId: id }),
  z.object({ type: z.literal('message'), conversation: id, ts: id }),
]);
const user = id;
const block_id = id;
const action_id = id;

/** The routes under /page. What does not have the shape of the protocol is answered with 400 and its problems. */
export function pageRoutes(hub: Hub): Hono {
  const routes = new Hono();
  routes.use(sameOrigin);
  routes.use('/state', compress());
  routes.get('/state', (context) => {
    const seen = who(hub, context);
    if (!seen) return context.json({ ok: false, error: 'user_not_found' }, 404);
    return context.json(snapshot(hub, seen.slack, seen.person));
  });
  routes.get('/events', (context) => events(hub, context));
  routes.get('/file/:file', (context) => {
    const seen = who(hub, context);
    const file = seen?.slack.files.find(context.req.param('file'));
    const mayHave = file?.shares.some(({ room }) =>
      seen?.slack.workspace.rooms.get(room)?.members.includes(seen.person.id),
    );
    return file && mayHave ? sent(context, file) : context.text('There is no such file here.', 404);
  });

  /** A POST with a body of one shape. Whoever sends it is the one who acted last. */
  function post<S extends z.ZodType<{ user: string }>>(
    path: string,
    shape: S,
    run: (slack: Slack, request: z.output<S>) => Reply | DirectReply | Promise<object>,
  ): void {
    routes.post(path, async (context) => {
      const body = shape.safeParse(await context.req.json().catch(() => undefined));
      if (!body.success) return context.json({ ok: false, error: z.prettifyError(body.error) }, 400);
      // Nobody anywhere is nobody in the first workspace, which then says so in its own words.
      const slack = hub.ofPerson(body.data.user) ?? hub.first;
      slack.acted(body.data.user);
      return context.json(await run(slack, body.data));
    });
  }
  post('/command', z.object({ user, conversation: id, command: id, text }), runCommand);
  post('/shortcut', z.object({ user, callbackId: id }), runShortcut);
  post('/message-shortcut', z.object({ user, callbackId: id, conversation: id, ts: id }), runMessageShortcut);
  post('/direct', z.object({ user, other: id }), openDirect);
  post('/message', z.object({ user, conversation: id, text }), writeMessage);
  post('/action', z.object({ user, container, block_id, action_id, element, state }), act);
  post('/submit', z.object({ user, viewId: id, state }), submit);
  post('/close', z.object({ user, viewId: id, all: z.boolean() }), close);
  post('/home', z.object({ user, tab: z.enum(['home', 'messages']) }), openHome);
  post('/options', z.object({ user, container, block_id, action_id, value: text }), suggest);
  post('/read', z.object({ user, conversation: id }), (slack, request): Reply => {
    slack.workspace.markRead(request.user, request.conversation);
    return { ok: true };
  });
  return routes;
}

/**
 * Whose page this is: the person in the query, or whom the first workspace opens with. Undefined for who is not there
 * or has left.
 */
function who(hub: Hub, context: Context): { slack: Slack; person: Person } | undefined {
  const asked = context.req.query('user');
  const slack = asked === undefined ? hub.first : hub.ofPerson(asked);
  const person = asked === undefined ? opener(hub.first) : slack?.workspace.people.get(asked);
  return slack && person && !person.deactivated ? { slack, person } : undefined;
}

/** Whom the workspace opens with; somebody else when they have left since. */
function opener(slack: Slack): Person | undefined {
  const there = active(slack);
  return there.find((one) => one.id === slack.workspace.opensAs) ?? there[0];
}

function active({ workspace }: Slack): Person[] {
  return [...workspace.people.values()].filter((one) => !one.isBot && !one.deactivated);
}

/** All that one person sees. */
function snapshot(hub: Hub, slack: Slack, person: Person): Snapshot {
  const { workspace, views } = slack;
  // The DM with the app is there from the start, as the app's Messages tab.
  if (slack.manifest.hasMessages && slack.installation)
    workspace.directRoom(person.id, slack.identity.botUserId);
  const rooms = [...workspace.rooms.values()].filter((room) => room.members.includes(person.id));
  const home = views.home(person.id);
  return {
    team: { id: workspace.team.id, name: workspace.team.name },
    me: card(person),
    people: [...workspace.people.values()].map(card),
    elsewhere: hub.all
      .filter((one) => one !== slack)
      .map((one) => ({ name: one.workspace.team.name, people: active(one).map(card) })),
    app: appCard(slack),
    conversations: rooms.map((room) => workspace.shownRoom(room, person.id)),
    channels: [...workspace.rooms.values()].flatMap(({ id, kind, name, members }) =>
      kind === 'channel' && person.role !== 'guest' && !members.includes(person.id) ? [{ id, name }] : [],
    ),
    messages: Object.fromEntries(rooms.map((room) => [room.id, workspace.shownMessages(room.id, person.id)])),
    views: views.stack(person.id).map(shownView),
    home: home ? shownView(home) : null,
    unread: Object.fromEntries(rooms.map((room) => [room.id, workspace.unread(person.id, room.id)])),
    clock: slack.productClock.state(),
  };
}

function card(person: Person): PersonCard {
  const { id: personId, name, title, timeZone, locale, role, isBot, deactivated } = person;
  return { id: personId, name, title, timeZone, locale, role, isBot, deactivated };
}

/** The changes that one person sees, as server-sent events. */
function events(hub: Hub, context: Context): Response {
  const seen = who(hub, context);
  if (!seen) return context.json({ ok: false, error: 'user_not_found' }, 404);
  const { slack, person } = seen;
  const encoder = new TextEncoder();
  let stop = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (line: string) => controller.enqueue(encoder.encode(line));
      const unsubscribe = slack.workspace.subscribe((whom: string, change: Change) => {
        if (whom === person.id) send(`data: ${JSON.stringify(change)}\n\n`);
      });
      const alive = setInterval(() => send(': alive\n\n'), KEEP_ALIVE_MS);
      alive.unref();
      stop = () => {
        clearInterval(alive);
        unsubscribe();
      };
      send(': connected\n\n');
    },
    cancel: () => stop(),
  });
  return context.body(stream, 200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
  });
}
