/** Listens on this machine's loopback, IPv4 and IPv6, so that `localhost` works whatever a browser makes of it. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Servers that listen on one port. */
export interface Listening {
  port: number;
  close(): Promise<void>;
}

// With port 0 the system picks one for IPv4, and it may be taken for IPv6.
const TRIES = 5;

/**
 * Opens one server on 127.0.0.1 and one on ::1 where the machine has it, both on the same port.
 * @throws Error with code `EADDRINUSE` when the port is taken
 */
export async function listenOnLoopback(port: number, make: () => Server): Promise<Listening> {
  for (let attempt = 1; ; attempt += 1) {
    const first = await listen(make(), port, '127.0.0.1');
    const { port: given } = first.address() as AddressInfo;
    try {
      const second = await listen(make(), given, '::1');
      return { port: given, close: () => closeAll([first, second]) };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') {
        return { port: given, close: () => closeAll([first]) };
      }
      await closeAll([first]);
      if (port !== 0 || code !== 'EADDRINUSE' || attempt === TRIES) throw error;
    }
  }
}

function listen(server: Server, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  const closing = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
  for (const server of servers) server.closeAllConnections();
  await Promise.all(closing);
}
