/** Deliveries over Socket Mode: WebSockets that the app opens (docs.slack.dev, Using Socket Mode). */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { most } from './block-kit/limits.ts';
import type { Ids } from './clock.ts';
import type { Ack, Delivery, Retry, Transport } from './courier.ts';

/** How many connections Slack lets an app hold. */
const MOST_CONNECTIONS = most('socket_mode.connections');
const PING_MS = 10_000;

export interface SocketMode extends Transport {
  /** A path with a ticket that opens one connection. */
  path(): string;
  /** Takes over an upgrade request. False: it is not for Socket Mode. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Asks the app to connect anew, as Slack does when it moves connections. */
  refresh(): void;
}

interface Connection {
  socket: WebSocket;
  /** Set by each pong; cleared by each ping. */
  alive: boolean;
}

export interface SocketModeOptions {
  appId: string;
  ids: Ids;
  /** Called when a connection came or went. */
  onChange: () => void;
}

/** A transport over the connections that the app opens; without one, deliveries fail at once. */
export function socketMode(options: SocketModeOptions): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const connections: Connection[] = [];
  const waiting = new Map<string, { socket: WebSocket; settle: (ack: Ack) => void }>();
  let turn = 0;

  const pinging = setInterval(() => {
    for (const connection of connections) {
      if (!connection.alive) connection.socket.terminate();
      connection.alive = false;
      connection.socket.ping('Ping from local-slack');
    }
  }, PING_MS);
  pinging.unref();

  function accept(socket: WebSocket): void {
    if (connections.length >= MOST_CONNECTIONS) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }));
      socket.close();
      return;
    }
    const connection = { socket, alive: true };
    connections.push(connection);
    socket.on('pong', () => {
      connection.alive = true;
    });
    socket.on('message', (data) => receive(String(data)));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      connections.splice(connections.indexOf(connection), 1);
      for (const one of waiting.values())
        if (one.socket === socket) one.settle(unconnected('connection_failed'));
      options.onChange();
    });
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: connections.length,
        debug_info: { host: 'local-slack', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: options.appId },
      }),
    );
    options.onChange();
  }

  function receive(text: string): void {
    const message = parse(text);
    const one = waiting.get(String(message['envelope_id']));
    one?.settle({ ok: true, body: unwrap(message['payload']) });
  }

  function send(
    delivery: Delivery,
    retry: Retry | undefined,
    timeoutMs: number,
    breakAfter = false,
  ): Promise<Ack> {
    // Connections take turns, so that several processes share the load.
    turn += 1;
    const socket = connections[turn % Math.max(connections.length, 1)]?.socket;
    if (!socket) return Promise.resolve(unconnected('connection_failed'));
    const envelopeId = options.ids.uuid();
    return new Promise((resolve) => {
      const settle = (ack: Ack) => {
        clearTimeout(timer);
        waiting.delete(envelopeId);
        resolve(ack);
      };
      const timer = setTimeout(
        () => settle({ ok: false, error: 'operation_timeout', retryReason: 'timeout' }),
        timeoutMs,
      );
      waiting.set(envelopeId, { socket, settle });
      const events = delivery.kind === 'events_api';
      socket.send(
        JSON.stringify({
          envelope_id: envelopeId,
          type: delivery.kind,
          payload: delivery.payload,
          accepts_response_payload: !events,
          ...(events ? { retry_attempt: retry?.number ?? 0, retry_reason: retry?.reason ?? '' } : {}),
        }),
        // Once the frame is out: the app gets it, and its ack goes nowhere.
        () => breakAfter && socket.terminate(),
      );
    });
  }

  function disconnectAll(reason: string): void {
    for (const { socket } of [...connections]) {
      socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'local-slack' } }));
      socket.close();
    }
  }

  return {
    connected: () => connections.length > 0,
    send,
    path() {
      const ticket = options.ids.uuid();
      tickets.add(ticket);
      return `/link/?ticket=${ticket}&app_id=${options.appId}`;
    },
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (url.pathname !== '/link/' || !tickets.delete(url.searchParams.get('ticket') ?? '')) return false;
      server.handleUpgrade(request, socket, head, accept);
      return true;
    },
    refresh: () => disconnectAll('refresh_requested'),
    close() {
      clearInterval(pinging);
      for (const { socket } of [...connections]) socket.terminate();
      server.close();
    },
  };
}

function unconnected(retryReason: string): Ack {
  return { ok: false, error: 'dispatch_failed', retryReason };
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Clients send `{}` for an ack without a body. */
function unwrap(payload: unknown): unknown {
  const empty = typeof payload === 'object' && payload !== null && Object.keys(payload).length === 0;
  return empty ? undefined : payload;
}
