import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topicNames } from '../../src/people/flow/import.ts';
import { guarded, unguarded } from '../../src/people/importing/cells.ts';
import { COLUMNS, EXAMPLE, readHeader } from '../../src/people/importing/columns.ts';
import { type FileLine, readPeople, UnreadableLine } from '../../src/people/importing/file.ts';
import { loopProblems } from '../../src/people/importing/loops.ts';
import { parseRow } from '../../src/people/importing/row.ts';
import { TOPICS } from '../../src/people/topics.ts';

const NAMES = topicNames();

async function* lines(...texts: string[][]): AsyncGenerator<FileLine> {
  for (const [at, cells] of texts.entries()) yield { line: at + 1, cells };
}

/** A line under a header of only the columns it gives. */
function row(cells: Record<string, string>) {
  const all = { person: 'U0SOMEBODY', ...cells };
  const header = readHeader(Object.keys(all));
  if ('problems' in header) throw new Error(header.problems.join(' '));
  return parseRow(Object.values(all), header.header, NAMES);
}

describe('the first line', () => {
  it('names the columns in any order and case', () => {
    expect(readHeader(['Experience Years', ' PERSON', 'wants-topics', ''])).toEqual({
      header: { columns: ['experience_years', 'person', 'wants_topics', undefined] },
    });
  });

  it.each([
    [['person', 'salary'], ['There is no column "salary". There are: person, title, department']],
    [['person', 'title', 'Title'], ['The column title is there more than once.']],
    [['title'], ['The column person is missing']],
    [
      ['x', 'y'],
      ['There is no column "x"', 'There is no column "y"', 'The column person is missing'],
    ],
  ])('%j is refused, with every problem', (cells, sentences) => {
    const { problems } = readHeader(cells) as { problems: string[] };
    expect(problems).toHaveLength(sentences.length);
    for (const [at, sentence] of sentences.entries()) expect(problems[at]).toContain(sentence);
  });
});

describe('a line', () => {
  it('says what its cells say, in the order of the lists', () => {
    expect(
      row({
        title: ' Head of Design ',
        manager: 'Sam.Berg@Example.com',
        experience_years: '12,0',
        offers: 'Mentoring | coaching',
        offers_topics: 'networking|Giving and taking feedback, saying no|Planowanie kariery',
        places: '0',
        languages: 'pl-PL|EN',
        ways: 'direct',
        about: 'a\r\nb',
        ready: 'tak',
        wants: 'coaching',
        wants_topics: 'negotiation|delegation',
      }),
    ).toMatchObject({
      key: 'U0SOMEBODY',
      row: {
        title: 'Head of Design',
        managerKey: 'sam.berg@example.com',
        experienceYears: 12,
        offers: ['coaching', 'mentoring'],
        places: 0,
        languages: ['en', 'pl'],
        ways: ['direct'],
        about: 'a\nb',
        ready: true,
        wants: 'coaching',
        wantsTopics: ['negotiation', 'delegation'],
      },
    });
  });

  it('leaves out what is empty, and empties what has a hyphen', () => {
    expect(row({ title: '', department: '-', manager: '-', offers: '-', about: '-', ready: '-' })).toEqual({
      key: 'U0SOMEBODY',
      row: { department: null, managerKey: null, offers: [], about: '', ready: false },
    });
  });

  it('knows a topic by its id and its name in both languages, whatever the apostrophe', () => {
    const given = row({
      wants: 'mentoring',
      languages: 'en',
      wants_topics: 'Handling emotions, mine and others’',
    });
    expect(given).toMatchObject({ row: { wantsTopics: ['emotional-intelligence'] } });
  });

  const many = Array.from({ length: 1_000 }, (_, at) => `topic-${at}`).join('|');
  it.each<[Record<string, string>, string]>([
    [
      { person: 'Kasia Nowak' },
      'person "Kasia Nowak" is neither a Slack id, such as U012AB3CD, nor an e-mail.',
    ],
    [{ person: '' }, 'person is empty: who is this line about?'],
    [{ person: `${'a'.repeat(260)}@example.com` }, 'is neither a Slack id'],
    [{ manager: 'the boss' }, 'manager "the boss" is neither a Slack id'],
    [{ manager: 'U0SOMEBODY' }, 'U0SOMEBODY is their own manager.'],
    [{ experience_years: '81' }, 'experience_years "81" must be a whole number from 0 to 80.'],
    [{ experience_years: '-1' }, 'experience_years "-1" must be a whole number from 0 to 80.'],
    [{ experience_years: '7.5' }, 'experience_years "7.5" must be a whole number from 0 to 80.'],
    [{ offers: 'mentoring|sponsoring' }, 'offers has "sponsoring", which is not known. It can be coaching'],
    [{ offers_topics: 'golf' }, 'offers_topics has "golf", which is not known. Topics are: communication,'],
    [{ offers_topics: many }, '"topic-4" and 995 more, which are not known.'],
    [{ offers_topics: TOPICS.map(({ id }) => id).join('|') }, 'offers_topics has 25 entries; 10 fit.'],
    [{ wants_topics: 'golf' }, 'wants_topics has "golf"'],
    [{ wants_topics: 'networking' }, 'wants_topics is there without wants'],
    [{ wants: 'mentoring' }, 'wants is there without languages'],
    [{ wants: 'both' }, 'wants "both" must be coaching or mentoring, one of the two.'],
    [{ languages: 'klingon' }, 'languages has "klingon", which is not known. Languages are: ar, bg'],
    [{ ways: 'loud' }, 'ways has "loud", which is not known. Ways are: direct'],
    [{ places: '100' }, 'places "100" must be a whole number from 0 to 99.'],
    [{ places: '-' }, 'places cannot be emptied with "-"'],
    [{ ready: 'perhaps' }, 'ready "perhaps" must be yes or no.'],
    [{ title: 'x'.repeat(121) }, 'title is 121 characters long; 120 fit.'],
    [{ about: 'x'.repeat(301) }, 'about is 301 characters long; 300 fit.'],
    [{ title: 'a\u0000b' }, 'title has a character in it that is no text.'],
  ])('%j has its sentence', (cells, sentence) => {
    expect(row(cells)).toMatchObject({
      problems: expect.arrayContaining([expect.stringContaining(sentence)]),
    });
  });

  it('tells every problem at once, and shows nothing that would move a cursor', () => {
    expect(row({ person: '\u001b[2J', places: 'many', ready: '?' })).toMatchObject({
      problems: [
        'person " [2J" is neither a Slack id, such as U012AB3CD, nor an e-mail.',
        'places "many" must be a whole number from 0 to 99.',
        'ready "?" must be yes or no.',
      ],
    });
  });

  it('does not take a cell under no name', () => {
    const header = { columns: ['person' as const] };
    expect(parseRow(['U0SOMEBODY', 'and more'], header, NAMES)).toMatchObject({
      problems: ['The cell "and more" stands in no column that has a name.'],
    });
  });
});

