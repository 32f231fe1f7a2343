import type { KnownBlock, ModalView, RichTextList } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { DayRange } from '../../people/calendar.ts';
import { daysName } from '../../people/views/words.ts';
import type { Holiday } from '../../programs/calendar.ts';
import { type RhythmField, typedRhythm } from '../../programs/changing.ts';
import type { Refused } from '../../programs/flow.ts';
import type { ProgramId } from '../../programs/program.ts';
import { button, buttons } from '../../slack/buttons.ts';
import { modal } from '../../slack/modal.ts';
import { line, mrkdwn, plain, run } from '../../slack/text.ts';
import type { ProgramSeen } from '../flow/program.ts';
import { programIn } from './words.ts';

/** Opens the form for the rhythm; its value is which program, as with every one of these. */
export const EDIT_RHYTHM = 'managing.program.rhythm';
export const EDIT_HOLIDAYS = 'managing.program.holidays';
export const ADD_PROGRAM_DAYS = 'managing.program.days.add';
/** Its value is which days of which program, as `<program id> 2026-12-21/2027-01-03`. */
export const REMOVE_PROGRAM_DAYS = 'managing.program.days.remove';

/** What has just been done; said on top. */
export type ProgramDone = 'rhythm' | 'holidays' | 'days';

/** What a program has set: rhythm, public holidays, further days off, each with the way to change it. */
export function programView(
  t: Texts,
  { program, holidays, region, daysOff }: ProgramSeen,
  done?: ProgramDone,
): ModalView {
  const { id, kind, name, rules } = program;
  return modal({
    callbackId: 'managing.program.view',
    title: t('quiet:program.title'),
    close: t('common:button.close'),
    blocks: [
      ...(done ? [section(t(`quiet:program.done.${done}`)), divider] : []),
      { type: 'rich_text', elements: [line(run(name, { bold: true }))] },
      section(t('quiet:program.lead')),
      titled(
        t('quiet:program.rhythm.title'),
        typedRhythm(kind, rules.cadence).map(([field, value]) => `${fieldName(t, field)}: ${value}`),
      ),
      buttons('managing.program.change', [button(EDIT_RHYTHM, t('quiet:program.rhythm.change'), id)]),
      divider,
      titled(
        t('quiet:program.holidays.title'),
        holidays.map((holiday) => holidayText(t, holiday)),
        placeText(t, rules.holidays?.country ?? null, region),
      ),
      buttons('managing.program.place', [button(EDIT_HOLIDAYS, t('quiet:program.holidays.change'), id)]),
      divider,
      {
        type: 'section',
        text: mrkdwn(
          [
            `*${t('quiet:program.days.title')}*`,
            ...(daysOff.length === 0 ? [t('quiet:program.days.none')] : []),
          ].join('\n'),
        ),
      },
      ...daysOff.map((range) => daysBlock(t, id, range)),
      buttons('managing.program.days', [button(ADD_PROGRAM_DAYS, t('quiet:program.days.add'), id)]),
      { type: 'context', elements: [plain(t('quiet:program.seen'))] },
    ],
  });
}

function daysBlock(t: Texts, id: ProgramId, range: DayRange): KnownBlock {
  const days = daysName(t, range);
  return {
    type: 'section',
    text: plain(days),
    accessory: button(REMOVE_PROGRAM_DAYS, t('quiet:daysOff.remove'), `${id} ${range.from}/${range.to}`, {
      about: days,
    }),
  };
}

/** What a field is called. */
export function fieldName(t: Texts, field: RhythmField): string {
  return t(`quiet:program.field.${field}`);
}

/** A public holiday in words, with its day. */
export function holidayText(t: Texts, { name, ...range }: Holiday): string {
  return `${daysName(t, range)}: ${name}`;
}

/** A country in words, with the region where there is one. */
function placeText(t: Texts, country: string | null, region: string | null): string {
  if (country === null) return t('quiet:program.holidays.none');
  const name = countryName(t, country);
  return region === null ? name : `${name}, ${region}`;
}

export function countryName(t: Texts, country: string): string {
  return new Intl.DisplayNames(t.language, { type: 'region' }).of(country) ?? country;
}

/** Which days of which program are to be taken out. */
export function programDaysIn(
  value: string | undefined,
): { programId: ProgramId; range: DayRange } | undefined {
  const [, days = ''] = (value ?? '').split(' ');
  const [from, to] = days.split('/');
  const [programId, range] = [programIn(value), DayRange.safeParse({ from, to }).data];
  return programId && range && { programId, range };
}

/** Somebody may not, or the program is not there any more. */
export function programRefused(t: Texts, outcome: Refused['outcome']): ModalView {
  return modal({
    callbackId: 'managing.program.refused',
    title: t('quiet:program.title'),
    close: t('common:button.close'),
    blocks: [section(t(`quiet:program.refused.${outcome}`))],
  });
}

/** Names of programs and regions are other people's words: they stay plain. */
function titled(title: string, items: readonly string[], lead?: string): KnownBlock {
  const list: RichTextList = {
    type: 'rich_text_list',
    style: 'bullet',
    elements: items.map((item) => line(run(item))),
  };
  const head = lead === undefined ? [] : [run(`\n${lead}`)];
  return {
    type: 'rich_text',
    elements: [line(run(title, { bold: true }), ...head), ...(items.length > 0 ? [list] : [])],
  };
}

function section(text: string): KnownBlock {
  return { type: 'section', text: plain(text) };
}

const divider: KnownBlock = { type: 'divider' };
