import { describe, expect, it } from 'vitest';
import { factsFrom } from '../../src/slack/facts.ts';

describe('where somebody lives, as Slack says', () => {
  it.each([
    ['a zone', { tz: 'Europe/Warsaw', tz_offset: 3600 }, 'Europe/Warsaw'],
    ['a zone by an older name', { tz: 'Asia/Calcutta', tz_offset: 19800 }, 'Asia/Calcutta'],
    [
      'a zone that is not known here: what its clocks say now',
      { tz: 'Mars/Olympus', tz_offset: 7200 },
      'Etc/GMT-2',
    ],
    ['the same, west of Greenwich', { tz: 'Mars/Tharsis', tz_offset: -18000 }, 'Etc/GMT+5'],
    ['the same, at Greenwich', { tz: 'Mars/Airy', tz_offset: 0 }, 'UTC'],
    ['the same, as far off as nowhere', { tz: 'Mars/Hellas', tz_offset: 90000 }, 'UTC'],
    ['nothing', {}, 'UTC'],
    ['an offset alone', { tz_offset: 3600 }, 'UTC'],
  ])('%s', (_, user, timeZone) => {
    expect(factsFrom(user).timeZone).toBe(timeZone);
  });
});
