import { setTimeout as wait } from 'node:timers/promises';
import { assertNothingWentWrong, startApp } from '../app.ts';
import { PAIRS, type Row } from '../row.ts';
import { sendCommand } from '../slack-command.ts';
import { percentile, spreadOf } from '../statistics.ts';
import { STUB_TEAM, startStubSlack } from '../stub-slack.ts';

const COMMANDS_PER_SECOND = 100;
const COMMANDS = 990;
const P99_MAX_MS = 100;
/** How long Slack lets a trigger id open a modal. */
const TRIGGER_MS = 3_000;
const KNOWN_PEOPLE = 50;
/** What comes after its trigger id has expired is lost; there is nothing more to wait for. */
const LAST_ARRIVES_WITHIN_MS = TRIGGER_MS + 500;

/**
 * From the moment when `/coach-or-mentor choose` is due to be sent until the whole `views.open` has reached Slack.
 *
 * Commands are sent when they are due, whether or not the earlier ones were answered, and the time counts from when
 * they were due: an app that stalls cannot hide it. Every other command comes from somebody new, for whom a skeleton
 * is opened before Slack is asked about them. Slack is a stub in this process: its answers come at once, since its
 * own time is not the app's, and one clock sees both ends.
 *
 * There is no second side to pair with: the limit is Slack's. `value` and `holds` are of all commands together (no
 * median that could leave out the worst); the spread is over nine parts, one after the other.
 */
export const modal: Row = {
  name: 'modal',
  async run(stage) {
    const arrivedAt = new Map<string, number>();
    const { apiUrl, responseUrl } = await startStubSlack(stage, (method, args, arrivedAtMs) => {
      const trigger = args.get('trigger_id');
      if (method === 'views.open' && trigger) arrivedAt.set(trigger, arrivedAtMs);
    });
    const app = await startApp(stage, apiUrl);
    const send = (personId: string, triggerId: string): Promise<string> =>
      sendCommand(app.url, { teamId: STUB_TEAM, personId, text: 'choose', triggerId, responseUrl });

    for (let at = 0; at < KNOWN_PEOPLE; at += 1) await send(`U0KNOWN${at}`, `known-${at}`);
    const dueAt = await sendSteadily(COMMANDS, (at) =>
      send(at % 2 === 0 ? `U0KNOWN${(at / 2) % KNOWN_PEOPLE}` : `U0NEW${at}`, `${at}`),
    );
    await arrivals(arrivedAt, COMMANDS + KNOWN_PEOPLE);
    const took = dueAt.map((due, at) => (arrivedAt.get(`${at}`) ?? Number.POSITIVE_INFINITY) - due);
    const lost = took.filter((ms) => ms === Number.POSITIVE_INFINITY).length;
    if (lost > 0) throw new Error(`${lost} of ${COMMANDS} commands opened no modal.`);
    assertNothingWentWrong(app);

    const p99 = percentile(took, 0.99);
    const part = COMMANDS / PAIRS;
    const parts = Array.from({ length: PAIRS }, (_, at) =>
      percentile(took.slice(at * part, (at + 1) * part), 0.99),
    );
    const half = (from: 0 | 1): string =>
      percentile(
        took.filter((_, at) => at % 2 === from),
        0.99,
      ).toFixed(1);
    return [
      {
        row: 'modal',
        value: p99,
        unit: 'ms',
        against: "a trigger id's life",
        againstValue: TRIGGER_MS,
        ratio: { ...spreadOf(parts.map((ms) => ms / TRIGGER_MS)), median: p99 / TRIGGER_MS },
        must: `p99 under ${P99_MAX_MS} ms`,
        holds: p99 < P99_MAX_MS,
        note: `p50 ${percentile(took, 0.5).toFixed(1)} ms; p99 of people known ${half(0)} ms, new ${half(1)} ms; longest ${Math.max(...took).toFixed(1)} ms`,
      },
    ];
  },
};

/** Sends at an even pace, whatever comes back. @returns when each was due, by performance.now() */
async function sendSteadily(count: number, send: (at: number) => Promise<unknown>): Promise<number[]> {
  const begunAt = performance.now();
  const dueAt = Array.from({ length: count }, (_, at) => begunAt + (at * 1000) / COMMANDS_PER_SECOND);
  const answers: Promise<unknown>[] = [];
  for (const [at, due] of dueAt.entries()) {
    const early = due - performance.now();
    if (early > 0) await wait(early);
    const answer = send(at);
    // Looked at when all are sent; until then a failure is not an unhandled one.
    answer.catch(() => undefined);
    answers.push(answer);
  }
  await Promise.all(answers);
  return dueAt;
}

async function arrivals(arrived: ReadonlyMap<string, number>, count: number): Promise<void> {
  const deadline = performance.now() + LAST_ARRIVES_WITHIN_MS;
  while (arrived.size < count && performance.now() < deadline) await wait(20);
}
