import { announcement } from '../../../src/managing/views/announcement.ts';
import {
  invitedMessage,
  invitedText,
  inviteErrors,
  inviteForm,
  joinBlocks,
  joinedView,
  leftView,
} from '../../../src/managing/views/joining.ts';
import { KINDS } from '../../../src/ports.ts';
import type { Joinable } from '../../../src/programs/flow/joining.ts';
import { type NoJoining, ROLES } from '../../../src/programs/joining.ts';
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
const WHY: NoJoining[] = ['not-open', 'closed', 'for-all', 'guest', 'not-invited', 'no-profile'];

/** What people see of joining a program. */
export const JOINING: Rendered = {
  joinBlocks: (t) =>
    [[], [joinable()], EVERY.slice(0, 5), EVERY.slice(5)].map((programs) =>
      shown({
        type: 'home',
        // Names of blocks are by program, of which there is one here.
        blocks: joinBlocks(t, programs).map(({ block_id: _, ...block }) => block),
      }),
    ),
  joinedView: (t) =>
    KINDS.flatMap((kind) => {
      const program = aProgram({ kind, ...LONG, state: 'open' });
      return [
        joinedView(t, { outcome: 'joined', program }),
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

export const JOINING_PARTS = ['joinButtons', 'sentInvited'];
