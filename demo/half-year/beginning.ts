/** How the program begins: everybody offers or asks, and both programs are matched as cohorts and published. */
import { addProgramDays, type ProgramPorts, saveHolidays } from '../../src/managing/flow/program.ts';
import { saveImportedWishes } from '../../src/matching/flow/changing.ts';
import { openCohort } from '../../src/matching/flow/drafting.ts';
import { publishDraft } from '../../src/matching/flow/publishing.ts';
import { enrol } from '../../src/people/flow/facts.ts';
import { addDaysOff, saveHours, saveNudgedBy } from '../../src/people/flow/settings.ts';
import { KINDS } from '../../src/ports.ts';
import { openProgram } from '../../src/programs/flow.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { SECRET } from './acts.ts';
import { BOSS, CLOSED, type Somebody, WORKSPACE } from './company.ts';

const boss = { workspaceId: WORKSPACE, personId: BOSS };

/** @throws where a use case does not do what it was asked: there is nothing to look at then */
export async function begin(ports: ProgramPorts, people: readonly Somebody[]): Promise<void> {
  await enrol(ports, boss);
  for (const one of people) await settle(ports, one);
  for (const kind of KINDS) {
    await offer(
      ports,
      people.filter((one) => one.kind === kind && one.side === 'guide'),
    );
    await ask(
      ports,
      people.filter((one) => one.kind === kind && one.side === 'learner'),
    );
  }
  const [coaching, mentoring] = await Promise.all(
    KINDS.map((kind) => openProgram(ports.db, WORKSPACE, kind)),
  );
  if (!coaching || !mentoring) throw new Error('there are two open programs');
  must('saved', await saveHolidays(ports, boss, coaching.id, { country: 'PL', region: null }));
  for (const days of CLOSED)
    must('saved', await addProgramDays(ports, boss, mentoring.id, days, { timeZone: 'Europe/Warsaw' }));
  for (const { id } of [coaching, mentoring]) {
    const looked = must('draft', await openCohort(ports, boss, id));
    if (looked.outcome !== 'draft') continue;
    const { draft } = looked.shown;
    must('publishing', await publishDraft(ports, boss, { draftId: draft.id, version: draft.version }));
  }
}

async function settle(ports: ProgramPorts, { id, hours, daysOff, nudgedBy }: Somebody): Promise<void> {
  const who = { workspaceId: WORKSPACE, personId: id };
  await enrol(ports, who);
  if (hours.from !== '09:00')
    must('saved', await saveHours(ports, who, { ...hours, days: hours.days.map(String) }));
  for (const days of daysOff) must('saved', await addDaysOff(ports, who, days));
  if (nudgedBy !== 'messages') await saveNudgedBy(ports, who, nudgedBy);
}

/** As people come in from a spreadsheet: guides who were told what it takes, and confirmed coaches. */
async function offer({ db, clock }: ProgramPorts, guides: readonly Somebody[]): Promise<void> {
  const now = clock.now();
  await db
    .insertInto('profiles')
    .values(
      guides.map(({ id, kind, at }) => ({
        workspace_id: WORKSPACE,
        person_id: id,
        kinds: [kind],
        topics: topicsOf(at),
        places: 1,
        languages: ['en'],
        ways: ['direct'],
        about: '',
        briefed_at: now,
        coach_confirmed_at: now,
        coach_confirmed_by: BOSS,
        updated_at: now,
      })),
    )
    .execute();
}

async function ask(ports: ProgramPorts, learners: readonly Somebody[]): Promise<void> {
  const wishes = learners.map(({ id, kind, at }) => ({
    learnerId: id,
    kind,
    topics: topicsOf(at),
    languages: ['en' as const],
    ways: ['direct' as const],
    hopes: SECRET,
  }));
  await inTransaction(ports.db, (tx) => saveImportedWishes(tx, ports, WORKSPACE, wishes, ports.clock.now()));
}

function topicsOf(at: number): string[] {
  return at % 2 === 0 ? ['negotiation', 'networking'] : ['networking', 'negotiation'];
}

function must<R extends { outcome: string }>(wanted: string, result: R): R {
  if (result.outcome !== wanted) throw new Error(`${result.outcome} instead of ${wanted}`);
  return result;
}
