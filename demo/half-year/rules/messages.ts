import type { Evidence, Message, Person, Story } from '../evidence.ts';
import { isAmong, isAwayAt, MOMENT_MS, wallOf, zoneAt } from './wall.ts';

const WEEK_DAYS = 7;
const MOST_A_WEEK = 3;

/** Whether messages came when and to whom they may: "Quiet" of the product's rules. */
export function brokenByMessages(evidence: Evidence): string[] {
  const { people, messages } = evidence;
  const inOrder = messages.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const byReceiver = Map.groupBy(inOrder, ({ to }) => to);
  return [...byReceiver].flatMap(([to, own]) => {
    const person = people.find(({ id }) => id === to);
    if (!person) return own.map((one) => `${named(one)}: to nobody who takes part`);
    const nudges = own.filter((one) => one.class === 'nudge');
    return [
      ...own.flatMap((one) => brokenByOne(evidence, person, one)),
      ...nudges.flatMap((one, index) => tooMany(person, one, nudges.slice(0, index))),
      ...own.flatMap((one, index) => saidBefore(person, one, own.slice(0, index))),
    ];
  });
}

function brokenByOne({ stories, people, closed }: Evidence, person: Person, message: Message): string[] {
  if (message.class === 'answer') return [];
  const { at } = message;
  const { day, weekday, time } = wallOf(at, zoneAt(person, at));
  const { hours, daysOff, nudgedBy } = person;
  const isNudge = message.class === 'nudge';
  const about = stories.filter(({ id }) => message.about.some(({ pairId }) => pairId === id));
  const rules: [string, boolean][] = [
    ['outside working hours', time < hours.from || time >= hours.to],
    ['not on a working day', !hours.days.includes(weekday)],
    ['on a day off', isAmong(daysOff, day)],
    ['while away', isAwayAt(person, at)],
    ['to somebody who reads it on the App Home alone', isNudge && nudgedBy === 'home'],
    ['about nothing', isNudge && message.about.length === 0],
    ...about.flatMap((story): [string, boolean][] => [
      ['on a day off of the program', isNudge && isAmong(closed[story.kind], day)],
      [`about pair ${story.id}, which is ${stateAt(story, at)}`, isNudge && !isRunningAbout(story, at)],
      [
        `about pair ${story.id}, whose other one is away`,
        isNudge && people.some((other) => isOther(story, person, other) && isAwayAt(other, at)),
      ],
    ]),
  ];
  return rules.flatMap(([rule, isBroken]) => (isBroken ? `${named(message)}, ${day} ${time}: ${rule}` : []));
}

function isOther({ guide, learner }: Story, person: Person, { id }: Person): boolean {
  return id !== person.id && (id === guide || id === learner);
}

/** Did it run when the message was made? What became of it at the same moment comes before or after that. */
function isRunningAbout(story: Story, at: Date): boolean {
  const before = new Date(at.getTime() - MOMENT_MS);
  return [before, at].some((one) => stateAt(story, one) === 'running');
}

/** How a pair stood at a moment; nothing is known of it before the first. */
export function stateAt({ stands }: Story, at: Date): string {
  return stands.findLast((one) => one.at <= at)?.state ?? 'unknown';
}

/** Days are those of where the person lives now: who flies west has the same day twice. */
function tooMany(person: Person, message: Message, before: readonly Message[]): string[] {
  const zone = zoneAt(person, message.at);
  const today = wallOf(message.at, zone).dayNumber;
  const earlier = before.map(({ at }) => today - wallOf(at, zone).dayNumber);
  const inWeek = earlier.filter((days) => days < WEEK_DAYS).length;
  const found: string[] = [];
  if (earlier.includes(0)) found.push('the second reminder on a day');
  if (inWeek >= MOST_A_WEEK) found.push('the fourth reminder in seven days');
  const week = weekOf(today);
  const isWeekly = person.nudgedBy === 'weekly';
  if (isWeekly && earlier.some((days) => weekOf(today - days) === week))
    found.push('a second digest in a week');
  return found.map((rule) => `${named(message)}: ${rule}`);
}

/** 1 January 1970 was a Thursday. */
function weekOf(dayNumber: number): number {
  return Math.floor((dayNumber + 3) / 7);
}

function saidBefore(person: Person, message: Message, before: readonly Message[]): string[] {
  const zone = zoneAt(person, message.at);
  const { day } = wallOf(message.at, zone);
  const isSaid = before.some(
    (one) =>
      one.deliveryId === message.deliveryId ||
      (one.text === message.text && wallOf(one.at, zone).day === day) ||
      (message.class === 'nudge' && one.about.some((each) => message.about.some((own) => same(each, own)))),
  );
  return isSaid ? [`${named(message)}: said twice`] : [];
}

function same(one: Message['about'][number], other: Message['about'][number]): boolean {
  return one.pairId === other.pairId && one.kind === other.kind && one.once === other.once;
}

function named({ to, at, about }: Message): string {
  const kinds = [...new Set(about.map(({ kind }) => kind))].join(' and ');
  return `${kinds || 'a message'} to ${to} at ${at.toISOString()}`;
}
