import { join } from 'node:path';
import { cleanEnvironment, ROOT, type Started, startNode } from './processes.ts';
import type { Stage } from './row.ts';
import { SECRETS } from './slack-command.ts';

export interface MeasuredApp extends Started {
  /** Where Slack's requests go. */
  url: string;
}

/**
 * Starts the whole app as in production: start.mjs with tokens for HTTP, its own PostgreSQL on new data, the log at
 * its usual level. Nothing but the addresses differs from a server's.
 */
export async function startApp(stage: Stage, apiUrl: string): Promise<MeasuredApp> {
  const started = await startNode(stage, [join(ROOT, 'start.mjs')], {
    // The app reads `.env` where it is started: here there is none.
    cwd: stage.directory,
    env: cleanEnvironment({
      SLACK_BOT_TOKEN: SECRETS.botToken,
      SLACK_SIGNING_SECRET: SECRETS.signingSecret,
      SLACK_API_URL: apiUrl,
      DATA_DIR: 'data',
      PORT: '0',
    }),
    until: /the app is connected to Slack/,
  });
  const port = /"port":(\d+)/.exec(started.line)?.[1];
  if (port === undefined) throw new Error(`The app did not say where it listens: ${started.line}`);
  const url = `http://127.0.0.1:${port}/slack/events`;
  return { ...started, url };
}

/** @throws where the app logged an error or a warning: then something else was measured than what was meant */
export function assertNothingWentWrong(app: Started): void {
  const complaint = app
    .output()
    .split('\n')
    .find((line) => /"level":(?:[456]0)/.test(line));
  if (complaint !== undefined) throw new Error(`The app complained while it was measured: ${complaint}`);
}
