import { createServer } from 'node:http';
import { App } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { bySocket } from '../../src/connection.ts';
import { boltLogger, createLog } from '../../src/log.ts';
import { systemClock } from '../../src/ports.ts';
import { type RunningApp, runApp } from '../../src/run.ts';
import { freshDatabase } from '../harness/database.ts';
import { SECRETS, startTogether } from '../harness/together.ts';

describe('a socket that closes while things come in', () => {
  it('is opened again by itself', async () => {
    const all = await startTogether('socket');
    const darnell = all.as('darnell');
    all.slack.refreshConnections();
    await expect
      .poll(
        async () => {
          await darnell.types('/coach-or-mentor');
          return (await darnell.state()).messages['C0GENERAL1']?.at(-1)?.text;
        },
        { timeout: 15_000, interval: 200 },
      )
      .toContain('Coaching helps you');
    await all.stop();
  });

  // Vitest fails a run with an unhandled rejection: that is the assertion, and Bolt's own handler fails it.
  it('lives on when something can no longer be acked', async () => {
    const { receiver } = bySocket(
      { appToken: SECRETS.appToken, apiUrl: undefined },
      await createLog({ level: 'silent' }),
    );
    const tried: string[] = [];
    const ack = async (): Promise<void> => {
      tried.push('ack');
      throw new Error('the socket is closed');
    };
    const authorize = () => Promise.reject(new Error('no such workspace'));
    receiver.init(new App({ receiver, authorize, logger: boltLogger(await createLog({ level: 'silent' })) }));
    const event = { type: 'app_home_opened', user: 'U0DARNELLO', tab: 'home' };
    const body = { type: 'event_callback', team_id: 'T0LUMENARI', event };
    receiver.client.emit('slack_event', { ack, body });
    await expect.poll(() => tried.length).toBe(1);
  });

  describe('with a Slack that does exactly the wrong thing', () => {
    const stops: (() => Promise<unknown>)[] = [];
    afterEach(async () => {
      for (const stop of stops.splice(0).toReversed()) await stop();
    });

    /** As much of Slack as it takes to connect; `refuse` makes it drop every call. */
    async function connected(): Promise<{
      app: RunningApp;
      socket: () => WebSocket;
      slack: { refuse: boolean; refused: number; opened: number };
    }> {
      const slack = { refuse: false, refused: 0, opened: 0 };
      const sockets: WebSocket[] = [];
      const http = createServer((request, response) => {
        if (slack.refuse) {
          slack.refused += 1;
          request.destroy();
          return;
        }
        slack.opened += request.url?.endsWith('apps.connections.open') ? 1 : 0;
        const { port } = addressOf(http);
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ ok: true, team_id: 'T0LUMENARI', url: `ws://127.0.0.1:${port}/` }));
      });
      const server = new WebSocketServer({ server: http });
      server.on('connection', (socket) => {
        sockets.push(socket);
        socket.send(JSON.stringify({ type: 'hello' }));
      });
      await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
      stops.push(async () => {
        for (const socket of sockets) socket.terminate();
        await new Promise((closed) => http.close(closed));
      });
      const { db, drop } = await freshDatabase();
      stops.push(drop);
      const app = await runApp({
        slack: { mode: 'socket', ...SECRETS, apiUrl: `http://127.0.0.1:${addressOf(http).port}/api/` },
        db,
        clock: systemClock,
        log: await createLog({ level: 'silent' }),
        port: 0,
        host: '127.0.0.1',
        defaultLanguage: 'en',
      });
      stops.push(() => app.stop());
      const socket = (): WebSocket => {
        const newest = sockets.at(-1);
        if (!newest) throw new Error('nobody connected');
        return newest;
      };
      return { app, socket, slack };
    }

    it('lives through a time without network, and connects again', async () => {
      const { app, socket, slack } = await connected();
      slack.refuse = true;
      socket().terminate();
      await expect.poll(() => healthOf(app)).toBe(503);
      // It has tried again and again; with no retries the process was gone by now.
      await expect.poll(() => slack.refused).toBeGreaterThanOrEqual(3);
      slack.refuse = false;
      await expect.poll(() => healthOf(app), { timeout: 15_000 }).toBe(200);
      expect(slack.opened).toBe(2);
    });
  });
});

async function healthOf(app: RunningApp): Promise<number> {
  return (await fetch(`http://127.0.0.1:${app.port}/health`)).status;
}

function addressOf(server: ReturnType<typeof createServer>): { port: number } {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return address;
}
