import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cleanEnvironment, ROOT, residentMiB, startNode } from '../processes.ts';
import { compare, measurePairs, type Row, type Stage } from '../row.ts';

const START_MAX_MS = 1_500;
const RESIDENT_MAX_MIB = 200;
/** What the start left behind is still there; what the app does after it has begun. */
const SHORTLY_AFTER_MS = 500;
const AGAINST = 'a Node process that only imports Bolt';

interface Start {
  ms: number;
  residentMiB: number;
}

/**
 * What `npm start` starts, without tokens, on data that are there already: from the start of the process to the line
 * that says it is ready. By then PostgreSQL runs, the Slack workspace on this machine runs, and the app is connected
 * to both. Memory is that of the app's process alone.
 */
export const start: Row = {
  name: 'start',
  async run(stage) {
    // The first time the data are made, which is not what happens every day; it also warms the disk's cache.
    await startOurs(stage);
    await startBoltAlone(stage);
    const pairs = await measurePairs(
      () => startOurs(stage),
      () => startBoltAlone(stage),
    );
    const time = compare(pairs.map(({ ours, theirs }) => ({ ours: ours.ms, theirs: theirs.ms })));
    const memory = compare(
      pairs.map(({ ours, theirs }) => ({ ours: ours.residentMiB, theirs: theirs.residentMiB })),
    );
    return [
      {
        row: 'start',
        unit: 'ms',
        against: AGAINST,
        ...time,
        must: `under ${START_MAX_MS} ms`,
        holds: time.value < START_MAX_MS,
      },
      {
        row: 'start-memory',
        unit: 'MiB',
        against: AGAINST,
        ...memory,
        must: `under ${RESIDENT_MAX_MIB} MiB`,
        holds: memory.value < RESIDENT_MAX_MIB,
      },
    ];
  },
};

function startOurs(stage: Stage): Promise<Start> {
  // The app reads `.env` where it is started: here there is none.
  const options = { cwd: stage.directory, env: cleanEnvironment({ DATA_DIR: 'data', PORT: '0' }) };
  return measured(stage, [join(ROOT, 'start.mjs')], { ...options, until: /is ready\. Open / });
}

function startBoltAlone(stage: Stage): Promise<Start> {
  const script = "import '@slack/bolt'; process.stdout.write('imported\\n'); setTimeout(() => {}, 30_000);";
  const args = ['--input-type=module', '--eval', script];
  return measured(stage, args, { cwd: ROOT, env: cleanEnvironment(), until: /^imported$/ });
}

async function measured(
  stage: Stage,
  args: string[],
  options: Parameters<typeof startNode>[2],
): Promise<Start> {
  const started = await startNode(stage, args, options);
  await wait(SHORTLY_AFTER_MS);
  const resident = await residentMiB(started.pid);
  await started.end();
  return { ms: started.tookMs, residentMiB: resident };
}
