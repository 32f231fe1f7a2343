/**
 * The rule of the house (docs/ARCHITECTURE.md): who may import whom. `npm run check:boundaries` runs it through
 * tools/boundaries.ts, which also makes sure that every file and every import was read.
 *
 * A new slice is one name in SLICES; a folder that stands in neither list is refused.
 */

/** From left to right: a slice may import those to its right. Slices of one rank import nothing of each other. */
const SLICES = [
  ['home', 'managing'],
  ['summaries'],
  ['guidance'],
  ['matching'],
  ['pairs'],
  ['nudges'],
  ['programs'],
  ['people'],
];
const ROOMS = ['slack', 'storage', 'locales', 'web', 'commands', 'local-slack'];

/** What pure files and everything above them may use of npm: packages that compute and do no I/O. */
const COMPUTING = [
  'zod',
  'date-fns',
  'temporal-polyfill',
  'date-holidays',
  'i18next',
  'ical-generator',
  'calendar-link',
  'csv-stringify',
];

const any = (/** @type {string[]} */ names) => `(?:${names.join('|')})`;
const slice = any(SLICES.flat());
const packages = (/** @type {string[]} */ ...names) => `(?:^|/)node_modules/${any(names)}/`;
const EVERY_PACKAGE = '(?:^|/)node_modules/';

/** A reserved name is a file, or a folder where one file would be too long to read. */
const SLACK = `^src/${slice}/slack(?:\\.ts$|/)`;
const JOBS = `^src/${slice}/jobs(?:\\.ts$|/)`;
const FLOW = `^src/${slice}/flow(?:\\.ts$|/)`;
const STORE = `^src/${slice}/store(?:\\.ts$|/)`;
const VIEWS = `^src/${slice}/views(?:\\.ts$|/)`;
/** Whatever bears no reserved name: no Slack, no SQL, no clock, no randomness. */
const PURE = `^src/${slice}/(?!(?:slack|jobs|flow|store|views)(?:\\.ts$|/))`;
const LISTENERS = `^src/(${slice})/(?:slack|jobs)(?:\\.ts$|/)`;

const PORTS = '^src/ports\\.ts$';
const LOG = '^src/log\\.ts$';
const SLACK_ROOM = '^src/slack/';
const STORAGE = '^src/storage/';
const LOCALES = '^src/locales/';
const LOCAL_SLACK = '^src/local-slack/';
const PAGE = '^src/local-slack/page/';
/** Built-in modules through which a program reaches the outside. */
const IO =
  '^(?:node:)?(?:fs|net|tls|http|https|http2|dgram|dns|child_process|cluster|process|readline|repl)(?:/|$)';

/** @returns {import('dependency-cruiser').IForbiddenRuleType} */
const forbid = (
  /** @type {string} */ name,
  /** @type {string} */ comment,
  /** @type {object} */ from,
  /** @type {object} */ to,
) => ({ name, comment, severity: 'error', from, to });

