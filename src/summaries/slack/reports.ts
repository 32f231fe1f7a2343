import { textsIn } from '../../locales/texts.ts';
import type { PeoplePorts, Readers } from '../../people/flow/readers.ts';
import { managedProgram, type Refused } from '../../programs/flow.ts';
import type { ProgramId } from '../../programs/program.ts';
import { replaceModal, showModal } from '../../slack/answering.ts';
import type { ActionAsking, Feature } from '../../slack/asking.ts';
import { sendFile } from '../../slack/files.ts';
import { csvOf, exportName } from '../export.ts';
import { endReports, makeLink, reportLinks } from '../flow/links.ts';
import { reportBehind, reportFor } from '../flow/report.ts';
import { exportRows, reportWords } from '../views/report.ts';
import {
  END_REPORTS,
  FOLLOWED,
  LINK_EXPORT,
  MAKE_REPORTS,
  REPORT,
  type ReportDone,
  reportIn,
  reportingRefused,
  reportingView,
  SEND_EXPORT,
} from '../views/reporting.ts';

/** What reports and exports need of the outside. */
export interface ReportPorts {
  /** Was the app allowed to send files when it was started? */
  canSendFiles: boolean;
  /** What links begin with, without a slash at the end; nothing where the app is not reached from outside. */
  publicUrl(): string | undefined;
}

/** A report to pass on and an export, for a program's managers. Whether somebody may is asked anew each time. */
export function reports(
  ports: PeoplePorts,
  readers: Readers,
  { canSendFiles, publicUrl }: ReportPorts,
): Required<Pick<Feature, 'actions'>> {
  let canSend = canSendFiles;

  const view = async ({ who }: ActionAsking, id: ProgramId | undefined, done?: ReportDone) => {
    const { language, timeZone } = await readers.load(who);
    const t = textsIn(language);
    const found = id ? await managedProgram(ports, who, id, 'draft') : ({ outcome: 'gone' } as const);
    if (found.outcome !== 'found') return reportingRefused(t, found.outcome);
    const { program } = found;
    const links = await reportLinks(ports, { workspaceId: who.workspaceId, id: program.id });
    const ends = links.map(({ endsAt }) => endsAt);
    return reportingView(
      t,
      { program, ends, canSend, hasAddress: publicUrl() !== undefined, timeZone },
      done,
    );
  };

  /** A button of the modal: what it does, and the modal as it is then. */
  const pressed =
    (act: (asking: ActionAsking, id: ProgramId) => Promise<ReportDone | Refused | undefined>) =>
    async (asking: ActionAsking): Promise<void> => {
      const id = reportIn(asking.value)?.id;
      const done = id && (await act(asking, id));
      const refused = done && 'outcome' in done ? done : undefined;
      await replaceModal(
        asking,
        refused
          ? reportingRefused(textsIn(readers.languageOf(asking.who)), refused.outcome)
          : await view(asking, id, done && 'done' in done ? done : undefined),
      );
    };

  const make = pressed(async ({ who, value }, id) => {
    const base = publicUrl();
    if (base === undefined) return undefined;
    const days = reportIn(value)?.days;
    const language = readers.languageOf(who);
    const made = await makeLink(ports, who, id, { kind: 'report', language, ...(days && { days }) });
    return made.outcome === 'made'
      ? { done: 'report', url: `${base}/reports/${made.key}`, endsAt: made.endsAt }
      : made;
  });

  return {
    actions: {
      ...Object.fromEntries(FOLLOWED.map((name) => [name, () => Promise.resolve()])),
      [REPORT]: (asking) =>
        showModal(asking, readers, () => view(asking, reportIn(asking.value)?.id), { looksUp: true }),
      ...Object.fromEntries(MAKE_REPORTS.map(({ name }) => [name, make])),
      [END_REPORTS]: pressed(async ({ who }, id) => {
        const ended = await endReports(ports, who, id);
        return ended.outcome === 'ended' ? { done: 'ended' } : ended;
      }),
      [LINK_EXPORT]: pressed(async ({ who }, id) => {
        const base = publicUrl();
        if (base === undefined) return undefined;
        const made = await makeLink(ports, who, id, { kind: 'export', language: readers.languageOf(who) });
        return made.outcome === 'made'
          ? { done: 'export', url: `${base}/exports/${made.key}.csv`, endsAt: made.endsAt }
          : made;
      }),
      [SEND_EXPORT]: pressed(async ({ who, client }, id) => {
        const t = textsIn(readers.languageOf(who));
        const found = await reportFor(ports, who, id);
        if (found.outcome !== 'found') return found;
        const { program } = found.reporting;
        const result = await sendFile(
          client,
          { personId: who.personId },
          {
            name: exportName(program.name),
            text: csvOf(exportRows(t, found.reporting)),
            comment: t('reports:export.comment', { program: program.name }),
          },
        );
        if (result.outcome === 'not-allowed') canSend = false;
        if (result.outcome !== 'sent')
          ports.log.warn({ outcome: result.outcome, code: result.code }, 'an export could not be sent');
        return { done: result.outcome };
      }),
    },
  };
}

/** The words of the report in whose address this key stands; nothing where there is none, or not any more. */
export async function reportAt(
  ports: PeoplePorts,
  key: string,
): Promise<ReturnType<typeof reportWords> | undefined> {
  const found = await reportBehind(ports, 'report', key);
  return found && reportWords(textsIn(found.link.language), found.reporting, found.link.endsAt);
}

/** The file behind this key, once. */
export async function exportAt(
  ports: PeoplePorts,
  key: string,
): Promise<{ type: string; name: string; text: string } | undefined> {
  const found = await reportBehind(ports, 'export', key);
  if (!found) return undefined;
  const { reporting, link } = found;
  return {
    type: 'text/csv; charset=utf-8',
    name: exportName(reporting.program.name),
    text: csvOf(exportRows(textsIn(link.language), reporting)),
  };
}
