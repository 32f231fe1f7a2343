import type { HalfYear } from './live.ts';

const BARS = ' ▁▂▃▄▅▆▇█';

/** What happened in the half year, for a terminal: a line for each kind with a bar for each week. */
export function report({ sent, weeks, messages, nudges, pairs, acts, broken, seconds }: HalfYear): string {
  const kinds = [...sent].toSorted(([, a], [, b]) => sum(b) - sum(a));
  const most = Math.max(1, ...kinds.flatMap(([, counts]) => counts));
  const width = Math.max(...kinds.map(([kind]) => kind.length));
  const bar = (count: number) => BARS[Math.ceil((count / most) * (BARS.length - 1))] ?? '';
  const lines = kinds.map(
    ([kind, counts]) =>
      `${kind.padEnd(width)}  ${counts.map(bar).join('')}  ${String(sum(counts)).padStart(5)}`,
  );
  return [
    `What was sent, by kind and week (${weeks} weeks; a full bar is ${most}):`,
    '',
    ...lines,
    '',
    `${nudges} nudges went out in ${messages} messages.`,
    `Of the pairs ${pairs.thriving} thrive, ${pairs.stalled} stall, ${pairs.ended} have ended.`,
    '',
    'What people did, and what came of it:',
    ...[...acts].toSorted(([a], [b]) => a.localeCompare(b)).map(([act, count]) => `  ${act} (${count})`),
    '',
    broken.length === 0
      ? 'No rule was broken.'
      : `${broken.length} times a rule was broken:\n${broken
          .slice(0, 40)
          .map((one) => `  ${one}`)
          .join('\n')}`,
    `It took ${seconds.toFixed(1)} s.`,
  ].join('\n');
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