/** A slice does not know those to its left, nor its neighbours of the same rank. */
const leftToRight = SLICES.flatMap((rank, at) =>
  rank.map((name) => {
    const unknown = [...SLICES.slice(0, at).flat(), ...rank.filter((other) => other !== name)];
    return forbid(
      `left-to-right:${name}`,
      `${name} may import only slices to its right`,
      { path: `^src/${name}/` },
      { path: `^src/${any(unknown)}/` },
    );
  }),
);

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const insideASlice = [
  forbid(
    'pure-imports-only-pure',
    'a pure file imports pure files and ports.ts',
    { path: PURE },
    { path: '^src/', pathNot: [PURE, PORTS] },
  ),
  forbid(
    'pure-only-computes',
    'a pure file uses no built-in module and only packages that compute',
    { path: PURE },
    { dependencyTypesNot: ['local'], pathNot: [packages(...COMPUTING), '^src/'] },
  ),
  forbid(
    'views-import',
    'a view imports pure files, views, texts, src/slack and the type of its reader',
    { path: VIEWS },
    { path: '^src/', pathNot: [PURE, VIEWS, FLOW, SLACK_ROOM, LOCALES, PORTS] },
  ),
  forbid(
    'views-take-types-of-flows',
    'a view knows the type of its reader; it runs no flow',
    { path: VIEWS },
    { path: FLOW, dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'views-only-render',
    'a view uses no built-in module and only packages that compute',
    { path: VIEWS },
    {
      dependencyTypesNot: ['local', 'type-only'],
      pathNot: [packages(...COMPUTING, '@slack/types'), '^src/'],
    },
  ),
  forbid(
    'store-imports',
    'a store imports pure files, src/storage and ports.ts',
    { path: `^src/(${slice})/store(?:\\.ts$|/)` },
    { path: '^src/', pathNot: [PURE, '^src/$1/store/', STORAGE, PORTS] },
  ),
  forbid(
    'store-only-asks-the-database',
    'a store speaks SQL and nothing else',
    { path: STORE },
    { dependencyTypesNot: ['local'], pathNot: [packages(...COMPUTING, 'kysely'), '^src/'] },
  ),
  forbid(
    'flow-imports',
    'a flow imports pure files, its store, flows to its right, src/storage, ports.ts, log.ts and texts',
    { path: `^src/(${slice})/flow(?:\\.ts$|/)` },
    { path: '^src/', pathNot: [PURE, '^src/$1/store(?:\\.ts$|/)', FLOW, STORAGE, PORTS, LOG, LOCALES] },
  ),
  forbid(
    'flow-works-through-ports',
    'a flow knows neither Slack nor SQL nor the network: it is given ports',
    { path: FLOW },
    { path: [IO, packages('@slack', 'pg', 'kysely', 'hono', '@hono', 'ws')] },
  ),
  forbid(
    'listener-imports',
    'slack.ts and jobs.ts import flows, their views, pure files, src/slack, texts and ports.ts',
    { path: LISTENERS },
    {
      path: '^src/',
      pathNot: [FLOW, '^src/$1/(?:views|slack|jobs)(?:\\.ts$|/)', PURE, SLACK_ROOM, LOCALES, PORTS],
    },
  ),
  forbid(
    'listener-asks-no-database',
    'slack.ts and jobs.ts call flows; they know no SQL and no network',
    { path: [SLACK, JOBS] },
    { path: [IO, packages('pg', 'kysely', 'hono', '@hono', 'ws')] },
  ),
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const betweenRooms = [
  forbid(
    'known-rooms',
    'every folder under src/ stands in this file',
    {},
    { path: '^src/[^/]+/', pathNot: `^src/${any([...SLICES.flat(), ...ROOMS])}/` },
  ),
  forbid(
    'rooms-import-no-slice',
    'what slices share knows no slice',
    { path: [SLACK_ROOM, STORAGE, LOCALES, PORTS, LOG, '^src/config\\.ts$'] },
    { path: `^src/${slice}/` },
  ),
  forbid('ports-stand-alone', 'ports.ts imports nothing of ours', { path: PORTS }, { path: '^src/' }),
  forbid(
    'locales-import',
    'texts know the languages and nothing else',
    { path: LOCALES },
    { path: '^src/', pathNot: [LOCALES, PORTS] },
  ),
  forbid(
    'storage-imports',
    'src/storage knows ids and nothing else',
    { path: STORAGE },
    { path: '^src/', pathNot: [STORAGE, PORTS] },
  ),
  forbid(
    'slack-room-imports',
    'src/slack knows ids, texts and the log',
    { path: SLACK_ROOM },
    { path: '^src/', pathNot: [SLACK_ROOM, LOCALES, PORTS, LOG] },
  ),
  forbid(
    'stores-belong-to-their-flow',
    'only the flow of a slice calls its store; others call the flow',
    { path: '^src/', pathNot: `^src/${slice}/` },
    { path: STORE },
  ),
  forbid(
    'put-together-last',
    'app.ts, run.ts and main.ts put things together; nothing imports them but each other and commands',
    { path: '^src/', pathNot: '^src/(?:app|run|main)\\.ts$|^src/commands/' },
    { path: '^src/(?:app|run|main)\\.ts$' },
  ),
  forbid(
    'app-knows-no-local-slack',
    'the app talks to local-slack as it talks to Slack',
    { path: '^src/', pathNot: LOCAL_SLACK },
    { path: LOCAL_SLACK },
  ),
  forbid(
    'local-slack-knows-no-app',
    'local-slack would serve any app',
    { path: LOCAL_SLACK },
    { path: '^src/', pathNot: LOCAL_SLACK },
  ),
  forbid(
    'page-runs-in-a-browser',
    'the page is served as it stands: it imports nothing but itself, types, and the packages that assets.ts serves',
    { path: PAGE },
    { pathNot: [PAGE, packages('marked')], dependencyTypesNot: ['type-only'] },
  ),
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const everywhere = [
  forbid('no-cycles', 'a cycle, types included, cannot be read in order', {}, { circular: true }),
  forbid('resolves', 'an import that leads nowhere', {}, { couldNotResolve: true }),
  forbid(
    'ships-with-the-app',
    'a package that runs must be among the dependencies: the image is made without the others',
    { path: '^src/' },
    {
      path: EVERY_PACKAGE,
      dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
      dependencyTypesNot: ['type-only'],
    },
  ),
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [...leftToRight, ...insideASlice, ...betweenRooms, ...everywhere],
  options: {
    // dependency-cruiser cannot read through TypeScript 7; without a parser it reads no module at all, and passes.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: EVERY_PACKAGE },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.json'],
    },
  },
};
