import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseConfig } from '../../src/config.ts';
import { Compose, type Files, problemsOf, read } from './container.ts';

const files: Files = {
  dockerfile: read('Dockerfile'),
  dockerignore: read('.dockerignore'),
  compose: read('compose.yml'),
  example: read('.env.example'),
};

describe('the container', () => {
  it('runs what is needed, as nobody in particular, on what is written down exactly', () => {
    expect(problemsOf(files)).toEqual([]);
  });

  it.each<[string, keyof Files, string | RegExp, string, string]>([
    ['root', 'dockerfile', 'USER node', '', 'the image runs as root'],
    [
      'a user that comes to nothing',
      'dockerfile',
      'USER node',
      'USER node\nUSER root',
      'the image runs as root',
    ],
    ['an image that moves', 'dockerfile', /24\.21\.0-bookworm-slim/g, '24', 'node:24 is not pinned'],
    ['the latest image', 'compose', '18.4-bookworm', 'latest', 'postgres:latest is not pinned'],
    [
      'another Node than the app brings',
      'dockerfile',
      /24\.21\.0/g,
      '24.1.0',
      'the image has Node 24.1.0, package.json 24.21.0',
    ],
    [
      'development packages',
      'dockerfile',
      ' --omit=dev',
      '',
      'the image is made with development or optional packages',
    ],
    [
      'the bundled Node',
      'dockerfile',
      ' --omit=optional',
      '',
      'the image is made with development or optional packages',
    ],
    ['no health check', 'dockerfile', /HEALTHCHECK[^\n]*\n[^\n]*\n/, '', 'the image has no health check'],
    [
      'everything sent to the builder',
      'dockerignore',
      '\n*\n',
      '\n',
      '.dockerignore lets everything through',
    ],
    ['a file that is not sent', 'dockerignore', '!manifest.yml\n', '', 'manifest.yml is copied and ignored'],
    [
      'a file system that can be written',
      'compose',
      'read_only: true',
      'read_only: false',
      'the app can write its file system',
    ],
    ['a capability', 'compose', '- ALL', '- NET_RAW', 'a service keeps its capabilities'],
    [
      'new privileges',
      'compose',
      /no-new-privileges:true/g,
      'no-new-privileges:false',
      'a service can gain privileges',
    ],
    [
      'a start before the database',
      'compose',
      'service_healthy',
      'service_started',
      'the app does not wait for the database',
    ],
    ['a database that nobody asks', 'compose', 'healthcheck:', 'labels:', 'the database has no health check'],
    [
      'data outside a volume',
      'compose',
      '- database:/var',
      '- ./database:/var',
      './database is no named volume',
    ],
    ['a port for everybody', 'compose', '127.0.0.1:${', '${', 'a port is published beyond this machine'],
    [
      'an unknown variable',
      'compose',
      'LOG_LEVEL:',
      'LOG_DETAIL:',
      'compose.yml and config.ts differ: LOG_DETAIL LOG_LEVEL',
    ],
    [
      'an unknown line',
      'example',
      '#LOG_LEVEL',
      '#LOG_DETAIL',
      '.env.example and config.ts differ: LOG_DETAIL LOG_LEVEL',
    ],
  ])('a bad copy is found: %s', (_what, file, from, to, problem) => {
    const bad = { ...files, [file]: files[file].replace(from, to) };
    expect(bad[file]).not.toBe(files[file]);
    expect(problemsOf(bad)).toContain(problem);
  });
});

describe('.env.example', () => {
  const everythingOn = parseEnv(files.example.replaceAll(/^#(?=[A-Z_]+=)/gm, ''));

  it('sets nothing by itself, and the app runs without any of it', () => {
    expect(parseEnv(files.example)).toEqual({});
    expect(parseConfig({}).slack.mode).toBe('local');
  });

  it('shows values that the app takes', () => {
    expect(parseConfig(everythingOn)).toMatchObject({
      slack: { mode: 'socket' },
      dataDirectory: './data',
      port: 3000,
    });
  });

  it('compose.yml makes a whole configuration of it', () => {
    const { environment } = Compose.parse(parse(files.compose)).services.app;
    const given = { ...everythingOn, POSTGRES_PASSWORD: 'secret' };
    const filled = Object.entries(environment).map(([name, value]) => [name, interpolated(value, given)]);
    expect(parseConfig(Object.fromEntries(filled))).toMatchObject({
      slack: { mode: 'socket' },
      databaseUrl: 'postgres://coach_or_mentor:secret@database:5432/coach_or_mentor',
      dataDirectory: '/data',
      host: '0.0.0.0',
      port: 3000,
    });
  });

  it('every line that can be set is explained above', () => {
    const paragraphs = files.example.split('\n\n').filter((paragraph) => /^#[A-Z_]+=/m.test(paragraph));
    expect(paragraphs.length).toBeGreaterThan(8);
    for (const paragraph of paragraphs) expect(paragraph).toMatch(/^# [A-Z].*\.\n#[A-Z_]+=/ms);
  });
});

/** As compose fills in `${NAME:-default}` and `${NAME:?what to do}`. */
function interpolated(text: string, given: Record<string, string | undefined>): string {
  return text.replaceAll(
    /\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}/g,
    (_, name: string, otherwise?: string) => given[name] || (otherwise ?? ''),
  );
}
