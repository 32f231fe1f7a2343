/** The page's files. TypeScript is served as JavaScript, with its types stripped: there is no build. */
import { readFile, realpath, stat } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { extname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('./page/', import.meta.url));

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** A file as it is served. */
export interface Asset {
  contentType: string;
  body: string | Uint8Array<ArrayBuffer>;
}

// Stripping takes a few milliseconds a file; a changed file has another time and size.
const stripped = new Map<string, { version: string; asset: Asset }>();

/**
 * One file of the page's folder by its path in it, as `index.html` or `blocks/section.ts`. Undefined for what is not
 * there, is no file of a known kind, or lies outside the folder.
 */
export async function readAsset(name: string): Promise<Asset | undefined> {
  const contentType = CONTENT_TYPES[extname(name)];
  if (!contentType || name.includes('\0')) return undefined;
  const path = await inside(name);
  if (path === undefined) return undefined;
  const facts = await stat(path);
  if (!facts.isFile()) return undefined;
  if (extname(name) !== '.ts') return { contentType, body: new Uint8Array(await readFile(path)) };
  const version = `${facts.mtimeMs} ${facts.size}`;
  const known = stripped.get(path);
  if (known?.version === version) return known.asset;
  const asset = { contentType, body: stripTypeScriptTypes(await readFile(path, 'utf8')) };
  stripped.set(path, { version, asset });
  return asset;
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
