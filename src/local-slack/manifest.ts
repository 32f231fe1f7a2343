/** What local-slack knows of the app: what the app's manifest says, and nothing else. */
import { z } from 'zod';
import { manifestProblems } from './block-kit/manifest-limits.ts';
import { inOurWords } from './problem-words.ts';
import { describeIssues, readYaml } from './seed.ts';

// Loose: a manifest has many fields that this server does not act on.
const manifestFile = z.looseObject({
  display_information: z.looseObject({
    name: z.string().min(1),
    description: z.string().default(''),
  }),
  features: z
    .looseObject({
      app_home: z
        .looseObject({
          home_tab_enabled: z.boolean().default(false),
          messages_tab_enabled: z.boolean().default(false),
          messages_tab_read_only_enabled: z.boolean().default(true),
        })
        .prefault({}),
      bot_user: z.looseObject({ display_name: z.string().min(1) }).optional(),
      shortcuts: z
        .array(
          z.looseObject({
            name: z.string(),
            type: z.enum(['global', 'message']),
            callback_id: z.string(),
            description: z.string().default(''),
          }),
        )
        .default([]),
      slash_commands: z
        .array(
          z.looseObject({
            command: z.string().regex(/^\/\S+$/, 'must start with / and hold no space'),
            description: z.string(),
            usage_hint: z.string().default(''),
            should_escape: z.boolean().default(false),
          }),
        )
        .default([]),
    })
    .prefault({}),
  oauth_config: z
    .looseObject({
      redirect_urls: z.array(z.url()).default([]),
      scopes: z
        .looseObject({
          bot: z.array(z.string()).default([]),
          bot_optional: z.array(z.string()).default([]),
        })
        .prefault({}),
    })
    .prefault({}),
  settings: z
    .looseObject({
      event_subscriptions: z.looseObject({ bot_events: z.array(z.string()).default([]) }).prefault({}),
      interactivity: z.looseObject({ is_enabled: z.boolean().default(false) }).prefault({}),
      socket_mode_enabled: z.boolean().default(false),
    })
    .prefault({}),
});

interface Shortcut {
  name: string;
  callbackId: string;
  description: string;
}

/** The app as its manifest describes it. */
export interface AppManifest {
  name: string;
  description: string;
  botName: string;
  hasHome: boolean;
  hasMessages: boolean;
  messagesReadOnly: boolean;
  commands: { command: string; description: string; usageHint: string; shouldEscape: boolean }[];
  /** Those that can be chosen anywhere (`type: global`). */
  shortcuts: Shortcut[];
  /** Those of a message (`type: message`). */
  messageShortcuts: Shortcut[];
  /** Scopes of the bot token, the optional ones included. */
  scopes: string[];
  /** Where "Add to Slack" may lead back to. */
  redirectUrls: string[];
  /** Names as in the manifest: `app_home_opened`, `message.im`. */
  events: string[];
  interactive: boolean;
  socketMode: boolean;
}

/**
 * Reads a manifest from a YAML (or JSON) file, or from the parsed object.
 * @throws Error naming every problem with its place.
 */
export function readManifest(source: string | object): AppManifest {
  const given = typeof source === 'string' ? readYaml(source) : source;
  const parsed = manifestFile.safeParse(given, { error: inOurWords });
  const what = typeof source === 'string' ? source : 'The manifest';
  const beyond = manifestProblems(given).map((one) => `  ${one}`);
  if (!parsed.success) {
    throw new Error(`${what} is no app manifest:\n${[describeIssues(parsed.error), ...beyond].join('\n')}`);
  }
  if (beyond.length > 0) throw new Error(`${what} breaks Slack's limits:\n${beyond.join('\n')}`);
  const { display_information: display, features, oauth_config: oauth, settings } = parsed.data;
  const shortcuts = (type: 'global' | 'message'): Shortcut[] =>
    features.shortcuts
      .filter((one) => one.type === type)
      .map((one) => ({ name: one.name, callbackId: one.callback_id, description: one.description }));
  return {
    name: display.name,
    description: display.description,
    botName: features.bot_user?.display_name ?? display.name,
    hasHome: features.app_home.home_tab_enabled,
    hasMessages: features.app_home.messages_tab_enabled,
    messagesReadOnly: features.app_home.messages_tab_read_only_enabled,
    commands: features.slash_commands.map((one) => ({
      command: one.command,
      description: one.description,
      usageHint: one.usage_hint,
      shouldEscape: one.should_escape,
    })),
    shortcuts: shortcuts('global'),
    messageShortcuts: shortcuts('message'),
    scopes: [...new Set([...oauth.scopes.bot, ...oauth.scopes.bot_optional])],
    redirectUrls: oauth.redirect_urls,
    events: settings.event_subscriptions.bot_events,
    interactive: settings.interactivity.is_enabled,
    socketMode: settings.socket_mode_enabled,
  };
}
