/**
 * The page's files. TypeScript is served as JavaScript, with its types stripped: there is no build. What a build would
 * do for speed is done when a file is asked for: style sheets are joined, the page names its modules up front, and
 * every address holds the version of the folder, so that a browser asks for a file once.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, extname, join, normalize, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('./page/', import.meta.url));

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** What the page uses of npm, served as `packages/NAME.js`. A browser knows no bare names: they are replaced. */
const PACKAGES = ['marked'];
const PACKAGE_FILE = /^packages\/(.+)\.js$/;

/** A file as it is served. */
export interface Asset {
  contentType: string;
  body: string | Uint8Array<ArrayBuffer>;
}

// Stripping takes a few milliseconds a file; a changed file has another time and size.
const prepared = new Map<string, { version: string; asset: Asset }>();

/**
 * One file of the page's folder by its path in it, as `index.html` or `blocks/section.ts`. Undefined for what is not
 * there, is no file of a known kind, or lies outside the folder.
 */
export async function readAsset(name: string): Promise<Asset | undefined> {
  const [, wanted] = PACKAGE_FILE.exec(name) ?? [];
  if (wanted !== undefined) return PACKAGES.includes(wanted) ? readPackage(wanted) : undefined;
  const contentType = CONTENT_TYPES[extname(name)];
  if (!contentType || name.includes('\0')) return undefined;
  const path = await inside(name);
  if (path === undefined) return undefined;
  const facts = await stat(path);
  if (!facts.isFile()) return undefined;
  if (extname(name) === '.css') return { contentType, body: await joined(path) };
  if (extname(name) !== '.ts') return { contentType, body: new Uint8Array(await readFile(path)) };
  const version = `${facts.mtimeMs} ${facts.size}`;
  const known = prepared.get(path);
  if (known?.version === version) return known.asset;
  const code = stripTypeScriptTypes(await readFile(path, 'utf8'));
  const asset = { contentType, body: withPackages(code, name) };
  prepared.set(path, { version, asset });
  return asset;
}

async function readPackage(name: string): Promise<Asset> {
  const code = await readFile(fileURLToPath(import.meta.resolve(name)), 'utf8');
  // Its source map is not served.
  return {
    contentType: 'text/javascript; charset=utf-8',
    body: code.replace(/^\/\/# sourceMappingURL=.*$/m, ''),
  };
}

/** A module's code with packages under the addresses they are served at, relative to the module. */
function withPackages(code: string, name: string): string {
  return code.replace(
    /^((?:import|export) .*?from )'([^'.][^']*)';$/gm,
    (line, start: string, wanted: string) =>
      PACKAGES.includes(wanted)
        ? `${start}'${posix.relative(posix.dirname(name), `packages/${wanted}.js`)}';`
        : line,
  );
}

/** A style sheet with those it imports in their place: one request in place of seventeen, in two waves. */
async function joined(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  const parts = text.split(/^@import "(\.[^"]+)";$/m);
  const sheets = parts.map((part, at) =>
    at % 2 === 0 ? part : readFile(join(dirname(path), normalize(part)), 'utf8'),
  );
  return (await Promise.all(sheets)).join('');
}

/** Another string whenever a file of the folder changed, as `v0f3c…`. */
export async function pageVersion(): Promise<string> {
  const entries = await readdir(PAGE, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const facts = await Promise.all(
    files.toSorted().map(async (file) => {
      const { mtimeMs, size } = await stat(file);
      return `${file} ${mtimeMs} ${size}`;
    }),
  );
  return `v${createHash('sha256').update(facts.join('\n')).digest('hex').slice(0, 12)}`;
}

/**
 * The page itself, with the version in the addresses of its assets, and every module it needs at once named up front:
 * a browser would find the last of them only after seven waves of requests.
 */
export async function readPage(version: string): Promise<Asset> {
  const html = await readFile(join(PAGE, 'index.html'), 'utf8');
  const preloads = (await modulesFrom('main.ts')).map(
    (name) => `<link rel="modulepreload" href="/assets/${name}">`,
  );
  const body = html
    .replace(/ *<!-- modules -->\n/, `${preloads.join('\n')}\n`)
    .replaceAll('"/assets/', `"/assets/${version}/`);
  return { contentType: 'text/html; charset=utf-8', body };
}

/** A module and all that it imports when it loads, by their paths in the folder; what is imported later is left out. */
async function modulesFrom(entry: string): Promise<string[]> {
  const found = new Set([entry]);
  for (const name of found) {
    const asset = await readAsset(name);
    const source = typeof asset?.body === 'string' ? asset.body : '';
    for (const [, target = ''] of source.matchAll(/^(?:import|export|\}) .*?from '(\.[^']+)';$/gm)) {
      found.add(posix.join(posix.dirname(name), target));
    }
  }
  return [...found];
}

/** The real path, links followed, if it lies in the page's folder. */
async function inside(name: string): Promise<string | undefined> {
  try {
    const root = await realpath(PAGE);
    const path = await realpath(`${root}${sep}${name}`);
    return path.startsWith(root + sep) ? path : undefined;
  } catch {
    return undefined;
  }
}
