import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { SlackConfig } from './config.ts';
import { boltLogger, type Log } from './log.ts';
import { clientOptionsForSockets } from './slack/clients.ts';
import { guarded } from './web/guard.ts';

/** How Slack's requests come in. */
export interface Connection<R extends Receiver> {
  receiver: R;
  /** HTTP only: takes what is posted to `/slack/events`. */
  slackEvents: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  isConnected(): boolean;
}

/** Bolt's receiver for the configured mode, with what Bolt leaves open closed. */
export function connectionTo(slack: Exclude<SlackConfig, { mode: 'local' }>, log: Log): Connection<Receiver> {
  return slack.mode === 'socket' ? bySocket(slack, log) : byHttp(slack.signingSecret, log);
}

/** By Socket Mode: the app dials out. */
export function bySocket(
  slack: { appToken: string; apiUrl: string | undefined },
  log: Log,
): Connection<SocketModeReceiver> {
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger: boltLogger(log),
    installerOptions: { clientOptions: clientOptionsForSockets(slack.apiUrl) },
    // Also how long it waits before it opens a new connection, deaf meanwhile; 5 s otherwise.
    clientPingTimeout: 2_000,
    // Bolt's own handler acks without a catch: on a socket that has just closed, that ends the process (seen).
    processEventErrorHandler: async ({ event }) => {
      await event.ack().catch(() => undefined);
      return false;
    },
  });
  let connected = false;
  receiver.client.on('connected', () => {
    connected = true;
  });
  // "disconnected" is said only when no new connection is going to be tried.
  receiver.client.on('close', () => {
    connected = false;
  });
  return { receiver, slackEvents: undefined, isConnected: () => connected };
}

/** By HTTP: Slack calls us, through the guard. */
function byHttp(signingSecret: string, log: Log): Connection<HTTPReceiver> {
  // The guard has verified the signature; once is enough.
  const receiver = new HTTPReceiver({ signingSecret, logger: boltLogger(log), signatureVerification: false });
  return {
    receiver,
    slackEvents: guarded({ signingSecret, log }, receiver.requestListener),
    isConnected: () => true,
  };
}
