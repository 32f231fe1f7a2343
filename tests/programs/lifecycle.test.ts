import { describe, expect, it } from 'vitest';
import {
  LIFE_STEPS,
  type LifeStep,
  needOf,
  nextSteps,
  noticeDue,
  programDueAt,
  takeStep,
} from '../../src/programs/lifecycle.ts';
import { PROGRAM_STATES, type ProgramState } from '../../src/programs/program.ts';
import { aProgram } from './made.ts';

const FINE = { hasContacts: true, today: '2026-11-30' };

describe('a step of a program’s life', () => {
  it.each<[ProgramState, Partial<Record<LifeStep, string | null>>]>([
    ['draft', { open: 'open', 'throw-away': null }],
    ['open', { open: 'same', start: 'running', end: 'ended' }],
    ['running', { start: 'same', end: 'ended' }],
    ['ended', { end: 'same' }],
  ])('from %s', (state, leads) => {
    const program = aProgram({ state });
    for (const step of LIFE_STEPS) {
      const stepped = takeStep(step, program, FINE);
      const came = stepped.outcome === 'stepped' ? stepped.state : stepped.outcome;
      expect([step, came]).toEqual([step, step in leads ? leads[step] : 'not-from-here']);
    }
    const shown = LIFE_STEPS.filter((step) => step in leads && leads[step] !== 'same');
    expect(nextSteps(program)).toEqual(shown);
  });

  it.each(PROGRAM_STATES)('none of one that everybody may use, in %s', (state) => {
    const program = aProgram({ state, isForAll: true });
    expect(nextSteps(program)).toEqual([]);
    for (const step of LIFE_STEPS)
      expect(takeStep(step, program, FINE)).toEqual({ outcome: 'not-from-here' });
  });

  it.each([
    ['all', {}, { hasContacts: true }, []],
    ['no help contacts', {}, { hasContacts: false }, ['contacts']],
    ['no channel', { channel: null }, {}, ['channel']],
    ['no name', { name: ' ' }, {}, ['name']],
    ['a last day that has passed', { endsOn: '2026-11-29' }, {}, ['days']],
    ['a last day that is today', { endsOn: '2026-11-30' }, {}, []],
    ['nothing', { name: '', channel: null }, { hasContacts: false }, ['name', 'channel', 'contacts']],
  ])('cannot open without: %s', (_, says, around, lacks) => {
    const stepped = takeStep('open', aProgram(says), { ...FINE, ...around });
    expect(stepped).toEqual(
      lacks.length > 0 ? { outcome: 'lacks', lacks } : { outcome: 'stepped', state: 'open' },
    );
    expect(needOf(aProgram(says), { ...FINE, ...around })).toEqual(
      lacks.length > 0 ? { need: 'lacks', lacks } : undefined,
    );
  });

  it('needs its contacts to open, not to end', () => {
    const stepped = takeStep('end', aProgram({ state: 'running' }), { ...FINE, hasContacts: false });
    expect(stepped).toEqual({ outcome: 'stepped', state: 'ended' });
  });
});

describe('the dates of a program', () => {
  const dated = { startsOn: '2027-01-11', endsOn: '2027-04-30' };
  it.each([
    // Nine o'clock where the program is: in winter an hour before, in summer two hours before UTC.
    ['open', '2026-11-30T12:00Z', '2027-01-11T08:00Z', undefined],
    ['open', '2027-01-11T08:00Z', '2027-04-16T07:00Z', 'starts'],
    ['running', '2027-01-11T08:00Z', '2027-04-16T07:00Z', undefined],
    ['running', '2027-04-16T07:00Z', '2027-04-30T07:00Z', 'ends-soon'],
    ['running', '2027-04-30T07:00Z', null, 'ends'],
    // The app was down for a month: what matters now is said, and nothing that is past.
    ['running', '2027-05-20T07:00Z', null, 'ends'],
    ['draft', '2027-04-30T07:00Z', null, undefined],
    ['ended', '2027-04-30T07:00Z', null, undefined],
  ] as const)('%s at %s: next %s, and now %s', (state, now, next, notice) => {
    const program = aProgram({ ...dated, state });
    expect(programDueAt(program, new Date(now))).toEqual(next === null ? null : new Date(next));
    expect(noticeDue(program, new Date(now))).toBe(notice);
  });

  it('mean nothing to one that everybody may use, nor to one without', () => {
    const now = new Date('2027-04-01T00:00Z');
    expect(programDueAt(aProgram({ ...dated, state: 'running', isForAll: true }), now)).toBeNull();
    expect(programDueAt(aProgram({ state: 'running' }), now)).toBeNull();
  });

  it('of a program that is shorter than the notice: only its end is told', () => {
    const program = aProgram({ state: 'running', endsOn: '2027-01-15' });
    expect(programDueAt(program, new Date('2027-01-10T00:00Z'))).toEqual(new Date('2027-01-15T08:00Z'));
  });

  it.each([
    ['draft', dated, '2027-05-01', { need: 'lacks', lacks: ['days'] }],
    ['open', dated, '2027-01-10', undefined],
    ['open', dated, '2027-01-11', { need: 'to-start' }],
    ['open', dated, '2027-04-30', { need: 'to-end' }],
    ['running', dated, '2027-04-15', undefined],
    ['running', dated, '2027-04-16', { need: 'ends-soon' }],
    ['running', dated, '2027-04-30', { need: 'to-end' }],
    ['running', {}, '2027-04-30', undefined],
    ['ended', dated, '2027-05-30', undefined],
  ] as const)('%s: what needs its manager on a day', (state, dates, today, need) => {
    expect(needOf(aProgram({ state, ...dates }), { hasContacts: true, today })).toEqual(need);
  });
});
