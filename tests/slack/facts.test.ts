import { describe, expect, it } from 'vitest';
import { WorkspaceId } from '../../src/ports.ts';
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

describe('who is a person of the workspace', () => {
  const own = WorkspaceId.parse('T0LUMENARI');
  it.each([
    ['a member', { id: 'U0ADA', team_id: 'T0LUMENARI', is_bot: false }, true],
    ['a guest', { id: 'U0ADA', team_id: 'T0LUMENARI', is_restricted: true }, true],
    [
      'of a company with several workspaces',
      { id: 'U0ADA', team_id: 'T0OTHER', enterprise_user: { id: 'U0ADA' } },
      true,
    ],
    ['a bot', { id: 'U0BOT', team_id: 'T0LUMENARI', is_bot: true }, false],
    ['Slackbot, who says of itself that it is none', { id: 'USLACKBOT', is_bot: false }, false],
    ['somebody of another company', { id: 'U0ADA', team_id: 'T0OTHER' }, false],
    ['the same, with whom nothing is shared', { id: 'U0ADA', is_stranger: true }, false],
    ['of whom Slack does not say', {}, true],
  ])('%s', (_, user, isMember) => {
    expect(factsFrom(user, own).isMember).toBe(isMember);
  });
});

it('somebody is called as Slack shows them, and has their full name beside it', () => {
  const profile = { display_name: 'Marta', real_name: 'Marta Wilczyńska' };
  expect(factsFrom({ name: 'marta', profile })).toMatchObject({
    name: 'Marta',
    fullName: 'Marta Wilczyńska',
  });
  expect(factsFrom({ name: 'marta', profile: { ...profile, display_name: '' } })).toMatchObject({
    name: 'Marta Wilczyńska',
    fullName: 'Marta Wilczyńska',
  });
});