describe('a file', () => {
  it('that is the template can be read', async () => {
    const read = await readPeople(
      lines(
        [...COLUMNS],
        COLUMNS.map((column) => EXAMPLE[column]),
      ),
      NAMES,
    );
    expect(read).toMatchObject({ problems: [], rows: [{ line: 2, key: EXAMPLE.person }] });
  });

  it('names a person who stands there twice, bad lines included', async () => {
    const read = await readPeople(
      lines(['person', 'places'], ['A@x.example', '?'], ['a@x.example', '1'], ['U0ONE', '0'], ['U0ONE', '']),
      NAMES,
    );
    expect(read.problems).toEqual([
      { line: 2, text: 'places "?" must be a whole number from 0 to 99.' },
      { line: 3, text: '"a@x.example" stands in line 2 already.' },
      { line: 5, text: '"U0ONE" stands in line 4 already.' },
    ]);
    expect(read.notes).toEqual([{ line: 4, text: 'U0ONE has 0 places: takes nobody new.' }]);
  });

  it.each<[string, AsyncGenerator<FileLine>, number, string]>([
    ['with nothing in it', lines(), 1, 'The file is empty.'],
    ['with a header alone', lines(['person']), 2, 'There is nobody in the file'],
    ['with another header', lines(['name'], ['U0ONE']), 1, 'There is no column "name".'],
  ])('%s has its sentence', async (_what, content, line, sentence) => {
    const { problems } = await readPeople(content, NAMES);
    expect(problems[0]).toEqual({ line, text: expect.stringContaining(sentence) });
  });

  it('that cannot be read on tells what was wrong before', async () => {
    async function* broken(): AsyncGenerator<FileLine> {
      yield* lines(['person'], ['nobody']);
      throw new UnreadableLine(3, 'A quotation mark is opened and never closed.');
    }
    expect((await readPeople(broken(), NAMES)).problems.map(({ line }) => line)).toEqual([2, 3]);
  });
});

describe('a loop of managers', () => {
  const reports = [
    { key: 'U1', managerKey: 'U2' },
    { key: 'U2', managerKey: 'c@x.example' },
    { key: 'U3', alias: 'c@x.example', managerKey: 'U1' },
    { key: 'U8', managerKey: 'U9' },
    { key: 'U9', managerKey: 'U8' },
  ];

  it('is named by its lines and people, once, at its first line', () => {
    const inFile = new Map([
      ['U3', 7],
      ['U1', 12],
    ]);
    expect(loopProblems(reports, inFile)).toEqual([
      {
        line: 7,
        text: 'Lines 7, 12: a loop of managers, in which each would be above themselves: U1 → U2 → U3 → U1.',
      },
    ]);
  });

  it('of one, by two names, is somebody who is their own manager', () => {
    const own = [{ key: 'U3', alias: 'c@x.example', managerKey: 'c@x.example' }];
    expect(loopProblems(own, new Map([['U3', 2]]))).toEqual([{ line: 2, text: 'U3 is their own manager.' }]);
  });

  it('of thousands is cut short', () => {
    const ring = Array.from({ length: 5_000 }, (_, at) => ({
      key: `U${at}`,
      managerKey: `U${(at + 1) % 5_000}`,
    }));
    const [problem] = loopProblems(ring, new Map(ring.map(({ key }, at) => [key, at + 2])));
    expect(problem?.text).toMatch(/^Lines 2, 3, .*, …: .* → 4988 more → U0\.$/);
    expect(problem?.text.length).toBeLessThan(300);
  });
});

describe('what a spreadsheet would run', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1', "'=1", "''-x"])(
    '%j is guarded by an apostrophe, which comes off again',
    (cell) => {
      expect(guarded(cell)).toBe(`'${cell}`);
      expect(unguarded(guarded(cell))).toBe(cell);
    },
  );

  it.each(["it's", "'tis", 'a=b', ''])('%j is left alone', (cell) => {
    expect(guarded(cell)).toBe(cell);
    expect(unguarded(cell)).toBe(cell);
  });

  it('comes back as it was, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', 'a', '＋') }), (cell) => {
        expect(unguarded(guarded(cell))).toBe(cell);
      }),
    );
  });
});
