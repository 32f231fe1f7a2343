/** What a person does outside of modals: commands, shortcuts, messages, tabs. Each becomes a delivery to the app. */
import { answer } from './answers.ts';
import { escapeText, escapeWithReferences } from './escape.ts';
import { homeOpened } from './events.ts';
import { appFailure, commandFailure } from './failures.ts';
import { bringIn } from './membership.ts';
import type { Payload } from './objects.ts';
import type {
  CommandRequest,
  DirectReply,
  DirectRequest,
  HomeRequest,
  MessageRequest,
  MessageShortcutRequest,
  Reply,
  ShortcutRequest,
} from './page/protocol.ts';
import { commandPayload, messageShortcutPayload, shortcutPayload } from './payloads.ts';
import { type Person, type Room, SLACKBOT } from './records.ts';
import { deliverInteraction, type Slack } from './slack.ts';

/** Somebody typed `/command text`. What goes wrong is told in the conversation, as Slack does. */
export async function runCommand(slack: Slack, request: CommandRequest): Promise<Reply> {
  const place = placeOf(slack, request.user, request.conversation);
  if (!place) return { ok: false, error: 'channel_not_found' };
  const { person, room } = place;
  const commands = slack.installation ? slack.manifest.commands : [];
  const known = commands.find((one) => one.command === request.command);
  if (!known) {
    if (request.command === '/invite') return invite(slack, place, request.text);
    whisper(slack, place, notACommand(request.command));
    return { ok: true };
  }
  const url = slack.responseUrls.issue(person.id, room.id);
  const text = known.shouldEscape
    ? escapeWithReferences(request.text, slack.workspace, true)
    : escapeText(request.text);
  const responseUrl = `${slack.url()}/response/${url.id}`;
  const payload = commandPayload(slack, { person, room, command: known.command, text, responseUrl });
  const ack = await slack.courier.deliver({ kind: 'slash_commands', payload });
  if (!ack.ok) {
    whisper(slack, place, commandFailure(known.command, ack.error));
    slack.toast('error', appFailure(slack, ack.error), person.id);
    return { ok: true };
  }
  if (ack.body === undefined) return { ok: true };
  if (isInChannel(ack.body)) {
    // An answer for all shows all what was asked.
    const typed = escapeText(`${request.command} ${request.text}`.trim());
    slack.workspace.post({ room: room.id, from: person.id, text: typed, blocks: [] });
  }
  const result = answer(slack, url, ack.body);
  if (result.status !== 200) {
    whisper(slack, place, commandFailure(known.command, 'dispatch_failed'));
  }
  return { ok: true };
}

/** Somebody chose a global shortcut. */
export async function runShortcut(slack: Slack, request: ShortcutRequest): Promise<Reply> {
  const person = slack.workspace.people.get(request.user);
  const known = slack.manifest.shortcuts.find((one) => one.callbackId === request.callbackId);
  if (!person || !known) return { ok: false, error: 'not_found' };
  return deliverShortcut(slack, person, shortcutPayload(slack, person, known.callbackId));
}

/**
 * Somebody chose a shortcut of a message. The app need not be where the message is; of what only one person sees, and
 * of what is deleted, it is not told.
 */
export async function runMessageShortcut(slack: Slack, request: MessageShortcutRequest): Promise<Reply> {
  const place = placeOf(slack, request.user, request.conversation);
  const message = place && slack.workspace.findMessage(place.room.id, request.ts);
  const known = slack.manifest.messageShortcuts.find((one) => one.callbackId === request.callbackId);
  if (!known || !message || message.visibleTo !== undefined || message.subtype === 'tombstone') {
    return { ok: false, error: 'not_found' };
  }
  const { id } = slack.responseUrls.issue(place.person.id, place.room.id);
  const responseUrl = `${slack.url()}/response/${id}`;
  const payload = messageShortcutPayload(slack, {
    ...place,
    callbackId: known.callbackId,
    message,
    responseUrl,
  });
  return deliverShortcut(slack, place.person, payload);
}

async function deliverShortcut(slack: Slack, person: Person, payload: Payload): Promise<Reply> {
  const ack = await deliverInteraction(slack, payload);
  if (ack.ok) return { ok: true };
  const error = appFailure(slack, ack.error);
  slack.toast('error', error, person.id);
  return { ok: false, error };
}

/** Somebody wants to write to somebody else of the workspace. The app has no part in it. */
export function openDirect(slack: Slack, request: DirectRequest): DirectReply {
  const { workspace } = slack;
  const person = workspace.people.get(request.user);
  const other = workspace.people.get(request.other);
  if (!person || !other || other.isBot || other.id === person.id) {
    return { ok: false, error: `There is nobody ${request.other} to write to.` };
  }
  if (other.deactivated) return { ok: false, error: `${other.name} has left ${workspace.team.name}.` };
  const room = workspace.directRoom(person.id, other.id);
  return { ok: true, conversation: workspace.shownRoom(room, person.id) };
}

/** Somebody wrote a message. */
export function writeMessage(slack: Slack, request: MessageRequest): Reply {
  const place = placeOf(slack, request.user, request.conversation);
  if (!place) return { ok: false, error: 'channel_not_found' };
  const { person, room } = place;
  const toApp = room.kind === 'dm' && room.members.includes(slack.identity.botUserId);
  if (toApp && (!slack.manifest.hasMessages || slack.manifest.messagesReadOnly)) {
    return { ok: false, error: 'Sending messages to this app has been turned off.' };
  }
  if (request.text.trim() === '') return { ok: false, error: 'no_text' };
  const text = escapeWithReferences(request.text, slack.workspace, false);
  slack.workspace.post({ room: room.id, from: person.id, text, blocks: [] });
  return { ok: true };
}

/** Somebody opened a tab of the app. */
export function openHome(slack: Slack, request: HomeRequest): Reply {
  const person = slack.workspace.people.get(request.user);
  if (!person) return { ok: false, error: 'user_not_found' };
  homeOpened(slack, person, request.tab);
  return { ok: true };
}

/** `/invite @name` is Slack's own command. It is here because an app can post only where it is a member. */
function invite(slack: Slack, place: Place, text: string): Reply {
  const { workspace } = slack;
  const named = /<@(\w+)>/.exec(escapeWithReferences(text, workspace, false))?.[1];
  const member = workspace.people.get(named ?? '');
  if (!member || place.room.kind === 'dm') {
    whisper(slack, place, 'Invite somebody to a channel with /invite @name.');
    return { ok: true };
  }
  if (!bringIn(slack, place.room, member, place.person)) {
    whisper(slack, place, `${member.name} is already in this channel.`);
  }
  return { ok: true };
}

interface Place {
  person: Person;
  room: Room;
}

/** A person and a conversation they are in. */
function placeOf(slack: Slack, user: string, conversation: string): Place | undefined {
  const person = slack.workspace.people.get(user);
  const room = slack.workspace.rooms.get(conversation);
  return person && room?.members.includes(person.id) ? { person, room } : undefined;
}

/** Says something to one person only, as Slackbot. */
function whisper(slack: Slack, { person, room }: Place, text: string): void {
  slack.workspace.post({ room: room.id, from: SLACKBOT, text, blocks: [], visibleTo: person.id });
}

function isInChannel(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Reflect.get(body, 'response_type') === 'in_channel';
}

/** Slack's own words for a command it does not know. */
function notACommand(command: string): string {
  return (
    `${escapeText(command)} is not a valid command. In Slack, all messages that start with the "/" character are ` +
    'interpreted as commands.\nIf you are trying to send a message and not run a command, try preceding the "/" ' +
    'with an empty space.'
  );
}
