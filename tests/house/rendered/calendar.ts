import { SessionId } from '../../../src/pairs/course.ts';
import type { CalendarSession } from '../../../src/pairs/entry.ts';
import { calendarView, type Tried } from '../../../src/pairs/views/calendar.ts';
import { PersonId } from '../../../src/ports.ts';
import { type Rendered, shown } from './common.ts';

export const SESSION: CalendarSession = {
  sessionId: SessionId.parse('5f0c1a52-5a0e-4d5f-8a43-0f3d2b6c7e10'),
  kind: 'coaching',
  number: 2,
  version: 1,
  startsAt: new Date('2026-12-08T09:00:00Z'),
  endsAt: new Date('2026-12-08T10:00:00Z'),
  isOff: false,
  key: '0b6a3c1e8f3d4c529a772d1f0e5b6c48l',
  other: PersonId.parse('U0KASIANOW'),
  otherName: 'Kasia Nowak',
  myZone: 'Europe/Warsaw',
  otherZone: 'Asia/Kolkata',
};

const SESSIONS: CalendarSession[] = [
  SESSION,
  { ...SESSION, number: null },
  { ...SESSION, kind: 'mentoring', number: null, otherZone: 'Europe/Warsaw' },
  { ...SESSION, isOff: true },
];
const TRIED: Tried[] = [null, 'sent', 'failed', 'not-allowed', 'unknown'];

export const CALENDAR: Rendered = {
  calendarView: (t) =>
    SESSIONS.flatMap((session) =>
      [undefined, 'https://coach.example.com/calendar/0.ics'].flatMap((link) =>
        TRIED.flatMap((tried) =>
          [true, false].map((canSend) => calendarView(t, session, { canSend, link, tried })),
        ),
      ),
    ).map(shown),
};

export const CALENDAR_PARTS = ['entryWords', 'fileComment'];
