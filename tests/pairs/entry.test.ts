import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textsIn } from '../../src/locales/texts.ts';
import { SessionId } from '../../src/pairs/course.ts';
import {
  type CalendarSession,
  fileName,
  forCalendar,
  icsOf,
  keyOf,
  keyParts,
  linksOf,
} from '../../src/pairs/entry.ts';
import { entryWords } from '../../src/pairs/views/calendar.ts';
import { LANGUAGES, PersonId } from '../../src/ports.ts';
import { SESSION } from '../house/rendered/calendar.ts';

const MADE = new Date('2026-11-30T12:00:00Z');
const KEPT = {
  id: SessionId.parse(SESSION.sessionId),
  number: 2,
  state: 'booked' as const,
  wall: '2026-12-08T10:00',
  timeZone: 'Europe/Warsaw',
  startsAt: new Date('2026-12-08T09:00:00Z'),
  minutes: 45,
  bookedBy: 'learner' as const,
  bookedAt: MADE,
  reports: { guide: null, learner: null },
  settledAt: null,
  version: 3,
  progress: 4,
  learnerWords: { takeaway: 'Nobody may read this' },
  guideWords: { learning: 'Nor this' },
  calendarKey: '0b6a3c1e-8f3d-4c52-9a77-2d1f0e5b6c48',
};
const PEOPLE = {
  other: PersonId.parse('U0KASIANOW'),
  otherName: 'Kasia Nowak',
  myZone: 'Europe/Warsaw',
  otherZone: 'Asia/Kolkata',
};

/** The properties of the one event, unfolded and with their escapes taken off, by RFC 5545 and not by the library. */
function read(ics: string): Record<string, string> {
  expect(ics.endsWith('END:VCALENDAR\r\n')).toBe(true);
  const lines = ics.split('\r\n').slice(0, -1);
  for (const line of lines) {
    expect(line).not.toMatch(/[\r\n]/);
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  }
  const unfolded = lines.join('\r\n').replaceAll('\r\n ', '').split('\r\n');
  return Object.fromEntries(
    unfolded.map((line) => {
      const at = line.indexOf(':');
      const value = line.slice(at + 1).replaceAll(/\\([\\;,nN])/g, (_, one) => (/n/i.test(one) ? '\n' : one));
      return [line.slice(0, at), value];
    }),
  );
}

const seen = (
  more: object = {},
  state: 'running' | 'ended' = 'running',
  kind: 'coaching' | 'mentoring' = 'coaching',
) => forCalendar({ kind, state: { state } }, { ...KEPT, ...more }, 'learner', PEOPLE);
const fileOf = (session: CalendarSession, t = textsIn('en')) => icsOf(session, entryWords(t, session), MADE);

describe('the file', () => {
  it('says what, when and with whom, and nothing that anybody wrote', () => {
    const ics = fileOf(seen());
    expect(read(ics)).toMatchObject({
      VERSION: '2.0',
      METHOD: 'PUBLISH',
      UID: `${SESSION.sessionId}@coach-or-mentor`,
      SEQUENCE: '3',
      DTSTAMP: '20261130T120000Z',
      DTSTART: '20261208T090000Z',
      DTEND: '20261208T094500Z',
      SUMMARY: 'Coaching with Kasia Nowak, session 2',
      STATUS: 'CONFIRMED',
      CLASS: 'PRIVATE',
    });
    // Whoever reads the entry cannot fetch the file by it.
    for (const hidden of ['Nobody may read this', 'Nor this', '0b6a3c1e', 'U0KASIANOW'])
      expect(ics).not.toContain(hidden);
  });

  it('of a session that was moved takes the place of the one before', () => {
    const [before, after] = [
      read(fileOf(seen())),
      read(fileOf(seen({ startsAt: new Date('2026-12-10T14:00:00Z'), version: 4 }))),
    ];
    expect(after['UID']).toBe(before['UID']);
    expect(Number(after['SEQUENCE'])).toBeGreaterThan(Number(before['SEQUENCE']));
    expect(after['DTSTART']).toBe('20261210T140000Z');
  });

  it.each<[string, object, 'running' | 'ended', string]>([
    ['that was taken back', { state: 'cancelled' }, 'running', 'CANCELLED'],
    ['of two who have ended', {}, 'ended', 'CANCELLED'],
    ['that took place before they ended', { state: 'held' }, 'ended', 'CONFIRMED'],
  ])('of a session %s says so', (_what, more, state, status) => {
    expect(read(fileOf(seen(more, state)))['STATUS']).toBe(status);
  });

  it('takes an hour where nobody said how long', () => {
    expect(read(fileOf(seen({ minutes: null })))['DTEND']).toBe('20261208T100000Z');
  });

  it.each([
    ['en', 'coaching', 2, 'Coaching with Kasia Nowak, session 2'],
    ['en', 'coaching', null, 'Coaching with Kasia Nowak'],
    ['en', 'mentoring', null, 'Mentoring with Kasia Nowak'],
    ['pl', 'coaching', 2, 'Coaching, sesja 2: Kasia Nowak'],
    ['pl', 'mentoring', null, 'Mentoring: Kasia Nowak'],
  ] as const)('in %s, %s %s is called so', (language, kind, number, title) => {
    expect(read(fileOf(seen({ number }, 'running', kind), textsIn(language)))['SUMMARY']).toBe(title);
  });

  it('is called by what it is, and by nobody’s name', () => {
    expect(fileName(seen())).toBe('coaching-2.ics');
    // By the reader's wall: it is the 9th there already.
    const late = { number: null, startsAt: new Date('2026-12-08T23:30:00Z') };
    expect(fileName(seen(late, 'running', 'mentoring'))).toBe('mentoring-2026-12-09.ics');
  });
});

