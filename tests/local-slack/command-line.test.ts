import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUILT_IN_SEED } from '../../src/local-slack/seed.ts';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { manifest, SECRETS } from './foreign-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'local-slack-'));
const MAIN = new URL('../../src/local-slack/main.ts', import.meta.url).pathname;
let slack: LocalSlack;

beforeAll(async () => {
  slack = await startLocalSlack({ port: 0, manifest, ...SECRETS });
});
afterAll(async () => {
  await slack.close();
  rmSync(folder, { recursive: true });
});

describe('the command line', () => {
  const file = join(folder, 'manifest.json');
  writeFileSync(file, JSON.stringify(manifest));

  function run(
    args: string[],
    ipc = false,
  ): { child: ChildProcess; ended: Promise<{ code: number | null; said: string }> } {
    const stdio = ['ignore', 'pipe', 'pipe', ...(ipc ? ['ipc' as const] : [])] as const;
    const child = spawn(process.execPath, [MAIN, ...args], { stdio: [...stdio] });
    let said = '';
    child.stdout?.on('data', (data) => (said += data));
    child.stderr?.on('data', (data) => (said += data));
    const ended = new Promise<{ code: number | null; said: string }>((resolve) => {
      child.on('close', (code) => resolve({ code, said }));
    });
    return { child, ended };
  }

  test('says where it is to whoever started it, and ends with them', async () => {
    const { child } = run(['--manifest', file, '--port', '0'], true);
    const message = await new Promise<unknown>((resolve) => child.once('message', resolve));
    expect(message).toEqual({
      ready: {
        url: expect.stringMatching(/^http:\/\/localhost:\d+$/),
        apiUrl: expect.stringMatching(/\/api\/$/),
        teamId: 'T0LUMENARI',
      },
    });
    // Node tells of `exit` here, but not of `close`, once the channel was cut from this side.
    const exit = new Promise((resolve) => child.once('exit', resolve));
    child.disconnect();
    expect(await exit).toBe(0);
  });

  test('prints the tokens it made up, and ends on SIGTERM', async () => {
    const { child, ended } = run(['--manifest', file, '--port', '0']);
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    child.kill('SIGTERM');
    const { code, said } = await ended;
    expect(code).toBe(0);
    expect(said).toContain('slackApiUrl');
    expect(said).toContain('xoxb-local-');
  });

  test.each<[string, string[], string]>([
    [
      'a port in use',
      ['--manifest', file, '--port', 'TAKEN'],
      'is in use: end what listens there, or choose another with --port.',
    ],
    ['no manifest', [], '--manifest FILE is needed. See --help.'],
    ['a port that is none', ['--port', 'x'], '--port must be a number'],
    ['an option that is none', ['--prot', '1'], '--prot'],
    ['a manifest that is not there', ['--manifest', 'none.yml', '--port', '0'], 'There is no file none.yml.'],
    [
      'a journal that cannot be written',
      ['--manifest', file, '--port', '0', '--journal', '/none/journal'],
      'The journal cannot be written: ',
    ],
    ['an address to deliver to that is none', ['--deliver-to', 'http://'], '--deliver-to must be a URL'],
    ['an empty port', ['--port', ''], '--port must be a number'],
    ['a speed that is none', ['--speed', 'fast'], '--speed must be a number from 0 to 10000000, not fast.'],
  ])('explains %s in one sentence', async (_, args, sentence) => {
    const { port } = new URL(slack.url);
    const { code, said } = await run(args.map((arg) => arg.replace('TAKEN', port))).ended;
    expect(said).toContain(sentence);
    expect(code).toBe(1);
    expect(said.trim().split('\n')).toHaveLength(1);
  });

  test('takes a seed, faults and a clock', async () => {
    const faults = join(folder, 'faults.yml');
    writeFileSync(faults, 'faults:\n  - { do: server_error, on: api.test }\n');
    const options = [
      '--seed',
      BUILT_IN_SEED,
      '--faults',
      faults,
      '--now',
      '2030-01-01T00:00:00Z',
      '--speed',
      '0',
    ];
    const { child, ended } = run(['--manifest', file, '--port', '0', ...options], true);
    const { ready } = Object(await new Promise((resolve) => child.once('message', resolve)));
    expect((await fetch(`${ready.apiUrl}api.test`)).status).toBe(500);
    const clock = await (await fetch(`${ready.url}/clock`)).json();
    expect(clock).toEqual({ now: Date.parse('2030-01-01T00:00:00Z'), speed: 0 });
    child.kill('SIGTERM');
    await ended;
  });

  test('has a help', async () => {
    const { code, said } = await run(['--help']).ended;
    expect(code).toBe(0);
    expect(said).toContain('--deliver-to URL');
  });
});
