import type { Texts } from '../../locales/texts.ts';
import { ROLES } from '../../programs/joining.ts';
import { type Program, takesGuests } from '../../programs/program.ts';
import type { Message } from '../../slack/asking.ts';
import { buttons } from '../../slack/buttons.ts';
import { escaped, line, run } from '../../slack/text.ts';
import type { Announced } from '../flow/announcing.ts';
import { joinButtons } from './joining.ts';
import { datesName, list, section } from './words.ts';

/** Fewer places than this are not counted out, and more in fives: what one guide does is not to be told from it. */
const STEP = 5;

/** A program in its channel: what it is, for whom, how long, places left, and the ways in while it takes people. */
export function announcement(t: Texts, { program, isOpen, places }: Announced): Message {
  const { name, purpose, kind } = program;
  const dates = datesName(t, program);
  const facts = [
    t(`programs:announce.what.${kind}`),
    ...(dates ? [dates] : []),
    howLong(t, program),
    whoText(t, program),
    ...(isOpen ? [placesText(t, places)] : []),
  ];
  const close = isOpen
    ? t('programs:announce.how')
    : t(`programs:announce.${program.state === 'ended' ? 'ended' : 'closed'}`);
  return {
    text: escaped([name, ...(purpose === '' ? [] : [purpose]), ...facts, close].join('\n')),
    blocks: [
      {
        type: 'rich_text',
        elements: [line(run(name, { bold: true }), run(purpose === '' ? '' : `\n${purpose}`))],
      },
      list(facts),
      section(close),
      ...(isOpen ? [buttons('managing.announcement', joinButtons(t, { program, can: [...ROLES] }))] : []),
    ],
  };
}

function howLong(t: Texts, { kind, rules }: Program): string {
  if (kind === 'mentoring')
    return t('programs:announce.mentoring', { count: rules.cadence.mentoring.renewalAfterMonths });
  const { sessions: count, minutes, everyDays } = rules.cadence.coaching;
  return t('programs:announce.coaching', { count, minutes, everyDays });
}

function whoText(t: Texts, program: Program): string {
  const who = t(`programs:announce.who.${program.rules.joining}`);
  return takesGuests(program) ? `${who} ${t('programs:announce.guests')}` : who;
}

function placesText(t: Texts, places: number): string {
  if (places === 0) return t('programs:announce.places.none');
  if (places < STEP) return t('programs:announce.places.few');
  return t('programs:announce.places.some', { count: places - (places % STEP) });
}
