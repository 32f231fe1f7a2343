import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Boundaries, checkBoundaries, importsIn } from '../../tools/boundaries.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('the rule of the house', () => {
  it('holds, in every file and for every import', async () => {
    const { breaches, unread, filesRead } = await checkBoundaries(ROOT);
    expect([...breaches, ...unread]).toEqual([]);
    expect(filesRead).toBeGreaterThan(100);
  });
});

/** Files that break it, each with the rule that must say so. */
const PLANTED: readonly (readonly [file: string, source: string, rule: string])[] = [
  ['guidance/p1.ts', "import '../people/flow/readers.ts';", 'pure-imports-only-pure'],
  ['guidance/p2.ts', "import './views/explain.ts';", 'pure-imports-only-pure'],
  ['guidance/p3.ts', "import '../log.ts';", 'pure-imports-only-pure'],
  ['guidance/p4.ts', "import { readFile } from 'node:fs/promises';", 'pure-only-computes'],
  ['guidance/p5.ts', "import type { WebClient } from '@slack/web-api';", 'pure-only-computes'],
  ['guidance/p6.ts', "import { randomUUID } from 'node:crypto';", 'pure-only-computes'],
  [
    'guidance/p7.ts',
    "export class Late { load() { return import('../storage/database.ts'); } }",
    'pure-imports-only-pure',
  ],
  ['people/views/v1.ts', "import { contactsOf } from '../store/contacts.ts';", 'views-import'],
  ['people/views/v2.ts', "import { createReaders } from '../flow/readers.ts';", 'views-take-types-of-flows'],
  ['people/views/v3.ts', "import { WebClient } from '@slack/web-api';", 'views-only-render'],
  ['pairs/store/pairs.ts', "import '../../people/store/contacts.ts';", 'store-imports'],
  ['nudges/store/all.ts', "import '@slack/web-api';", 'store-only-asks-the-database'],
  ['pairs/flow.ts', "import '../people/store/contacts.ts';", 'flow-imports'],
  ['matching/flow.ts', "import '../people/views/contacts.ts';", 'flow-imports'],
  ['nudges/flow/sending.ts', "import { sql } from 'kysely';", 'flow-works-through-ports'],
  ['pairs/slack/trials.ts', "import '../store/pairs.ts';", 'listener-imports'],
  ['nudges/jobs.ts', "import '../people/views/contacts.ts';", 'listener-imports'],
  ['programs/slack.ts', "import 'pg';", 'listener-asks-no-database'],
  ['people/p1.ts', "import '../guidance/need.ts';", 'left-to-right:people'],
  ['programs/p1.ts', "import '../nudges/quiet.ts';", 'left-to-right:programs'],
  ['nudges/quiet.ts', "import type { Pair } from '../pairs/pair.ts';", 'left-to-right:nudges'],
  ['pairs/pair.ts', "import '../matching/rank.ts';", 'left-to-right:pairs'],
  ['matching/rank.ts', "import '../guidance/need.ts';", 'left-to-right:matching'],
  ['guidance/p8.ts', "import '../home/p1.ts';", 'left-to-right:guidance'],
  ['summaries/p1.ts', "import '../home/p1.ts';", 'left-to-right:summaries'],
  ['managing/p1.ts', "import '../home/views.ts';", 'left-to-right:managing'],
  ['home/p1.ts', "import '../managing/p2.ts';", 'left-to-right:home'],
  ['managing/p2.ts', 'export const nothing = 0;', 'left-to-right:home'],
  ['helpers/h1.ts', "import './h2.ts';", 'known-rooms'],
  ['helpers/h2.ts', 'export const nothing = 0;', 'known-rooms'],
  ['slack/s1.ts', "import '../people/contacts.ts';", 'rooms-import-no-slice'],
  ['storage/s1.ts', "import '../people/contacts.ts';", 'rooms-import-no-slice'],
  ['locales/s1.ts', "import '../people/contacts.ts';", 'rooms-import-no-slice'],
  ['locales/s2.ts', "import '../storage/database.ts';", 'locales-import'],
  ['storage/s2.ts', "import '../slack/text.ts';", 'storage-imports'],
  ['slack/s2.ts', "import '../storage/database.ts';", 'slack-room-imports'],
  ['commands/c1.ts', "import '../people/store/contacts.ts';", 'stores-belong-to-their-flow'],
  ['web/w1.ts', "import '../app.ts';", 'put-together-last'],
  ['web/w2.ts', "import '../local-slack/clock.ts';", 'app-knows-no-local-slack'],
  ['local-slack/l1.ts', "import '../app.ts';", 'local-slack-knows-no-app'],
  ['local-slack/l2.ts', "import type { Clock } from '../ports.ts';", 'local-slack-knows-no-app'],
  ['local-slack/page/l3.ts', "import '../clock.ts';", 'page-runs-in-a-browser'],
  ['local-slack/page/l4.ts', "import 'node:path';", 'page-runs-in-a-browser'],
  ['web/w3.ts', "import type { A } from './w4.ts';", 'no-cycles'],
  ['web/w4.ts', "import './w3.ts'; export type A = 1;", 'no-cycles'],
  ['web/w5.ts', "import './nowhere.ts';", 'resolves'],
  ['web/w6.ts', "import 'vitest';", 'ships-with-the-app'],
];

