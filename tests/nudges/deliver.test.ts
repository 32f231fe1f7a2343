import { describe, expect, it } from 'vitest';
import { blamedFor, settle, settleUnfound } from '../../src/nudges/deliver.ts';

const SENT = { outcome: 'sent', channel: 'D1', ts: '1.2' } as const;
const LIMITED = { outcome: 'not-sent', code: 'ratelimited', retryAfterMs: 30_000 } as const;
const NOBODY = { outcome: 'not-sent', code: 'ECONNREFUSED', retryAfterMs: null } as const;
const REFUSED = { outcome: 'refused', code: 'user_not_found' } as const;
const REVOKED = { outcome: 'refused', code: 'token_revoked' } as const;
const UNKNOWN = { outcome: 'unknown', code: 'timeout' } as const;

describe('what becomes of a delivery', () => {
  it.each([
    ['sent', SENT, 'notice', 1, { state: 'sent', channel: 'D1', ts: '1.2' }],
    ['after what Slack asks for', LIMITED, 'notice', 1, { state: 'planned', afterMs: 30_000 }],
    [
      'after its own wait, where Slack asks for less',
      LIMITED,
      'notice',
      6,
      { state: 'planned', afterMs: 160_000 },
    ],
    ['tried again where nobody listened', NOBODY, 'nudge', 1, { state: 'planned', afterMs: 5_000 }],
    ['at longer and longer intervals', NOBODY, 'nudge', 3, { state: 'planned', afterMs: 20_000 }],
    [
      'still tried after hours in which nobody listened',
      NOBODY,
      'notice',
      99,
      { state: 'planned', afterMs: 900_000 },
    ],
    ['never in a loop', NOBODY, 'answer', 100, { state: 'failed' }],
    ['never said again and again', UNKNOWN, 'notice', 8, { state: 'failed' }],
    ['failed where Slack says no', REFUSED, 'notice', 1, { state: 'failed', problem: 'user_not_found' }],
    ['a notice twice rather than never', UNKNOWN, 'notice', 1, { state: 'planned' }],
    ['an answer twice rather than never', UNKNOWN, 'answer', 1, { state: 'planned' }],
    [
      'put back where Slack refuses the token',
      REVOKED,
      'notice',
      1,
      { state: 'planned', blames: 'workspace' },
    ],
    ['a nudge never rather than twice', UNKNOWN, 'nudge', 1, { state: 'skipped' }],
  ] as const)('is %s', (_name, posted, kind, tries, becomes) => {
    expect(settle(posted, { class: kind, tries, doubts: tries }, false)).toMatchObject(becomes);
  });
});

describe('where messages can be looked up', () => {
  it.each(['answer', 'notice', 'nudge'] as const)('it is done before a doubtful %s is sent again', (kind) => {
    expect(settle(UNKNOWN, { class: kind, tries: 1, doubts: 1 }, true)).toEqual({
      state: 'planned',
      isUnsure: true,
      isDoubt: true,
      afterMs: 15_000,
      problem: 'timeout',
    });
  });

  it.each([
    ['a nudge is given up, where the app may not look after all', 'cannot', 'nudge', 1, { state: 'skipped' }],
    ['a notice is sent again', 'cannot', 'notice', 1, { state: 'planned', afterMs: 5_000 }],
    ['a notice is not sent for ever', 'cannot', 'notice', 8, { state: 'failed' }],
    [
      'it is looked for again, where Slack could not be asked',
      'later',
      'nudge',
      2,
      { isUnsure: true, afterMs: 10_000 },
    ],
    ['it is not looked for for ever', 'later', 'nudge', 100, { state: 'failed' }],
  ] as const)('%s', (_name, looked, kind, tries, becomes) => {
    expect(settleUnfound(looked, { class: kind, tries, doubts: tries })).toMatchObject(becomes);
  });
});

it('what was clearly not sent, however often, does not count against a message that may have arrived', () => {
  expect(settle(UNKNOWN, { class: 'notice', tries: 50, doubts: 1 }, false)).toMatchObject({
    state: 'planned',
  });
});

it.each([
  ['user_disabled', 'person'],
  ['channel_not_found', 'person'],
  ['not_in_channel', 'channel'],
  ['is_archived', 'channel'],
  ['account_inactive', 'workspace'],
  ['invalid_auth', 'workspace'],
  ['invalid_blocks', 'message'],
  ['something_new', 'message'],
])('%s is the fault of the %s', (code, whose) => {
  expect(blamedFor(code)).toBe(whose);
});
