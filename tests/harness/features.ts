import type { Receiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { createApp } from '../../src/app.ts';
import { createLog } from '../../src/log.ts';
import { NO_RATES } from '../../src/nudges/rates.ts';
import { type Clock, systemClock, WorkspaceId } from '../../src/ports.ts';
import type { Feature } from '../../src/slack/asking.ts';
import { type Database, openDatabase } from '../../src/storage/database.ts';

/** What the features are put together on, where a test says so; otherwise they are connected to nothing. */
interface Ground {
  db?: Database;
  clock?: Clock;
  /** Slack, for what the app asks of it by itself. */
  client?: WebClient;
  newId?: () => string;
  publicUrl?: string;
}

/** The features of the app as `app.ts` puts them together: what is added there is here. */
export async function featuresOf({
  db = openDatabase({}),
  clock = systemClock,
  client = new WebClient(),
  newId = () => '',
  publicUrl,
}: Ground = {}): Promise<Feature[]> {
  const { features } = createApp({
    workspaceId: WorkspaceId.parse('T0NOTUSED'),
    botToken: 'xoxb-not-used',
    receiver: {
      init: () => undefined,
      start: () => Promise.resolve(),
      stop: () => Promise.resolve(),
    } satisfies Receiver,
    apiUrl: undefined,
    client,
    backgroundClient: client,
    newId,
    db,
    clock,
    log: await createLog({ level: 'fatal' }),
    defaultLanguage: 'en',
    queue: {
      put: () => Promise.resolve(),
      take: () => Promise.resolve([]),
      done: () => Promise.resolve(),
      failed: () => Promise.resolve(),
      takeGivenUp: () => Promise.resolve([]),
      stop: () => Promise.resolve(),
    },
    rates: NO_RATES,
    readsOwn: false,
    canSendFiles: true,
    publicUrl: () => publicUrl,
  });
  return features;
}
