/** How somebody is brought into a channel. */
import { memberJoined } from './events.ts';
import type { Person, Room } from './records.ts';
import type { Slack } from './slack.ts';

/** Adds a person or bot to a channel, says so there, and tells the app. False: was in it before. */
export function bringIn(slack: Slack, room: Room, member: Person, inviter: Person): boolean {
  const { workspace } = slack;
  if (!workspace.join(room, member.id)) return false;
  const said = `was added to #${room.name} by ${inviter.name}.`;
  workspace.post({ room: room.id, from: member.id, text: said, blocks: [] });
  memberJoined(slack, member.id, room, inviter.id);
  return true;
}
