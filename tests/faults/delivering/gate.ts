import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What happens to a call instead of reaching Slack: the connection breaks, or Slack refuses it with this error. */
export type Turned = 'reset' | { error: string };

/** Stands between the app and local-slack, and does what that has no fault for. All other calls go through. */
export interface Gate {
  apiUrl: string;
  /** Turns away so many of the next calls of `chat.postMessage`. */
  turn(how: Turned, times: number): void;
  /** How many calls of `chat.postMessage` have come, with those that were turned away. */
  posts(): number;
  /** Nobody listens any more. */
  close(): Promise<void>;
  /** It listens again, where it was. */
  open(): Promise<void>;
}

/** @param apiUrl where local-slack takes calls */
export async function gateTo(apiUrl: string): Promise<Gate> {
  let left = 0;
  let turned: Turned = 'reset';
  let posts = 0;
  const server = createServer(async (request, response) => {
    const { method = 'POST', url = '', headers } = request;
    const isPost = url.endsWith('/chat.postMessage');
    if (isPost) posts += 1;
    if (isPost && left > 0) {
      left -= 1;
      if (turned === 'reset') {
        request.socket.resetAndDestroy();
        return;
      }
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ok: false, ...turned }));
      return;
    }
    const { authorization = '', 'content-type': type = '' } = headers;
    try {
      const answer = await fetch(new URL(url.replace(/^\/api\//, ''), apiUrl), {
        method,
        headers: { authorization, 'content-type': type },
        body: await text(request),
      });
      for (const name of ['content-type', 'retry-after', 'x-oauth-scopes', 'x-accepted-oauth-scopes'])
        if (answer.headers.has(name)) response.setHeader(name, answer.headers.get(name) ?? '');
      response.statusCode = answer.status;
      response.end(await answer.text());
    } catch {
      // What local-slack drops is dropped here too.
      request.socket.resetAndDestroy();
    }
  });
  const listen = (port: number) =>
    new Promise<void>((ready) => server.listen(port, '127.0.0.1', () => ready()));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    open: () => listen(port),
    apiUrl: `http://127.0.0.1:${port}/api/`,
    turn(how, times) {
      turned = how;
      left = times;
    },
    posts: () => posts,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
