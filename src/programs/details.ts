import { z } from 'zod';
import { type Program, ProgramRules } from './program.ts';

/**
 * What counts most when people are matched, in words that everybody understands. Only the proportions of weights
 * matter; what is not named keeps the kind's own.
 */
export const WEIGHTINGS = {
  usual: {},
  topics: { topics: 100 },
  ways: { ways: 80 },
  hours: { hours: 60 },
} as const satisfies Record<string, ProgramRules['weights']>;
export type Weighting = keyof typeof WEIGHTINGS;
const WEIGHTING_NAMES = ['usual', 'topics', 'ways', 'hours'] as const satisfies readonly Weighting[];
export const WEIGHTING_ORDER: readonly Weighting[] = WEIGHTING_NAMES;

/** Which of them a program has chosen; nothing where its weights were set otherwise, as in a terminal. */
export function weightingOf({ weights }: Pick<ProgramRules, 'weights'>): Weighting | undefined {
  const set = (one: ProgramRules['weights']): string => JSON.stringify(Object.entries(one).toSorted());
  return WEIGHTING_ORDER.find((name) => set(WEIGHTINGS[name]) === set(weights));
}

export const NAME_LENGTH = 80;
export const PURPOSE_LENGTH = 1_000;
/** So many people manage a program by being its member. */
export const MOST_MANAGERS = 20;
/** A last day lies no further ahead. */
const MOST_YEARS = 5;

/** What a manager sets of a program, in the order in which it is asked for. */
export const DETAIL_FIELDS = [
  'name',
  'purpose',
  'channel',
  'startsOn',
  'endsOn',
  'joining',
  'guests',
  'joinsWhileRunning',
  'matching',
  'weighting',
  'summaries',
] as const;
export type DetailField = (typeof DETAIL_FIELDS)[number];

/** The programs that everybody may use have no dates, and nobody joins them. */
const NOT_FOR_ALL: readonly DetailField[] = [
  'name',
  'startsOn',
  'endsOn',
  'joining',
  'guests',
  'joinsWhileRunning',
];

/** What can be set of this program. */
export function fieldsOf({ isForAll }: Pick<Program, 'isForAll'>): DetailField[] {
  return DETAIL_FIELDS.filter((field) => !isForAll || !NOT_FOR_ALL.includes(field));
}

/** All that a manager sets, by field. */
export interface Details {
  name: string;
  purpose: string;
  channel: string | null;
  startsOn: string | null;
  endsOn: string | null;
  joining: ProgramRules['joining'];
  guests: boolean;
  joinsWhileRunning: boolean;
  matching: ProgramRules['matching'];
  /** Nothing where the weights were set otherwise. */
  weighting: Weighting | undefined;
  summaries: ProgramRules['summaries'];
}

/** The same as it was typed and chosen in a form; nothing in it is trusted. */
export interface SentDetails {
  name: string;
  purpose: string;
  channel: string | null;
  startsOn: string | null;
  endsOn: string | null;
  joining: string | undefined;
  guests: boolean;
  joinsWhileRunning: boolean;
  matching: string | undefined;
  weighting: string | undefined;
  summaries: string | undefined;
}

/** `missing`: nothing was typed or chosen; `order`: before the first day; `past`; `far`: more than five years ahead. */
export type WrongDetail = 'missing' | 'long' | 'order' | 'past' | 'far';

type Detailed = Pick<Program, 'name' | 'purpose' | 'channel' | 'startsOn' | 'endsOn' | 'rules'>;

/** What a program has set. */
export function detailsOf({ name, purpose, channel, startsOn, endsOn, rules }: Detailed): Details {
  const { joining, guestsAllowed, joinsWhileRunning, matching, summaries } = rules;
  return {
    name,
    purpose,
    channel,
    startsOn,
    endsOn,
    joining,
    guests: guestsAllowed,
    joinsWhileRunning,
    matching,
    weighting: weightingOf(rules),
    summaries,
  };
}

const ChannelId = z.string().regex(/^[CG][A-Z0-9]{2,}$/);
const Day = z.iso.date();

/**
 * Reads what was sent for a program; a field that it does not have, or that was left empty where something is chosen,
 * stays as it was.
 *
 * @param today in the program's zone; a last day that has passed cannot be set, one that stands may stay
 */
export function readDetails(
  sent: SentDetails,
  program: Detailed & Pick<Program, 'isForAll'>,
  today: string,
): { ok: true; details: Details } | { ok: false; wrong: Map<DetailField, WrongDetail> } {
  const before = detailsOf(program);
  const { rules } = program;
  const has = fieldsOf(program);
  const read: Details = {
    name: sent.name.trim().replaceAll(/\s+/g, ' '),
    purpose: sent.purpose.trim(),
    channel: ChannelId.safeParse(sent.channel).data ?? null,
    startsOn: Day.safeParse(sent.startsOn).data ?? null,
    endsOn: Day.safeParse(sent.endsOn).data ?? null,
    joining: ProgramRules.shape.joining.unwrap().safeParse(sent.joining).data ?? rules.joining,
    guests: sent.guests,
    joinsWhileRunning: sent.joinsWhileRunning,
    matching: ProgramRules.shape.matching.unwrap().safeParse(sent.matching).data ?? rules.matching,
    weighting: z.enum(WEIGHTING_NAMES).safeParse(sent.weighting).data ?? before.weighting,
    summaries: ProgramRules.shape.summaries.unwrap().safeParse(sent.summaries).data ?? rules.summaries,
  };
  const { purpose, channel, matching, weighting, summaries } = read;
  const details = program.isForAll ? { ...before, purpose, channel, matching, weighting, summaries } : read;
  const wrong = wrongIn(details, before, today, program.isForAll);
  const named = new Map([...wrong].filter(([field]) => has.includes(field)));
  return named.size > 0 ? { ok: false, wrong: named } : { ok: true, details };
}

function wrongIn(
  { name, purpose, channel, startsOn, endsOn }: Details,
  before: Details,
  today: string,
  isForAll: boolean,
): Map<DetailField, WrongDetail> {
  const found = new Map<DetailField, WrongDetail>();
  if (name === '') found.set('name', 'missing');
  else if (name.length > NAME_LENGTH) found.set('name', 'long');
  if (purpose.length > PURPOSE_LENGTH) found.set('purpose', 'long');
  // Those that everybody may use can go without one.
  if (channel === null && !isForAll) found.set('channel', 'missing');
  const last = `${Number(today.slice(0, 4)) + MOST_YEARS}${today.slice(4)}`;
  if (startsOn !== null && startsOn > last) found.set('startsOn', 'far');
  if (endsOn === null) return found;
  if (startsOn !== null && endsOn < startsOn) found.set('endsOn', 'order');
  else if (endsOn < today && endsOn !== before.endsOn) found.set('endsOn', 'past');
  else if (endsOn > last) found.set('endsOn', 'far');
  return found;
}

/** The fields in which the two differ. */
export function changedFields(one: Details, other: Details): DetailField[] {
  return DETAIL_FIELDS.filter((field) => one[field] !== other[field]);
}

/** A program's rules with these details. */
export function rulesWith(rules: ProgramRules, details: Details): ProgramRules {
  const { joining, guests, joinsWhileRunning, matching, weighting, summaries } = details;
  return {
    ...rules,
    joining,
    guestsAllowed: guests,
    joinsWhileRunning,
    matching,
    summaries,
    // Chosen anew it is one of ours; otherwise what was set stays.
    ...(weighting !== undefined && { weights: WEIGHTINGS[weighting] }),
  };
}
