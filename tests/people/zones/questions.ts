/** What src/people/calendar.ts is asked about walls and moments, and what it makes of it. */
import { createHash } from 'node:crypto';
import {
  type Calendar,
  dayOf,
  instantOf,
  startOfWork,
  wallOf,
  workMoment,
} from '../../../src/people/calendar.ts';

export type Question =
  | { of: 'wall'; wall: string; zone: string }
  | { of: 'moment'; at: number; zone: string }
  /** `day` is that of `at`, on their wall. */
  | { of: 'work'; calendar: Calendar; at: number; day: string };

/** What is asked, in words, and the answer; one or two of each question. */
export type Answers = [what: string, answer: string | number][];

export function ours(question: Question): Answers {
  if (question.of === 'wall') {
    const { wall, zone } = question;
    return [[`${zone} at ${wall}`, instantOf(wall, zone).getTime()]];
  }
  const { at } = question;
  if (question.of === 'moment') {
    const { zone } = question;
    return [
      [`${zone} on ${at}`, wallOf(new Date(at), zone)],
      [`${zone} day of ${at}`, dayOf(new Date(at), zone)],
    ];
  }
  const { calendar, day } = question;
  const { hours, timeZone } = calendar;
  const what = `${timeZone} ${hours.days.join('')} ${hours.from}-${hours.to}`;
  return [
    [`${what} begins ${day}`, startOfWork(calendar, day).getTime()],
    [`${what} from ${at}`, workMoment(calendar, new Date(at)).getTime()],
  ];
}

/** All answers in one word: two machines that say the same have said the same of every question. */
export function digestOf(questions: readonly Question[]): string {
  const digest = createHash('sha256');
  for (const question of questions)
    for (const [what, answer] of ours(question)) digest.update(`${what} ${answer}\n`);
  return digest.digest('hex');
}

/** Noon as the machine sees it: where it stands. */
export function hostNoon(): string {
  return new Date(2026, 6, 1, 12).toISOString();
}
