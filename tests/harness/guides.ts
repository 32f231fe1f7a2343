import { enrol } from '../../src/people/flow/facts.ts';
import { type Kind, PersonId, WorkspaceId } from '../../src/ports.ts';
import { testPorts } from './ports.ts';
import { PEOPLE, type Together } from './together.ts';

/** Somebody of the built-in company who guides. */
export interface Guiding {
  name: keyof typeof PEOPLE;
  /** A sentence about themselves. */
  about: string;
}

const NAMES: Record<Guiding['name'], string> = {
  darnell: 'Darnell Okafor',
  piotr: 'Piotr Zawada',
  jonas: 'Jonas Brandt',
  marta: 'Marta Wilczyńska',
  kasia: 'Kasia Nowak',
  sofia: 'Sofia Lindqvist',
  imani: 'Imani Frey',
};

/**
 * People who guide: confirmed, briefed, two places, English and Polish, negotiating and feedback. They work from morning
 * to night, so that what is told is told at once.
 */
export async function withGuides(all: Together, kinds: Kind[], guides: readonly Guiding[]): Promise<void> {
  const workspaceId = WorkspaceId.parse('T0LUMENARI');
  const now = new Date(all.slack.clock().now);
  const zones: Partial<Record<Guiding['name'], string>> = { jonas: 'Europe/Berlin', imani: 'Europe/London' };
  for (const { name, about } of guides) {
    const personId = PersonId.parse(PEOPLE[name]);
    const locale = name === 'marta' || name === 'piotr' ? 'pl-PL' : 'en-GB';
    const ports = await testPorts(all.db, {
      now: now.toISOString(),
      factsOf: () => ({ name: NAMES[name], locale, timeZone: zones[name] ?? 'Europe/Warsaw' }),
    });
    await enrol(ports, { workspaceId, personId });
    await all.db
      .updateTable('people')
      .set({ hours: JSON.stringify({ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59' }) })
      .where('id', '=', personId)
      .execute();
    await all.db
      .insertInto('profiles')
      .values({
        workspace_id: workspaceId,
        person_id: personId,
        kinds,
        topics: ['negotiation', 'feedback'],
        places: 2,
        languages: ['en', 'pl'],
        experience_years: null,
        ways: [],
        about,
        coach_confirmed_at: now,
        briefed_at: now,
        updated_at: now,
      })
      .execute();
  }
}
