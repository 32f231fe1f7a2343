/**
 * Checks who imports whom in src/ against .dependency-cruiser.mjs: `node tools/boundaries.ts`.
 *
 * dependency-cruiser passes when it has read nothing (seen, under TypeScript 7), and its reader misses some imports
 * (`import('…')` inside a type). So every file and every import it should have seen is found again here and compared.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { isNode, nodesIn, nodesOf, stringIn } from './source.ts';

const ROOT = join(import.meta.dirname, '..');

export interface Boundaries {
  /** What breaks a rule, as `rule: from → to`. */
  breaches: string[];
  /** Files and imports that stand in the source and were not read, as sentences. */
  unread: string[];
  /** How many source files were read. */
  filesRead: number;
}

/** Checks the sources under `root`/src. `ruleFile` is for tests that break the reading itself. */
export async function checkBoundaries(
  root: string,
  ruleFile = join(ROOT, '.dependency-cruiser.mjs'),
): Promise<Boundaries> {
  const { forbidden = [], options } = await extractDepcruiseConfig(ruleFile);
  const { output } = await cruise(['src'], {
    ...options,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden },
  });
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text');
  const files = globSync('src/**/*.ts', { cwd: root }).toSorted();
  return {
    breaches: output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
    unread: unreadIn(root, files, output),
    filesRead: output.modules.filter(({ source }) => files.includes(source)).length,
  };
}

function unreadIn(root: string, files: readonly string[], { modules }: ICruiseResult): string[] {
  const read = new Map(
    modules.map(({ source, dependencies }) => [source, new Set(dependencies.map(({ module }) => module))]),
  );
  return files.flatMap((file) => {
    const seen = read.get(file);
    if (!seen) return [`${file} was not read`];
    return (
      importsIn(readFileSync(join(root, file), 'utf8'))
        // dependency-cruiser names built-in modules without their prefix.
        .filter((specifier) => !seen.has(specifier.replace(/^node:/, '')))
        .map(
          (specifier) => `${file}: the import of ${specifier} was not read; write it as an import statement`,
        )
    );
  });
}

/**
 * Everything a TypeScript source imports, wherever it stands: statements, re-exports, `import()` in code and in types.
 * An `import()` whose target is computed is named `(computed)`, since nobody can tell where it leads.
 */
export function importsIn(source: string): string[] {
  return nodesOf(source).flatMap((node) => {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        return node['source'] ? [targetOf(node['source'])] : [];
      case 'TsImportType':
        return [targetOf(node['argument'])];
      case 'CallExpression': {
        const { callee } = node;
        return isNode(callee) && callee.type === 'Import' ? [targetOf(nodesIn(node['arguments'])[0])] : [];
      }
      default:
        return [];
    }
  });
}

function targetOf(node: unknown): string {
  return stringIn(node) ?? '(computed)';
}

if (import.meta.main) {
  const { breaches, unread, filesRead } = await checkBoundaries(ROOT);
  const problems = [...breaches, ...unread];
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (filesRead === 0) problems.push('no file was read');
  process.stdout.write(
    problems.length === 0
      ? `The rule of the house holds in ${filesRead} files.\n`
      : `The rule of the house is broken in ${problems.length} places; ${filesRead} files were read.\n`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
}
