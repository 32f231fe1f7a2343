import {
  coachBlocks,
  coachErrors,
  coachesView,
  coachForm,
  coachTold,
  type Decided,
  managersOnly,
} from '../../../src/managing/views/coaches.ts';
import { type ProgramDone, programRefused, programView } from '../../../src/managing/views/program.ts';
import {
  holidaysErrors,
  holidaysForm,
  programDaysErrors,
  programDaysForm,
  rhythmErrors,
  rhythmForm,
} from '../../../src/managing/views/program-forms.ts';
import { addDays } from '../../../src/people/calendar.ts';
import type { WrongDaysOff } from '../../../src/people/days-off.ts';
import type { Coach } from '../../../src/people/profile.ts';
import { PersonId } from '../../../src/ports.ts';
import { holidayCountries, holidayRegions, nextHolidays } from '../../../src/programs/calendar.ts';
import { RHYTHM_FIELDS, type WrongField } from '../../../src/programs/changing.ts';
import { MOST_PROGRAM_DAYS, ProgramId, ProgramRules } from '../../../src/programs/program.ts';
import { type Rendered, shown } from './common.ts';

const [darnell, jonas] = [PersonId.parse('U0DARNELLO'), PersonId.parse('U0JONASBRA')];
const at = new Date('2026-11-23T12:00:00Z');
const waiting = (count: number): Coach[] =>
  Array.from({ length: count }, (_, one) => ({
    id: PersonId.parse(`U0COACH${one}`),
    name: `Coach ${one}`,
    confirmed: null,
  }));
const CONFIRMED: Coach[] = [
  { id: darnell, name: 'Darnell', confirmed: { at, by: jonas } },
  // Whoever confirmed them is not known any more.
  { id: jonas, name: 'Jonas', confirmed: { at, by: null } },
];
const DECIDED: Decided[] = (['confirmed', 'taken-back', 'as-it-was', 'no-coach'] as const).map((outcome) => ({
  outcome,
  coach: darnell,
}));

const PROGRAM_ID = ProgramId.parse('00000000-0000-4000-8000-000000000009');
const rules = (set: object) => ProgramRules.parse(set);
const [poland, bavaria] = [
  { country: 'PL', region: null },
  { country: 'DE', region: 'BY' },
];
const program = (kind: 'coaching' | 'mentoring', set: object = {}, name = 'Growing *together*') => ({
  id: PROGRAM_ID,
  kind,
  name,
  rules: rules(set),
});
const COUNTRIES = await holidayCountries();
const AMERICAN = await holidayRegions('US');
const next = (place: typeof poland | typeof bavaria, language: string) =>
  nextHolidays(place, '2026-11-23', language, 6);
const HOLIDAYS = {
  en: { poland: await next(poland, 'en'), bavaria: await next(bavaria, 'en') },
  pl: { poland: await next(poland, 'pl'), bavaria: await next(bavaria, 'pl') },
};
const FULL = Array.from({ length: MOST_PROGRAM_DAYS }, (_, one) => {
  const from = addDays('2026-11-30', 10 * one);
  return { from, to: addDays(from, one % 3) };
});
const PROGRAM_DONE: (ProgramDone | undefined)[] = [undefined, 'rhythm', 'holidays', 'days'];
const WRONG_DAYS: WrongDaysOff[] = ['from', 'order', 'past', 'long', 'far', 'many'];
const WRONG_FIELDS: WrongField[] = ['range', 'steps', 'pause', 'bounds', 'between'];

export const MANAGING: Rendered = {
  programView: (t) =>
    [
      ...PROGRAM_DONE.map((done) =>
        programView(t, { program: program('coaching'), holidays: [], region: null, daysOff: [] }, done),
      ),
      programView(t, {
        program: program('mentoring', { holidays: bavaria }, 'x'.repeat(200)),
        holidays: HOLIDAYS[t.language].bavaria,
        region: 'Bayern',
        daysOff: FULL,
      }),
      programView(t, {
        program: program('coaching', { holidays: poland }),
        holidays: HOLIDAYS[t.language].poland,
        region: null,
        daysOff: FULL.slice(0, 2),
      }),
    ].map(shown),
  programRefused: (t) => (['not-manager', 'gone'] as const).map((one) => shown(programRefused(t, one))),
  rhythmForm: (t) => (['coaching', 'mentoring'] as const).map((kind) => shown(rhythmForm(t, program(kind)))),
  rhythmErrors: (t) =>
    WRONG_FIELDS.map((wrong) =>
      shown(
        rhythmErrors(
          t,
          new Map([...RHYTHM_FIELDS.coaching, ...RHYTHM_FIELDS.mentoring].map((field) => [field, wrong])),
        ),
      ),
    ),
  holidaysForm: (t) => {
    const choice = { programId: PROGRAM_ID, countries: COUNTRIES };
    return [
      holidaysForm(t, { ...choice, country: null, region: null, regions: [], holidays: [] }),
      holidaysForm(t, {
        ...choice,
        ...poland,
        regions: [],
        holidays: HOLIDAYS[t.language].poland,
      }),
      holidaysForm(t, { ...choice, country: 'US', region: null, regions: AMERICAN, holidays: [] }),
      holidaysForm(t, {
        ...choice,
        country: 'US',
        region: AMERICAN[3]?.code ?? null,
        regions: AMERICAN,
        holidays: HOLIDAYS[t.language].bavaria,
      }),
    ].map(shown);
  },
  holidaysErrors: (t) => [shown(holidaysErrors(t))],
  programDaysForm: (t) => [shown(programDaysForm(t, PROGRAM_ID))],
  programDaysErrors: (t) => WRONG_DAYS.map((wrong) => shown(programDaysErrors(t, wrong))),
  coachesView: (t) =>
    [
      coachesView(t, []),
      coachesView(t, [...waiting(2), ...CONFIRMED]),
      coachesView(t, [...waiting(39), ...CONFIRMED]),
      coachesView(t, [...waiting(39), ...CONFIRMED], { offset: 20 }),
      ...DECIDED.map((decided) => coachesView(t, CONFIRMED, { decided })),
    ].map(shown),
  coachForm: (t) => [shown(coachForm(t, darnell))],
  coachErrors: (t) => [shown(coachErrors(t))],
  managersOnly: (t) => [shown(managersOnly(t))],
  coachBlocks: (t) =>
    [[], CONFIRMED, ...[1, 3, 12].map(waiting)].map((coaches) =>
      shown({ type: 'home', blocks: coachBlocks(t, coaches) }),
    ),
  coachTold: (t) => (['confirmed', 'taken-back'] as const).map((decided) => shown(coachTold(t, decided))),
};

export const MANAGING_PARTS = [
  'parted',
  'fieldName',
  'holidayText',
  'countryName',
  'programDaysIn',
  'sentRhythm',
  'openedHolidays',
  'chosenIn',
  'sentHolidays',
  'sentProgramDays',
  'coachIn',
  'isAllTicked',
];
