import type { Days, Somebody } from './company.ts';

/** What is known of a half year from outside: what Slack was asked to post, what people did, how pairs stood. */
export interface Evidence {
  people: readonly Person[];
  messages: readonly Message[];
  stories: readonly Story[];
  /** Days on which nothing is due with the pairs of a program. */
  closed: Record<Somebody['kind'], readonly Days[]>;
  /** Messages in which words stood that somebody had typed. */
  leaks: readonly string[];
  /** Messages that were neither sent nor given up for a reason, as sentences. */
  stuck: readonly string[];
  /** Lines of the log, warnings and worse. */
  complaints: readonly string[];
  until: Date;
}

export interface Person extends Pick<Somebody, 'id' | 'hours' | 'daysOff' | 'nudgedBy'> {
  /** Where they lived from when on, the oldest first. */
  zones: readonly { from: Date; timeZone: string }[];
  /** When nothing was to reach them; `to`: null where they are gone for good. */
  away: readonly { from: Date; to: Date | null }[];
}

/** A message as it was posted. */
export interface Message {
  deliveryId: string;
  to: string;
  at: Date;
  /** An answer comes at once; a notice keeps working hours; a nudge keeps everything. */
  class: 'answer' | 'notice' | 'nudge';
  /** With what stands in its blocks. */
  text: string;
  /** What it is about: of a nudge message all its nudges. */
  about: readonly { pairId: string; kind: string; once: string }[];
}

/** What happened to a pair. */
export interface Story {
  id: string;
  kind: Somebody['kind'];
  guide: string;
  learner: string;
  /** How it stood, and when something is due with it, from when on; the oldest first. */
  stands: { at: Date; state: 'trial' | 'agreement' | 'running' | 'paused' | 'ended'; dueAt: Date | null }[];
  /** When one of the two did something about it, and what; the oldest first. */
  acts: { at: Date; what: string }[];
  /** The dates they made: from when until when each stood (null: to its end). */
  dates: { id: string; startsAt: Date; from: Date; to: Date | null }[];
}
