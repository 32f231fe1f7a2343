import type { Evidence, Message, Person, Story } from '../evidence.ts';
import { isAwayAt, MOMENT_MS, workdaysBetween } from './wall.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Within how many days silence has led on: from the last sign to the next expected session and 21 working days more, or
 * the longest gap (60) and 28 days more, each with room for weekends and days off. And nobody is paused sooner than this.
 */
const SILENT_DAYS = { coaching: 75, mentoring: 100 };
const LEAST_SILENT_DAYS = 20;
/** "Later" is no sign that it goes on: asked again after it, there are seven working days. */
const LEAST_DAYS_AFTER_SNOOZE = 9;
/** With nobody answering: four and six weeks, with room for a weekend and days off. */
const BEGINNING_DAYS = { trial: 33, agreement: 47 };
const PAUSED_DAYS = 95;
const MOST_ASKS = 4;
const LEAST_DAYS_BETWEEN_ASKS = 2;
const TOLD_WITHIN_DAYS = 10;

/** Whether pairs are led on as the two cadences promise: nobody is forgotten, and nobody is asked too often. */
export function brokenByPairs(evidence: Evidence): string[] {
  return evidence.stories.flatMap((story) => {
    const about = evidence.messages.filter(({ about }) => about.some(({ pairId }) => pairId === story.id));
    const found = [
      ...forgotten(story, evidence.until),
      ...neverEnding(story, evidence.until),
      ...toldToOthers(story, about),
      ...untold(story, about, evidence),
      ...askedTooOften(story, about),
      ...toldOfManagers(story, about),
      ...outOfPlace(story, about, evidence),
    ];
    return found.map((rule) => `pair ${story.id} (${story.kind}): ${rule}`);
  });
}

interface Span {
  state: Story['stands'][number]['state'];
  dueAt: Date | null;
  from: Date;
  to: Date;
}

function spansOf({ stands }: Story, until: Date): Span[] {
  return stands.map(({ at, state, dueAt }, index) => ({
    state,
    dueAt,
    from: at,
    to: stands[index + 1]?.at ?? until,
  }));
}

/** What is said of a pair is for its two, and for nobody else. */
function toldToOthers({ guide, learner }: Story, about: readonly Message[]): string[] {
  return about.flatMap(({ to, at }) =>
    to === guide || to === learner
      ? []
      : `${to} was told of it at ${at.toISOString()}, and is none of the two`,
  );
}

/** Every living pair has something coming, and it comes. */
function forgotten(story: Story, until: Date): string[] {
  return spansOf(story, until).flatMap(({ state, dueAt, from, to }) => {
    if (state === 'ended') return [];
    if (!dueAt) return `${state} since ${from.toISOString()}, and nothing is to come`;
    const isOver = to.getTime() - dueAt.getTime() > DAY_MS;
    return isOver ? `${state}, and what was due at ${dueAt.toISOString()} did not happen` : [];
  });
}

/** Silence always ends in a pause, and not too soon; a pause ends; so does what never begins. */
function neverEnding(story: Story, until: Date): string[] {
  const { kind, acts, dates } = story;
  return statesOf(story, until).flatMap(({ state, from, to }) => {
    const days = (at: Date) => Math.round((to.getTime() - at.getTime()) / DAY_MS);
    if (state === 'trial' || state === 'agreement')
      return days(from) > BEGINNING_DAYS[state] ? `${state} for ${days(from)} days` : [];
    if (state === 'paused') return days(from) > PAUSED_DAYS ? `paused for ${days(from)} days` : [];
    if (state !== 'running') return [];
    const signs = [
      { at: from, what: 'the beginning' },
      ...acts,
      ...dates
        .filter(({ to: dropped }) => !dropped)
        .map(({ startsAt }) => ({ at: startsAt, what: 'a date' })),
    ].filter(({ at }) => at >= from && at <= to);
    const moments = [...signs.map(({ at }) => at), to];
    const found = longestGap(moments) > SILENT_DAYS[kind] ? ['silent, and neither paused nor ended'] : [];
    const next = statesOf(story, until).find((one) => one.from.getTime() === to.getTime());
    const isAsked = acts.some(
      ({ at, what }) => what === 'pause' && Math.abs(at.getTime() - to.getTime()) < MOMENT_MS,
    );
    if (next?.state !== 'paused' || isAsked) return found;
    for (const { at, what } of signs) {
      const least = what === 'snooze' ? LEAST_DAYS_AFTER_SNOOZE : LEAST_SILENT_DAYS;
      if (days(at) < least) found.push(`paused ${days(at)} days after a sign (${what})`);
    }
    return found;
  });
}

/** The spans of the same state as one. */
function statesOf(story: Story, until: Date): Span[] {
  const all: Span[] = [];
  for (const span of spansOf(story, until)) {
    const before = all.at(-1);
    if (before?.state === span.state) before.to = span.to;
    else all.push({ ...span });
  }
  return all;
}

function longestGap(moments: readonly Date[]): number {
  const sorted = moments.map((at) => at.getTime()).toSorted((a, b) => a - b);
  return Math.max(0, ...sorted.slice(1).map((at, index) => (at - (sorted[index] ?? at)) / DAY_MS));
}

