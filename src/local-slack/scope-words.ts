/** What a scope lets an app do, in the words of somebody who is asked to allow it. */

/** After docs.slack.dev/reference/scopes; the common ones of bots. */
const WORDS: Record<string, string> = {
  'app_mentions:read': 'See messages that mention it',
  'assistant:write': 'Answer people as an assistant',
  'bookmarks:read': 'See the bookmarks of channels',
  'bookmarks:write': 'Add, change and remove bookmarks of channels',
  'canvases:read': 'Read canvases it was given access to',
  'canvases:write': 'Make, change and remove canvases',
  'channels:history': 'Read messages in public channels it was added to',
  'channels:join': 'Join public channels',
  'channels:manage': 'Make public channels, and rename, archive and invite people to them',
  'channels:read': 'See public channels and who is in them',
  'chat:write': 'Post messages under its own name where it is a member',
  'chat:write.customize': 'Post messages under another name and picture',
  'chat:write.public': 'Post messages in public channels without joining them',
  commands: 'Offer commands and shortcuts',
  'dnd:read': 'See when people do not want to be disturbed',
  'emoji:read': 'See the workspace’s own emoji',
  'files:read': 'Read files shared where it is a member',
  'files:write': 'Add, change and remove files',
  'groups:history': 'Read messages in private channels it was added to',
  'groups:read': 'See private channels it was added to, and who is in them',
  'groups:write': 'Make private channels, and manage those it was added to',
  'im:history': 'Read what people write to it in direct messages',
  'im:read': 'See which direct messages it has with people',
  'im:write': 'Begin direct messages with people',
  'incoming-webhook': 'Post messages to one channel that you choose',
  'links:read': 'See links to its own website in messages',
  'links:write': 'Show previews of links to its own website',
  'metadata.message:read': 'Read the data that apps attach to messages',
  'mpim:history': 'Read messages in group conversations it was added to',
  'mpim:read': 'See group conversations it was added to, and who is in them',
  'mpim:write': 'Begin group conversations',
  'pins:read': 'See what is pinned in channels',
  'pins:write': 'Pin messages, and take pins away',
  'reactions:read': 'See who reacted to messages, and with what',
  'reactions:write': 'React to messages with emoji',
  'reminders:read': 'See reminders it made',
  'reminders:write': 'Make and remove reminders',
  'team:read': 'See the workspace’s name, address and picture',
  'usergroups:read': 'See groups of people and who is in them',
  'usergroups:write': 'Make and change groups of people',
  'users.profile:read': 'See the fields of people’s profiles',
  'users:read': 'See people’s names, titles, roles and time zones',
  'users:read.email': 'See people’s email addresses',
  'users:write': 'Show itself as present or away',
};

/** A sentence without its full stop, or undefined for a scope that is not among the common ones. */
export function scopeWords(scope: string): string | undefined {
  return Object.hasOwn(WORDS, scope) ? WORDS[scope] : undefined;
}
