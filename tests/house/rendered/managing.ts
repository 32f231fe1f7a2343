import {
  coachBlocks,
  coachErrors,
  coachesView,
  coachForm,
  coachTold,
  type Decided,
  managersOnly,
} from '../../../src/managing/views.ts';
import type { Coach } from '../../../src/people/profile.ts';
import { PersonId } from '../../../src/ports.ts';
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

export const MANAGING: Rendered = {
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

export const MANAGING_PARTS = ['coachIn', 'isAllTicked'];
