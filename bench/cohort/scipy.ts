import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { cleanEnvironment } from '../processes.ts';
import type { Stage } from '../row.ts';

/** Debian's; another Python would not see python3-scipy. */
const PYTHON = '/usr/bin/python3';

const Hello = z.union([z.object({ scipy: z.string() }), z.object({ missing: z.string() })]);
const Loaded = z.object({ how: z.string() });
const Solved = z.object({ seconds: z.number(), matched: z.number(), total: z.number() });

export interface SciPy {
  version: string;
  /** Reads a cohort and warms up. Says how SciPy is used. */
  load(directory: string, kind: 'dense' | 'sparse'): Promise<string>;
  solve(): Promise<{ ms: number; matched: number; total: number }>;
}

/** Starts Python once, for many solves. Undefined where Python or SciPy is not there. */
export async function startSciPy(stage: Stage): Promise<SciPy | undefined> {
  stage.signal.throwIfAborted();
  const child = spawn(PYTHON, [join(import.meta.dirname, 'scipy_side.py')], {
    env: cleanEnvironment(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  stage.atEnd(async () => child.kill());
  const failed = new Promise<undefined>((done) => child.once('error', () => done(undefined)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<unknown> => {
    const { done, value } = await lines.next();
    if (done) throw new Error('SciPy’s process ended.');
    return JSON.parse(value);
  };
  const hello = await Promise.race([failed, nextLine().catch(() => undefined)]);
  const { data } = Hello.safeParse(hello);
  if (!data || 'missing' in data) return undefined;
  const ask = (line: string): Promise<unknown> => {
    child.stdin.write(`${line}\n`);
    return nextLine();
  };
  return {
    version: data.scipy,
    load: async (directory, kind) => Loaded.parse(await ask(`load ${directory} ${kind}`)).how,
    solve: async () => {
      const { seconds, matched, total } = Solved.parse(await ask('solve'));
      return { ms: seconds * 1000, matched, total };
    },
  };
}
