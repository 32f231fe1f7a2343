import type { HalfYear } from './live.ts';

const BARS = '▁▂▃▄▅▆▇█';

/** What each kind of message is, in plain words, and in the order in which they are shown. */
const KINDS: Record<string, Record<string, string>> = {
  'Reminders in coaching': {
    'pairs.book': 'a time for the next session',
    'pairs.prepare': 'to think about before it',
    'pairs.outcome': 'what became of it',
    'pairs.between': 'half-way to the next',
    'pairs.half-time': 'half of the plan: look back',
    'pairs.final': 'all of the plan: look back',
    'pairs.supervision': 'supervision, to coaches',
  },
  'Reminders in mentoring': {
    'pairs.gap': 'time to meet again?',
    'pairs.thought': 'a thought for the mentor',
    'pairs.upcoming': 'before a meeting',
    'pairs.met': 'what became of it',
    'pairs.pulse': 'how is it going? (private)',
    'pairs.renewal': 'after six months: look back',
  },
  'Told at the beginning': {
    'pairs.introduction': 'this is the other one',
    'pairs.trial-reminder': 'the first conversation',
    'pairs.unmet': 'what managers will see of it',
    'pairs.agreement': 'the agreement',
    'pairs.agreement-reminder': 'the agreement, once more',
    'pairs.running': 'it begins',
  },
  'Told on the way': {
    'pairs.booked': 'a date was made',
    'pairs.moved': 'a date was moved',
    'pairs.cancelled': 'a date was taken back',
    'pairs.proposal': 'the other proposes a change',
    'pairs.proposal-answered': 'what became of a proposal',
    'pairs.not-available': 'the other is not available',
    'pairs.paused': 'it rests',
    'pairs.resumed': 'it goes on',
    'pairs.ended': 'it has ended',
  },
  'Told of requests that go on': {
    'matching.nobody': 'nobody fits at present',
    'matching.suggestion': 'somebody fits now',
    'matching.waiting': 'it waits',
    'matching.closed': 'it is closed',
  },
};
const NAMES = new Map(Object.values(KINDS).flatMap((group) => Object.entries(group)));
const OTHERS = 'Anything else';

const NAME_WIDTH = 28;

/** What happened in the half year, for a terminal of a hundred columns. */
export function report(half: HalfYear): string {
  const { weeks, sent, messages, nudges, pairs, thriving, stalled, ended, broken, seconds, days } = half;
  const cells = weeks > 30 ? 1 : 2;
  const row = (name: string, counts: readonly number[]) => line(name, counts, cells);
  const unnamed = [...sent.keys()].filter((kind) => !NAMES.has(kind)).toSorted();
  const groups = [
    ...Object.entries(KINDS).map(([title, kinds]): [string, string[]] => [
      title,
      Object.entries(kinds).flatMap(([kind, name]) => {
        const counts = sent.get(kind);
        return counts ? row(name, counts) : [];
      }),
    ]),
    [
      OTHERS,
      unnamed.map((kind) => row(kind.replace(/^.*\./, '').replaceAll('-', ' '), sent.get(kind) ?? [])),
    ] satisfies [string, string[]],
  ].filter(([, lines]) => lines.length > 0);
  const all = pairs.running.length ? thriving + stalled + ended : 0;
  return [
    `${all} pairs, ${Math.round(days / 7)} weeks. A column is a week, and each row has its own height.`,
    '',
    ...groups.flatMap(([title, lines]) => [heading(title, weeks * cells, 'most', 'all'), ...lines, '']),
    heading('Pairs at the end of each week', weeks * cells, 'most', 'last'),
    ...Object.entries(pairs).map(([state, counts]) => line(state, counts, cells, counts.at(-1) ?? 0)),
    '',
    `${nudges} reminders went out in ${messages} messages; per person and week ${perWeek(messages, all * 2, weeks)}.`,
    `Of ${all} pairs ${thriving} thrive, ${stalled} stall and ${ended} have ended.`,
    verdict(broken),
    `It took ${seconds.toFixed(1)} s.`,
  ].join('\n');
}

function heading(title: string, width: number, most: string, all: string): string {
  return `${title.padEnd(NAME_WIDTH + 2 + width)}${most.padStart(6)}${all.padStart(6)}`.trimEnd();
}

function line(name: string, counts: readonly number[], cells: number, last = sum(counts)): string {
  const most = Math.max(1, ...counts);
  const bar = counts.map((count) => barOf(count, most).repeat(cells)).join('');
  return `${`  ${name}`.padEnd(NAME_WIDTH + 2)}${bar}${String(Math.max(0, ...counts)).padStart(6)}${String(last).padStart(6)}`;
}

function barOf(count: number, most: number): string {
  if (count === 0) return '·';
  return BARS[Math.ceil((count / most) * BARS.length) - 1] ?? '';
}

/** What people did and what came of it: for whoever works on this. */
export function actsOf({ acts }: HalfYear): string {
  return [...acts]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([act, count]) => `  ${act} (${count})`)
    .join('\n');
}

const SHOWN = 40;

function verdict(broken: readonly string[]): string {
  if (broken.length === 0) return 'No rule was broken.';
  const more = broken.length > SHOWN ? [`  and ${broken.length - SHOWN} more`] : [];
  const shown = broken.slice(0, SHOWN).map((one) => `  ${one}`);
  return [`Rules were broken ${broken.length} times:`, ...shown, ...more].join('\n');
}

function perWeek(messages: number, people: number, weeks: number): string {
  return (messages / Math.max(1, people) / weeks).toFixed(1);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
