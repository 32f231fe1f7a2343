import { expect, it } from 'vitest';
import { csvOf, exportName } from '../../src/summaries/export.ts';

it('is a table that spreadsheets read, with numbers as numbers', () => {
  expect(
    csvOf([
      ['Figure', 'Value'],
      ['Progress', -1.5],
      ['Met, "lately"', 0.8],
    ]),
  ).toBe('\uFEFFFigure,Value\r\nProgress,-1.5\r\n"Met, ""lately""",0.8\r\n');
});

it.each(['=HYPERLINK("http://evil")', '+1+1', '-2+3', '@SUM(A1)', '\tx', '\rx', '＝1', '＋1', '－1', '＠x'])(
  'keeps %j words',
  (name) => {
    const [, cell = ''] = csvOf([['Program'], [name]]).split('\r\n');
    expect(cell.replace(/^"/, '')).toMatch(/^'/);
  },
);

it.each([
  ['Leadership 2027', 'leadership-2027.csv'],
  ['Łódź: coaching dla zespołów', 'lodz-coaching-dla-zespolow.csv'],
  ['../../etc/passwd', 'etc-passwd.csv'],
  ['日本', 'program.csv'],
  ['x'.repeat(200), `${'x'.repeat(60)}.csv`],
])('of the program %j is called %s', (program, name) => {
  expect(exportName(program)).toBe(name);
});
