import type { Language, OutgoingMessage, PersonKey } from '../ports.ts';

/** Something that is to be said to somebody by itself, when its time comes. */
export interface Nudge {
  id: string;
  to: PersonKey;
  /** What it is about: a pair. */
  subjectId: string;
  /** As `pairs.book`. */
  kind: string;
  /** Sets it apart from others of its kind and subject, for good. */
  once: string;
  /** Product time. */
  dueAt: Date;
}

/** The words, in the reader's language; nothing where there is nothing to say. */
export type Say = (language: Language) => OutgoingMessage | undefined;

/** What is to become of a nudge whose time has come, by what is true at that moment. */
export type Decision =
  | { outcome: 'send'; say: Say }
  | { outcome: 'postpone'; until: Date }
  /** For good. `why` is a word for whoever reads the table, as `not-in-plan`; never free text. */
  | { outcome: 'drop'; why: string };
