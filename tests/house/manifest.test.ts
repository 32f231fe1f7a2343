import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { features } from './features.ts';
import { commandsIn, eventsIn, methodsIn } from './uses.ts';

const ROOT = join(import.meta.dirname, '../..');
const SOURCES = globSync('src/**/*.ts', { cwd: ROOT })
  .filter((file) => !file.startsWith('src/local-slack/'))
  .map((file) => readFileSync(join(ROOT, file), 'utf8'));

/**
 * Numbers and patterns of Slack's own schema for manifests.
 * Source: slackapi/manifest-schema@c50cfa8, schemas/manifest.schema.1.0.0.json.
 */
const text = (least: number, most: number) => z.string().min(least).max(most);
const Manifest = z.object({
  display_information: z.object({
    name: text(1, 35),
    description: text(1, 140),
    long_description: text(175, 4000),
    background_color: text(4, 7).regex(/^#[0-9a-f]+$/i),
  }),
  features: z.object({
    app_home: z.object({ home_tab_enabled: z.boolean() }),
    bot_user: z.object({ display_name: text(1, 80) }),
    shortcuts: z
      .array(z.object({ name: text(1, 24), callback_id: text(1, 255), description: text(1, 150) }))
      .max(10),
    slash_commands: z
      .array(
        z.object({
          command: text(2, 32).regex(/^\//),
          description: text(1, 2000),
          usage_hint: text(1, 1000),
        }),
      )
      .max(50),
  }),
  oauth_config: z.object({
    scopes: z.strictObject({
      bot: z.array(text(1, 50)).max(255),
      bot_optional: z.array(text(1, 50)).max(255),
    }),
  }),
  settings: z.object({
    event_subscriptions: z.strictObject({ bot_events: z.array(text(1, 50)).max(100) }),
    interactivity: z.object({ is_enabled: z.boolean() }),
  }),
});
type Manifest = z.infer<typeof Manifest>;

/** What a bot needs for each method. Source: docs.slack.dev/reference/methods/<method>. */
const SCOPES_OF_METHODS: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'users.info': ['users:read'],
  'users.lookupByEmail': ['users:read.email'],
  'conversations.history': ['im:history'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};
/** Scopes that the app can do without, each with what README.md says is missing then. */
const OPTIONAL: Readonly<Record<string, string>> = {
  'channels:read': 'a manager cannot invite everybody in a channel',
  'files:write': 'calendar files do not come as messages',
  'groups:read': 'a manager cannot invite everybody in a channel',
  'im:history': 'the app cannot look whether a message of its own arrived',
  'im:write': 'the app cannot look whether a message of its own arrived',
  'users:read.email': 'people cannot be imported by e-mail',
};
/** What a bot needs to be told of each event. Source: docs.slack.dev/reference/events/<event>. */
const SCOPES_OF_EVENTS: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  user_change: ['users:read'],
};

/** What the app listens to and calls, as far as Slack must know it. */
interface Uses {
  commands: string[];
  shortcuts: string[];
  events: string[];
  methods: string[];
}

const used: Uses = {
  commands: SOURCES.flatMap(commandsIn),
  shortcuts: features.flatMap(({ shortcuts = {} }) => Object.keys(shortcuts)),
  events: SOURCES.flatMap(eventsIn),
  methods: SOURCES.flatMap(methodsIn),
};

describe('manifest.yml', () => {
  const manifest = Manifest.parse(parse(readFileSync(join(ROOT, 'manifest.yml'), 'utf8')));

  it('asks for what the code uses, and for nothing else', () => {
    expect(used).toMatchObject({ commands: ['/coach-or-mentor'], shortcuts: ['guidance.find'] });
    expect(used.events.length).toBeGreaterThan(0);
    expect(used.methods).toContain('views.open');
    expect(differences(manifest, used)).toEqual([]);
  });

  it.each<[string, Partial<Uses>, string[]]>([
    [
      'a method of another scope',
      { methods: [...used.methods, 'reactions.add'] },
      ['the scopes of reactions.add are not known here'],
    ],
    [
      'a method that is called no more',
      { methods: ['views.open'], events: ['app_home_opened'] },
      [
        'events: user_change',
        'scopes: channels:read chat:write files:write groups:read im:history im:write users:read users:read.email',
        'optional scopes: channels:read files:write groups:read im:history im:write users:read.email',
      ],
    ],
    [
      'one more event',
      { events: [...used.events, 'team_join'] },
      ['the scopes of team_join are not known here', 'events: team_join'],
    ],
    [
      'a shortcut of another name',
      { shortcuts: ['guidance.search'] },
      ['shortcuts: guidance.find guidance.search'],
    ],
    ['a second command', { commands: ['/coach-or-mentor', '/coach'] }, ['commands: /coach']],
  ])('%s is found', (_name, changed, found) => {
    expect(differences(manifest, { ...used, ...changed })).toEqual(found);
  });

  it('asks for every optional scope among the others too, as Slack wants it', () => {
    const { bot, bot_optional } = manifest.oauth_config.scopes;
    expect(bot).toEqual(expect.arrayContaining(bot_optional));
    expect(bot_optional.toSorted()).toEqual(Object.keys(OPTIONAL).toSorted());
  });

  it('README.md says of every optional scope what is missing without it', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    for (const [scope, missing] of Object.entries(OPTIONAL))
      expect(readme).toMatch(new RegExp(`\`${scope}\`[^.]*${missing}`));
  });

  it('lets buttons and forms through, and shows the Home that is published', () => {
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
    expect(manifest.features.app_home.home_tab_enabled).toBe(used.methods.includes('views.publish'));
  });

  it.each([
    ['name', { name: 'Coach or Mentor for everybody at work' }],
    ['long_description', { long_description: 'Too short.' }],
    ['background_color', { background_color: 'teal' }],
  ])('a %s that Slack would refuse is refused here', (_field, changed) => {
    const display_information = { ...manifest.display_information, ...changed };
    expect(Manifest.safeParse({ ...manifest, display_information }).success).toBe(false);
  });
});

/** What the manifest has and the code does not use, or the other way round. */
function differences(manifest: Manifest, { commands, shortcuts, events, methods }: Uses): string[] {
  const scopes = new Set(commands.length + shortcuts.length > 0 ? ['commands'] : []);
  const unknown: string[] = [];
  for (const [names, table] of [
    [methods, SCOPES_OF_METHODS],
    [events, SCOPES_OF_EVENTS],
  ] as const)
    for (const name of names) {
      if (!table[name]) unknown.push(`the scopes of ${name} are not known here`);
      for (const scope of table[name] ?? []) scopes.add(scope);
    }
  const { features: has, settings, oauth_config } = manifest;
  const compared: [what: string, inManifest: string[], inCode: Iterable<string>][] = [
    ['commands', has.slash_commands.map(({ command }) => command), commands],
    ['shortcuts', has.shortcuts.map(({ callback_id }) => callback_id), shortcuts],
    ['events', settings.event_subscriptions.bot_events, events],
    ['scopes', oauth_config.scopes.bot, scopes],
    ['optional scopes', oauth_config.scopes.bot_optional, [...scopes].filter((scope) => OPTIONAL[scope])],
  ];
  const differing = compared.flatMap(([what, inManifest, inCode]) => {
    const [there, here] = [new Set(inManifest), new Set(inCode)];
    const odd = [...there, ...here].filter((name) => !(there.has(name) && here.has(name)));
    return odd.length > 0 ? [`${what}: ${odd.toSorted().join(' ')}`] : [];
  });
  return [...new Set(unknown), ...differing];
}
