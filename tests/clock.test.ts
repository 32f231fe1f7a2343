import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followClock } from '../src/clock.ts';
import { parseConfig } from '../src/config.ts';
import { type LocalSlack, startLocalSlack } from '../src/local-slack/server.ts';
import { systemClock } from '../src/ports.ts';
import { SECRETS } from './harness/together.ts';

describe('a clock that follows product time', () => {
  let slack: LocalSlack;
  beforeAll(async () => {
    const clock = { now: '2027-03-01T09:00:00Z', speed: 0 };
    slack = await startLocalSlack({ port: 0, manifest: 'manifest.yml', ...SECRETS, clock });
  });
  afterAll(() => slack.close());

  it('stands where it stands, and moves as it is moved', async () => {
    const clock = await followClock(`${slack.url}/clock`, systemClock);
    expect(clock.now().toISOString()).toBe('2027-03-01T09:00:00.000Z');
    slack.moveClock({ advanceMs: 7 * 86_400_000 });
    await expect.poll(() => clock.now().toISOString()).toBe('2027-03-08T09:00:00.000Z');
    slack.moveClock({ speed: 86_400 });
    await expect.poll(() => clock.now().getTime()).toBeGreaterThan(Date.parse('2027-03-09T09:00:00Z'));
    clock.stop();
  });

  it('is waited for where it is slow to answer at first', async () => {
    const slow = createServer((_request, response) => {
      setTimeout(() => response.end(JSON.stringify({ now: 0, speed: 0 })), 2_500);
    });
    await new Promise<void>((ready) => slow.listen(0, '127.0.0.1', ready));
    const { port } = slow.address() as AddressInfo;
    const clock = await followClock(`http://127.0.0.1:${port}/clock`, systemClock);
    expect(clock.now().getTime()).toBe(0);
    clock.stop();
    slow.closeAllConnections();
    slow.close();
  });

  it('is refused where it is none', async () => {
    await expect(followClock(`${slack.url}/page/state?user=U0`, systemClock)).rejects.toThrow();
  });

  it.each(['http://example.com/clock', 'http://10.0.0.1/clock', 'http://127.0.0.1.example.com/clock'])(
    'is on this machine, or refused: %s',
    (address) => {
      expect(() => parseConfig({ CLOCK_URL: address })).toThrow('CLOCK_URL must be on this machine');
    },
  );

  it.each(['http://127.0.0.1:3000/clock', 'http://localhost/clock', 'http://[::1]:1/clock'])(
    'may be %s',
    (address) => {
      expect(parseConfig({ CLOCK_URL: address }).clockUrl).toBe(address);
    },
  );
});
