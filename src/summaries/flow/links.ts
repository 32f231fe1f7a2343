import { createHash } from 'node:crypto';
import { audit } from '../../people/flow/audit.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { Language, PersonKey } from '../../ports.ts';
import { managedProgram, type Refused } from '../../programs/flow.ts';
import type { ProgramId } from '../../programs/program.ts';
import { inTransaction } from '../../storage/database.ts';
import { endOfLink, keyFrom, type Link, type LinkKind, leads, type ReportDays } from '../link.ts';
import { endReportLinks, insertLink, readLink, readReportLinks, writeUsed } from '../store/links.ts';

/**
 * Makes an address for a report or an export. Its key is told this once and kept by nobody.
 *
 * @param made `language`: in which what is behind it speaks; `days`: of a report
 */
export async function makeLink(
  ports: PeoplePorts,
  who: PersonKey,
  programId: ProgramId,
  { kind, language, days }: { kind: LinkKind; language: Language; days?: ReportDays },
): Promise<{ outcome: 'made'; key: string; endsAt: Date } | Refused> {
  const found = await managedProgram(ports, who, programId, 'draft');
  if (found.outcome !== 'found') return found;
  const now = ports.clock.now();
  const key = keyFrom(ports.newId(), ports.newId());
  const endsAt = endOfLink(kind, now, days);
  const { workspaceId, personId } = who;
  const link: Link = {
    workspaceId,
    programId,
    kind,
    language,
    madeBy: personId,
    madeAt: now,
    endsAt,
    usedAt: null,
  };
  await inTransaction(ports.db, async (tx) => {
    await insertLink(tx, hashOf(key), link);
    await audit(tx, who, `program.link.${kind}`, { programId }, now);
  });
  return { outcome: 'made', key, endsAt };
}

/** The reports of a program that can be read now, the newest first; for whoever may see them. */
export function reportLinks(
  ports: PeoplePorts,
  { workspaceId, id }: { workspaceId: PersonKey['workspaceId']; id: ProgramId },
): Promise<Link[]> {
  return readReportLinks(ports.db, workspaceId, id, ports.clock.now());
}

/** Ends every report of a program: nobody can read it any more. @returns how many there were */
export async function endReports(
  ports: PeoplePorts,
  who: PersonKey,
  programId: ProgramId,
): Promise<{ outcome: 'ended'; count: number } | Refused> {
  const found = await managedProgram(ports, who, programId, 'draft');
  if (found.outcome !== 'found') return found;
  const now = ports.clock.now();
  return inTransaction(ports.db, async (tx) => {
    const count = await endReportLinks(tx, who.workspaceId, programId, now);
    if (count > 0) await audit(tx, who, 'program.link.ended', { programId }, now);
    return { outcome: 'ended', count };
  });
}

/**
 * What a key leads to now; nothing where it has ended, was used up, or never was. An export is used up by this.
 *
 * The manager who made it may have lost their right meanwhile: what is behind it is what anybody whom they gave it to
 * was to see, and it ends by itself or by any manager's hand.
 */
export async function follow(ports: PeoplePorts, kind: LinkKind, key: string): Promise<Link | undefined> {
  const now = ports.clock.now();
  const hash = hashOf(key);
  return inTransaction(ports.db, async (tx) => {
    const link = await readLink(tx, hash, { lock: true });
    if (!link || link.kind !== kind || !leads(link, now)) return undefined;
    if (link.usedAt === null) await writeUsed(tx, hash, now);
    return link;
  });
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
