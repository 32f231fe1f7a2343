import { describe, expect, it } from 'vitest';
import {
  changedFields,
  detailsOf,
  fieldsOf,
  readDetails,
  rulesWith,
  type SentDetails,
  WEIGHTINGS,
  weightingOf,
} from '../../src/programs/details.ts';
import { ProgramRules, weightsOf } from '../../src/programs/program.ts';
import { aProgram } from './made.ts';

const TODAY = '2026-11-30';
const sent = (says: Partial<SentDetails> = {}): SentDetails => ({
  name: 'Women in engineering',
  purpose: '',
  channel: 'C0MENTORIN',
  startsOn: null,
  endsOn: null,
  joining: 'everybody',
  guests: false,
  joinsWhileRunning: true,
  matching: 'one-by-one',
  weighting: 'usual',
  summaries: 'none',
  ...says,
});

describe('what a manager sets of a program', () => {
  it('what was sent as it stands changes nothing', () => {
    const read = readDetails(sent(), aProgram(), TODAY);
    expect(read).toEqual({ ok: true, details: detailsOf(aProgram()) });
  });

  it('is read field by field, and becomes its rules', () => {
    const says = {
      name: '  Women   in leadership ',
      purpose: ' For those who will lead. ',
      channel: 'C0LEADERSH',
      startsOn: '2027-01-11',
      endsOn: '2027-06-30',
      joining: 'invited',
      guests: true,
      joinsWhileRunning: false,
      matching: 'cohort',
      weighting: 'topics',
      summaries: 'monthly',
    };
    const read = readDetails(sent(says), aProgram(), TODAY);
    if (!read.ok) throw new Error('wrong');
    expect(read.details).toMatchObject({ name: 'Women in leadership', purpose: 'For those who will lead.' });
    expect(changedFields(read.details, detailsOf(aProgram()))).toHaveLength(11);
    expect(rulesWith(aProgram().rules, read.details)).toMatchObject({
      joining: 'invited',
      guestsAllowed: true,
      joinsWhileRunning: false,
      matching: 'cohort',
      weights: { topics: 100 },
      summaries: 'monthly',
      floor: 30,
    });
  });

  it.each<[string, Partial<SentDetails>, object, [string, string][]]>([
    ['no name', { name: '  ' }, {}, [['name', 'missing']]],
    ['a name of a page', { name: 'x'.repeat(81) }, {}, [['name', 'long']]],
    ['a purpose of a book', { purpose: 'x'.repeat(1_001) }, {}, [['purpose', 'long']]],
    ['no channel', { channel: null }, {}, [['channel', 'missing']]],
    ['a person as the channel', { channel: 'U0DARNELLO' }, {}, [['channel', 'missing']]],
    ['an end before the start', { startsOn: '2027-02-01', endsOn: '2027-01-31' }, {}, [['endsOn', 'order']]],
    ['one day', { startsOn: '2027-02-01', endsOn: '2027-02-01' }, {}, []],
    ['an end that has passed', { endsOn: '2026-11-29' }, {}, [['endsOn', 'past']]],
    ['an end that had passed before', { endsOn: '2026-11-29' }, { endsOn: '2026-11-29' }, []],
    ['an end today', { endsOn: TODAY }, {}, []],
    ['an end in the next century', { endsOn: '2101-01-01' }, {}, [['endsOn', 'far']]],
    ['a start in the next century', { startsOn: '2101-01-01' }, {}, [['startsOn', 'far']]],
    ['a day that there is not', { endsOn: '2027-02-30' }, {}, []],
    [
      'several at once',
      { name: '', channel: null },
      {},
      [
        ['name', 'missing'],
        ['channel', 'missing'],
      ],
    ],
  ])('%s', (_, says, program, wrong) => {
    const read = readDetails(sent(says), aProgram(program), TODAY);
    expect(read.ok ? [] : [...read.wrong]).toEqual(wrong);
  });

  it('options that no client would send leave what stood there', () => {
    const program = aProgram({ rules: { matching: 'cohort', weights: { ways: 80 } } });
    const says = { joining: 'nobody', matching: undefined, weighting: 'constructor', summaries: 'daily' };
    const read = readDetails(sent(says), program, TODAY);
    expect(read).toMatchObject({
      details: { joining: 'everybody', matching: 'cohort', weighting: 'ways', summaries: 'none' },
    });
  });

  it('of a program that everybody may use there are no dates, no name and nobody to let in', () => {
    const program = aProgram({
      isForAll: true,
      state: 'running',
      name: 'Mentoring for everybody',
      channel: null,
    });
    expect(fieldsOf(program)).toEqual(['purpose', 'channel', 'matching', 'weighting', 'summaries']);
    const says = {
      name: 'Mine',
      endsOn: '2020-01-01',
      joining: 'invited',
      channel: null,
      summaries: 'weekly',
    };
    expect(readDetails(sent(says), program, TODAY)).toMatchObject({
      ok: true,
      details: { name: 'Mentoring for everybody', endsOn: null, joining: 'everybody', summaries: 'weekly' },
    });
  });
});

describe('weights in words', () => {
  it('stand for what they say: the one that is named counts most', () => {
    for (const kind of ['coaching', 'mentoring'] as const)
      for (const [name, weights] of Object.entries(WEIGHTINGS)) {
        const all = Object.entries(weightsOf({ kind, rules: ProgramRules.parse({ weights }) }));
        const [most] = all.toSorted(([, a], [, b]) => b - a)[0] ?? [];
        expect([kind, name, most]).toEqual([kind, name, name === 'usual' ? 'topics' : name]);
      }
  });

  it('are known again, and those of somebody else are left alone', () => {
    for (const [name, weights] of Object.entries(WEIGHTINGS))
      expect(weightingOf(ProgramRules.parse({ weights }))).toBe(name);
    const own = ProgramRules.parse({ weights: { topics: 7, load: 3 } });
    expect(weightingOf(own)).toBeUndefined();
    const details = detailsOf(aProgram({ rules: own }));
    expect(rulesWith(own, details).weights).toEqual({ topics: 7, load: 3 });
    expect(rulesWith(own, { ...details, weighting: 'usual' }).weights).toEqual({});
  });
});
