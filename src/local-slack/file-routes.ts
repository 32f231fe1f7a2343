/** Where the bytes of files come in and go out: the address of an upload, and /files-pri for the app. */
import { type Context, Hono } from 'hono';
import type { StoredFile } from './files.ts';
import type { Hub } from './hub.ts';
import { granted } from './slack.ts';

/**
 * POST /upload/v1/SECRET: the bytes, raw or as the one file of a form (docs.slack.dev, files.getUploadURLExternal).
 * The secret is all it takes, as with Slack.
 */
export function uploadRoutes(hub: Hub): Hono {
  const routes = new Hono();
  routes.post('/:secret', async (context) => {
    const bytes = await bytesIn(context);
    const secret = context.req.param('secret');
    const slack = hub.all.find((one) => one.files.expects(secret)) ?? hub.first;
    const taken = slack.files.take(secret, bytes);
    const status = 'id' in taken ? 200 : taken.status;
    hub.first.journal.write({
      type: 'file',
      what: 'uploaded',
      ...('id' in taken ? { file: taken.id } : {}),
      status,
      bytes: bytes.length,
    });
    if ('id' in taken) return context.text(`OK - ${bytes.length}`);
    slack.toast('error', `An upload was refused: ${taken.why}.`);
    return context.text(taken.why, status);
  });
  return routes;
}

/**
 * GET /files-pri/T…-F…/NAME and /files-pri/T…-F…/download/NAME, with a bot's token that has `files:read`. Without one
 * Slack leads to where people sign in, so that an app that forgot its token gets a page in place of a file.
 */
export function privateFileRoutes(hub: Hub): Hono {
  const routes = new Hono();
  const answer = (context: Context) => {
    const [team = '', id = ''] = (context.req.param('place') ?? '').split('-');
    const token = /^Bearer\s+(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
    const owner = token === undefined ? undefined : hub.ofToken(token);
    const slack = owner?.kind === 'bot' && owner.slack.workspace.team.id === team ? owner.slack : undefined;
    if (!slack || !granted(slack).includes('files:read'))
      return context.redirect(`/?redir=${encodeURIComponent(context.req.path)}`);
    const file = slack.files.find(id);
    const status = file ? 200 : 404;
    hub.first.journal.write({
      type: 'file',
      what: 'fetched',
      file: id,
      status,
      bytes: file?.bytes.length ?? 0,
    });
    return file ? sent(context, file) : context.text('file_not_found', 404);
  };
  routes.get('/:place/download/:name', answer);
  routes.get('/:place/:name', answer);
  return routes;
}

/** The bytes of a file, to be saved: nothing of it is shown as a page of ours. */
export function sent(context: Context, { name, bytes, kind }: StoredFile): Response {
  const ascii = name.replaceAll(/[^\w .-]/g, '_');
  return context.body(new Uint8Array(bytes), 200, {
    'content-type': kind.mimetype,
    'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encoded(name)}`,
    'cache-control': 'private, no-store',
  });
}

/** RFC 8187: as encodeURIComponent does it, and four more. */
function encoded(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

async function bytesIn(context: Context): Promise<Buffer> {
  const type = context.req.header('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) return Buffer.from(await context.req.arrayBuffer());
  const form = await context.req.formData();
  for (const [, value] of form) if (value instanceof File) return Buffer.from(await value.arrayBuffer());
  return Buffer.alloc(0);
}