describe('a breach of the rule of the house', () => {
  let copy: string;
  let found: Boundaries;
  beforeAll(async () => {
    copy = copyOfTheSources();
    for (const [file, source] of PLANTED) plant(copy, file, source);
    plant(copy, 'web/w7.ts', "export type Hidden = import('../people/store/contacts.ts').Nothing;");
    plant(copy, 'web/w8.ts', 'export const any = (name: string) => import(name);');
    found = await checkBoundaries(copy);
  });
  afterAll(() => rmSync(copy, { recursive: true }));

  it.each(PLANTED.map(([file, , rule]) => ({ file, rule })))(
    '$rule is reported for src/$file',
    ({ file, rule }) => {
      const reported = found.breaches.filter((breach) => breach.startsWith(`${rule}: `));
      expect(reported.join('\n')).toContain(`src/${file}`);
    },
  );

  it('cannot be hidden in an import that is not read', () => {
    expect(found.unread.join('\n')).toContain(
      'src/web/w7.ts: the import of ../people/store/contacts.ts was not read',
    );
    expect(found.unread.join('\n')).toContain('src/web/w8.ts: the import of (computed) was not read');
  });

  it('has an example here for every rule', async () => {
    const { forbidden = [] } = await extractDepcruiseConfig(join(ROOT, '.dependency-cruiser.mjs'));
    const planted = new Set(PLANTED.map(([, , rule]) => rule));
    const names = forbidden.map(({ name }) => name ?? '');
    // ports.ts is one file; breaking it breaks half of the others.
    expect(names.filter((name) => !planted.has(name))).toEqual(['ports-stand-alone']);
  });
});

describe('sources that are not read', () => {
  it('are reported, file by file', async () => {
    const copy = copyOfTheSources();
    try {
      // As where no parser fits the TypeScript at hand: it reads nothing, and is content.
      const rules = join(copy, 'rules.mjs');
      writeFileSync(
        rules,
        `import house from ${JSON.stringify(join(ROOT, '.dependency-cruiser.mjs'))};
         export default { ...house, options: { ...house.options, exclude: { path: '.' } } };`,
      );
      const { breaches, unread, filesRead } = await checkBoundaries(copy, rules);
      expect({ breaches, filesRead }).toEqual({ breaches: [], filesRead: 0 });
      expect(unread).toContain('src/people/store/contacts.ts was not read');
    } finally {
      rmSync(copy, { recursive: true });
    }
  });

  it('are found by every form of import', () => {
    const source = `import a from 'a'; import type { B } from 'b'; export * from 'c'; export type { D } from 'd';
      type E = typeof import('e'); const f = () => import('f'); import 'g'; export const h = 'h';`;
    expect(importsIn(source).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });
});

function copyOfTheSources(): string {
  const copy = mkdtempSync(join(tmpdir(), 'boundaries-'));
  cpSync(join(ROOT, 'src'), join(copy, 'src'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(copy, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

function plant(copy: string, file: string, source: string): void {
  const path = join(copy, 'src', file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, source);
}
