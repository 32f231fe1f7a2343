import { setTimeout as wait } from 'node:timers/promises';
import { assertNothingWentWrong, type MeasuredApp, startApp } from '../app.ts';
import type { Round, RoundResult } from '../load.ts';
import { nextMessage, processorSeconds, startWorker } from '../processes.ts';
import { compare, type Figure, measurePairs, type Pair, type Row, type Stage } from '../row.ts';
import { SECRETS, sendCommand } from '../slack-command.ts';
import { median } from '../statistics.ts';
import { startStubSlack } from '../stub-slack.ts';

const THROUGHPUT_MIN = 0.9;
const P99_MAX = 1.5;
const AGAINST = 'a bare Bolt HTTPReceiver with one listener that acks';
const ROUND = { connections: 32, unmeasuredMs: 250, measuredMs: 1_100, text: 'help' };
/** Until the compiler has settled: a server's first seconds say nothing of its days. */
const WARM_UP_ROUNDS = 2;

/** A round, with what the server used of the processor meanwhile. */
type Measured = RoundResult & { serverMicrosecondsEach: number };

/**
 * `/coach-or-mentor help` of people whom the app knows, over HTTP: all of the answer is in the ack. The app runs as
 * in production, with its own PostgreSQL and with local-slack as the Web API. The bare Bolt acks with nothing, so
 * building and sending the answer counts against us.
 */
export const ack: Row = {
  name: 'ack',
  async run(stage) {
    const slack = await startLocalSlack(stage);
    const app = await startApp(stage, slack.apiUrl);
    const bare = await startWorker(stage, 'bench/bare-bolt.ts', { args: [slack.apiUrl] });
    const load = await startWorker(stage, 'bench/load.ts');
    // What is known of contacts is read again every 30 s; who asks just then is answered here and not in the ack.
    const { responseUrl } = await startStubSlack(stage);
    const { teamId, people } = slack;
    await untilKnown(app, { teamId, people, responseUrl });

    const round = async (url: string, pid: number): Promise<Measured> => {
      const before = await processorSeconds(pid);
      const begunAt = performance.now();
      load.child.send({ ...ROUND, url, teamId, people, responseUrl } satisfies Round);
      const result = resultIn(await nextMessage(load.child, 10_000));
      const seconds = (performance.now() - begunAt) / 1000;
      const used = (await processorSeconds(pid)) - before;
      return { ...result, serverMicrosecondsEach: (used / seconds / result.requestsPerSecond) * 1e6 };
    };
    const ours = () => round(app.url, app.pid);
    const theirs = () => round(urlIn(bare.first), bare.pid);
    for (let at = 0; at < WARM_UP_ROUNDS; at += 1) {
      await ours();
      await theirs();
    }
    const pairs = await measurePairs(ours, theirs);
    assertNothingWentWrong(app);
    return figuresOf(pairs);
  },
};

function figuresOf(pairs: readonly Pair<Measured>[]): Figure[] {
  const both = (key: keyof Measured) =>
    pairs.map(({ ours, theirs }) => ({ ours: ours[key], theirs: theirs[key] }));
  const middle = (key: keyof Measured) => {
    const { value, againstValue } = compare(both(key));
    return { ours: value, theirs: againstValue };
  };
  const throughput = compare(both('requestsPerSecond'));
  const p99 = compare(both('p99Ms'));
  const p50 = middle('p50Ms');
  const each = middle('serverMicrosecondsEach');
  const answer = middle('answerBytes');
  const busy = median(pairs.flatMap(({ ours, theirs }) => [ours.generatorBusy, theirs.generatorBusy]));
  return [
    {
      row: 'ack',
      unit: 'requests/s',
      against: AGAINST,
      ...throughput,
      must: `at least ${THROUGHPUT_MIN} of its throughput`,
      holds: throughput.ratio.median >= THROUGHPUT_MIN,
      note:
        `processor time of the server ${each.ours.toFixed(0)} µs a request (bare ${each.theirs.toFixed(0)}), ` +
        `answers of ${answer.ours.toFixed(0)} bytes (bare ${answer.theirs.toFixed(0)}), ` +
        `load generator busy ${(busy * 100).toFixed(0)} % of a core`,
    },
    {
      row: 'ack-p99',
      unit: 'ms',
      against: AGAINST,
      ...p99,
      must: `at most ${P99_MAX} of its p99`,
      holds: p99.ratio.median <= P99_MAX,
      note: `p50 ${p50.ours.toFixed(2)} ms (bare ${p50.theirs.toFixed(2)})`,
    },
  ];
}

async function startLocalSlack(stage: Stage): Promise<{ apiUrl: string; teamId: string; people: string[] }> {
  const { first } = await startWorker(stage, 'src/local-slack/main.ts', {
    args: ['--manifest', 'manifest.yml', '--port', '0', '--no-rate-limits'],
    env: {
      LOCAL_SLACK_BOT_TOKEN: SECRETS.botToken,
      LOCAL_SLACK_APP_TOKEN: SECRETS.appToken,
      LOCAL_SLACK_SIGNING_SECRET: SECRETS.signingSecret,
    },
  });
  const { ready } = first as { ready: { apiUrl: string; teamId: string } };
  const response = await fetch(`${ready.apiUrl}users.list`, {
    headers: { authorization: `Bearer ${SECRETS.botToken}` },
  });
  const { members } = (await response.json()) as {
    members: { id: string; is_bot: boolean; deleted: boolean }[];
  };
  const people = members.filter((one) => !one.is_bot && !one.deleted).map(({ id }) => id);
  return { ...ready, people: people.slice(0, 8) };
}

/** The first time, people are looked up and answered after the ack; that is not what is measured here. */
async function untilKnown(
  app: MeasuredApp,
  { people, ...rest }: { teamId: string; people: string[]; responseUrl: string },
): Promise<void> {
  for (const personId of people) {
    let isKnown = false;
    for (let tries = 0; tries < 100 && !isKnown; tries += 1) {
      if (tries > 0) await wait(20);
      isKnown = (await sendCommand(app.url, { ...rest, personId, text: 'help', triggerId: 'warm' })) !== '';
    }
    if (!isKnown) throw new Error(`The app does not answer ${personId} in the ack.`);
  }
}

function resultIn(message: unknown): RoundResult {
  return message as RoundResult;
}

function urlIn(message: unknown): string {
  return (message as { url: string }).url;
}
