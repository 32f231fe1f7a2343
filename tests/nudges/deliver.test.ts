import { describe, expect, it } from 'vitest';
import { settle } from '../../src/nudges/deliver.ts';

const SENT = { outcome: 'sent', channel: 'D1', ts: '1.2' } as const;
const LIMITED = { outcome: 'not-sent', code: 'ratelimited', retryAfterMs: 30_000 } as const;
const NOBODY = { outcome: 'not-sent', code: 'ECONNREFUSED', retryAfterMs: null } as const;
const REFUSED = { outcome: 'refused', code: 'user_not_found' } as const;
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
    ['a nudge never rather than twice', UNKNOWN, 'nudge', 1, { state: 'skipped' }],
  ] as const)('is %s', (_name, posted, kind, tries, becomes) => {
    expect(settle(posted, { class: kind, tries })).toMatchObject(becomes);
  });
});
