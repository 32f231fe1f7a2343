import { globSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const SOURCES = globSync(['src/**/*.ts', 'start.mjs'], { cwd: ROOT }).toSorted();

/** What only edges may do: read the environment, end the process, read a clock, throw a die. */
interface Edge {
  what: string;
  /** Found in the source without its comments. */
  uses: RegExp;
  /** The files that may, each because it is where the program begins or meets the world. */
  allowed: readonly string[];
}

const ENTRY_POINTS = ['start.mjs', 'src/main.ts', 'src/local-slack/main.ts'];
const COMMANDS = 'src/commands/*.ts';
const EDGES: readonly Edge[] = [
  {
    what: 'reads the environment',
    uses: /\bprocess\.(?:env|argv|loadEnvFile)\b/,
    allowed: [...ENTRY_POINTS, COMMANDS, 'src/environment.ts'],
  },
  { what: 'ends the process', uses: /\bprocess\.(?:exit|abort)\w*/, allowed: [...ENTRY_POINTS, COMMANDS] },
  {
    what: "reads the machine's clock",
    uses: /\bDate\.now\b|\bnew Date\(\s*\)|\bTemporal\.Now\b|\bperformance\.now\b/,
    allowed: [
      'src/ports.ts',
      // How old a signature is: transport time, which is always real.
      'src/web/guard.ts',
      // How often a file may be asked for: the same.
      'src/web/keyed.ts',
      'src/local-slack/clock.ts',
      // How often Slack may be asked: transport time too.
      'src/slack/directory.ts',
      // The page runs in a browser and shows what is now.
      'src/local-slack/page/**/*.ts',
    ],
  },
  {
    what: "hands out the machine's clock",
    uses: /\bsystemClock\b/,
    allowed: ['src/ports.ts', 'src/main.ts', COMMANDS],
  },
  {
    what: 'throws a die',
    // By its name, so however it comes: imported, of the module, of the global.
    uses: /\bMath\.random\b|\brandom(?:UUID(?:v7)?|Bytes|Int|Fill(?:Sync)?)\b|\bgetRandomValues\b|\bgenerateKey(?:Pair)?(?:Sync)?\b/,
    allowed: [
      // The reference of an error.
      'src/slack/work.ts',
      // The ids of rows, handed to flows.
      'src/run.ts',
      COMMANDS,
      // A password for the database, tokens for a workspace on this machine.
      'src/storage/embedded.ts',
      'src/main.ts',
      'src/local-slack/main.ts',
      'src/local-slack/clock.ts',
      // A seed for the faults, where nobody gave one.
      'src/local-slack/assemble.ts',
    ],
  },
];

describe('only edges', () => {
  it.each(EDGES)('a file that $what is one of those named here', (edge) => {
    expect(SOURCES.length).toBeGreaterThan(100);
    expect(SOURCES.filter((file) => uses(edge, read(file)) && !isAllowed(edge, file))).toEqual([]);
  });

  it.each(EDGES)('every file named here does what it is named for: $what', (edge) => {
    const idle = edge.allowed.filter(
      (pattern) => !SOURCES.some((file) => matchesGlob(file, pattern) && uses(edge, read(file))),
    );
    expect(idle).toEqual([]);
  });

  it.each([
    ['reads the environment', 'const { PORT } = process.env;'],
    ['ends the process', 'if (failed) process.exit(1);'],
    ['ends the process', 'process.exitCode = 1;'],
    ["reads the machine's clock", 'const at = new Date();'],
    ["reads the machine's clock", 'const at = Date.now() + 5;'],
    ["hands out the machine's clock", "import { systemClock } from '../ports.ts';"],
    ['throws a die', 'const pick = Math.random();'],
    ['throws a die', "import { createHmac, randomUUID } from 'node:crypto';"],
    ['throws a die', "import { randomBytes as bytes } from 'crypto';"],
    ['throws a die', "const { randomInt } = await import('node:crypto');"],
    ['throws a die', 'const id = crypto.randomUUID();'],
    ['throws a die', 'const id = globalThis.crypto.getRandomValues(new Uint8Array(8));'],
    ['throws a die', 'const key = nodeCrypto.generateKeySync("hmac", { length: 64 });'],
  ])('a file that %s is found: %s', (what, source) => {
    expect(EDGES.filter((edge) => uses(edge, source)).map((edge) => edge.what)).toEqual([what]);
  });

  it('a comment about it is no use of it, and neither is a date that is given', () => {
    const source = '/** Never process.exit. */\nconst at = new Date(now.getTime()); // not Date.now()';
    expect(EDGES.filter((edge) => uses(edge, source))).toEqual([]);
  });

  it('what of node:crypto throws no die is none', () => {
    const source = "import { createHmac, timingSafeEqual } from 'node:crypto';\nconst random = '#random';";
    expect(EDGES.filter((edge) => uses(edge, source))).toEqual([]);
  });
});

function uses({ uses: pattern }: Edge, source: string): boolean {
  return pattern.test(source.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, ''));
}

function isAllowed({ allowed }: Edge, file: string): boolean {
  return allowed.some((pattern) => matchesGlob(file, pattern));
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}
