import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bringCompany } from '../../src/commands/try-out.ts';
import type { ElementState } from '../../src/local-slack/page/protocol.ts';
import { SLACK_RATES } from '../../src/nudges/rates.ts';
import { coachesOf } from '../../src/people/flow/profile.ts';
import { chosen, Member, textOf } from '../harness/member.ts';
import { testPorts } from '../harness/ports.ts';
import { startTogether, type Together } from '../harness/together.ts';

const option = (value: string) => ({ value, text: { type: 'plain_text' as const, text: value } });
const one = (value: string): ElementState => ({ type: 'static_select', selected_option: option(value) });
const many = (value: string): ElementState => ({
  type: 'multi_static_select',
  selected_options: [option(value)],
});

describe('the made-up company of the try-out', () => {
  let all: Together;
  let bring: () => Promise<boolean>;
  beforeAll(async () => {
    // Also at the pace of the real thing, which other journeys do not wait for.
    all = await startTogether('socket', { now: '2026-11-23T12:00:00Z', rates: SLACK_RATES });
    const ports = await testPorts(all.db, { now: '2026-11-23T12:00:00Z' });
    bring = () => bringCompany(ports, all.app.workspaceId);
  });
  afterAll(() => all.stop());

  const known = () => all.db.selectFrom('people').select(['id', 'name', 'facts_at']).execute();

  it('is not there by itself: a real install starts empty', async () => {
    expect(await known()).toEqual([]);
  });

  it('comes with guides who are suggested and with wishes, and Slack knows everybody', async () => {
    expect(await bring()).toBe(true);
    await all.passes({});
    expect((await known()).filter(({ name, facts_at }) => name === '' || facts_at === null)).toEqual([]);
    expect(await all.db.selectFrom('lookups').selectAll().execute()).toEqual([]);
    const coaches = await coachesOf(all.db, all.app.workspaceId);
    expect(coaches.map(({ confirmed }) => confirmed !== null)).toEqual(Array(6).fill(true));
    const wishes = await all.db
      .selectFrom('requests')
      .innerJoin('programs', 'programs.id', 'requests.program_id')
      .select('programs.kind')
      .execute();
    expect(wishes.map(({ kind }) => kind).toSorted()).toEqual([
      ...Array<string>(3).fill('coaching'),
      ...Array<string>(4).fill('mentoring'),
    ]);
  });

  it('has a mentor for whoever asks in the first minute, who can accept', async () => {
    const [kasia, wanjiru] = [all.as('kasia'), new Member(all.slack.url, 'U0WANJIRUK')];
    await kasia.types('/coach-or-mentor match');
    await kasia.submits(await kasia.modal('Whom are you looking for?'), {
      'matching.ask.kind': { chosen: chosen('mentoring') },
      'matching.ask.first': { chosen: one('career-planning') },
      'matching.ask.languages': { chosen: many('en') },
    });
    const shown = await kasia.modal('These people fit best');
    expect(textOf(shown).match(/Why it fits/g)).toHaveLength(3);
    await kasia.submits(shown, { 'matching.choose.first': { chosen: one(wanjiru.id) } });
    await kasia.modal('is asked to be your mentor');
    await all.passes({});
    await wanjiru.presses('matching.accept', await wanjiru.told('asks you to be their mentor'));
    await wanjiru.modal('You have accepted the request of');
  });

  it('comes once: what was tried stays', async () => {
    const before = await all.db.selectFrom('pairs').selectAll().execute();
    expect(before).toHaveLength(1);
    expect(await bring()).toBe(false);
    expect(await all.db.selectFrom('pairs').selectAll().execute()).toEqual(before);
  });
});
