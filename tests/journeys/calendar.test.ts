import { readFileSync } from 'node:fs';
import type { KnownBlock } from '@slack/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { OpenView, ShownMessage } from '../../src/local-slack/page/protocol.ts';
import { SessionId } from '../../src/pairs/course.ts';
import { writeSession } from '../../src/pairs/store/sessions.ts';
import { CALENDAR } from '../../src/pairs/views/actions.ts';
import { SEND_FILE } from '../../src/pairs/views/calendar.ts';
import { WorkspaceId } from '../../src/ports.ts';
import { button } from '../../src/slack/buttons.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { textOf } from '../harness/member.ts';
import { PIOTR_AND_DARNELL, trialPair } from '../harness/running.ts';
import { MODES, PEOPLE, SECRETS, startTogether, type Together } from '../harness/together.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
/** A Monday, in working hours of both. */
const MONDAY = '2026-11-23T15:30:00Z';
const ID = SessionId.parse('5f0c1a52-5a0e-4d5f-8a43-0f3d2b6c7e10');

/** A pair, and its second session: on 8 December at 16:00 in Warsaw. */
async function plant(all: Together): Promise<void> {
  const { pairId, ports } = await trialPair(all, 'coaching', PIOTR_AND_DARNELL);
  await inTransaction(all.db, async (tx) => {
    await writeSession(tx, workspaceId, pairId, {
      id: ID,
      number: 2,
      state: 'booked',
      wall: '2026-12-08T09:00',
      timeZone: 'America/Chicago',
      startsAt: new Date('2026-12-08T15:00:00Z'),
      minutes: 60,
      bookedBy: 'learner',
      bookedAt: ports.clock.now(),
      reports: { guide: null, learner: null },
      settledAt: null,
      version: 1,
      progress: null,
      learnerWords: {},
      guideWords: {},
      calendarKey: ports.newId(),
    });
  });
  await all.passes({});
}

