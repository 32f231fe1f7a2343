import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const COPIED = [
  'src',
  'tests',
  'bench',
  'tools',
  'start.mjs',
  'vitest.config.ts',
  'tsconfig.json',
  'knip.jsonc',
  'biome.jsonc',
  '.dependency-cruiser.mjs',
  '.gitignore',
  'package.json',
];

/** What `npm run check:unused` says in a directory. */
function unusedIn(directory: string): { code: number | null; says: string } {
  const knip = join(ROOT, 'node_modules/knip/bin/knip.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [knip, '--no-progress'], {
    cwd: directory,
    encoding: 'utf8',
  });
  return { code: status, says: stdout + stderr };
}

// That nothing is unused is asked by `npm run check`; here only that it would be seen.
it('the check for what nobody uses finds a file, an export, a type and a dependency', {
  timeout: 60_000,
}, () => {
  const copy = mkdtempSync(join(tmpdir(), 'unused-'));
  try {
    for (const name of COPIED) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    writeFileSync(join(copy, 'src/people/planted-file.ts'), 'export const nobody = 1;\n');
    appendFileSync(
      join(copy, 'src/people/contacts.ts'),
      '\nexport const plantedExport = 1;\nexport type PlantedType = 1;\n',
    );
    const description = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8'));
    description.dependencies['planted-dependency'] = '1.0.0';
    writeFileSync(join(copy, 'package.json'), JSON.stringify(description));
    const { code, says } = unusedIn(copy);
    expect(code).toBe(1);
    for (const planted of ['planted-file.ts', 'plantedExport', 'PlantedType', 'planted-dependency'])
      expect(says).toContain(planted);
  } finally {
    rmSync(copy, { recursive: true });
  }
});