it('a key leads back to the session and the side, and nothing else is one', () => {
  for (const side of ['guide', 'learner'] as const) {
    const key = keyOf(KEPT.calendarKey, side);
    expect(key).toMatch(/^[0-9a-f]{32}[gl]$/);
    expect(keyParts(key)).toEqual({ calendarKey: KEPT.calendarKey, side });
  }
  for (const none of [
    '',
    'x',
    KEPT.calendarKey,
    `${keyOf(KEPT.calendarKey, 'guide')}g`,
    `${'0'.repeat(32)}x`,
  ])
    expect(keyParts(none)).toBeUndefined();
});

describe('links', () => {
  it('give Google UTC, and Outlook what the reader’s wall says', () => {
    const { google, office, outlook } = linksOf(seen(), entryWords(textsIn('en'), seen()));
    const asked = new URL(google);
    expect([asked.origin, asked.pathname]).toEqual(['https://calendar.google.com', '/calendar/render']);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      action: 'TEMPLATE',
      text: 'Coaching with Kasia Nowak, session 2',
      dates: '20261208T090000Z/20261208T094500Z',
    });
    for (const [link, host] of [
      [office, 'outlook.office.com'],
      [outlook, 'outlook.live.com'],
    ] as const) {
      expect(new URL(link).host).toBe(host);
      expect(Object.fromEntries(new URL(link).searchParams)).toMatchObject({
        path: '/calendar/action/compose',
        rru: 'addevent',
        subject: 'Coaching with Kasia Nowak, session 2',
        startdt: '2026-12-08T10:00:00',
        enddt: '2026-12-08T10:45:00',
      });
    }
  });

  it('do so wherever the server stands, also at an hour that its own clock leaves out', async () => {
    // 02:30 on this day does not exist in New York.
    const script = `
      const { linksOf } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/pairs/entry.ts'))});
      const session = { startsAt: new Date('2027-03-14T01:30:00Z'), endsAt: new Date('2027-03-14T02:30:00Z'), myZone: 'Europe/Warsaw' };
      console.log(new URL(linksOf(session, { title: 'x', details: 'y' }).office).searchParams.get('startdt'));`;
    for (const TZ of ['America/New_York', 'Asia/Kathmandu']) {
      const { stdout } = await promisify(execFile)(
        'node_modules/.bin/node',
        ['--input-type=module', '--eval', script],
        { env: { ...process.env, TZ } },
      );
      expect(stdout.trim()).toBe('2027-03-14T02:30:00');
    }
  });
});

describe('whatever somebody is called', () => {
  const name = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.constantFrom(
      'Nowak; Kasia, "K" \\n BEGIN:VEVENT',
      'Zoë\r\nATTENDEE:mailto:a@example.com',
      '<!channel> & <https://a.example|b>',
      '👩🏽‍💻'.repeat(12),
      'Ż'.repeat(80),
      '#?&=%+/',
    ),
  );

  it('it stands in file and links as it is, in lines and addresses of good length', () => {
    fc.assert(
      fc.property(name, fc.constantFrom(...LANGUAGES), (otherName, language) => {
        const session = { ...seen(), otherName };
        const words = entryWords(textsIn(language), session);
        const event = read(icsOf(session, words, MADE));
        expect(event['SUMMARY']).toBe(words.title);
        expect(event).not.toHaveProperty('ATTENDEE');
        const { google, office, outlook } = linksOf(session, words);
        expect(new URL(google).searchParams.get('text')).toBe(words.title.toWellFormed());
        for (const link of [google, office, outlook]) expect(link.length).toBeLessThan(3000);
      }),
      { numRuns: 300 },
    );
  });
});
