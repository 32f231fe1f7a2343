import type { ProgramsSeen } from '../../../src/managing/flow/joining.ts';
import { announcement } from '../../../src/managing/views/announcement.ts';
import {
  invitedMessage,
  invitedText,
  inviteErrors,
  inviteForm,
  joinBlocks,
  joinedView,
  leftView,
  programsView,
} from '../../../src/managing/views/joining.ts';
import { KINDS } from '../../../src/ports.ts';
import type { Joinable } from '../../../src/programs/flow/joining.ts';
import { type NoJoining, ROLES } from '../../../src/programs/joining.ts';
import { ProgramId } from '../../../src/programs/program.ts';
import { aProgram } from '../../programs/made.ts';
import { type Rendered, shown } from './common.ts';

const LONG = {
  name: 'Growing *together* <!channel>',
  purpose: `For all who _lead_ & will lead. ${'x'.repeat(400)}`,
};
const DATED = { startsOn: '2027-01-11', endsOn: '2027-06-30' };
const joinable = (says: Partial<Joinable> = {}): Joinable => ({
  program: aProgram({ ...LONG, ...DATED, state: 'open' }),
  has: [],
  can: [...ROLES],
  notNowAt: null,
  ...says,
});
const EVERY: Joinable[] = KINDS.flatMap((kind) => {
  const program = aProgram({ kind, state: 'open', name: `${kind} for some` });
  return [
    joinable({ program }),
    joinable({ program, has: ['learner'], can: ['guide'] }),
    joinable({ program, has: ['guide'], can: [] }),
    joinable({ program, has: [...ROLES], can: [] }),
    joinable({ program, notNowAt: new Date('2026-11-23T12:00:00Z') }),
  ];
});
/** More than a modal lists at a time. */
const MANY: Joinable[] = Array.from({ length: 22 }, (_, at) =>
  joinable({
    program: aProgram({
      id: ProgramId.parse(`00000000-0000-4000-8000-0000000001${at.toString().padStart(2, '0')}`),
      name: `Program ${at + 1}`,
      state: 'open',
    }),
    can: ['learner'],
  }),
);
const WHY: NoJoining[] = ['not-open', 'closed', 'for-all', 'guest', 'not-invited', 'no-profile'];

/** What people see of joining a program. */
export const JOINING: Rendered = {
  joinBlocks: (t) =>
    [[], [joinable()], EVERY.slice(0, 5), EVERY.slice(5), EVERY].map((programs) =>
      shown({
        type: 'home',
        // Names of blocks are by program, of which there is one here.
        blocks: joinBlocks(t, programs).map(({ block_id: _, ...block }) => block),
      }),
    ),
  programsView: (t) => {
    const view = (programs: Joinable[], from = 0, says: Partial<ProgramsSeen> = {}) =>
      shown(programsView(t, { programs, isGuest: false, hasForAll: true, ...says }, from));
    return [
      view([]),
      view([], 0, { isGuest: true, hasForAll: false }),
      view([joinable({ program: aProgram({ state: 'open' }), has: ['learner'], can: ['guide'] })]),
      view(MANY, 0, { hasForAll: false }),
      view(MANY, 20),
    ];
  },
  joinedView: (t) =>
    KINDS.flatMap((kind) => {
      const program = aProgram({ kind, ...LONG, state: 'open' });
      return [
        joinedView(t, { outcome: 'joined', program }),
        joinedView(t, {
          outcome: 'joined',
          program: { ...program, rules: { ...program.rules, matching: 'cohort' } },
        }),
        ...WHY.map((why) => joinedView(t, { outcome: 'refused', why, program })),
        joinedView(t, { outcome: 'refused', why: 'no-profile', program: undefined }),
      ].map(shown);
    }),
  leftView: (t) => (['left', 'not-now'] as const).map((what) => shown(leftView(t, what))),
  invitedMessage: (t) => [
    ...[joinable(), ...EVERY].map((one) => shown(invitedMessage(t, { program: one.program, joinable: one }))),
    shown(invitedMessage(t, { program: aProgram({ state: 'ended' }), joinable: undefined })),
  ],
  announcement: (t) => [
    ...KINDS.flatMap((kind) =>
      [0, 3, 23].map((places) =>
        shown(
          announcement(t, {
            program: aProgram({ kind, ...LONG, ...DATED, state: 'open' }),
            isOpen: true,
            places,
          }),
        ),
      ),
    ),
    shown(
      announcement(t, {
        program: aProgram({ state: 'running', rules: { joining: 'invited', guestsAllowed: true } }),
        isOpen: false,
        places: 0,
      }),
    ),
    shown(announcement(t, { program: aProgram({ state: 'ended' }), isOpen: false, places: 0 })),
  ],
  inviteForm: (t) => [shown(inviteForm(t, aProgram(LONG)))],
  inviteErrors: (t) =>
    (['nobody', 'not-allowed', 'not-there', 'later'] as const).map((wrong) => shown(inviteErrors(t, wrong))),
  invitedText: (t) =>
    [
      { count: 0, others: 3 },
      { count: 1, others: 0 },
      { count: 12, others: 3 },
    ].map((invited) => shown({ said: invitedText(t, { outcome: 'invited', ...invited }) })),
};

export const JOINING_PARTS = ['programsButton', 'joinButtons', 'sentInvited'];