/** Both are told of an end, once, and some working days after one of them left. */
function untold(story: Story, about: readonly Message[], { people, until }: Evidence): string[] {
  const end = story.stands.find(({ state }) => state === 'ended')?.at;
  if (!end) return [];
  const found: string[] = [];
  for (const id of [story.guide, story.learner]) {
    const told = about.filter((one) => one.to === id && one.about.some(({ kind }) => kind === 'pairs.ended'));
    if (told.length > 1) found.push(`${id} was told of the end ${told.length} times`);
    const isLate = until.getTime() - end.getTime() > TOLD_WITHIN_DAYS * DAY_MS;
    if (isLate && told.length === 0 && !isAwaySoonAfter(people, id, end))
      found.push(`${id} was not told of the end`);
  }
  const left = story.acts.find(({ what }) => what === 'leave' || what === 'hand-over')?.at;
  const days = left ? (end.getTime() - left.getTime()) / DAY_MS : 1;
  if (days < 0.5 || days > TOLD_WITHIN_DAYS) found.push(`ended ${days.toFixed(1)} days after somebody left`);
  return found;
}

function isAwaySoonAfter(people: readonly Person[], id: string, end: Date): boolean {
  const person = people.find((one) => one.id === id);
  const days = Array.from({ length: TOLD_WITHIN_DAYS }, (_, day) => new Date(end.getTime() + day * DAY_MS));
  return !person || days.some((at) => isAwayAt(person, at));
}

/** While nothing comes back: four times at most, further apart than a day. */
function askedTooOften({ acts }: Story, about: readonly Message[]): string[] {
  const asks = about.filter((one) =>
    one.about.some(({ kind }) => kind === 'pairs.book' || kind === 'pairs.gap'),
  );
  return asks.flatMap(({ at }, index) => {
    const before = asks
      .slice(0, index)
      .filter((one) => !acts.some((act) => act.at >= one.at && act.at <= at));
    const last = before.at(-1);
    const found: string[] = [];
    if (before.length >= MOST_ASKS)
      found.push(`asked for the ${before.length + 1}th time at ${at.toISOString()}`);
    if (last && at.getTime() - last.at.getTime() < LEAST_DAYS_BETWEEN_ASKS * DAY_MS - HOUR_MS)
      found.push(`asked again too soon at ${at.toISOString()}`);
    return found;
  });
}

const LEAST_DAYS_UNTIL_TOLD = 10;

/** That managers will see that they have not met is told each of them once at most, in a trial, and not before its time. */
function toldOfManagers({ guide, learner, stands }: Story, about: readonly Message[]): string[] {
  const told = about.filter((one) => one.about.some(({ kind }) => kind === 'pairs.unmet'));
  const [began] = stands;
  const found = [guide, learner].flatMap((id) => {
    const own = told.filter(({ to }) => to === id);
    return own.length > 1 ? `${id} was told ${own.length} times of what managers see` : [];
  });
  for (const { at, to } of told) {
    if (!began || at.getTime() - began.at.getTime() < LEAST_DAYS_UNTIL_TOLD * DAY_MS - HOUR_MS)
      found.push(`${to} was told of what managers see at ${at.toISOString()}, too soon`);
    if (stands.findLast((one) => one.at.getTime() <= at.getTime() - MOMENT_MS)?.state !== 'trial')
      found.push(`${to} was told of what managers see at ${at.toISOString()}, and it is no trial`);
  }
  return found;
}

/** So many working days of the one who reads it lie between it and the date at most. */
const WORKDAYS_BEFORE = 3;
/** Whoever reads once a week prepares with the last digest before it. */
const WORKDAYS_BEFORE_WEEKLY = 6;
const WORKDAYS_AFTER = 11;

/** Nobody is asked for a date while there is one, nor about one that is not there. */
function outOfPlace(
  { id, kind, guide, learner, dates }: Story,
  about: readonly Message[],
  evidence: Evidence,
): string[] {
  return about.flatMap((message) => {
    const { at, to } = message;
    const person = evidence.people.find((one) => one.id === to);
    const other = evidence.people.find((one) => one.id === (to === guide ? learner : guide));
    if (!person || !other) return [];
    const readers = { person, other, closed: evidence.closed[kind] };
    const standing = dates.filter(
      (date) => date.from <= at && (!date.to || date.to.getTime() > at.getTime() - MOMENT_MS),
    );
    const coming = standing.filter(({ startsAt }) => startsAt > at);
    const passed = standing.filter(({ startsAt }) => startsAt < at);
    const isWithin = (workdays: number, from: Date, till: Date) =>
      workdaysBetween(readers, from, till) <= workdays;
    const nearBefore = person.nudgedBy === 'weekly' ? WORKDAYS_BEFORE_WEEKLY : WORKDAYS_BEFORE;
    const isTold = (kinds: readonly string[]) =>
      message.about.some((one) => one.pairId === id && kinds.includes(one.kind));
    const rules: [string, boolean][] = [
      ['asked for a date while there is one', isTold(['pairs.book', 'pairs.gap']) && coming.length > 0],
      [
        'to prepare for a date that is not near',
        isTold(['pairs.prepare', 'pairs.upcoming']) &&
          !coming.some(({ startsAt }) => isWithin(nearBefore, at, startsAt)),
      ],
      [
        'asked what became of a date that has not passed',
        isTold(['pairs.outcome', 'pairs.met']) &&
          !passed.some(({ startsAt }) => isWithin(WORKDAYS_AFTER, startsAt, at)),
      ],
    ];
    const stood = standing.map(({ startsAt }) => startsAt.toISOString()).join(', ') || 'none';
    return rules.flatMap(([rule, isBroken]) =>
      isBroken ? `${rule}: ${to} at ${at.toISOString()}, dates ${stood}` : [],
    );
  });
}
