/** Slack's objects as they stand in deliveries and in answers of the Web API: persons, views, messages. */

import type { KnownBlock } from '@slack/types';
import { filePayload } from './file-objects.ts';
import type { Message, Person } from './records.ts';
import { richTextOf } from './rich-text.ts';
import type { Slack } from './slack.ts';
import { threadFields } from './threads.ts';
import type { View } from './views.ts';

export type Payload = Record<string, unknown>;

/**
 * A person as users.info, users.list and user_change show them (docs.slack.dev, User object).
 *
 * @param withLocale as `include_locale` asks
 * @param withEmail where the token has `users:read.email`
 */
export function personPayload(
  slack: Slack,
  person: Person,
  withLocale: boolean,
  withEmail: boolean,
): Payload {
  const team = slack.workspace.team.id;
  const shared = {
    id: person.id,
    team_id: team,
    name: person.handle,
    deleted: person.deactivated,
    is_bot: person.isBot,
    is_app_user: false,
    updated: person.updatedAt,
    profile: { ...profilePayload(slack, person, withEmail), team },
  };
  // Slack says little of those who have left.
  if (person.deactivated) return shared;
  return {
    ...shared,
    color: '4bbe2e',
    real_name: person.name,
    tz: person.timeZone,
    ...zoneFacts(person.timeZone, slack.productClock.now()),
    is_admin: person.role === 'admin' || person.role === 'owner',
    is_owner: person.role === 'owner',
    is_primary_owner: person.role === 'owner' && person === firstOwner(slack),
    is_restricted: person.role === 'guest',
    is_ultra_restricted: false,
    is_email_confirmed: !person.isBot,
    who_can_share_contact_card: 'EVERYONE',
    ...(withLocale ? { locale: person.locale } : {}),
  };
}

/**
 * A person's profile, as in a person and in users.profile.get (docs.slack.dev, User object).
 *
 * @param withEmail where the token has `users:read.email`
 */
export function profilePayload(slack: Slack, person: Person, withEmail: boolean): Payload {
  const [first = person.name, ...others] = person.name.split(' ');
  return {
    title: person.title,
    phone: '',
    real_name: person.name,
    real_name_normalized: plainLetters(person.name),
    display_name: person.isBot ? '' : first,
    display_name_normalized: person.isBot ? '' : plainLetters(first),
    first_name: first,
    last_name: others.join(' '),
    status_text: '',
    status_emoji: '',
    ...(person.isBot && person.id === slack.identity.botUserId
      ? { bot_id: slack.identity.botId, api_app_id: slack.identity.appId }
      : {}),
    ...(withEmail && !person.isBot ? { email: person.email } : {}),
  };
}

/** A view as in deliveries and in answers of views.*. A Home tab has no title. */
export function viewPayload(slack: Slack, view: View): Payload {
  const { team } = slack.workspace;
  return {
    id: view.id,
    team_id: team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata,
    callback_id: view.callback_id,
    state: { values: view.values },
    hash: view.hash,
    ...(view.type === 'modal' ? { title: view.title } : {}),
    clear_on_close: view.clear_on_close,
    notify_on_close: view.notify_on_close,
    close: view.close,
    submit: view.submit,
    previous_view_id: view.previousViewId,
    root_view_id: view.rootViewId,
    app_id: slack.identity.appId,
    external_id: view.external_id,
    app_installed_team_id: team.id,
    bot_id: slack.identity.botId,
  };
}

/** A message as in actions, events, chat.* and conversations.history. */
export function messagePayload(slack: Slack, message: Message): Payload {
  const { identity, workspace } = slack;
  const ours = message.from === identity.botUserId;
  const others = workspace.messages(message.room);
  const isBroadcast = message.subtype === 'thread_broadcast';
  const root = isBroadcast ? others.find((one) => one.ts === message.threadTs) : undefined;
  return {
    type: 'message',
    ...(message.subtype === undefined ? {} : { subtype: message.subtype }),
    ...filesOf(slack, message),
    ...(message.subtype === 'tombstone' ? { hidden: true } : {}),
    ...(root ? { root: messagePayload(slack, root) } : {}),
    user: message.from,
    ts: message.ts,
    ...(ours ? { bot_id: identity.botId, app_id: identity.appId } : {}),
    text: message.text,
    team: workspace.team.id,
    ...blocksOf(slack, message),
    ...(message.attachments?.length ? { attachments: message.attachments } : {}),
    ...threadFields(others, message, identity.botUserId),
    ...(message.reactions?.length
      ? {
          reactions: message.reactions.map(({ name, people }) => ({
            name,
            users: people,
            count: people.length,
          })),
        }
      : {}),
    ...(message.editedTs === undefined ? {} : { edited: { user: message.from, ts: message.editedTs } }),
    ...(ours
      ? {
          bot_profile: {
            id: identity.botId,
            app_id: identity.appId,
            name: slack.manifest.botName,
            deleted: false,
            team_id: workspace.team.id,
          },
        }
      : {}),
  };
}

/** Files make a message of their own kind (docs.slack.dev, message subtype file_share). */
function filesOf(slack: Slack, { files = [] }: Message): Payload {
  if (files.length === 0) return {};
  const stored = files.flatMap(({ id }) => slack.files.find(id) ?? []);
  return {
    subtype: 'file_share',
    files: stored.map((file) => filePayload(slack, file)),
    upload: true,
    display_as_bot: false,
  };
}

/** What people type comes with a rich text of it, which Slack's own clients make. */
function blocksOf(slack: Slack, message: Message): { blocks?: KnownBlock[] } {
  if (message.blocks.length > 0) return { blocks: message.blocks };
  const isTyped = message.text !== '' && slack.workspace.people.get(message.from)?.isBot === false;
  return isTyped ? { blocks: [richTextOf(message.text, message.ts.replace('.', ''))] } : {};
}

/** Where a message can be read; a reply names its thread (docs.slack.dev, chat.getPermalink). */
export function permalink(slack: Slack, { ts, room, threadTs }: Message): string {
  const plain = `${slack.url()}/archives/${room}/p${ts.replace('.', '')}`;
  return threadTs === undefined ? plain : `${plain}?thread_ts=${threadTs}&cid=${room}`;
}

function firstOwner(slack: Slack): Person | undefined {
  return [...slack.workspace.people.values()].find((one) => one.role === 'owner');
}

/** `ñ` to `n`, as Slack's normalized names. */
function plainLetters(name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ł', 'l').replaceAll('Ł', 'L');
}

/** The zone's name in English, and its offset from UTC now, in seconds. */
function zoneFacts(timeZone: string, now: number): { tz_label: string; tz_offset: number } {
  const part = (style: 'long' | 'longOffset') =>
    new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: style })
      .formatToParts(now)
      .find((one) => one.type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(part('longOffset')) ?? [];
  const seconds = Number(hours) * 3600 + Number(minutes) * 60;
  return { tz_label: part('long'), tz_offset: sign === '-' ? -seconds : seconds };
}
