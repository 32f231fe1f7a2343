/**
 * The load generator, a process of its own. Told a {@link Round}, it keeps that many connections busy, each with one
 * request after the other, and tells the {@link RoundResult}. Raw sockets: a request costs it a fraction of what
 * node:http's client takes, so that of two cores the server's is the one that is full.
 */
import { randomInt } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { commandBody, signedHeaders } from './slack-command.ts';
import { percentile } from './statistics.ts';

export interface Round {
  url: string;
  connections: number;
  /** Loaded, but not counted, until everything is open and under way. */
  unmeasuredMs: number;
  measuredMs: number;
  text: string;
  teamId: string;
  /** Who types, in turn. */
  people: string[];
  responseUrl: string;
}

export interface RoundResult {
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Mean size of an answer's body with its chunk marks, in bytes. */
  answerBytes: number;
  /** Share of one core that this process used. */
  generatorBusy: number;
}

const END_OF_CHUNKS = Buffer.from('\r\n0\r\n\r\n');
const END_OF_HEADERS = Buffer.from('\r\n\r\n');

async function run(round: Round): Promise<RoundResult> {
  const { hostname, port, pathname } = new URL(round.url);
  const latencies: number[] = [];
  let bytes = 0;
  let sent = 0;
  let phase: 'unmeasured' | 'measured' | 'over' = 'unmeasured';

  const nextRequest = (): string => {
    sent += 1;
    const body = commandBody({
      ...round,
      personId: round.people[sent % round.people.length] ?? '',
      triggerId: `${sent}.${randomInt(1e9)}.bench`,
    });
    const headers = { ...signedHeaders(body), host: `${hostname}:${port}`, 'content-length': body.length };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    return `POST ${pathname} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
  };

  const connection = (): Promise<void> => {
    const done = Promise.withResolvers<void>();
    const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true });
    let received: Buffer | undefined;
    let sentAt = 0;
    const send = (): void => {
      if (phase === 'over') {
        done.resolve();
        socket.end();
        return;
      }
      received = undefined;
      const request = nextRequest();
      // The signature is our work, not the server's: the clock starts when the request leaves.
      sentAt = performance.now();
      socket.write(request);
    };
    socket.on('connect', send);
    socket.on('error', done.reject);
    socket.on('close', () => done.reject(new Error('The server closed a connection under load.')));
    socket.on('data', (chunk: Buffer) => {
      received = received ? Buffer.concat([received, chunk]) : chunk;
      const bodyBytes = completeBody(received);
      if (bodyBytes === undefined) return;
      if (phase === 'measured') {
        latencies.push(performance.now() - sentAt);
        bytes += bodyBytes;
      }
      if (received.toString('latin1', 9, 12) !== '200')
        done.reject(new Error(`The server answered ${received.toString('latin1', 0, 200)}`));
      else send();
    });
    return done.promise;
  };

  const all = Promise.all(Array.from({ length: round.connections }, connection));
  const measured = Promise.withResolvers<{ seconds: number; busy: number }>();
  setTimeout(() => {
    phase = 'measured';
    const begunAt = performance.now();
    const usedBefore = process.cpuUsage();
    setTimeout(() => {
      phase = 'over';
      const seconds = (performance.now() - begunAt) / 1000;
      const { user, system } = process.cpuUsage(usedBefore);
      measured.resolve({ seconds, busy: (user + system) / 1e6 / seconds });
    }, round.measuredMs);
  }, round.unmeasuredMs);
  await all;
  const { seconds, busy } = await measured.promise;
  return {
    requestsPerSecond: latencies.length / seconds,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    answerBytes: bytes / latencies.length,
    generatorBusy: busy,
  };
}

/**
 * The size of the body once the answer is whole. Bolt answers in chunks; with one request at a time on a connection,
 * the last chunk's mark at the end is the end of the answer (JSON has no line break in it).
 */
function completeBody(received: Buffer): number | undefined {
  const headersEnd = received.indexOf(END_OF_HEADERS);
  if (headersEnd === -1) return undefined;
  // An empty body is the last chunk alone, right after the headers.
  const tail = received.subarray(-END_OF_CHUNKS.length);
  return tail.equals(END_OF_CHUNKS) ? received.length - headersEnd - END_OF_HEADERS.length : undefined;
}

process.on('message', (round: Round) => {
  void run(round).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      process.stderr.write(`load generator: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => process.exit(0));
process.send?.('ready');
