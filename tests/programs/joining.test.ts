import { describe, expect, it } from 'vitest';
import { type Joining, joiningProblem, ROLES, rolesToJoin, takesPeople } from '../../src/programs/joining.ts';
import { aProgram } from './made.ts';

const SOMEBODY: Joining = { isGuest: false, isGone: false, isInvited: false, kinds: ['mentoring'] };

describe('who may join a program', () => {
  it.each([
    ['an open one', { state: 'open' }, {}, undefined],
    ['a running one', { state: 'running' }, {}, undefined],
    ['a draft', { state: 'draft' }, {}, 'not-open'],
    ['one that has ended', { state: 'ended' }, {}, 'not-open'],
    [
      'one that takes nobody any more',
      { state: 'running', rules: { joinsWhileRunning: false } },
      {},
      'closed',
    ],
    [
      'one that takes nobody once it runs, before',
      { state: 'open', rules: { joinsWhileRunning: false } },
      {},
      undefined,
    ],
    ['one that everybody may use', { state: 'running', isForAll: true }, {}, 'for-all'],
    ['as a guest', { state: 'open' }, { isGuest: true }, 'guest'],
    [
      'as a guest, where guests may',
      { state: 'open', rules: { guestsAllowed: true } },
      { isGuest: true },
      undefined,
    ],
    [
      'as a guest, where guests may and the workspace keeps them out',
      { state: 'open', rules: { guestsAllowed: true }, keepsGuestsOut: true },
      { isGuest: true },
      'guest',
    ],
    [
      'as a member, where the workspace keeps guests out',
      { state: 'open', rules: { guestsAllowed: true }, keepsGuestsOut: true },
      {},
      undefined,
    ],
    ['deactivated', { state: 'open' }, { isGone: true }, 'not-open'],
    ['by invitation, without one', { state: 'open', rules: { joining: 'invited' } }, {}, 'not-invited'],
    ['by invitation', { state: 'open', rules: { joining: 'invited' } }, { isInvited: true }, undefined],
  ] as const)('%s', (_, says, person, problem) => {
    for (const role of ROLES)
      expect(joiningProblem(aProgram(says), role, { ...SOMEBODY, ...person })).toBe(problem);
  });

  it('a guide says first what they offer, of this kind; a learner need not', () => {
    const coaching = aProgram({ state: 'open', kind: 'coaching' });
    expect(joiningProblem(coaching, 'guide', SOMEBODY)).toBe('no-profile');
    expect(joiningProblem(coaching, 'guide', { ...SOMEBODY, kinds: ['coaching'] })).toBeUndefined();
    expect(joiningProblem(coaching, 'learner', { ...SOMEBODY, kinds: [] })).toBeUndefined();
  });

  it('in both roles, one after the other', () => {
    const open = aProgram({ state: 'open' });
    expect(rolesToJoin(open, SOMEBODY, [])).toEqual(['learner', 'guide']);
    expect(rolesToJoin(open, { ...SOMEBODY, kinds: [] }, ['learner'])).toEqual(['guide']);
    expect(rolesToJoin(open, SOMEBODY, ['guide', 'learner'])).toEqual([]);
    expect(rolesToJoin(aProgram(), SOMEBODY, [])).toEqual([]);
  });

  it.each([
    ['draft', true, false],
    ['open', false, true],
    ['running', true, true],
    ['running', false, false],
    ['ended', true, false],
  ] as const)('%s, joinsWhileRunning %s: takes people %s', (state, joinsWhileRunning, takes) => {
    expect(takesPeople(aProgram({ state, rules: { joinsWhileRunning } }))).toBe(takes);
  });
});
