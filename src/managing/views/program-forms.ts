import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../locales/texts.ts';
import type { WrongDaysOff } from '../../people/days-off.ts';
import { dayInputs, wrongDaysText } from '../../people/views/quiet.ts';
import { LOCALES } from '../../people/views/words.ts';
import {
  RHYTHM_FIELDS,
  type RhythmField,
  rangeOf,
  typedRhythm,
  type WrongField,
} from '../../programs/changing.ts';
import { MOST_PROGRAM_DAYS, ProgramId } from '../../programs/program.ts';
import { option, select, selectOfGroups, textInput, wholeNumber } from '../../slack/inputs.ts';
import { modal } from '../../slack/modal.ts';
import { carriedIn, dayIn, optionIn, type Sent, typedIn } from '../../slack/sent.ts';
import { line, plain, run } from '../../slack/text.ts';
import type { HolidayChoice, ProgramSeen } from '../flow/program.ts';
import { countryName, fieldName, holidayText } from './program.ts';

export const RHYTHM_FORM = 'managing.program.rhythm.form';
export const HOLIDAYS_FORM = 'managing.program.holidays.form';
export const PROGRAM_DAYS_FORM = 'managing.program.days.form';
/** A country or a region was chosen: the form shows what it brings. */
export const CHOOSE_COUNTRY = 'managing.program.country';
export const CHOOSE_REGION = 'managing.program.region';

const FIELD = 'managing.program.field.';
const COUNTRY = 'managing.program.holidays.country';
const FROM = 'managing.program.days.from';
const TO = 'managing.program.days.to';
/** No country, and no region of it. */
const NONE = '-';
/** Three numbers of two digits, with words between them. */
const TYPED_LENGTH = 40;

/** The form for a program's rhythm, filled with what holds. */
export function rhythmForm(t: Texts, { id, kind, rules }: ProgramSeen['program']): ModalView {
  return form(t, RHYTHM_FORM, id, t('quiet:program.rhythm.title'), [
    { type: 'section', text: plain(t(`quiet:program.rhythm.${kind}`)) },
    ...typedRhythm(kind, rules.cadence).map(([field, typed]) => rhythmInput(t, field, typed)),
    { type: 'context', elements: [plain(t('quiet:program.seen'))] },
  ]);
}

function rhythmInput(t: Texts, field: RhythmField, typed: string): KnownBlock {
  const [block, label, range] = [FIELD + field, fieldName(t, field), rangeOf(field)];
  if (!range)
    return textInput({
      block,
      label,
      hint: t('quiet:program.steps'),
      isOneLine: true,
      most: TYPED_LENGTH,
      typed,
    });
  const { least, most, usual } = range;
  const hint = t('quiet:program.range', { least, most, usual });
  return wholeNumber({ block, label, hint, number: Number(typed) });
}

/** The rhythm as it was typed, by field. */
export function sentRhythm(view: Sent): Partial<Record<string, string>> {
  const fields = [...RHYTHM_FIELDS.coaching, ...RHYTHM_FIELDS.mentoring];
  return Object.fromEntries(fields.map((field) => [field, typedIn(view, FIELD + field)]));
}

export function rhythmErrors(t: Texts, wrong: ReadonlyMap<RhythmField, WrongField>): Record<string, string> {
  return Object.fromEntries(
    [...wrong].map(([field, what]) => [
      FIELD + field,
      t(`quiet:program.wrong.${what}`, { least: rangeOf(field)?.least, most: rangeOf(field)?.most }),
    ]),
  );
}

