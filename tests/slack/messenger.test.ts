import { createServer, type Server } from 'node:http';
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { messengerFor } from '../../src/slack/messenger.ts';
import { freePort } from '../harness/together.ts';

const who = { workspaceId: WorkspaceId.parse('T0LUMENARI'), personId: PersonId.parse('U0DARNELLO') };
let slack: Server;
let says = '';
let url = '';
beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}/`;
  slack = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: false, error: says }));
  });
  await new Promise<void>((ready) => slack.listen(port, '127.0.0.1', ready));
});
afterAll(() => slack.close());

it.each([
  // It would say so again, however often it was asked.
  ['user_not_found', 'refused'],
  ['channel_not_found', 'refused'],
  // Not for now.
  ['ratelimited', 'not-sent'],
  ['rate_limited', 'not-sent'],
  ['service_unavailable', 'not-sent'],
  ['team_added_to_org', 'not-sent'],
  // Some of it may have succeeded.
  ['internal_error', 'unknown'],
  ['fatal_error', 'unknown'],
])('where Slack answers %s, a message is %s', async (error, outcome) => {
  says = error;
  const client = new WebClient('xoxb-none', { slackApiUrl: url, retryConfig: { retries: 0 } });
  const messenger = messengerFor(client, () => undefined);
  expect(await messenger.post(who, { text: 'x', blocks: '[]' }, 'd1')).toMatchObject({
    outcome,
    code: error,
  });
});
