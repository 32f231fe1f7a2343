/** Pairs of the limits of an app's manifest. */
import { readManifest } from '../../../src/local-slack/manifest.ts';
import type { Pair } from './pair.ts';
import { chars, times } from './payloads.ts';

const shortcut = (more: object = {}) => ({
  name: 'A',
  type: 'global',
  callback_id: 'a',
  description: 'A',
  ...more,
});
const command = (more: object = {}) => ({ command: '/a', description: 'A', ...more });

const display = (more: object) => ({ display_information: { name: 'A', ...more } });
const features = (more: object) => ({ ...display({}), features: more });
const oauth = (more: object) => ({ ...display({}), oauth_config: more });
const settings = (more: object) => ({ ...display({}), settings: more });
const shortcuts = (...all: object[]) => features({ shortcuts: all });
const commands = (...all: object[]) => features({ slash_commands: all });
const scopes = (kind: string, all: string[]) => oauth({ scopes: { [kind]: all } });
const events = (more: object) => settings({ event_subscriptions: more });
const interactivity = (more: object) => settings({ interactivity: { is_enabled: true, ...more } });
const named = (length: number) => times(length, (index) => `name-${index}`);
const url = (length: number) => `https://${chars(length - 8)}`;

/** The limit's name without `manifest.`, what is just inside, a manifest of that size. */
type Row = [id: string, ends: { min?: number; max?: number }, make: (size: number) => object];

const TEXTS: Row[] = [
  ['display_information.name', { min: 1, max: 35 }, (n) => display({ name: chars(n) })],
  ['display_information.description', { min: 1, max: 140 }, (n) => display({ description: chars(n) })],
  [
    'display_information.background_color',
    { min: 4, max: 7 },
    (n) => display({ background_color: chars(n) }),
  ],
  [
    'display_information.long_description',
    { min: 175, max: 4000 },
    (n) => display({ long_description: chars(n) }),
  ],
  [
    'features.bot_user.display_name',
    { min: 1, max: 80 },
    (n) => features({ bot_user: { display_name: chars(n) } }),
  ],
  ['features.shortcuts[].name', { min: 1, max: 24 }, (n) => shortcuts(shortcut({ name: chars(n) }))],
  [
    'features.shortcuts[].callback_id',
    { min: 1, max: 255 },
    (n) => shortcuts(shortcut({ callback_id: chars(n) })),
  ],
  [
    'features.shortcuts[].description',
    { min: 1, max: 150 },
    (n) => shortcuts(shortcut({ description: chars(n) })),
  ],
  [
    'features.slash_commands[].command',
    { min: 2, max: 32 },
    (n) => commands(command({ command: `/${chars(n - 1)}` })),
  ],
  ['features.slash_commands[].url', { max: 3000 }, (n) => commands(command({ url: url(n) }))],
  [
    'features.slash_commands[].description',
    { min: 1, max: 2000 },
    (n) => commands(command({ description: chars(n) })),
  ],
  [
    'features.slash_commands[].usage_hint',
    { min: 1, max: 1000 },
    (n) => commands(command({ usage_hint: chars(n) })),
  ],
  ['oauth_config.redirect_urls[]', { max: 2500 }, (n) => oauth({ redirect_urls: [url(n)] })],
  ['settings.event_subscriptions.request_url', { max: 3500 }, (n) => events({ request_url: url(n) })],
  ['settings.event_subscriptions.user_events[]', { max: 50 }, (n) => events({ user_events: [chars(n)] })],
  ['settings.event_subscriptions.bot_events[]', { max: 50 }, (n) => events({ bot_events: [chars(n)] })],
  [
    'settings.event_subscriptions.metadata_subscriptions[].event_type',
    { max: 50 },
    (n) => events({ metadata_subscriptions: [{ app_id: 'A1', event_type: chars(n) }] }),
  ],
  ['settings.interactivity.request_url', { max: 3500 }, (n) => interactivity({ request_url: url(n) })],
  [
    'settings.interactivity.message_menu_options_url',
    { max: 3500 },
    (n) => interactivity({ message_menu_options_url: url(n) }),
  ],
  ...['user', 'bot', 'user_optional', 'bot_optional'].map(
    (kind): Row => [`oauth_config.scopes.${kind}[]`, { max: 50 }, (n) => scopes(kind, [chars(n)])],
  ),
];

