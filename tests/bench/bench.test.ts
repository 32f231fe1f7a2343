import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { ArgumentsError, parseArguments } from '../../bench/arguments.ts';
import { jsonLine, table } from '../../bench/report.ts';
import { compare, type Figure, measurePairs } from '../../bench/row.ts';
import { commandBody, SECRETS, signedHeaders } from '../../bench/slack-command.ts';
import { median, percentile, spreadOf } from '../../bench/statistics.ts';
import { signature } from '../../src/local-slack/signed-http.ts';

const ROWS = ['ack', 'modal', 'start'];

const FIGURE: Figure = {
  row: 'ack',
  value: 12_345.678,
  unit: 'requests/s',
  against: 'a bare Bolt',
  againstValue: 13_000,
  ratio: { median: 0.949_66, min: 0.9, max: 1.02 },
  must: 'at least 0.9 of its throughput',
  holds: true,
  note: 'load generator busy 20 % of a core',
};

describe('statistics', () => {
  test.each([
    { values: [5], median: 5, min: 5, max: 5 },
    { values: [3, 1, 2], median: 2, min: 1, max: 3 },
    { values: [4, 1, 3, 2], median: 2.5, min: 1, max: 4 },
    // As numbers, not as text: 9 comes before 10.
    { values: [10, 9, 100], median: 10, min: 9, max: 100 },
    { values: [-1, 0.5, -2], median: -1, min: -2, max: 0.5 },
  ])('the median of $values is $median, between $min and $max', ({ values, ...spread }) => {
    expect(spreadOf(values)).toEqual(spread);
  });

  test.each([
    { values: [7], share: 0.99, is: 7 },
    { values: [40, 10, 30, 20], share: 0.5, is: 20 },
    { values: [40, 10, 30, 20], share: 0.51, is: 30 },
    { values: [40, 10, 30, 20], share: 1, is: 40 },
    { values: Array.from({ length: 100 }, (_, at) => at + 1), share: 0.99, is: 99 },
    { values: Array.from({ length: 101 }, (_, at) => at + 1), share: 0.99, is: 100 },
    { values: [1, Number.POSITIVE_INFINITY], share: 0.99, is: Number.POSITIVE_INFINITY },
  ])('percentile $share is a value that was seen: $is', ({ values, share, is }) => {
    expect(percentile(values, share)).toBe(is);
  });

  test('of nothing there is no figure', () => {
    expect(() => median([])).toThrow(RangeError);
    expect(() => percentile([], 0.99)).toThrow(RangeError);
  });

  test('leaves what it was given in its order', () => {
    const values = [3, 1, 2];
    median(values);
    percentile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('pairs', () => {
  test('nine, the order changing from one to the next', async () => {
    const order: string[] = [];
    const pairs = await measurePairs(
      async () => order.push('ours'),
      async () => order.push('theirs'),
    );
    expect(order.slice(0, 4)).toEqual(['ours', 'theirs', 'theirs', 'ours']);
    expect(pairs).toHaveLength(9);
    expect(pairs.slice(0, 2)).toEqual([
      { ours: 1, theirs: 2 },
      { ours: 4, theirs: 3 },
    ]);
  });

  test('ratios are taken pair by pair, not of the medians', () => {
    const pairs = [
      { ours: 1, theirs: 2 },
      { ours: 30, theirs: 10 },
      { ours: 4, theirs: 4 },
    ];
    expect(compare(pairs)).toEqual({ value: 4, againstValue: 4, ratio: { median: 1, min: 0.5, max: 3 } });
  });
});

describe('the command line', () => {
  test.each([
    { given: [], json: false, only: ROWS },
    { given: ['--json'], json: true, only: ROWS },
    { given: ['--only', 'modal'], json: false, only: ['modal'] },
    { given: ['--only=start,ack', '--json'], json: true, only: ['ack', 'start'] },
    { given: ['--only', 'start', '--only', 'start, modal'], json: false, only: ['modal', 'start'] },
  ])('$given', ({ given, json, only }) => {
    expect(parseArguments(given, ROWS)).toEqual({ json, only });
  });

  test.each([
    { given: ['--only', 'akc'], says: 'There is no row "akc". The rows are: ack, modal, start.' },
    { given: ['--only', 'ack,nothing'], says: 'There is no row "nothing". The rows are: ack, modal, start.' },
    { given: ['--only', ''], says: 'There is no row "". The rows are: ack, modal, start.' },
    {
      given: ['--fast'],
      says: "Unknown option '--fast'. Use: npm run bench -- [--json] [--only NAME[,NAME…]]",
    },
    {
      given: ['ack'],
      says: "Unexpected argument 'ack'. Use: npm run bench -- [--json] [--only NAME[,NAME…]]",
    },
  ])('$given is refused with a sentence', ({ given, says }) => {
    expect(() => parseArguments(given, ROWS)).toThrow(ArgumentsError);
    expect(() => parseArguments(given, ROWS)).toThrow(says);
  });
});

test('an unknown row ends the program with code 2 and one sentence', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bench/main.ts', '--only', 'akc'], {
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'There is no row "akc". The rows are: ack, modal, rank, cohort-dense, cohort-sparse, deliver, waiting, start.\n',
  });
});

describe('the report', () => {
  test('a JSON line has exactly the fields that were promised', () => {
    expect(jsonLine(FIGURE)).toBe(
      '{"row":"ack","value":12350,"unit":"requests/s","against":"a bare Bolt","ratio":0.9497,' +
        '"must":"at least 0.9 of its throughput","holds":true}',
    );
  });

  test('the table shows both absolutes, the ratio with its spread, and what does not hold', () => {
    const lines = table([
      FIGURE,
      {
        ...FIGURE,
        row: 'modal',
        value: 12.3,
        ratio: { median: 0.0041, min: 0.0035, max: 0.1 },
        holds: false,
      },
    ]).split('\n');
    expect(lines[0]).toMatch(/^row +value +against +ratio \(min\.\.max\) +must be +holds$/);
    expect(lines[2]).toMatch(
      /^ack +12,346 requests\/s +13,000 requests\/s \(a bare Bolt\) +0\.95 \(0\.90\.\.1\.02\).* yes$/,
    );
    expect(lines[3]).toMatch(/^modal +12\.3 requests\/s .* 0\.0041 \(0\.0035\.\.0\.10\) .* NO$/);
    expect(lines.slice(4)).toEqual(['', `ack: ${FIGURE.note}`, `modal: ${FIGURE.note}`]);
  });
});

test('commands are signed as Slack signs them', () => {
  const body = commandBody({
    teamId: 'T0BENCH001',
    personId: 'U0KNOWN1',
    text: 'help me & you',
    triggerId: '1.2.3',
    responseUrl: 'http://127.0.0.1:1/response/1',
  });
  expect(new URLSearchParams(body).get('text')).toBe('help me & you');
  const headers = signedHeaders(body);
  const timestamp = Number(headers['x-slack-request-timestamp']);
  expect(Math.abs(Date.now() / 1000 - timestamp)).toBeLessThan(5);
  expect(headers['x-slack-signature']).toBe(signature(SECRETS.signingSecret, timestamp, body));
});
