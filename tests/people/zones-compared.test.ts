import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

/** Where the machine stands: none of it may show. */
const HOST = 'UTC';
const OTHER_HOSTS = ['America/St_Johns', 'Pacific/Chatham'];
const Answered = z.object({ digest: z.string(), hostNoon: z.string() });
const Compared = Answered.extend({
  zones: z.number(),
  cases: z.number(),
  transitions: z.number(),
  gaps: z.number(),
  overlaps: z.number(),
  disagreements: z.number(),
  naive: z.number(),
  first: z.array(z.string()),
});

async function run(program: string, host: string, file: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'zones', program), file],
    { env: { ...process.env, TZ: host } },
  );
  return JSON.parse(stdout);
}

describe('what walls and moments mean, beside an independent implementation', () => {
  let directory: string;
  let compared: z.infer<typeof Compared>;
  let elsewhere: z.infer<typeof Answered>[];
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'zones-'));
    const asked = join(directory, 'asked.json');
    compared = Compared.parse(await run('compare.ts', HOST, asked));
    elsewhere = z
      .array(Answered)
      .parse(await Promise.all(OTHER_HOSTS.map((host) => run('answer.ts', host, asked))));
    const { zones, cases, transitions, gaps, overlaps, disagreements } = compared;
    process.stdout.write(
      `time: ${cases} cases in ${zones} zones, ${transitions} transitions (${gaps} gaps, ${overlaps} overlaps), ` +
        `${disagreements} disagreements; answered on machines in ${[HOST, ...OTHER_HOSTS].join(', ')}\n`,
    );
  }, 300_000);
  afterAll(() => rm(directory, { recursive: true }));

  it('agrees at every transition of every zone from 2024 to 2030, and at random', () => {
    expect(compared.first).toEqual([]);
    expect(compared.disagreements).toBe(0);
    expect(compared.zones).toBeGreaterThanOrEqual(418);
    expect(compared.transitions).toBeGreaterThan(1_700);
    expect(Math.min(compared.gaps, compared.overlaps)).toBeGreaterThan(850);
    expect(compared.cases).toBeGreaterThan(30_000);
  });

  it('would find somebody who takes the offset of another moment', () => {
    expect(compared.naive).toBeGreaterThan(1_000);
  });

  it('is the same wherever the machine stands: every answer', () => {
    for (const { digest } of elsewhere) expect(digest).toBe(compared.digest);
    // They did stand in different places.
    const noons = [compared, ...elsewhere].map(({ hostNoon }) => hostNoon);
    expect(new Set(noons).size).toBe(1 + OTHER_HOSTS.length);
  });
});
