/**
 * Adds to package-lock.json what is missing in it of packages for other platforms: `node tools/complete-lock.ts`.
 *
 * A package such as Biome names one optional package for each platform. A registry that has only some of them (as a
 * company's mirror) leaves the others out of the lock file, and then `npm ci` refuses it on every machine (npm 11:
 * "Missing: @biomejs/cli-darwin-arm64@ from lock file"). The versions stand in the package that names them, exactly;
 * a hash cannot be known here, and is added by npm where the registry has the package.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Entry = z.looseObject({
  dev: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const Lock = z.looseObject({ packages: z.record(z.string(), Entry) });
type Lock = z.infer<typeof Lock>;

/** One optional package without its entry. */
interface Missing {
  name: string;
  version: string;
  dev: boolean;
}

const PLATFORM =
  /(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|ia32|ppc64|riscv64|s390x|x64)(?:-(\w+))?$/;

export function readLock(file: string): Lock {
  const lock: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isLock(lock)) throw new Error(`${file} is no lock file of npm 7 or newer`);
  return lock;
}

/** Looks without copying: what zod hands back has its keys in another order. */
function isLock(value: unknown): value is Lock {
  return Lock.safeParse(value).success;
}

/** What is named in a lock file and has no entry in it; `npm ci` refuses the file while there is any. */
export function missingIn({ packages }: Lock): Missing[] {
  return Object.entries(packages).flatMap(([at, { optionalDependencies = {}, dev = false }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !(`${at}/node_modules/${name}` in packages || `node_modules/${name}` in packages))
      .map(([name, version]) => ({ name, version, dev })),
  );
}

/** A lock file with an entry for each. Throws where it cannot tell the platform or the exact version. */
export function completed(lock: Lock): Lock {
  const added = missingIn(lock).map(({ name, version, dev }) => {
    const [, os, cpu, abi = ''] = PLATFORM.exec(name) ?? [];
    if (!os || !cpu || !/^\d+\.\d+\.\d+$/.test(version))
      throw new Error(`Which platform is ${name}@${version} for? Add it to package-lock.json by hand.`);
    const libc = os === 'linux' && abi ? [abi.includes('musl') ? 'musl' : 'glibc'] : undefined;
    const entry = {
      version,
      cpu: [cpu],
      ...(dev && { dev }),
      ...(libc && { libc }),
      optional: true,
      os: [os],
    };
    return [`node_modules/${name}`, entry] as const;
  });
  const { '': root, ...others } = { ...lock.packages, ...Object.fromEntries(added) };
  const sorted = Object.entries(others).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { ...lock, packages: { ...(root && { '': root }), ...Object.fromEntries(sorted) } };
}

if (import.meta.main) {
  const file = join(import.meta.dirname, '../package-lock.json');
  const lock = readLock(file);
  const missing = missingIn(lock);
  if (missing.length > 0) writeFileSync(file, `${JSON.stringify(completed(lock), undefined, 2)}\n`);
  process.stdout.write(`package-lock.json: ${missing.length} entries added.\n`);
}
