import { isIP } from 'node:net';
import { z } from 'zod';
import { LANGUAGES, type Language } from './ports.ts';

/** Which Slack the app talks to. */
export type SlackConfig =
  /** No tokens: the Slack workspace on this machine (local-slack) is started along with the app. */
  | { mode: 'local' }
  /** Socket Mode: the app dials out, nothing has to reach it. */
  | { mode: 'socket'; botToken: string; appToken: string; apiUrl: string | undefined }
  /** HTTP: Slack calls the app at `/slack/events`. */
  | { mode: 'http'; botToken: string; signingSecret: string; apiUrl: string | undefined };

export interface Config {
  slack: SlackConfig;
  /** A PostgreSQL to use; without it the app runs its own in {@link Config.dataDirectory}. */
  databaseUrl: string | undefined;
  dataDirectory: string;
  /** Where the app listens (health; in HTTP mode Slack's requests); in local mode the page's port. */
  port: number;
  host: string;
  /**
   * Where the app is reached from outside, without a slash at the end: what links begin with. In local mode this
   * machine stands for it; otherwise there are no links without it.
   */
  publicUrl: string | undefined;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
  /** Of people whose Slack locale is not known yet. */
  defaultLanguage: Language;
  /** Where product time is read instead of from the machine's clock; on this machine only. */
  clockUrl: string | undefined;
}

/** Every problem of a configuration, each a sentence that says how to mend it. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length === 1 ? 'a problem' : 'problems'}:\n- ${problems.join('\n- ')}`,
    );
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

const optional = z
  .string()
  .optional()
  .transform((value) => (value?.trim() ? value.trim() : undefined));

const url = (name: string, schemes: readonly string[], example: string) =>
  optional.refine((value) => value === undefined || schemes.includes(schemeOf(value)), {
    error: `${name} must be an address such as ${example}.`,
  });

const Environment = z.object({
  SLACK_BOT_TOKEN: optional.refine((value) => value === undefined || value.startsWith('xoxb-'), {
    error:
      'SLACK_BOT_TOKEN must start with "xoxb-": copy the "Bot User OAuth Token" from "OAuth & Permissions" of your Slack app.',
  }),
  SLACK_APP_TOKEN: optional.refine((value) => value === undefined || value.startsWith('xapp-'), {
    error:
      'SLACK_APP_TOKEN must start with "xapp-": make an app-level token with the scope connections:write under "Basic Information" of your Slack app.',
  }),
  SLACK_SIGNING_SECRET: optional.refine((value) => value === undefined || /^[0-9a-f]{32,64}$/.test(value), {
    error:
      'SLACK_SIGNING_SECRET must be the 32 hexadecimal characters under "Basic Information" → "Signing Secret" of your Slack app.',
  }),
  SLACK_API_URL: url('SLACK_API_URL', ['http:', 'https:'], 'https://slack.com/api/'),
  DATABASE_URL: url('DATABASE_URL', ['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/name'),
  DATA_DIR: optional.transform((value) => value ?? './data'),
  PORT: optional
    .refine((value) => value === undefined || (/^\d{1,5}$/.test(value) && Number(value) <= 65_535), {
      error: 'PORT must be a number from 0 to 65535 (0 takes any free port); without it the app uses 3000.',
    })
    .transform((value) => Number(value ?? 3000)),
  HOST: optional
    .transform((value) => value ?? '127.0.0.1')
    .refine((value) => value === 'localhost' || isIP(value) !== 0, {
      error:
        'HOST must be an IP address to listen on: 127.0.0.1 for this machine only, 0.0.0.0 for every network.',
    }),
  PUBLIC_URL: url('PUBLIC_URL', ['http:', 'https:'], 'https://coach.example.com')
    .refine((value) => value === undefined || !URL.canParse(value) || isBare(new URL(value)), {
      error:
        'PUBLIC_URL must end after its host, port and path: no user or password, and nothing after a "?" or a "#".',
    })
    .transform((value) => value?.replace(/\/+$/, '')),
  LOG_LEVEL: optional
    .transform(
      (value) => LOG_LEVELS.find((level) => level === value) ?? (value === undefined ? undefined : null),
    )
    .refine((level) => level !== null, { error: `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.` }),
  CLOCK_URL: url('CLOCK_URL', ['http:'], 'http://127.0.0.1:3000/clock').refine(
    (value) => value === undefined || !URL.canParse(value) || isLoopback(new URL(value).hostname),
    { error: 'CLOCK_URL must be on this machine (127.0.0.1 or localhost): it is for trying and testing.' },
  ),
  DEFAULT_LANGUAGE: optional
    .transform((value) => LANGUAGES.find((language) => language === (value ?? 'en')))
    .refine((language) => language !== undefined, { error: 'DEFAULT_LANGUAGE must be en or pl.' }),
});
type Environment = z.infer<typeof Environment>;

/**
 * Reads the configuration out of an environment.
 *
 * @throws ConfigError with every problem at once.
 * @example parseConfig({}) // slack.mode 'local', port 3000
 */
export function parseConfig(environment: Record<string, string | undefined>): Config {
  const parsed = Environment.safeParse(environment);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => issue.message);
  problems.push(...missingFrom(environment));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const env = parsed.data;
  const slack = slackOf(env);
  return {
    slack,
    databaseUrl: env.DATABASE_URL,
    dataDirectory: env.DATA_DIR,
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL,
    // Somebody who tries the app out reads one line with the address, and then only what went wrong.
    logLevel: env.LOG_LEVEL ?? (slack.mode === 'local' ? 'warn' : 'info'),
    defaultLanguage: env.DEFAULT_LANGUAGE ?? 'en',
    clockUrl: env.CLOCK_URL,
  };
}

/** What a half-set connection to Slack lacks. A wrong value counts as set: it has its own sentence. */
function missingFrom(environment: Record<string, string | undefined>): string[] {
  const isSet = (name: string): boolean => Boolean(environment[name]?.trim());
  const [bot, app, secret, api] = [
    'SLACK_BOT_TOKEN',
    'SLACK_APP_TOKEN',
    'SLACK_SIGNING_SECRET',
    'SLACK_API_URL',
  ].map(isSet);
  if (bot && !app && !secret)
    return [
      'SLACK_BOT_TOKEN is set alone: set SLACK_APP_TOKEN too (Socket Mode, the easier way), or SLACK_SIGNING_SECRET (HTTP).',
    ];
  if (!bot && (app || secret))
    return [
      `SLACK_BOT_TOKEN is missing beside ${app ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET'}: set it, or remove every SLACK_ variable to try the app without Slack.`,
    ];
  if (!bot && api)
    return [
      'SLACK_API_URL is set without tokens: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN too, or remove it.',
    ];
  return [];
}

/** An app token means Socket Mode, also where a signing secret stands beside it (Slack shows everybody both). */
function slackOf(env: Environment): SlackConfig {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = env;
  const apiUrl = env.SLACK_API_URL;
  if (botToken && appToken) return { mode: 'socket', botToken, appToken, apiUrl };
  if (botToken && signingSecret) return { mode: 'http', botToken, signingSecret, apiUrl };
  return { mode: 'local' };
}

function isBare({ username, password, search, hash }: URL): boolean {
  return [username, password, search, hash].every((part) => part === '');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function schemeOf(address: string): string {
  return URL.canParse(address) ? new URL(address).protocol : '';
}
