import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '../src/config.ts';

const BOT = 'xoxb-1-2-abc';
const APP = 'xapp-1-A1-2-abc';
const SECRET = '0123456789abcdef0123456789abcdef';

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('configuration', () => {
  it('without anything: Slack on this machine, a database of our own, port 3000, on loopback', () => {
    expect(parseConfig({})).toEqual({
      slack: { mode: 'local' },
      databaseUrl: undefined,
      dataDirectory: './data',
      port: 3000,
      host: '127.0.0.1',
      publicUrl: undefined,
      logLevel: 'warn',
      defaultLanguage: 'en',
      clockUrl: undefined,
    });
  });

  it('with an app token: Socket Mode, also where a signing secret stands beside it', () => {
    const slack = { mode: 'socket', botToken: BOT, appToken: APP, apiUrl: undefined };
    expect(parseConfig({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP }).slack).toEqual(slack);
    expect(
      parseConfig({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, SLACK_SIGNING_SECRET: SECRET }).slack,
    ).toEqual(slack);
  });

  it('with a signing secret: HTTP, and its log tells more', () => {
    const config = parseConfig({ SLACK_BOT_TOKEN: ` ${BOT} `, SLACK_SIGNING_SECRET: SECRET });
    expect(config.slack).toEqual({ mode: 'http', botToken: BOT, signingSecret: SECRET, apiUrl: undefined });
    expect(config.logLevel).toBe('info');
  });

  it.each([
    ['https://coach.example.com', 'https://coach.example.com'],
    ['https://example.com/coach/', 'https://example.com/coach'],
    [' http://10.0.0.7:3000/ ', 'http://10.0.0.7:3000'],
  ])('takes %j as the place from which the app is reached', (given, taken) => {
    expect(parseConfig({ PUBLIC_URL: given }).publicUrl).toBe(taken);
  });

  it('takes empty variables as not set', () => {
    expect(
      parseConfig({ SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: ' ', PORT: '', LOG_LEVEL: '' }).slack.mode,
    ).toBe('local');
  });

  it.each([
    [{ SLACK_BOT_TOKEN: BOT }, /SLACK_BOT_TOKEN is set alone: set SLACK_APP_TOKEN too/],
    [{ SLACK_APP_TOKEN: APP }, /SLACK_BOT_TOKEN is missing beside SLACK_APP_TOKEN/],
    [{ SLACK_SIGNING_SECRET: SECRET }, /SLACK_BOT_TOKEN is missing beside SLACK_SIGNING_SECRET/],
    [{ SLACK_API_URL: 'http://localhost:1/api/' }, /SLACK_API_URL is set without tokens/],
    [{ SLACK_BOT_TOKEN: APP, SLACK_APP_TOKEN: APP }, /SLACK_BOT_TOKEN must start with "xoxb-"/],
    [{ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: BOT }, /SLACK_APP_TOKEN must start with "xapp-"/],
    [{ SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: 'short' }, /SLACK_SIGNING_SECRET must be the 32/],
    [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL must be an address such as postgres:/],
    [{ PORT: '70000' }, /PORT must be a number from 0 to 65535/],
    [{ PORT: 'three' }, /PORT must be a number/],
    [{ HOST: 'my computer' }, /HOST must be an IP address/],
    [{ PUBLIC_URL: 'coach.example.com' }, /PUBLIC_URL must be an address such as https:/],
    [{ PUBLIC_URL: 'ftp://coach.example.com' }, /PUBLIC_URL must be an address such as https:/],
    [{ PUBLIC_URL: 'https://me:secret@coach.example.com' }, /PUBLIC_URL must end after its host.*no user/],
    [{ PUBLIC_URL: 'https://coach.example.com/?a=b' }, /PUBLIC_URL must end after its host/],
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL must be one of trace, debug/],
    [{ DEFAULT_LANGUAGE: 'de' }, /DEFAULT_LANGUAGE must be en or pl/],
  ])('refuses %j in a sentence that says how to mend it', (environment, sentence) => {
    const problems = problemsOf(environment);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(sentence);
  });

  it('names every problem at once', () => {
    expect(problemsOf({ SLACK_APP_TOKEN: 'x', PORT: '-1', LOG_LEVEL: 'loud' })).toHaveLength(4);
  });
});
