import type { Program } from '../../programs/program.ts';
import { ProgramId } from '../../programs/program.ts';
import { isPeriod, type Period } from '../period.ts';

/** Opens the words of the summary; the value of each of these is `<program id> <period>`. */
export const LOOK_AT_SUMMARY = 'summaries.look';
export const POST_SUMMARY = 'summaries.post';
export const NOT_YET = 'summaries.notYet';

export function summaryValue({ id }: Pick<Program, 'id'>, period: Period): string {
  return `${id} ${period}`;
}

/** Which summary a button is about; nothing where it names none. Never trusted. */
export function summaryIn(value: string | undefined): { programId: ProgramId; period: Period } | undefined {
  const [id, period] = (value ?? '').split(' ');
  const programId = ProgramId.safeParse(id).data;
  return programId && isPeriod(period) ? { programId, period } : undefined;
}
