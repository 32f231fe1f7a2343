import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Kind, type PersonFacts, PersonId, WorkspaceId } from '../../src/ports.ts';

export const WORKSPACE = WorkspaceId.parse('T0HALFYEAR');
/** An admin, who matches and publishes. */
export const BOSS = PersonId.parse('U0BOSSBOSS');

const ZONES = ['Europe/Warsaw', 'Europe/London', 'America/New_York', 'Asia/Kolkata', 'Australia/Adelaide'];

/** The usual hours, as they stand in Slack for nobody: 1 is Monday. */
const NINE_TO_FIVE: Hours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };

interface Hours {
  days: readonly number[];
  from: string;
  to: string;
}

/** Days on somebody's wall, first and last included. */
export interface Days {
  from: string;
  to: string;
}

/** Somebody who takes part, and what is peculiar to them. */
export interface Somebody {
  id: PersonId;
  kind: Kind;
  side: 'guide' | 'learner';
  /** Of its kind, from 0: the guide and the learner of the same one are meant for each other. */
  at: number;
  timeZone: string;
  locale: string;
  hours: Hours;
  daysOff: readonly Days[];
  nudgedBy: 'messages' | 'weekly' | 'home';
  /** Moves to another zone, leaves, or takes a break from everything, so many days after the beginning. */
  moves?: { afterDays: number; to: string };
  leaves?: { afterDays: number };
  rests?: { afterDays: number; days: number };
}

/** What sets people apart from the others; everybody else works from nine to five and takes no day off. */
const PECULIAR: Record<string, Partial<Somebody>> = {
  'coaching learner 0': { moves: { afterDays: 40, to: 'America/New_York' } },
  'coaching learner 1': { daysOff: [{ from: '2026-04-13', to: '2026-04-24' }] },
  'coaching guide 1': { nudgedBy: 'weekly' },
  'coaching guide 3': { nudgedBy: 'home' },
  'mentoring guide 0': { hours: { days: [1, 2, 3, 4, 7], from: '08:00', to: '16:00' } },
  'mentoring learner 0': { daysOff: [{ from: '2026-05-04', to: '2026-05-08' }] },
  'mentoring guide 1': { rests: { afterDays: 24, days: 21 } },
  'mentoring learner 3': { leaves: { afterDays: 38 } },
  'coaching guide 5': { leaves: { afterDays: 90 } },
  'coaching learner 7': { rests: { afterDays: 100, days: 30 } },
  'mentoring learner 7': { moves: { afterDays: 70, to: 'Asia/Tokyo' } },
  'mentoring guide 9': {
    hours: { days: [2, 3, 4, 5, 6], from: '12:00', to: '20:00' },
    daysOff: [{ from: '2026-07-06', to: '2026-07-31' }],
  },
};

/** Of the coaching program: public holidays in Poland, Monday to Friday (the law of 18 January 1951, as it stands). */
export const HOLIDAYS: readonly Days[] = ['2026-04-06', '2026-05-01', '2026-06-04'].map((day) => ({
  from: day,
  to: day,
}));
/** Of the mentoring program, entered by its manager. */
export const CLOSED: readonly Days[] = [
  { from: '2026-03-30', to: '2026-03-31' },
  { from: '2026-06-15', to: '2026-06-19' },
];

/** Two of a kind for each pair. The two of a pair live in the same zone, so that they have hours in common. */
export function everybody(pairsOfAKind: number): Somebody[] {
  return (['coaching', 'mentoring'] as const).flatMap((kind) =>
    (['guide', 'learner'] as const).flatMap((side) =>
      Array.from({ length: pairsOfAKind }, (_, at) => somebody(kind, side, at)),
    ),
  );
}

function somebody(kind: Kind, side: Somebody['side'], at: number): Somebody {
  const letters = `${kind === 'coaching' ? 'C' : 'M'}${side === 'guide' ? 'G' : 'L'}`;
  return {
    id: PersonId.parse(`U0${letters}${String(at).padStart(6, '0')}`),
    kind,
    side,
    at,
    timeZone: ZONES[at % ZONES.length] ?? 'Europe/Warsaw',
    locale: at % 3 === 0 ? 'pl-PL' : 'en-US',
    hours: NINE_TO_FIVE,
    daysOff: [],
    nudgedBy: 'messages',
    ...PECULIAR[`${kind} ${side} ${at}`],
  };
}

/** Writes the Slack workspace as a seed for local-slack. @returns its path */
export async function writeSeed(directory: string, people: readonly Somebody[]): Promise<string> {
  const member = ({ id, timeZone, locale }: Pick<Somebody, 'id' | 'timeZone' | 'locale'>, role: string) => ({
    id,
    handle: id.toLowerCase(),
    name: id.slice(2),
    title: 'Engineer',
    email: `${id.toLowerCase()}@example.com`,
    timeZone,
    locale,
    role,
  });
  const boss = { id: BOSS, timeZone: 'Europe/Warsaw', locale: 'en-US' };
  const seed = {
    team: { id: WORKSPACE, name: 'Half a Year', domain: 'half-a-year', locale: 'en-US' },
    opensAs: BOSS,
    people: [member(boss, 'owner'), ...people.map((one) => member(one, 'member'))],
    channels: [
      { id: 'C0GENERAL1', name: 'general', kind: 'channel', topic: '', members: 'everyone', messages: [] },
    ],
  };
  const path = join(directory, 'half-year.yml');
  // JSON is YAML.
  await writeFile(path, JSON.stringify(seed));
  return path;
}

/** What Slack says of somebody, for what is done from outside the app. @param zone where they live by now */
export function factsOf(id: PersonId, one: Somebody | undefined, zone: string): PersonFacts {
  const locale = one?.locale ?? 'en-US';
  return {
    name: id.slice(2),
    fullName: id.slice(2),
    timeZone: zone,
    locale,
    isAdmin: id === BOSS,
    isGuest: false,
    isGone: false,
    isMember: true,
  };
}
