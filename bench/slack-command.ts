import { createHmac } from 'node:crypto';

/** Made up; nothing outside this machine knows them. */
export const SECRETS = {
  botToken: 'xoxb-bench-bot-token-0123456789',
  appToken: 'xapp-bench-app-token-0123456789',
  signingSecret: '0123456789abcdef0123456789abcdef',
};

export interface Command {
  teamId: string;
  personId: string;
  /** What stands after `/coach-or-mentor`. */
  text: string;
  triggerId: string;
  responseUrl: string;
}

/** The form that Slack sends for a slash command, field by field (docs.slack.dev, Slash commands). */
export function commandBody({ teamId, personId, text, triggerId, responseUrl }: Command): string {
  return new URLSearchParams({
    token: 'gIkuvaNzQIHg97ATvDxqgjtO',
    team_id: teamId,
    team_domain: 'bench',
    channel_id: 'C0BENCH001',
    channel_name: 'general',
    user_id: personId,
    user_name: personId.toLowerCase(),
    command: '/coach-or-mentor',
    text,
    api_app_id: 'A0BENCH001',
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: triggerId,
  }).toString();
}

/** Slack's headers, with the signature of this body at this moment. */
export function signedHeaders(body: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const hash = createHmac('sha256', SECRETS.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'accept-encoding': 'gzip,deflate',
    accept: 'application/json,*/*',
    'x-slack-signature': `v0=${hash}`,
    'x-slack-request-timestamp': timestamp,
    'content-type': 'application/x-www-form-urlencoded',
  };
}

/** Sends a command to the app and reads its answer. @throws unless it is 200 */
export async function sendCommand(url: string, command: Command): Promise<string> {
  const body = commandBody(command);
  const response = await fetch(url, { method: 'POST', headers: signedHeaders(body), body });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`The command was answered with ${response.status}: ${text}`);
  return text;
}
