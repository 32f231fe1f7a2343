import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PersonId, WorkspaceId } from '../../src/ports.ts';

export const workspaceId = WorkspaceId.parse('T0LUMENARI');
/** A manager who is an admin. */
export const BOSS = 'U0THEBOSS';
export const OWNER = 'U0THEOWNER';
export const learnerId = (at: number): PersonId => PersonId.parse(`U0MENTEE${at}X`);
export const guideId = (at: number): PersonId => PersonId.parse(`U0MENTOR${at}X`);

/** A Slack workspace of so many learners and guides, a manager who is an admin, and an owner. */
export async function company(directory: string, learners: number, guides: number): Promise<string> {
  const person = (id: string, role: string) => ({
    id,
    handle: id.toLowerCase(),
    name: id.slice(2).toLowerCase(),
    title: 'Engineer',
    email: `${id.toLowerCase()}@lumen-and-arc.example`,
    timeZone: 'Europe/Warsaw',
    locale: 'en-US',
    role,
  });
  const members = [
    ...Array.from({ length: learners }, (_, at) => learnerId(at)),
    ...Array.from({ length: guides }, (_, at) => guideId(at)),
  ];
  const seed = {
    team: { id: workspaceId, name: 'Lumen & Arc', domain: 'lumen-and-arc', locale: 'en-US' },
    opensAs: BOSS,
    people: [person(OWNER, 'owner'), person(BOSS, 'admin'), ...members.map((id) => person(id, 'member'))],
    channels: [
      { id: 'C0GENERAL1', name: 'general', kind: 'channel', topic: '', members: 'everyone', messages: [] },
    ],
  };
  const path = join(directory, `company-${learners}.yml`);
  // JSON is YAML.
  await writeFile(path, JSON.stringify(seed));
  return path;
}

/** What a program's manager has in a spreadsheet: 70 mentors with 2 or 3 places, 200 people who ask. */
export function spreadsheet(): string {
  const topics = ['negotiation', 'feedback', 'networking', 'career-planning', 'delegation'];
  const pick = (at: number) => `${topics[at % 5]}|${topics[(at + 1 + (at % 3)) % 5]}`;
  const languages = (at: number) => (at % 10 === 9 ? 'pl' : 'en|pl');
  const department = (at: number) => ['Sales', 'Finance', 'Engineering'][at % 3];
  return [
    'person;department;experience_years;offers;offers_topics;places;languages;ready;wants;wants_topics',
    ...Array.from(
      { length: 70 },
      (_, at) =>
        `${guideId(at)};${department(at)};${8 + (at % 9)};mentoring;${pick(at)};${2 + (at % 2)};${languages(at)};yes;;`,
    ),
    ...Array.from(
      { length: 200 },
      (_, at) =>
        `${learnerId(at)};${department(at + 1)};${at % 7};;;;${languages(at + 3)};;mentoring;${pick(at + 2)}`,
    ),
  ].join('\r\n');
}
