import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { createApp } from './app.ts';
import type { SlackConfig } from './config.ts';
import { connectionTo } from './connection.ts';
import { startDueLoop } from './due.ts';
import { boltLogger, describeError, type Log } from './log.ts';
import { enableSending } from './nudges/flow/due.ts';
import { type Rates, SLACK_RATES } from './nudges/rates.ts';
import { registerWorkspace } from './people/flow/contacts.ts';
import { type Clock, type Language, WorkspaceId } from './ports.ts';
import { ensureOpenPrograms } from './programs/flow.ts';
import { clientOptionsForBackground, clientOptionsForPeople } from './slack/clients.ts';
import { answers, type Database } from './storage/database.ts';
import { openQueue } from './storage/queue.ts';
import { calendarRoute, exportRoute, reportRoute } from './web/links.ts';
import { startWeb } from './web/server.ts';

export interface RunningApp {
  workspaceId: WorkspaceId;
  /** Where it listens: health, and in HTTP mode Slack's requests. */
  port: number;
  /** Does all that is due now, and waits until nothing is left: for a clock that was moved. */
  catchUp(): Promise<void>;
  /** The half of it that is to be done or said. */
  doDue(): Promise<void>;
  /** The other half: what stands in Slack, and is no longer true. */
  renew(): Promise<void>;
  stop(): Promise<void>;
}

/** Without these the app cannot look whether a message of its own has arrived. */
const READS_OWN = ['im:history', 'im:write'];

/** How long what is under way may take at the end. */
const DRAIN_SECONDS = 10;

/**
 * Runs the app on a database and a Slack until `stop()`: token checked, connected, listening.
 *
 * @throws where the database, the token or the port will not do
 */
export async function runApp(options: {
  slack: Exclude<SlackConfig, { mode: 'local' }>;
  db: Database;
  clock: Clock;
  log: Log;
  port: number;
  host: string;
  defaultLanguage: Language;
  /** How fast messages go out; Slack's own rates where nothing is said. */
  rates?: Rates;
  /**
   * Where people's computers reach the app, without a slash at the end; `own`: at the port it listens on, as when it
   * runs on the machine of the one who looks at it.
   */
  publicUrl?: string | 'own' | undefined;
}): Promise<RunningApp> {
  const { slack, db, log, port, host } = options;
  const { receiver, slackEvents, isConnected } = connectionTo(slack, log);
  const clientWith = (options: WebClientOptions) =>
    new WebClient(slack.botToken, { ...options, logger: boltLogger(log) });
  const client = clientWith(clientOptionsForPeople(slack.apiUrl));
  const { team_id, response_metadata } = await client.auth.test();
  const granted = response_metadata?.scopes ?? [];
  const workspaceId = WorkspaceId.parse(team_id);
  await registerWorkspace(db, workspaceId);
  await enableSending({ db, log }, workspaceId);
  await ensureOpenPrograms(db, workspaceId, options.clock.now(), randomUUID, options.defaultLanguage);
  const queue = await openQueue(db, (problem) =>
    log.warn({ problem: describeError(problem) }, 'something went wrong in the queue; it goes on by itself'),
  );
  let ownUrl: string | undefined;
  const app = createApp({
    ...options,
    workspaceId,
    botToken: slack.botToken,
    apiUrl: slack.apiUrl,
    client,
    backgroundClient: clientWith(clientOptionsForBackground(slack.apiUrl)),
    newId: randomUUID,
    receiver,
    queue,
    rates: options.rates ?? SLACK_RATES,
    readsOwn: READS_OWN.every((scope) => granted.includes(scope)),
    canSendFiles: granted.includes('files:write'),
    publicUrl: () => (options.publicUrl === 'own' ? ownUrl : options.publicUrl),
  });
  // Before Slack sends anything: with the port taken, nothing has begun that would have to be undone.
  const web = await startWeb({
    port,
    host,
    health: async () => ({ database: await answers(db), slack: isConnected() }),
    folders: {
      calendar: calendarRoute({ find: (key) => app.calendarFile(key), log }),
      reports: reportRoute({ find: (key) => app.report(key), log }),
      exports: exportRoute({ find: (key) => app.exportFile(key), log }),
    },
    ...(slackEvents && { slackEvents }),
  }).catch(async (error: unknown) => {
    await queue.stop();
    throw error;
  });
  ownUrl = `http://127.0.0.1:${web.port}`;
  if (slack.mode === 'socket')
    await app.bolt.start().catch(async (error: unknown) => {
      await Promise.all([web.close(), queue.stop()]);
      throw error;
    });
  const due = startDueLoop(
    () => app.doDue(),
    (error) => log.error({ error: describeError(error) }, 'what is due could not be done; it is tried again'),
  );
  const renewal = startDueLoop(
    () => app.renew(),
    (error) =>
      log.error(
        { error: describeError(error) },
        'what stands in Slack could not be renewed; it is tried again',
      ),
  );
  app.onActed(() => {
    due.wake();
    renewal.wake();
  });
  log.info({ mode: slack.mode, workspace: team_id, port: web.port }, 'the app is connected to Slack');
  return {
    workspaceId,
    port: web.port,
    async catchUp() {
      // Where something can no longer be renewed, somebody is told.
      while ((await due.catchUp()) || (await renewal.catchUp()));
    },
    async doDue() {
      await due.catchUp();
    },
    async renew() {
      await renewal.catchUp();
    },
    async stop() {
      app.stopSending();
      // Nothing new comes in, then what is under way is finished: Bolt's own stop does not wait for it.
      const finished = Promise.all([
        due.stop(),
        renewal.stop(),
        web.close(),
        slack.mode === 'socket' ? app.bolt.stop() : undefined,
      ]).then(() => app.drained());
      await Promise.race([finished, wait(DRAIN_SECONDS * 1000, undefined, { ref: false })]);
      // A request that never ends, as somebody's who sends a byte a second, does not hold the app.
      web.cut();
      await queue.stop();
      log.info('the app has stopped');
    },
  };
}
