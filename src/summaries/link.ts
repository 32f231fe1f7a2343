import type { Language, PersonId, WorkspaceId } from '../ports.ts';
import type { ProgramId } from '../programs/program.ts';

/** A report is read by many for a while; an export is fetched once, at once. */
export type LinkKind = 'report' | 'export';

/** For how many days a report can be given out. */
export const REPORT_DAYS = [7, 30, 90] as const;
export type ReportDays = (typeof REPORT_DAYS)[number];
const USUAL_REPORT_DAYS: ReportDays = 30;
const EXPORT_MINUTES = 10;
const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

/** What an address leads to; the address itself is kept by nobody. */
export interface Link {
  workspaceId: WorkspaceId;
  programId: ProgramId;
  kind: LinkKind;
  /** In which what is behind it speaks. */
  language: Language;
  madeBy: PersonId;
  madeAt: Date;
  endsAt: Date;
  /** When it was first followed. */
  usedAt: Date | null;
}

/** When a link that is made now ends. @param days of a report */
export function endOfLink(kind: LinkKind, now: Date, days: ReportDays = USUAL_REPORT_DAYS): Date {
  return new Date(now.getTime() + (kind === 'report' ? days * DAY_MS : EXPORT_MINUTES * MINUTE_MS));
}

/** Does it still lead anywhere? An export only once. */
export function leads({ kind, endsAt, usedAt }: Link, now: Date): boolean {
  return now < endsAt && (kind === 'report' || usedAt === null);
}

/** The part of an address that nobody can guess, out of two random uuids: 64 hexadecimal digits. */
export function keyFrom(one: string, other: string): string {
  return `${one}${other}`.replaceAll('-', '');
}
