import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PersonFacts, PersonId, WorkspaceId } from '../../src/ports.ts';

export const WORKSPACE = WorkspaceId.parse('T0HALFYEAR');
/** An admin, who matches and publishes. */
export const BOSS = PersonId.parse('U0BOSSBOSS');
/** 40 pairs: as many coaching as mentoring ones, each guide with one learner. */
export const PAIRS_OF_A_KIND = 20;

const ZONES = ['Europe/Warsaw', 'Europe/London', 'America/New_York', 'Asia/Kolkata', 'Australia/Adelaide'];

/** Somebody who takes part. */
export interface Somebody {
  id: PersonId;
  timeZone: string;
  locale: string;
}

/** The two of a pair live in the same zone or in neighbouring ones, so that they have hours in common. */
export function somebody(kind: 'coaching' | 'mentoring', side: 'guide' | 'learner', at: number): Somebody {
  const letter = `${kind === 'coaching' ? 'C' : 'M'}${side === 'guide' ? 'G' : 'L'}`;
  return {
    id: PersonId.parse(`U0${letter}${String(at).padStart(6, '0')}`),
    timeZone: ZONES[at % ZONES.length] ?? 'Europe/Warsaw',
    locale: at % 3 === 0 ? 'pl-PL' : 'en-US',
  };
}

export function everybody(): Somebody[] {
  return (['coaching', 'mentoring'] as const).flatMap((kind) =>
    (['guide', 'learner'] as const).flatMap((side) =>
      Array.from({ length: PAIRS_OF_A_KIND }, (_, at) => somebody(kind, side, at)),
    ),
  );
}

/** Writes the Slack workspace as a seed for local-slack. @returns its path */
export async function writeSeed(directory: string): Promise<string> {
  const member = ({ id, timeZone, locale }: Somebody, role: string) => ({
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
    people: [member(boss, 'owner'), ...everybody().map((one) => member(one, 'member'))],
    channels: [
      { id: 'C0GENERAL1', name: 'general', kind: 'channel', topic: '', members: 'everyone', messages: [] },
    ],
  };
  const path = join(directory, 'half-year.yml');
  // JSON is YAML.
  await writeFile(path, JSON.stringify(seed));
  return path;
}

/** What Slack says of somebody, for what is done from outside the app. */
export function factsOf(id: PersonId): PersonFacts {
  const found = everybody().find((one) => one.id === id) ?? { timeZone: 'Europe/Warsaw', locale: 'en-US' };
  const { timeZone, locale } = found;
  return { name: id.slice(2), timeZone, locale, isAdmin: id === BOSS, isGuest: false, isGone: false };
}
