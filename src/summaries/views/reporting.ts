import type { KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { dateOfYearIn } from '../../people/views/words.ts';
import type { Refused } from '../../programs/flow.ts';
import { ProgramId } from '../../programs/program.ts';
import { button, buttons, confirmation } from '../../slack/buttons.ts';
import { LIMITS } from '../../slack/limits.ts';
import { modal } from '../../slack/modal.ts';
import { line, plain, run } from '../../slack/text.ts';
import { REPORT_DAYS, type ReportDays } from '../link.ts';

/** Opens what can be passed on of a program; its value is which program, as with every one of these. */
export const REPORT = 'summaries.report';
/** One for each number of days, since buttons that stand together need names of their own; their values are as `<program id> 30`. */
export const MAKE_REPORTS = REPORT_DAYS.map((days, at) => ({ name: `summaries.report.make.${at}`, days }));
export const END_REPORTS = 'summaries.report.end';
export const SEND_EXPORT = 'summaries.export.send';
export const LINK_EXPORT = 'summaries.export.link';
/** Links: Slack tells of the press, and there is nothing to do. */
export const FOLLOWED = ['summaries.report.open', 'summaries.export.open'] as const;

/** What has just been done, and what came of it. */
export type ReportDone =
  | { done: 'report' | 'export'; url: string; endsAt: Date }
  | { done: 'ended' }
  | { done: 'sent' | 'not-allowed' | 'failed' | 'unknown' };

/** What the modal shows. */
export interface ReportingSeen {
  program: { id: ProgramId; name: string };
  /** When each report that can be read now ends. */
  ends: readonly Date[];
  /** May the app send files; does it have an address outside Slack? */
  canSend: boolean;
  hasAddress: boolean;
  /** IANA, of who reads it. */
  timeZone: string;
}

/** What can be passed on of a program: a page by its address, and a file. */
export function reportingView(t: Texts, seen: ReportingSeen, done?: ReportDone): ModalView {
  const { program, ends, canSend, hasAddress, timeZone } = seen;
  const { id, name } = program;
  const dayIn = (at: Date): string => dateOfYearIn(t, at, timeZone);
  const last = ends.toSorted((a, b) => b.getTime() - a.getTime())[0];
  const files = [
    ...(canSend ? [button(SEND_EXPORT, t('reports:modal.export.send'), id)] : []),
    ...(hasAddress ? [button(LINK_EXPORT, t('reports:modal.export.link'), id)] : []),
  ];
  const blocks: KnownBlock[] = [
    { type: 'rich_text', elements: [line(run(name, { bold: true }))] },
    section(t('reports:modal.lead')),
    { type: 'header', text: plain(t('reports:modal.report.title'), LIMITS.header) },
  ];
  if (hasAddress) {
    blocks.push(
      section(t('reports:modal.report.text')),
      buttons(
        'summaries.report.days',
        MAKE_REPORTS.map(({ name, days }) =>
          button(name, t('reports:modal.report.for', { count: days }), `${id} ${days}`),
        ),
      ),
    );
    if (done?.done === 'report')
      blocks.push(...linkBlocks(t('reports:modal.report.made', { day: dayIn(done.endsAt) }), done.url), {
        ...buttons('summaries.report.made', [
          { ...button(FOLLOWED[0], t('reports:modal.report.open')), url: done.url },
        ]),
      });
    if (done?.done === 'ended') blocks.push(section(t('reports:modal.report.ended')));
    if (last)
      blocks.push(
        section(t('reports:modal.report.running', { count: ends.length, day: dayIn(last) })),
        buttons('summaries.report.running', [
          button(END_REPORTS, t('reports:modal.report.end'), id, {
            style: 'danger',
            confirm: confirmation({
              title: t('reports:modal.report.endTitle'),
              text: t('reports:modal.report.endText'),
              yes: t('reports:modal.report.endYes'),
              no: t('common:button.cancel'),
            }),
          }),
        ]),
      );
  } else blocks.push(section(t('reports:modal.noAddress')));
  blocks.push(
    { type: 'header', text: plain(t('reports:modal.export.title'), LIMITS.header) },
    section(t('reports:modal.export.text')),
    ...(files.length > 0 ? [buttons('summaries.export', files)] : []),
  );
  if (done?.done === 'export')
    blocks.push(...linkBlocks(t('reports:modal.export.made'), done.url), {
      ...buttons('summaries.export.made', [
        { ...button(FOLLOWED[1], t('reports:modal.export.open')), url: done.url },
      ]),
    });
  else if (done && done.done !== 'report' && done.done !== 'ended')
    blocks.push(section(t(`reports:modal.export.${done.done}`)));
  return shell(t, blocks);
}

/** Somebody may not, or there is nothing to report of. */
export function reportingRefused(t: Texts, outcome: Refused['outcome']): ModalView {
  return shell(t, [section(t(`reports:modal.refused.${outcome}`))]);
}

function shell(t: Texts, blocks: KnownBlock[]): ModalView {
  return modal({
    callbackId: 'summaries.report.view',
    title: t('reports:modal.title'),
    close: t('common:button.close'),
    blocks,
  });
}

/** An address to be copied, whole. */
function linkBlocks(text: string, url: string): KnownBlock[] {
  return [section(text), { type: 'rich_text', elements: [line({ type: 'link', url })] }];
}

function section(text: string): KnownBlock {
  return { type: 'section', text: plain(text) };
}

/** Which program a button is about, and for how many days; nothing where it says neither. */
export function reportIn(
  value: string | undefined,
): { id: ProgramId; days: ReportDays | undefined } | undefined {
  const [id, days] = (value ?? '').split(' ');
  const programId = ProgramId.safeParse(id).data;
  return programId && { id: programId, days: REPORT_DAYS.find((one) => String(one) === days) };
}
