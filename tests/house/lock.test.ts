import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { completed, missingIn, readLock } from '../../tools/complete-lock.ts';

const lock = readLock(join(import.meta.dirname, '../../package-lock.json'));
const biome = 'node_modules/@biomejs/cli-darwin-arm64';

describe('package-lock.json', () => {
  it('has an entry for every platform; without one, `npm ci` refuses it (mend it with tools/complete-lock.ts)', () => {
    expect(missingIn(lock)).toEqual([]);
  });

  it('an entry that is missing is found and put back, and nothing else changes', () => {
    const { [biome]: taken, ...packages } = lock.packages;
    expect(taken).toBeDefined();
    const incomplete = { ...lock, packages };
    expect(missingIn(incomplete)).toEqual([
      { name: '@biomejs/cli-darwin-arm64', version: '2.6.8', dev: true },
    ]);
    const { packages: mended } = completed(incomplete);
    expect(mended[biome]).toMatchObject({ version: '2.6.8', os: ['darwin'], cpu: ['arm64'], optional: true });
    expect(Object.keys(mended)).toEqual(Object.keys(lock.packages));
  });

  it('what cannot be told from the name is not guessed', () => {
    const packages = { 'node_modules/a': { optionalDependencies: { 'a-native': '1.0.0' } } };
    expect(() => completed({ packages })).toThrow('a-native@1.0.0');
  });
});
