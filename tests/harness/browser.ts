import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const run = promisify(execFile);
const unpack = promisify(brotliDecompress);

/**
 * Chromium from `@sparticuz/chromium`, unpacked once per version into a directory of its own, with its own libraries:
 * no browser needs to be installed. Its default arguments are not used: they switch web security off.
 */
export async function startBrowser(): Promise<Browser> {
  const directory = await unpacked();
  return chromium.launch({
    executablePath: join(directory, 'chromium'),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-sync',
    ],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(directory, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(directory, 'fonts'),
      HOME: directory,
    },
  });
}

async function unpacked(): Promise<string> {
  const home = join(dirname(require.resolve('@sparticuz/chromium')), '..');
  const packageFile = await findUp(home, 'package.json');
  const { version } = JSON.parse(await readFile(packageFile, 'utf8'));
  const bin = join(dirname(packageFile), 'bin');
  const target = join(
    tmpdir(),
    `coach-chromium-${version}-${createHash('sha256').update(bin).digest('hex').slice(0, 8)}`,
  );
  if (existsSync(target)) return target;
  const unfinished = await mkdtemp(`${target}-`);
  for (const name of await readdir(bin)) {
    const content = await unpack(await readFile(join(bin, name)));
    if (name === 'chromium.br') await writeFile(join(unfinished, 'chromium'), content, { mode: 0o755 });
    else {
      const folder = join(unfinished, name.replace('.tar.br', ''));
      await mkdir(folder);
      await writeFile(`${folder}.tar`, content);
      await run('tar', ['-xf', `${folder}.tar`, '-C', folder]);
      await rm(`${folder}.tar`);
    }
  }
  await writeFile(join(unfinished, 'fonts', 'fonts.conf'), fontsIn(join(target, 'fonts')));
  // Another test file may have been quicker; one of the two stands.
  await rename(unfinished, target).catch(() => rm(unfinished, { recursive: true, force: true }));
  return target;
}

/** The package's own fonts and no others, so that pictures look the same on every machine. */
function fontsIn(directory: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${directory}</dir><cachedir>${directory}/cache</cachedir></fontconfig>`;
}

async function findUp(from: string, name: string): Promise<string> {
  const path = join(from, name);
  if (existsSync(path)) return path;
  if (dirname(from) === from) throw new Error(`no ${name} above ${from}`);
  return findUp(dirname(from), name);
}
