/**
 * Compares what src/people/calendar.ts makes of walls and moments with `@js-temporal/polyfill`, which shares no code with
 * it: at every transition of every zone from 2024 to 2030, and at random. Run by zones-compared.test.ts in a process of its
 * own, because a process reads `TZ` once. Writes what it asked to a file, for answer.ts, and prints a line of JSON.
 */
import { writeFileSync } from 'node:fs';
import { Temporal } from '@js-temporal/polyfill';
import { type Calendar, wallOf } from '../../../src/people/calendar.ts';
import { type Answers, digestOf, hostNoon, ours, type Question } from './questions.ts';

const BEGINS = Temporal.Instant.from('2024-01-01T00:00Z');
const ENDS = Temporal.Instant.from('2031-01-01T00:00Z').epochMilliseconds;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const RANDOM_CASES = 6_000;
/** ICU calls them by other names too; both are asked for. */
const ALSO = ['Asia/Kathmandu', 'Asia/Katmandu', 'Asia/Kolkata', 'Asia/Calcutta', 'US/Eastern', 'Etc/GMT+12'];

const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), ...ALSO])].toSorted();
const questions: Question[] = [];
const counted = { cases: 0, transitions: 0, gaps: 0, overlaps: 0, disagreements: 0, naive: 0 };
const disagreements: string[] = [];

/** The same as in calendar.ts, word for word as the contract has it, and slowly. */
const theirs = {
  instantOf: (wall: string, timeZone: string): number =>
    Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone, { disambiguation: 'compatible' })
      .epochMilliseconds,
  wallOf: (at: number, timeZone: string): string =>
    zoned(at, timeZone).toPlainDateTime().toString({ smallestUnit: 'minute', roundingMode: 'floor' }),
  workMoment({ hours, timeZone, off }: Calendar, from: number): number {
    let day = zoned(from, timeZone).toPlainDate();
    for (;;) {
      const text = day.toString();
      const isOff = off.some((range) => range.from <= text && text <= range.to);
      if (hours.days.includes(day.dayOfWeek) && !isOff) {
        const begins = theirs.instantOf(`${text}T${hours.from}`, timeZone);
        let ends = theirs.instantOf(`${text}T${hours.to}`, timeZone);
        const length = Temporal.PlainTime.from(hours.from).until(hours.to).total('milliseconds');
        if (ends <= begins) ends = begins + length;
        if (from < begins) return begins;
        if (from < ends) return from;
      }
      day = day.add({ days: 1 });
    }
  },
};

function zoned(at: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
}

function theirAnswers(question: Question): Answers {
  if (question.of === 'wall') return [['', theirs.instantOf(question.wall, question.zone)]];
  if (question.of === 'moment') {
    const wall = theirs.wallOf(question.at, question.zone);
    return [
      ['', wall],
      ['', wall.slice(0, 10)],
    ];
  }
  const { calendar, at, day } = question;
  return [
    ['', theirs.instantOf(`${day}T${calendar.hours.from}`, calendar.timeZone)],
    ['', theirs.workMoment(calendar, at)],
  ];
}

function ask(question: Question): void {
  questions.push(question);
  const others = theirAnswers(question);
  for (const [index, [what, answer]] of ours(question).entries()) {
    counted.cases += 1;
    const other = others[index]?.[1];
    if (answer === other) continue;
    counted.disagreements += 1;
    if (disagreements.length < 20) disagreements.push(`${what}: ${answer}, not ${other}`);
  }
}

function askWall(wall: string, zone: string): void {
  ask({ of: 'wall', wall, zone });
  // The control: what one writes who forgets that the offset is that of another moment.
  const local = Date.parse(`${wall}:00Z`);
  const offsetMs = Date.parse(`${wallOf(new Date(local), zone)}:00Z`) - local;
  if (local - offsetMs !== theirs.instantOf(wall, zone)) counted.naive += 1;
}

function askWork(calendar: Calendar, at: number): void {
  ask({ of: 'work', calendar, at, day: theirs.wallOf(at, calendar.timeZone).slice(0, 10) });
}

function everyTransition(): void {
  for (const zone of zones) {
    let at = BEGINS.toZonedDateTimeISO(zone);
    for (;;) {
      const next = at.getTimeZoneTransition('next');
      if (!next || next.epochMilliseconds >= ENDS) break;
      aroundTransition(zone, next);
      at = next;
    }
  }
}

function aroundTransition(zone: string, to: Temporal.ZonedDateTime): void {
  const at = to.epochMilliseconds;
  const after = to.offsetNanoseconds / 1e6;
  const before = zoned(at - 1, zone).offsetNanoseconds / 1e6;
  counted.transitions += 1;
  if (after > before) counted.gaps += 1;
  else counted.overlaps += 1;
  // Walls on both sides of, at the ends of, and within what is skipped or comes twice.
  const [low, high] = [Math.min(before, after), Math.max(before, after)];
  const half = Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS;
  for (const local of [low - MINUTE_MS, low, low + half, high - MINUTE_MS, high])
    askWall(new Date(at + local).toISOString().slice(0, 16), zone);
  for (const moment of [at - MINUTE_MS, at, at + high - low]) ask({ of: 'moment', at: moment, zone: zone });
  // Somebody who begins within it, asked shortly before.
  const begins = new Date(at + low + half).toISOString().slice(11, 16);
  const hours = { days: [1, 2, 3, 4, 5, 6, 7], from: begins, to: '23:59' };
  if (begins < hours.to) askWork({ hours, timeZone: zone, off: [] }, at - 5 * MINUTE_MS);
}

/** The same numbers in every process: mulberry32. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function atRandom(): void {
  const random = numbers(20_261_128);
  const below = (most: number): number => Math.floor(random() * most);
  for (let at = 0; at < RANDOM_CASES; at += 1) {
    const timeZone = zones[below(zones.length)] ?? 'UTC';
    const moment = BEGINS.epochMilliseconds + below((ENDS - BEGINS.epochMilliseconds) / 1_000) * 1_000;
    const intention = at % 3;
    if (intention === 0) ask({ of: 'moment', at: moment, zone: timeZone });
    else if (intention === 1) askWall(new Date(moment).toISOString().slice(0, 16), timeZone);
    else askWork(someCalendar(timeZone, moment, below), moment);
  }
}

function someCalendar(timeZone: string, around: number, below: (most: number) => number): Calendar {
  const days = [1, 2, 3, 4, 5, 6, 7].filter(() => below(3) > 0);
  const [a, b] = [below(1_439), below(1_439)];
  const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const begins = around + (below(20) - 10) * DAY_MS;
  return {
    timeZone,
    hours: {
      days: days.length === 0 ? [1] : days,
      from: clock(Math.min(a, b)),
      to: clock(Math.max(a, b) + 1),
    },
    off: below(2) === 0 ? [] : [{ from: day(begins), to: day(begins + below(8) * DAY_MS) }],
  };
}

everyTransition();
atRandom();
writeFileSync(process.argv[2] ?? '', JSON.stringify(questions));
process.stdout.write(
  JSON.stringify({
    zones: zones.length,
    ...counted,
    first: disagreements,
    digest: digestOf(questions),
    hostNoon: hostNoon(),
  }),
);
