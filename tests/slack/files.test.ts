/** What becomes of a file that is sent, against a Slack in which things go wrong. */
import { WebClient } from '@slack/web-api';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { FaultInput } from '../../src/local-slack/fault-plan.ts';
import { clientOptionsForPeople } from '../../src/slack/clients.ts';
import { sendFile } from '../../src/slack/files.ts';
import { KASIA, manifestWith, SECRETS, silent, startWorld, type World } from '../local-slack/foreign-app.ts';

const DM = 'D0KASIANOW';
const FILE = { name: 'coaching-2.ics', text: 'BEGIN:VCALENDAR\r\nZażółć\r\n', comment: 'For your calendar' };
const [ADDRESS, LAST] = ['files.getUploadURLExternal', 'files.completeUploadExternal'];
let world: World;
beforeAll(async () => {
  world = await startWorld('socket', {
    manifest: manifestWith({ scopes: ['files:write'] }),
    rateLimits: false,
  });
  await world.page.state();
});
afterEach(() => world.slack.clearFaults());
afterAll(() => world.close());

const client = (slack: World['slack']) =>
  new WebClient(SECRETS.botToken, { ...clientOptionsForPeople(slack.apiUrl), logger: silent });
const sent = (to: Parameters<typeof sendFile>[1] = { conversation: DM }) =>
  sendFile(client(world.slack), to, FILE);

it.each([[{ conversation: DM }], [{ personId: KASIA }]])('reaches %j, under its comment', async (to) => {
  expect(await sent(to)).toEqual({ outcome: 'sent' });
  const message = await world.page.lastMessage(DM);
  expect(message).toMatchObject({
    text: 'For your calendar',
    files: [{ name: 'coaching-2.ics', bytes: Buffer.byteLength(FILE.text) }],
  });
  const saved = await fetch(`${world.slack.url}/page/file/${message.files?.[0]?.id}?user=${KASIA}`);
  expect(await saved.text()).toBe(FILE.text);
});

it.each<[string, FaultInput, object]>([
  ['no address comes', { do: 'server_error', on: ADDRESS }, { outcome: 'failed' }],
  ['the address is lost', { do: 'drop_reply', on: ADDRESS }, { outcome: 'failed' }],
  [
    'Slack has no time',
    { do: 'rate_limited', on: ADDRESS },
    { outcome: 'failed', code: 'slack_webapi_rate_limited_error' },
  ],
  ['Slack has no time at the end', { do: 'rate_limited', on: LAST }, { outcome: 'failed' }],
  // It acts, and the answer is lost.
  ['the last answer is lost', { do: 'drop_reply', on: LAST }, { outcome: 'unknown' }],
  ['Slack breaks at the end', { do: 'server_error', on: LAST }, { outcome: 'unknown' }],
  ['Slack takes its time at the end', { do: 'slow', on: LAST, ms: 2_700 }, { outcome: 'unknown' }],
])('where %s it says so', async (_what, fault, outcome) => {
  world.slack.inject(fault);
  expect(await sent()).toMatchObject(outcome);
});

it('clearly failed where Slack refuses the place', async () => {
  expect(await sent({ conversation: 'D0NOSUCHDM' })).toEqual({
    outcome: 'failed',
    code: 'channel_not_found',
  });
});

it('is not allowed without the scope', async () => {
  const bare = await startWorld('socket');
  try {
    expect(await sendFile(client(bare.slack), { conversation: DM }, FILE)).toEqual({
      outcome: 'not-allowed',
      code: 'missing_scope',
    });
  } finally {
    await bare.close();
  }
});
