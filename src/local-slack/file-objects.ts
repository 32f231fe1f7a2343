/** A file as Slack shows it in messages and in files.info (docs.slack.dev, File object). */
import type { StoredFile } from './files.ts';
import type { Room } from './records.ts';
import type { Slack } from './slack.ts';

type Payload = Record<string, unknown>;

/** Ends of the addresses below /files-pri: which file, and a name for whoever saves it. */
function place(slack: Slack, file: StoredFile, way: '' | 'download/'): string {
  const name = encodeURIComponent(file.name.toLowerCase().replaceAll(' ', '_'));
  return `${slack.url()}/files-pri/${slack.workspace.team.id}-${file.id}/${way}${name}`;
}

/**
 * A file as it stands in messages.
 *
 * @param isProcessed false: as files.completeUploadExternal answers, before Slack has looked into it (seen:
 *   slackapi/python-slack-sdk#1575)
 */
export function filePayload(slack: Slack, file: StoredFile, { isProcessed = true } = {}): Payload {
  return {
    id: file.id,
    created: file.createdAt,
    timestamp: file.createdAt,
    name: file.name,
    title: file.title,
    mimetype: isProcessed ? file.kind.mimetype : '',
    filetype: isProcessed ? file.kind.filetype : '',
    pretty_type: isProcessed ? file.kind.pretty : '',
    user: slack.identity.botUserId,
    user_team: slack.workspace.team.id,
    editable: false,
    size: file.bytes.length,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: file.isPublic,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: place(slack, file, ''),
    url_private_download: place(slack, file, 'download/'),
    media_display_type: 'unknown',
    permalink: `${slack.url()}/files/${slack.identity.botUserId}/${file.id}/${encodeURIComponent(file.name)}`,
    has_rich_preview: false,
    file_access: 'visible',
  };
}

/** Where a file was shared, as files.info says it beside the rest. */
export function sharesPayload(slack: Slack, { shares }: Pick<StoredFile, 'shares'>): Payload {
  const of = (kind: Room['kind']) =>
    shares.filter(({ room }) => slack.workspace.rooms.get(room)?.kind === kind);
  const ids = (kind: Room['kind']) => [...new Set(of(kind).map(({ room }) => room))];
  const inPublic = sharesOf(slack, of('channel'));
  const inPrivate = sharesOf(slack, [...of('private'), ...of('dm')]);
  return {
    comments_count: 0,
    is_starred: false,
    shares: { ...(inPublic && { public: inPublic }), ...(inPrivate && { private: inPrivate }) },
    channels: ids('channel'),
    groups: ids('private'),
    ims: ids('dm'),
  };
}

function sharesOf(slack: Slack, shares: StoredFile['shares']): Record<string, Payload[]> | undefined {
  if (shares.length === 0) return undefined;
  const byRoom: Record<string, Payload[]> = {};
  for (const { room, ts } of shares) {
    const name = slack.workspace.rooms.get(room)?.name ?? '';
    const share = { ts, ...(name ? { channel_name: name } : {}), team_id: slack.workspace.team.id };
    byRoom[room] = [
      ...(byRoom[room] ?? []),
      { reply_users: [], reply_users_count: 0, reply_count: 0, ...share },
    ];
  }
  return byRoom;
}
