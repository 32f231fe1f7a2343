/** The command line of local-slack. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { MOST_SPEED } from './product-clock.ts';
import { type LocalSlack, startLocalSlack } from './server.ts';

const HELP = `local-slack: a Slack workspace on this machine, for trying and testing an app.

  node src/local-slack/main.ts --manifest manifest.yml [options]

  --manifest FILE    the app's manifest (needed)
  --port NUMBER      where to listen, on loopback only (default 3000; 0: any)
  --deliver-to URL   deliver by signed HTTP to this URL; without it the app connects in Socket Mode
  --seed FILE        who and what is there, in YAML; without it a built-in company (its head explains the format)
  --journal FILE     append every call, delivery and ack to this file, as JSON lines
  --faults FILE      what goes wrong on demand, in YAML (docs/LOCAL-SLACK.md)
  --now INSTANT      where product time begins, as 2026-03-02T09:00:00Z; without it, now
  --speed NUMBER     product seconds in a real one (default 1); both change at /clock while it runs
  --no-rate-limits   let the app call as often as it likes; otherwise Slack's tiers hold
  --help

Tokens are read from LOCAL_SLACK_BOT_TOKEN, LOCAL_SLACK_APP_TOKEN and LOCAL_SLACK_SIGNING_SECRET,
LOCAL_SLACK_CLIENT_ID and LOCAL_SLACK_CLIENT_SECRET; what is not there is made up and printed.`;

function readOptions() {
  const { values } = parseArgs({
    options: {
      manifest: { type: 'string' },
      port: { type: 'string', default: '3000' },
      'deliver-to': { type: 'string' },
      seed: { type: 'string' },
      journal: { type: 'string' },
      faults: { type: 'string' },
      now: { type: 'string' },
      speed: { type: 'string', default: '1' },
      'no-rate-limits': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new Error(`--port must be a number from 0 to 65535, not ${values.port}.`);
  }
  const deliverTo = values['deliver-to'];
  if (deliverTo !== undefined && !(/^https?:\/\/[^/]/.test(deliverTo) && URL.canParse(deliverTo))) {
    throw new Error(`--deliver-to must be a URL that starts with http:// or https://, not ${deliverTo}.`);
  }
  const speed = Number(values.speed);
  if (!(speed >= 0 && speed <= MOST_SPEED)) {
    throw new Error(`--speed must be a number from 0 to ${MOST_SPEED}, not ${values.speed}.`);
  }
  const clock = { ...(values.now === undefined ? {} : { now: values.now }), speed };
  return { ...values, port, deliverTo, clock, rateLimits: !values['no-rate-limits'] };
}

function readSecrets(environment: NodeJS.ProcessEnv) {
  const random = () => randomBytes(16).toString('hex');
  return {
    botToken: environment['LOCAL_SLACK_BOT_TOKEN'] || `xoxb-local-${random()}`,
    appToken: environment['LOCAL_SLACK_APP_TOKEN'] || `xapp-local-${random()}`,
    signingSecret: environment['LOCAL_SLACK_SIGNING_SECRET'] || random(),
    clientId: environment['LOCAL_SLACK_CLIENT_ID'] || undefined,
    clientSecret: environment['LOCAL_SLACK_CLIENT_SECRET'] || random(),
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function explain(error: unknown, port: number): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `Port ${port} is in use: end what listens there, or choose another with --port.`;
  }
  return error instanceof Error ? error.message : String(error);
}

function introduce(slack: LocalSlack, secrets: ReturnType<typeof readSecrets>, deliverTo?: string): void {
  const given = process.env;
  say(`local-slack shows the workspace “${slack.teamName}” at ${slack.url}`);
  say(`A Bolt app needs one option: clientOptions: { slackApiUrl: '${slack.apiUrl}' }`);
  say(deliverTo ? `Deliveries go to ${deliverTo}.` : 'Deliveries go over Socket Mode.');
  if (!given['LOCAL_SLACK_BOT_TOKEN']) say(`Bot token:      ${secrets.botToken}`);
  if (!given['LOCAL_SLACK_APP_TOKEN']) say(`App token:      ${secrets.appToken}`);
  if (!given['LOCAL_SLACK_SIGNING_SECRET']) say(`Signing secret: ${secrets.signingSecret}`);
  if (!given['LOCAL_SLACK_CLIENT_ID']) say(`Client id:      ${slack.clientId}`);
  if (!given['LOCAL_SLACK_CLIENT_SECRET']) say(`Client secret:  ${slack.clientSecret}`);
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) return say(HELP);
  if (options.manifest === undefined) throw new Error('--manifest FILE is needed. See --help.');
  const secrets = readSecrets(process.env);
  const { manifest, port, seed, journal, deliverTo, faults, clock, rateLimits } = options;
  const starting = startLocalSlack({
    port,
    manifest,
    seed,
    journal,
    deliverTo,
    faults,
    clock,
    rateLimits,
    ...secrets,
    log: say,
  });
  const slack = await starting.catch((error) => {
    throw new Error(explain(error, port), { cause: error });
  });
  const end = () => void slack.close().finally(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  // Spawned by another program: it learns where we are, and we do not outlive it.
  process.once('disconnect', end);
  introduce(slack, secrets, deliverTo);
  process.send?.({ ready: { url: slack.url, apiUrl: slack.apiUrl, teamId: slack.teamId } });
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  // Who spawned us says it in words of its own: it knows how the port is set there.
  if (process.send) process.send({ failed: { message, code } });
  else process.stderr.write(`${message}\n`);
  process.exitCode = 1;
  process.disconnect?.();
});