const LISTS: Row[] = [
  ['features.shortcuts', { max: 10 }, (n) => shortcuts(...times(n, () => shortcut()))],
  ['features.slash_commands', { max: 50 }, (n) => commands(...times(n, () => command()))],
  [
    'oauth_config.redirect_urls',
    { max: 1000 },
    (n) => oauth({ redirect_urls: times(n, (at) => `https://example.org/${at}`) }),
  ],
  ['settings.event_subscriptions.user_events', { max: 100 }, (n) => events({ user_events: named(n) })],
  ['settings.event_subscriptions.bot_events', { max: 100 }, (n) => events({ bot_events: named(n) })],
  [
    'settings.event_subscriptions.metadata_subscriptions',
    { max: 20 },
    (n) => events({ metadata_subscriptions: times(n, () => ({ app_id: 'A1', event_type: 'a' })) }),
  ],
  ...['user', 'bot', 'user_optional', 'bot_optional'].map(
    (kind): Row => [`oauth_config.scopes.${kind}`, { max: 255 }, (n) => scopes(kind, named(n))],
  ),
];

/** Addresses and commands have a beginning: one that has it, one that has not. */
const FORMS: [id: string, make: (text: string) => object, good: string, bad: string][] = [
  ['features.slash_commands[].command', (text) => commands(command({ command: text })), '/a', 'ab'],
  ['features.slash_commands[].url', (text) => commands(command({ url: text })), 'http://a', 'ftp://a'],
  ['settings.event_subscriptions.request_url', (text) => events({ request_url: text }), 'http://a', 'a'],
  ['settings.interactivity.request_url', (text) => interactivity({ request_url: text }), 'http://a', 'a'],
  [
    'settings.interactivity.message_menu_options_url',
    (text) => interactivity({ message_menu_options_url: text }),
    'https://a',
    'a',
  ],
];

/** What reading it says; [] when it is read. */
function reading(manifest: object): string[] {
  try {
    readManifest(manifest);
    return [];
  } catch (error) {
    return error instanceof Error ? error.message.split('\n').slice(1) : ['no error'];
  }
}

const place = (id: string) => id.replaceAll('[]', '.0');

function ofRow(words: { min: (n: number) => string; max: (n: number) => string }) {
  return ([id, ends, make]: Row): Pair[] =>
    (['min', 'max'] as const).flatMap((end) => {
      const number = ends[end];
      if (number === undefined) return [];
      const beyond = end === 'max' ? number + 1 : number - 1;
      return [
        {
          id: `manifest.${id}`,
          end,
          number,
          within: () => reading(make(number)),
          beyond: () => reading(make(beyond)),
          refusal: [`  ${place(id)}: ${words[end](number)}`],
        },
      ];
    });
}

export const MANIFEST_PAIRS: Pair[] = [
  ...TEXTS.flatMap(
    ofRow({
      max: (limit) => `must be less than ${limit + 1} characters`,
      min: (limit) => `must be more than ${limit - 1} characters`,
    }),
  ),
  ...LISTS.flatMap(
    ofRow({
      max: (limit) => `no more than ${limit} items allowed`,
      min: (limit) => `must provide at least ${limit} items`,
    }),
  ),
  ...FORMS.map(
    ([id, make, good, bad]): Pair => ({
      id: `manifest.${id}`,
      end: 'rule',
      within: () => reading(make(good)),
      beyond: () => reading(make(bad)),
      refusal: [`  ${place(id)}: failed to match schema`],
    }),
  ),
];