/** The form for public holidays: a country, a region where it has some, and the next days that come of it. */
export function holidaysForm(t: Texts, choice: HolidayChoice): ModalView {
  const { programId, country, regions, region, holidays } = choice;
  const metadata = JSON.stringify({ programId, country });
  return form(t, HOLIDAYS_FORM, metadata, t('quiet:program.holidays.title'), [
    { type: 'section', text: plain(t('quiet:program.holidays.lead')) },
    selectOfGroups({
      block: COUNTRY,
      action: CHOOSE_COUNTRY,
      tellsAtOnce: true,
      label: t('quiet:program.holidays.country'),
      placeholder: t('quiet:program.holidays.placeholder'),
      groups: [
        {
          label: t('quiet:program.holidays.without'),
          options: [option(t('quiet:program.holidays.no'), NONE)],
        },
        ...byLetter(t, choice.countries),
      ],
      chosen: country ?? NONE,
    }),
    ...(country && regions.length > 0
      ? [
          select({
            // Another country's regions are another field: what was chosen there does not stay.
            block: regionBlock(country),
            action: CHOOSE_REGION,
            tellsAtOnce: true,
            label: t('quiet:program.holidays.region'),
            options: [
              option(t('quiet:program.holidays.whole'), NONE),
              ...regions.map(({ code, name }) => option(name, code)),
            ],
            chosen: region ?? NONE,
          }),
        ]
      : []),
    ...(country
      ? [
          nextDays(
            t,
            holidays.map((holiday) => holidayText(t, holiday)),
          ),
        ]
      : []),
    { type: 'context', elements: [plain(t('quiet:program.seen'))] },
  ]);
}

function regionBlock(country: string): string {
  return `managing.program.holidays.region.${country}`;
}

function nextDays(t: Texts, days: readonly string[]): KnownBlock {
  if (days.length === 0) return { type: 'section', text: plain(t('quiet:program.holidays.noDays')) };
  return {
    type: 'rich_text',
    block_id: 'managing.program.holidays.next',
    elements: [
      line(run(t('quiet:program.holidays.next'), { bold: true })),
      { type: 'rich_text_list', style: 'bullet', elements: days.map((day) => line(run(day))) },
    ],
  };
}

/** The countries by their names in the reader's language, under the letter with which they begin. */
function byLetter(t: Texts, countries: readonly string[]) {
  const { compare } = new Intl.Collator(LOCALES[t.language]);
  const named = countries
    .map((code) => ({ code, name: countryName(t, code) }))
    .toSorted((a, b) => compare(a.name, b.name));
  const groups = Map.groupBy(named, ({ name }) => name.slice(0, 1).toLocaleUpperCase(t.language));
  return [...groups].map(([label, members]) => ({
    label,
    options: members.map(({ code, name }) => option(name, code)),
  }));
}

const Metadata = z.object({ programId: ProgramId, country: z.string().nullable() });

/** Which program the form for public holidays is about, and the country it showed; nothing of a form made by hand. */
export function openedHolidays(metadata: string): z.infer<typeof Metadata> | undefined {
  return carriedIn(metadata, Metadata);
}

/** What was chosen in a list with a first entry for none. */
export function chosenIn(value: string | undefined): string | null {
  return value === undefined || value === NONE ? null : value;
}

/** The country and region as they were sent. */
export function sentHolidays(view: Sent): { country: string | null; region: string | null } {
  const country = chosenIn(optionIn(view, COUNTRY));
  return { country, region: country && chosenIn(optionIn(view, regionBlock(country))) };
}

export function holidaysErrors(t: Texts): Record<string, string> {
  return { [COUNTRY]: t('quiet:program.holidays.wrong') };
}

/** The form for further days off of a program. */
export function programDaysForm(t: Texts, id: ProgramId): ModalView {
  return form(t, PROGRAM_DAYS_FORM, id, t('quiet:program.days.title'), [
    { type: 'section', text: plain(t('quiet:program.days.lead')) },
    ...dayInputs(t, { from: FROM, to: TO }),
    { type: 'context', elements: [plain(t('quiet:program.seen'))] },
  ]);
}

export function sentProgramDays(view: Sent): { from: string | null; to: string | null } {
  return { from: dayIn(view, FROM), to: dayIn(view, TO) };
}

export function programDaysErrors(t: Texts, wrong: WrongDaysOff): Record<string, string> {
  return {
    [wrong === 'order' || wrong === 'long' ? TO : FROM]: wrongDaysText(t, wrong, MOST_PROGRAM_DAYS),
  };
}

function form(
  t: Texts,
  callbackId: string,
  metadata: string,
  title: string,
  blocks: KnownBlock[],
): ModalView {
  return modal({
    callbackId,
    metadata,
    title,
    submit: t('common:button.save'),
    close: t('common:button.back'),
    blocks,
  });
}
