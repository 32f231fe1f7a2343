/** The processes that the benchmark starts, measures and ends. */
import { type ChildProcess, fork, type StdioOptions, spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Stage } from './row.ts';

export const ROOT = join(import.meta.dirname, '..');

const STARTS_WITHIN_MS = 20_000;
const ENDS_WITHIN_MS = 20_000;

/** Only what a program needs of the machine; no SLACK_*, DATABASE_URL or NODE_OPTIONS of whoever runs the bench. */
export function cleanEnvironment(more: Record<string, string> = {}): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(kept), ...more };
}

export interface Started {
  pid: number;
  /** The line that was waited for. */
  line: string;
  /** From the moment before the process was started until the line was read. */
  tookMs: number;
  /** Everything it printed to its standard output so far. */
  output(): string;
  end(): Promise<void>;
}

/**
 * Starts Node with these arguments and waits for a line of its output that matches. Ended with the stage.
 *
 * @throws where the process ends before, or takes too long
 */
export async function startNode(
  stage: Stage,
  args: readonly string[],
  options: { cwd: string; env: Record<string, string>; until: RegExp },
): Promise<Started> {
  stage.signal.throwIfAborted();
  const begunAt = performance.now();
  const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  stage.atEnd(() => ended(child));
  let output = '';
  const ready = Promise.withResolvers<string>();
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    const line = output.split('\n').find((one) => options.until.test(one));
    if (line !== undefined) ready.resolve(line);
  });
  child.once('error', ready.reject);
  child.once('exit', (code) => ready.reject(new Error(`node ${args.join(' ')} ended (${code}): ${output}`)));
  const line = await within(STARTS_WITHIN_MS, `node ${args.join(' ')} to be ready`, ready.promise);
  const tookMs = performance.now() - begunAt;
  return { pid: pidOf(child), line, tookMs, output: () => output, end: () => ended(child) };
}

/** Starts a TypeScript file as a process to talk to, and waits for its first message. Ended with the stage. */
export async function startWorker(
  stage: Stage,
  file: string,
  options: { args?: string[]; env?: Record<string, string> } = {},
): Promise<{ child: ChildProcess; pid: number; first: unknown }> {
  stage.signal.throwIfAborted();
  const stdio: StdioOptions = ['ignore', 'ignore', 'inherit', 'ipc'];
  const env = cleanEnvironment(options.env);
  const child = fork(join(ROOT, file), options.args ?? [], { cwd: ROOT, env, stdio, execArgv: [] });
  stage.atEnd(() => ended(child));
  return { child, pid: pidOf(child), first: await nextMessage(child, STARTS_WITHIN_MS) };
}

/** The next message of a worker. @throws where it ends, or says nothing in time */
export function nextMessage(child: ChildProcess, withinMs: number): Promise<unknown> {
  const told = Promise.withResolvers<unknown>();
  const gone = (): void =>
    told.reject(new Error(`A process of the benchmark ended: ${child.spawnargs.join(' ')}`));
  child.once('message', told.resolve);
  child.once('exit', gone);
  return within(withinMs, 'a process of the benchmark to answer', told.promise).finally(() => {
    child.off('message', told.resolve);
    child.off('exit', gone);
  });
}

/** Resident memory of a process, in MiB, as Linux counts it. */
export async function residentMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kib === undefined) throw new Error(`/proc/${pid}/status has no VmRSS`);
  return Number(kib) / 1024;
}

/** Processor time that a process has used so far, in seconds. Linux counts in hundredths. */
export async function processorSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The second field, the name, may hold spaces; fields 14 and 15 are user and system time.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** The app stops its database itself; one that had to be killed left it running on the data in `directory`. */
export async function endOrphanedPostgres(directory: string): Promise<void> {
  const file = await readFile(join(directory, 'data', 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
  // Its lines are: pid, data, start, port, directory of the socket (made by the app, for this server alone).
  const [pid, , , , socketDirectory] = file.split('\n');
  if (!pid || !socketDirectory) return;
  process.kill(Number(pid), 'SIGQUIT');
  await rm(socketDirectory, { recursive: true, force: true });
}

/** @throws Error "waited … for WHAT" when it takes longer */
async function within<T>(ms: number, what: string, promise: Promise<T>): Promise<T> {
  const stop = new AbortController();
  const late = wait(ms, undefined, { signal: stop.signal }).then(() => {
    throw new Error(`Waited ${ms / 1000} s for ${what}.`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    stop.abort();
    await late.catch(() => undefined);
  }
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error(`Could not be started: ${child.spawnargs.join(' ')}`);
  return child.pid;
}

/** Ends a process by its own way of ending, so that the app stops its database; only then by force. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  if (child.connected) child.disconnect();
  child.kill('SIGTERM');
  await within(ENDS_WITHIN_MS, 'a process to end', gone).catch(() => child.kill('SIGKILL'));
}
