import type { KnownBlock, ModalView, RichTextSection } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../../locales/texts.ts';
import { dateOfYearIn } from '../../../people/views/words.ts';
import { button, buttons } from '../../../slack/buttons.ts';
import { modal } from '../../../slack/modal.ts';
import { line, mrkdwn, plain, run } from '../../../slack/text.ts';
import type { SeenCourse, SeenSession } from '../../seen.ts';
import { HISTORY_PAGE } from '../actions.ts';
import { mention } from '../parts.ts';
import { planText } from '../sessions/session.ts';

/** Each with up to five texts of 500 characters. */
const ON_A_PAGE = 10;

/**
 * What the two have had, the oldest first, with what this side may read of it. What is still to come is not in it.
 *
 * @param page from 0, the newest; a page there is none of is the newest
 */
export function historyView(t: Texts, seen: SeenCourse, page = 0): ModalView {
  const { kind, pairId } = seen;
  const past = seen.sessions.filter(isPast);
  const shown = page > 0 && page * ON_A_PAGE < past.length ? page : 0;
  const end = past.length - shown * ON_A_PAGE;
  const begin = Math.max(0, end - ON_A_PAGE);
  const other = mention(seen);
  const turn = (blockId: string, to: number, text: string) =>
    // Two buttons of one name do not stand in one block.
    buttons(blockId, [button(HISTORY_PAGE, text, `${pairId} ${to}`)]);
  return modal({
    callbackId: 'pairs.history',
    title: t(`course:hub.history.title.${kind}`),
    close: t('common:button.back'),
    blocks: [
      {
        type: 'section',
        text: mrkdwn(
          past.length === 0
            ? t(`course:hub.history.none.${kind}`, { other })
            : t(`course:hub.history.lead.${kind}`, { other }),
        ),
      },
      ...(begin > 0 ? [turn('pairs.earlier', shown + 1, t('course:hub.history.earlier'))] : []),
      ...past.slice(begin, end).flatMap((one) => sessionBlocks(t, seen, one)),
      ...(shown > 0 ? [turn('pairs.later', shown - 1, t('course:hub.history.later'))] : []),
      { type: 'context', elements: [plain(t(`course:hub.history.seen.${kind}.${seen.side}`))] },
    ],
  });
}

/** Which pair's history, and which page of it, a button stands for; no page where it does not say. */
export function turnedTo(value: string): { pairId: string; page: number | undefined } {
  const [pairId = '', page] = value.split(' ');
  return { pairId, page: z.coerce.number().int().safeParse(page).data };
}

function sessionBlocks(t: Texts, seen: SeenCourse, session: PastSession): KnownBlock[] {
  const { number, startsAt, state, progress, words } = session;
  const date = dateOfYearIn(t, startsAt, seen.myZone);
  const title =
    number === null
      ? t('course:hub.history.meeting', { date })
      : t('course:hub.history.session', { number, date });
  const became = [
    isDisputed(session)
      ? t(`course:hub.history.disputed.${seen.kind}`)
      : t(`course:hub.history.state.${seen.kind}.${state}`),
    ...(progress === null ? [] : [t('sessions:state.progress', { progress })]),
  ].join(' ');
  const written = [
    ...labelled(t(`sessions:words.plan.${seen.side}`), words.plan && planText(t, words.plan)),
    ...labelled(t(`sessions:words.wish.${seen.side}`), words.wish),
    ...labelled(t('sessions:words.takeaway'), words.takeaway),
    ...labelled(t('sessions:words.learning'), words.learning),
  ];
  return [
    { type: 'section', text: mrkdwn(`*${title}*\n${became}`) },
    ...(written.length > 0 ? [{ type: 'rich_text' as const, elements: [list(written)] }] : []),
  ];
}

type PastSession = SeenSession & { state: Exclude<SeenSession['state'], 'booked'> };

function isPast(session: SeenSession): session is PastSession {
  return session.state !== 'booked';
}

/** Held by the word of one, not held by the word of the other; whose is no matter. */
function isDisputed({ reports }: SeenSession): boolean {
  const [one, other] = [reports.guide?.said, reports.learner?.said];
  return one !== undefined && other !== undefined && one !== other;
}

/** Words as typed, after what they are; nothing where there are none. Nothing in them is markup. */
export function labelled(label: string, words: string | undefined): RichTextSection[] {
  return words === undefined || words === '' ? [] : [line(run(`${label}: `, { bold: true }), run(words))];
}

/** Points of a list. */
export function list(elements: RichTextSection[]) {
  return { type: 'rich_text_list' as const, style: 'bullet' as const, elements };
}
