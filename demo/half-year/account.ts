import type { Evidence, Story } from './evidence.ts';
import { stateAt } from './rules/messages.ts';

const DAY_MS = 24 * 3_600_000;
/** Alive: met, or to meet, within one and a half times the gap that is expected of most. */
const ALIVE_DAYS = 1.5 * 30;

export interface Account {
  weeks: number;
  /** By kind (`pairs.book`): how often it was said in each week, from the first. */
  sent: Map<string, number[]>;
  /** How many messages with nudges, and how many nudges in them. */
  messages: number;
  nudges: number;
  /** At the end of each week. */
  pairs: Record<'beginning' | 'running' | 'paused' | 'ended', number[]>;
  thriving: number;
  stalled: number;
  ended: number;
}

/** What was sent and how the pairs stood, counted. */
export function account({ messages, stories, until }: Evidence, begins: Date): Account {
  const weeks = Math.ceil((until.getTime() - begins.getTime()) / (7 * DAY_MS));
  const sent = new Map<string, number[]>();
  for (const { at, about } of messages)
    for (const { kind } of about) {
      const counts = sent.get(kind) ?? Array.from({ length: weeks }, () => 0);
      const week = Math.min(weeks - 1, Math.floor((at.getTime() - begins.getTime()) / (7 * DAY_MS)));
      counts[week] = (counts[week] ?? 0) + 1;
      sent.set(kind, counts);
    }
  const standing = (...states: string[]) =>
    Array.from({ length: weeks }, (_, week) => {
      const at = new Date(begins.getTime() + (week + 1) * 7 * DAY_MS);
      return stories.filter((story) => states.includes(stateAt(story, at))).length;
    });
  const thriving = stories.filter((story) => isThriving(story, until)).length;
  const ended = stories.filter((story) => stateAt(story, until) === 'ended').length;
  const nudged = messages.filter((one) => one.class === 'nudge');
  return {
    weeks,
    sent,
    messages: nudged.length,
    nudges: nudged.reduce((sum, { about }) => sum + about.length, 0),
    pairs: {
      beginning: standing('trial', 'agreement'),
      running: standing('running'),
      paused: standing('paused'),
      ended: standing('ended'),
    },
    thriving,
    ended,
    stalled: stories.length - ended - thriving,
  };
}

const MEETINGS = ['pairs.outcome', 'pairs.met', 'pairs.gap'];

function isThriving(story: Story, until: Date): boolean {
  const signs = [
    ...story.dates.filter(({ to }) => to === null).map(({ startsAt }) => startsAt),
    ...story.acts.filter(({ what }) => MEETINGS.includes(what)).map(({ at }) => at),
  ];
  return (
    stateAt(story, until) === 'running' &&
    signs.some((at) => until.getTime() - at.getTime() < ALIVE_DAYS * DAY_MS)
  );
}
