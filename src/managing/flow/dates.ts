import { describeError } from '../../log.ts';
import { tellManagers } from '../../nudges/flow/posting.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonKey, Turn, WorkspaceId } from '../../ports.ts';
import { lockProgram, programsDue, takeNotice } from '../../programs/flow/life.ts';
import { managersToTell, programOf } from '../../programs/flow.ts';
import { DATE_NOTICES, type DateNotice } from '../../programs/lifecycle.ts';
import { type Program, ProgramId } from '../../programs/program.ts';
import { inTransaction } from '../../storage/database.ts';
import { hasDue, putOff } from '../../storage/due.ts';

/** To a program's managers, of its dates: nothing begins or ends by itself. */
export const DATE_NOTICE = 'managing.program-date';

const BATCH = 20;
const AGAIN_MS = 15 * 60_000;

/** The dates of programs: see {@link datesDue}. */
export function datesTurn(ports: PeoplePorts): Turn {
  return { isDue: (now) => hasDue(['programs'], now), take: () => datesDue(ports) };
}

/**
 * Tells managers of the dates of their programs, a batch at a time; one that fails is logged and put off.
 *
 * @returns with how many something was done
 */
async function datesDue(ports: PeoplePorts): Promise<number> {
  const { db, clock, log } = ports;
  const due = await programsDue(db, clock.now(), BATCH);
  for (const program of due)
    try {
      await tellOf(ports, program.workspaceId, program.id);
    } catch (error) {
      log.error({ id: program.id, error: describeError(error) }, 'the date of a program could not be told');
      await putOff(db, 'programs', program, new Date(clock.now().getTime() + AGAIN_MS));
    }
  return due.length;
}

async function tellOf(ports: PeoplePorts, workspaceId: WorkspaceId, id: ProgramId): Promise<void> {
  const now = ports.clock.now();
  await inTransaction(ports.db, async (tx) => {
    const program = await lockProgram(tx, workspaceId, id);
    const notice = program && (await takeNotice(tx, workspaceId, program, now));
    if (!program || !notice) return;
    const day = dayOfNotice(program, notice) ?? '';
    const occurrence = `${DATE_NOTICE}:${id}:${notice}:${day}`;
    const about = { programId: id, notice, day };
    await tellManagers(
      tx,
      ports,
      { workspaceId, programId: id },
      { occurrence, kind: DATE_NOTICE, about },
      now,
    );
  });
}

function dayOfNotice({ startsOn, endsOn }: Program, notice: DateNotice): string | null {
  return notice === 'starts' ? startsOn : endsOn;
}

/** A date that somebody was told of, or is about to be. */
export interface DateTold {
  program: Program;
  notice: DateNotice;
  /** `YYYY-MM-DD`, in the program's zone. */
  day: string;
  /** The program has another day by now, or is where it was to be taken. */
  isOver: boolean;
}

/** What a message about a program's date says now; nothing for somebody who is no manager of it any more. */
export async function dateTold(
  ports: PeoplePorts,
  who: PersonKey,
  about: Record<string, string>,
): Promise<DateTold | undefined> {
  const program = await managedBy(ports, who, about);
  const notice = DATE_NOTICES.find((one) => one === about['notice']);
  const day = about['day'] ?? '';
  if (!program || !notice) return undefined;
  const isThere = notice === 'starts' ? program.state !== 'open' : program.state === 'ended';
  return { program, notice, day, isOver: isThere || dayOfNotice(program, notice) !== day };
}

/** The program of a message to one of its managers; nothing where they are none any more. */
export async function managedBy(
  ports: PeoplePorts,
  who: PersonKey,
  about: Record<string, string>,
): Promise<Program | undefined> {
  const id = ProgramId.safeParse(about['programId']).data;
  if (!id || !(await managersToTell(ports.db, who.workspaceId, id)).includes(who.personId)) return undefined;
  return programOf(ports.db, who.workspaceId, id);
}
