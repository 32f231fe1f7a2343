import { describe, expect, it } from 'vitest';
import { USUAL_HOURS } from '../../src/people/hours.ts';
import {
  changesIn,
  inForce,
  type KeptWorkspace,
  keptAfter,
  readWorkspace,
  type SentWorkspace,
  said,
  WORKSPACE_FIELDS,
  type WorkspaceSettings,
} from '../../src/people/workspace.ts';

const NOTHING: KeptWorkspace = { hours: null, language: null, leastGroup: null, guests: null, version: 1 };
const USUAL: WorkspaceSettings = { hours: USUAL_HOURS, language: 'en', leastGroup: 5, guests: 'programs' };
const OTHERWISE: WorkspaceSettings = {
  hours: { days: [1, 2, 3, 4, 7], from: '08:30', to: '16:00' },
  language: 'pl',
  leastGroup: 12,
  guests: 'none',
};

describe('what holds in a workspace', () => {
  it('is the usual where nothing is set, in the language the app was started with', () => {
    expect(inForce(NOTHING, 'en')).toEqual(USUAL);
    expect(inForce(NOTHING, 'pl')).toEqual({ ...USUAL, language: 'pl' });
  });

  it('is what is set, whatever the app was started with', () => {
    expect(inForce({ ...OTHERWISE, version: 3 }, 'en')).toEqual(OTHERWISE);
  });
});

function sent(differs: Partial<SentWorkspace> = {}): SentWorkspace {
  return {
    hours: { days: ['1', '2', '3', '4', '5'], from: '09:00', to: '17:00' },
    language: 'en',
    leastGroup: '5',
    guests: 'programs',
    ...differs,
  };
}
const hours = (differs: Partial<SentWorkspace['hours']>): Partial<SentWorkspace> => ({
  hours: { ...sent().hours, ...differs },
});

describe('sent settings', () => {
  it.each<[string, Partial<SentWorkspace>, Partial<WorkspaceSettings>]>([
    ['as they are', {}, {}],
    ['another language', { language: 'pl' }, { language: 'pl' }],
    ['no guests', { guests: 'none' }, { guests: 'none' }],
    ['the greatest group', { leastGroup: '30' }, { leastGroup: 30 }],
    ['a number with blanks around it', { leastGroup: ' 7 ' }, { leastGroup: 7 }],
    ['a language we do not have', { language: 'constructor' }, {}],
    ['nothing chosen', { language: undefined, guests: undefined }, {}],
    ['guests who are neither', { guests: 'some' }, {}],
    ['a week from Sunday', hours({ days: ['7', '1'] }), { hours: { ...USUAL_HOURS, days: [1, 7] } }],
  ])('%s: are read', (_, differs, read) => {
    expect(readWorkspace(sent(differs), USUAL)).toEqual({ ok: true, settings: { ...USUAL, ...read } });
  });

  it.each<[string, Partial<SentWorkspace>, string[]]>([
    ['no day', hours({ days: [] }), ['days']],
    ['an end before the beginning', hours({ to: '08:00' }), ['to']],
    ['no end', hours({ to: null }), ['to']],
    ['a group under the product’s own', { leastGroup: '4' }, ['leastGroup']],
    ['no group at all', { leastGroup: '' }, ['leastGroup']],
    ['a group that leaves nobody', { leastGroup: '31' }, ['leastGroup']],
    ['a negative group', { leastGroup: '-5' }, ['leastGroup']],
    ['half a person', { leastGroup: '5.5' }, ['leastGroup']],
    ['a number in words', { leastGroup: 'ten' }, ['leastGroup']],
    ['a number with an exponent', { leastGroup: '1e1' }, ['leastGroup']],
    ['two things at once', { ...hours({ days: ['8'] }), leastGroup: '1000' }, ['days', 'leastGroup']],
  ])('%s: are refused, with what is wrong', (_, differs, wrong) => {
    expect(readWorkspace(sent(differs), USUAL)).toEqual({ ok: false, wrong });
  });

  it('with nothing that we know chosen leave what holds as it is', () => {
    const read = readWorkspace(sent({ language: 'xx', guests: '' }), OTHERWISE);
    expect(read).toMatchObject({ settings: { language: 'pl', guests: 'none' } });
  });
});

describe('what a change writes', () => {
  it('names the fields that are set otherwise', () => {
    const set = { language: 'en' } as const;
    expect(changesIn(USUAL, set, USUAL)).toEqual([]);
    const short = { ...USUAL, hours: { ...USUAL_HOURS, days: [1, 2, 3, 4] } };
    expect(changesIn(short, set, USUAL)).toEqual(['hours']);
    expect(changesIn(OTHERWISE, set, USUAL)).toEqual([...WORKSPACE_FIELDS]);
  });

  it('sets the language with the first form that is sent, whatever it says', () => {
    expect(changesIn(USUAL, { language: null }, USUAL)).toEqual(['language']);
  });

  it('leaves unset what nobody has set, so that the usual still counts', () => {
    const settings = { ...USUAL, leastGroup: 8 };
    expect(keptAfter(NOTHING, settings, ['leastGroup'])).toEqual({ ...NOTHING, leastGroup: 8, version: 2 });
  });

  it('keeps a setting that is put back to the usual: it was chosen', () => {
    expect(keptAfter({ ...OTHERWISE, version: 4 }, USUAL, WORKSPACE_FIELDS)).toEqual({
      ...USUAL,
      version: 5,
    });
  });

  it('stands in the audit in a few characters', () => {
    expect(WORKSPACE_FIELDS.map((field) => said(OTHERWISE, field))).toEqual([
      '12347 08:30-16:00',
      'pl',
      '12',
      'none',
    ]);
  });
});