/** A message with the button, as those about a booked session have it. */
async function offer(all: Together, channel: string): Promise<void> {
  const blocks: KnownBlock[] = [{ type: 'actions', elements: [button(CALENDAR, 'For my calendar', ID)] }];
  await fetch(`${all.slack.url}/api/chat.postMessage`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${SECRETS.botToken}`,
      'content-type': 'application/json; charset=utf-8',
    },
    body: JSON.stringify({ channel, text: 'Here is the button', blocks }),
  });
}

async function opened(
  all: Together,
  person: 'darnell' | 'piotr' | 'sofia',
  title: string,
): Promise<OpenView> {
  await offer(all, PEOPLE[person]);
  const member = all.as(person);
  for (const view of (await member.state()).views.toReversed()) await member.closes(view);
  await member.presses(CALENDAR, await member.told('Here is the button'));
  return member.modal(title);
}

/** Where the buttons of a view lead, by their texts. */
function linksIn(view: OpenView): Record<string, string> {
  const buttons = view.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  return Object.fromEntries(
    buttons.flatMap((one) => (one.type === 'button' ? [[one.text.text, one.url ?? '']] : [])),
  );
}

async function savedBy(all: Together, person: string, { files }: ShownMessage): Promise<string> {
  const response = await fetch(`${all.slack.url}/page/file/${files?.[0]?.id}?user=${person}`);
  return response.text();
}

function withoutFiles(): object {
  const manifest = parse(readFileSync('manifest.yml', 'utf8'));
  const { scopes } = manifest.oauth_config;
  const left = (list: string[]): string[] => list.filter((scope) => scope !== 'files:write');
  manifest.oauth_config.scopes = { bot: left(scopes.bot), bot_optional: left(scopes.bot_optional) };
  return manifest;
}

describe.each(MODES)('a session into a calendar, connected by %s', (mode) => {
  let all: Together;
  beforeAll(async () => {
    all = await startTogether(mode, { now: MONDAY, publicUrl: 'own' });
    await plant(all);
  });
  afterAll(() => all.stop());

  it('shows the entry and the ways, and sends the file when it is wanted', async () => {
    const view = await opened(all, 'darnell', 'For your calendar');
    expect(textOf(view)).toContain('Coaching with Piotr Zawada, session 2');
    expect(textOf(view)).toMatch(/Tue,? 8 Dec,? 09:00 \(16:00 for Piotr Zawada\)/);
    const links = linksIn(view);
    expect(Object.keys(links)).toEqual([
      'Google Calendar',
      'Outlook at work',
      'Outlook.com',
      'Send me the file',
    ]);
    expect(links['Google Calendar']).toMatch(/^https:\/\/calendar\.google\.com\/.*dates=20261208T150000Z/);
    expect(links['Outlook at work']).toMatch(
      /^https:\/\/outlook\.office\.com\/.*startdt=2026-12-08T09%3A00%3A00/,
    );
    const darnell = all.as('darnell');
    await darnell.presses(SEND_FILE, view);
    const after = await darnell.modal('is in your messages');
    expect(Object.keys(linksIn(after))).not.toContain('Send me the file');
    const message = await darnell.told('Coaching with Piotr Zawada, session 2, ');
    expect(message.files).toMatchObject([{ name: 'coaching-2.ics', type: 'Calendar' }]);
    const ics = await savedBy(all, PEOPLE.darnell, message);
    expect(ics).toContain('SUMMARY:Coaching with Piotr Zawada\\, session 2\r\n');
    // The address of the same, for another program.
    const link = linksIn(after)['Open the file'] ?? '';
    expect(link).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${all.app.port}/calendar/[0-9a-f]{32}l\\.ics$`));
    const fetched = await fetch(link);
    expect([fetched.status, fetched.headers.get('content-type')]).toEqual([
      200,
      'text/calendar; charset=utf-8; method=PUBLISH',
    ]);
    const withoutStamp = (text: string): string => text.replace(/DTSTAMP.*\r\n/, '');
    expect(withoutStamp(await fetched.text())).toBe(withoutStamp(ics));
  });

  it('in Polish for who reads Polish, about the other', async () => {
    const view = await opened(all, 'piotr', 'Do kalendarza');
    expect(textOf(view)).toContain('Coaching, sesja 2: Darnell Owens');
    await all.as('piotr').presses(SEND_FILE, view);
    const message = await all.as('piotr').told('Coaching, sesja 2: Darnell Owens, ');
    expect(await savedBy(all, PEOPLE.piotr, message)).toContain('SUMMARY:Coaching\\, sesja 2: Darnell Owens');
    // The other does not get it.
    expect(await savedBy(all, PEOPLE.darnell, message)).toBe('There is no such file here.');
  });

  it('not for somebody else, who pressed a button that was made by hand', async () => {
    const view = await opened(all, 'sofia', 'That did not work');
    expect(linksIn(view)).toEqual({});
  });

  it('says when it did not work, and sends it once when pressed twice', async () => {
    const darnell = all.as('darnell');
    const count = async () => (await darnell.allTold()).filter(({ files }) => files).length;
    const before = await count();
    all.slack.inject({ do: 'server_error', on: 'files.getUploadURLExternal', times: 1 });
    await darnell.presses(SEND_FILE, await opened(all, 'darnell', 'For your calendar'));
    const failed = await darnell.modal('could not be sent just now');
    expect(Object.keys(linksIn(failed))).toEqual(
      expect.arrayContaining(['Send me the file again', 'Open the file']),
    );
    all.slack.inject({ do: 'slow', on: 'files.getUploadURLExternal', ms: 300, times: 1 });
    await Promise.all([darnell.presses(SEND_FILE, failed), darnell.presses(SEND_FILE, failed)]);
    await darnell.modal('is in your messages');
    expect(await count()).toBe(before + 1);
    expect(all.logged()).not.toMatch(/Piotr Zawada/);
  });
});

describe('without the optional scope', () => {
  it('there is a link where the app is reached from outside', async () => {
    const all = await startTogether('socket', { now: MONDAY, publicUrl: 'own', manifest: withoutFiles() });
    try {
      await plant(all);
      const links = linksIn(await opened(all, 'darnell', 'For your calendar'));
      expect(Object.keys(links)).toEqual([
        'Google Calendar',
        'Outlook at work',
        'Outlook.com',
        'Open the file',
      ]);
      expect((await fetch(links['Open the file'] ?? '')).status).toBe(200);
    } finally {
      await all.stop();
    }
  });

  it('and elsewhere it says what would have to be set, and the other links remain', async () => {
    const all = await startTogether('socket', { now: MONDAY, manifest: withoutFiles() });
    try {
      await plant(all);
      const view = await opened(all, 'darnell', 'For your calendar');
      expect(Object.keys(linksIn(view))).toEqual(['Google Calendar', 'Outlook at work', 'Outlook.com']);
      expect(textOf(view)).toMatch(/allow it to send files \(files:write\), or set PUBLIC_URL/);
    } finally {
      await all.stop();
    }
  });
});
