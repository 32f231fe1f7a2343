/** Apps without any framework: what a delivery is on the wire, by HTTP and over Socket Mode. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import type { Timing } from '../../src/local-slack/courier.ts';
import type { LocalSlackOptions } from '../../src/local-slack/options.ts';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { callApi, KASIA, manifest, Page, SECRETS } from './foreign-app.ts';

export interface Heard {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** An HTTP app that answers as told, with the workspace that delivers to it and Kasia's page. */
export async function bareApp(
  answer: (heard: Heard[], response: ServerResponse) => void,
  timing: Partial<Timing> = {},
  options: Partial<LocalSlackOptions> = {},
) {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    heard.push({ path: request.url ?? '', headers: request.headers, body });
    answer(heard, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const deliverTo = `http://127.0.0.1:${port}/events`;
  const slack = await startLocalSlack({ port: 0, manifest, deliverTo, timing, ...SECRETS, ...options });
  const page = new Page(slack.url, KASIA);
  await page.watch();
  return {
    slack,
    page,
    heard,
    async close() {
      page.close();
      await slack.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A Socket Mode connection that acks whatever comes. */
export async function connect(slack: LocalSlack) {
  const { url } = await callApi(slack.apiUrl, 'apps.connections.open', {}, SECRETS.appToken);
  const socket = new WebSocket(String(url));
  const frames: Record<string, unknown>[] = [];
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data));
    frames.push(frame);
    if (frame.envelope_id) socket.send(JSON.stringify({ envelope_id: frame.envelope_id, payload: {} }));
  });
  await expect.poll(() => frames.length).toBeGreaterThan(0);
  return { url: String(url), socket, frames };
}
