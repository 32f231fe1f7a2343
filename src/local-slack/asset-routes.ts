/** Hands out the page and its files. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { type Asset, pageVersion, readAsset, readPage } from './assets.ts';

// What bears the version of the folder in its address never changes.
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';
const compressed = promisify(gzip);

interface Kept extends Asset {
  gzipped: Uint8Array<ArrayBuffer>;
}

/** `/`, and `/assets/VERSION/…`. Without a version, or with one that is past, a file is answered too, and not kept. */
export function assetRoutes(): Hono {
  const routes = new Hono();
  // By gzip the page's files shrink to a third.
  routes.use('/', compress());
  routes.use('/assets/*', compress());
  // Files of the present version, compressed once: compressing 45 files for each load would take most of its time.
  let current = '';
  const kept = new Map<string, Promise<Kept | undefined>>();
  let page: Promise<Asset> | undefined;
  async function present(): Promise<string> {
    const version = await pageVersion();
    if (version !== current) {
      kept.clear();
      page = undefined;
    }
    current = version;
    return version;
  }
  routes.get('/', async (context) => {
    const version = await present();
    page ??= readPage(version);
    return respond(context, await page, ASK_AGAIN);
  });
  routes.get('/assets/:version{v[0-9a-f]+}/:name{.+}', async (context) => {
    const { version, name } = context.req.param();
    if (version !== current && version !== (await present())) {
      return respond(context, await readAsset(name), ASK_AGAIN);
    }
    const asset = kept.get(name) ?? keep(name);
    // What is not there is not remembered: anybody may ask for anything.
    if (await asset) kept.set(name, asset);
    return respond(context, await asset, FOR_EVER);
  });
  routes.get('/assets/:name{.+}', async (context) =>
    respond(context, await readAsset(context.req.param('name')), ASK_AGAIN),
  );
  return routes;
}

async function keep(name: string): Promise<Kept | undefined> {
  const asset = await readAsset(name);
  return asset && { ...asset, gzipped: new Uint8Array(await compressed(asset.body)) };
}

function respond(context: Context, asset: Asset | Kept | undefined, cacheControl: string): Response {
  if (!asset) return context.text('Not found', 404);
  const headers = {
    'content-type': asset.contentType,
    'cache-control': cacheControl,
    vary: 'accept-encoding',
  };
  const zipped = 'gzipped' in asset && /\bgzip\b/.test(context.req.header('accept-encoding') ?? '');
  return zipped
    ? context.body(asset.gzipped, 200, { ...headers, 'content-encoding': 'gzip' })
    : context.body(asset.body, 200, headers);
}
