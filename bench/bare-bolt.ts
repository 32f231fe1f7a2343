/**
 * What `ack` is measured against, a process of its own: Bolt as its documentation shows it, with the HTTPReceiver, the
 * signature verified, and one listener that acks with nothing. Its argument is the address of the Web API.
 */
import { App, HTTPReceiver } from '@slack/bolt';
import { SECRETS } from './slack-command.ts';

const receiver = new HTTPReceiver({ signingSecret: SECRETS.signingSecret });
const app = new App({
  token: SECRETS.botToken,
  receiver,
  clientOptions: { slackApiUrl: process.argv[2] ?? '' },
});
app.command('/coach-or-mentor', async ({ ack }) => {
  await ack();
});

const server = await app.start({ port: 0, host: '127.0.0.1' });
const address = server.address();
if (typeof address !== 'object' || address === null) throw new Error('Bolt does not listen on a port');
process.send?.({ url: `http://127.0.0.1:${address.port}/slack/events` });
process.once('disconnect', () => process.exit(0));
