import { expect, it } from 'vitest';
import { checkView } from '../../src/local-slack/blocks.ts';
import { textsIn } from '../../src/locales/texts.ts';
import { calendarView, fileComment } from '../../src/pairs/views/calendar.ts';
import { LANGUAGES } from '../../src/ports.ts';
import { asRead } from '../guidance/as-read.ts';
import { SESSION } from '../house/rendered/calendar.ts';

const LINK = 'https://coach.example.com/calendar/0.ics';
const MENTORING = { ...SESSION, kind: 'mentoring', number: null, otherZone: SESSION.myZone } as const;
const OFF = { ...SESSION, isOff: true };

it.each(LANGUAGES)('what stands in the modal and above the file, in %s', async (language) => {
  const t = textsIn(language);
  const states: [string, object][] = [
    ['files are sent', calendarView(t, SESSION, { canSend: true, link: LINK, tried: null })],
    ['a meeting; files are fetched', calendarView(t, MENTORING, { canSend: false, link: LINK, tried: null })],
    ['no file', calendarView(t, SESSION, { canSend: false, link: undefined, tried: null })],
    ['sent', calendarView(t, SESSION, { canSend: true, link: LINK, tried: 'sent' })],
    ['failed', calendarView(t, SESSION, { canSend: true, link: LINK, tried: 'failed' })],
    ['not known', calendarView(t, SESSION, { canSend: true, link: undefined, tried: 'unknown' })],
    ['not allowed', calendarView(t, SESSION, { canSend: false, link: undefined, tried: 'not-allowed' })],
    ['taken back', calendarView(t, OFF, { canSend: true, link: LINK, tried: null })],
    ['taken back, no file', calendarView(t, OFF, { canSend: false, link: undefined, tried: null })],
    ['above the file', { text: fileComment(t, SESSION) }],
    ['above the file of one taken back', { text: fileComment(t, OFF) }],
  ];
  for (const [name, view] of states)
    if ('type' in view)
      expect([name, checkView(view, () => crypto.randomUUID())]).toMatchObject([name, { ok: true }]);
  const read = states.map(([name, view]) => `# ${name}\n${asRead(view)}\n`).join('\n');
  await expect(read).toMatchFileSnapshot(`goldens/calendar.${language}.txt`);
});
