import type { Receiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { createApp } from '../../src/app.ts';
import { createLog } from '../../src/log.ts';
import { NO_RATES } from '../../src/nudges/rates.ts';
import { systemClock, WorkspaceId } from '../../src/ports.ts';
import { openDatabase } from '../../src/storage/database.ts';

/** The features of the app as they are put together, connected to nothing. */
export const { features } = createApp({
  workspaceId: WorkspaceId.parse('T0NOTUSED'),
  botToken: 'xoxb-not-used',
  receiver: {
    init: () => undefined,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  } satisfies Receiver,
  apiUrl: undefined,
  client: new WebClient(),
  backgroundClient: new WebClient(),
  newId: () => '',
  db: openDatabase({}),
  clock: systemClock,
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
  publicUrl: () => undefined,
});
