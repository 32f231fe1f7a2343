import type { Texts } from '../../locales/texts.ts';
import type { PersonId } from '../../ports.ts';
import type { Message } from '../../slack/asking.ts';
import { button, buttons } from '../../slack/buttons.ts';
import { daysAfter } from '../days.ts';
import type { SeenOffer, SeenRequest } from '../flow/seeing.ts';
import type { Shortage } from '../match.ts';
import { isOpenOffer } from '../offer.ts';
import { CHOOSING_DAYS, type Closed } from '../request.ts';
import { WAITING_DAYS } from '../waiting.ts';
import { CHOOSE, REPLY } from './actions.ts';
import { askButton, withdrawButton } from './requested.ts';
import { shortageTexts } from './shortage.ts';
import { nobodyOptions, searchButtons, shortageBlocks } from './suggestions.ts';
import { dateName, mention, momentName, paragraph, points, saying } from './words.ts';

/** A learner's message; `isOver`: it stands in Slack, and what it asks for has been settled since. */
interface Noticed extends Pick<SeenRequest, 'request' | 'program'> {
  isOver: boolean;
  /** The learner's, IANA. */
  timeZone: string;
}

/**
 * It was not possible for the one who was asked, and the next one is asked.
 *
 * @param before who was asked before; nothing where that led to a first conversation
 */
export function nextMessage(
  t: Texts,
  { offer, before }: { offer: SeenOffer; before: PersonId | undefined },
  { timeZone }: { timeZone: string },
): Message {
  const { program, request } = offer;
  const { state, guideId } = offer.offer;
  const sentences = [
    ...(before ? [t('matching:next.before', { guide: mention(before) })] : []),
    t(`matching:next.now.${program.kind}`, { guide: mention(guideId) }),
  ];
  if (!isOpenOffer(state) || !('expiresAt' in state)) return saying(sentences, [past(t)]);
  return saying(
    [...sentences, t('matching:next.until', { until: momentName(t, state.expiresAt, timeZone) })],
    [],
    [withdrawButton(t, request, program.kind)],
  );
}

/** The guide would like to know something before they answer; what, stands in a modal. */
export function questionMessage(
  t: Texts,
  { offer, guide }: SeenOffer,
  { timeZone }: { timeZone: string },
): Message {
  const { state } = offer;
  const lead = t('matching:question.lead', { guide: mention(guide.id) });
  if (state.state !== 'asked') return saying([lead], [past(t)]);
  if (state.answer !== null) return saying([lead, t('matching:question.answered')]);
  return saying(
    [
      lead,
      t('matching:question.how'),
      t('matching:question.until', { until: momentName(t, state.expiresAt, timeZone) }),
    ],
    [],
    [
      button(REPLY, t('matching:button.readAndReply'), `${offer.id} ${offer.version}`, {
        style: 'primary',
        about: guide.name,
      }),
    ],
  );
}

/** Nobody is left of those the learner chose: why, and what can be done. */
export function nobodyMessage(
  t: Texts,
  { request, program, isOver }: Noticed,
  found: { shortage: Shortage; fitting: number },
): Message {
  const lead = t(`matching:nobody.left.${program.kind}`);
  if (isOver) return saying([lead], [past(t)]);
  const others = found.fitting > 0;
  const sentences = others ? [lead, t('matching:nobody.others', { count: found.fitting })] : [lead];
  return {
    text: [
      ...sentences,
      ...(others ? [] : shortageTexts(t, found.shortage)),
      `${t('matching:nobody.can')}:`,
      ...nobodyOptions(t),
    ].join(' '),
    blocks: [
      ...sentences.map(paragraph),
      ...(others ? [] : shortageBlocks(t, found.shortage)),
      { type: 'rich_text', elements: points(t('matching:nobody.can'), nobodyOptions(t)) },
      buttons('matching.nobody', [
        ...(others ? [chooseButton(t, request.id)] : []),
        ...searchButtons(t, request.id),
        withdrawButton(t, request, program.kind),
      ]),
    ],
  };
}

/** How a request stands that waits: when its program starts (`months: 0`), and once a month. */
export function waitingMessage(
  t: Texts,
  { request, program, isOver, timeZone }: Noticed,
  found: { shortage: Shortage; fitting: number; months: number },
): Message {
  const { state } = request;
  const isCohort = state.state === 'waiting' && state.for === 'cohort';
  const lead =
    found.months === 0
      ? t(`matching:waiting.started.${program.kind}`)
      : t(`matching:waiting.lead.${program.kind}`, { count: found.months });
  if (isOver || state.state !== 'waiting') return saying([lead], [past(t)]);
  const closes = t('matching:waiting.closes', {
    date: dateName(t, daysAfter(state.since, WAITING_DAYS), timeZone),
  });
  if (isCohort)
    return saying(
      [lead, t('matching:waiting.cohort'), closes],
      [],
      [withdrawButton(t, request, program.kind)],
    );
  const how =
    found.fitting > 0 ? t('matching:waiting.others', { count: found.fitting }) : t('matching:waiting.nobody');
  const why = found.fitting > 0 ? [] : shortageTexts(t, found.shortage);
  return {
    text: [lead, how, ...why, closes].join(' '),
    blocks: [
      paragraph(`${lead} ${how}`),
      ...(why.length > 0 ? shortageBlocks(t, found.shortage) : []),
      paragraph(closes),
      buttons('matching.waiting', [
        ...(found.fitting > 0 ? [chooseButton(t, request.id)] : []),
        ...searchButtons(t, request.id),
        withdrawButton(t, request, program.kind),
      ]),
    ],
  };
}

/** Somebody has a place now who fits. */
export function suggestionMessage(t: Texts, { request, program, isOver }: Noticed): Message {
  const lead = t(`matching:suggestion.lead.${program.kind}`);
  if (isOver) return saying([lead], [past(t)]);
  return saying(
    [lead, t('matching:suggestion.how')],
    [],
    [chooseButton(t, request.id), withdrawButton(t, request, program.kind)],
  );
}

/** A request was closed, not by its learner: why, and how to ask again. */
export function closedMessage(
  t: Texts,
  { request, program }: Pick<Noticed, 'request' | 'program'>,
  why: Exclude<Closed, 'left' | 'asked-again'>,
): Message {
  const lead = t(`matching:closed.${why}.${program.kind}`);
  if (why === 'program-ended') return saying([lead]);
  const again = program.isForAll ? [askButton(t, program.kind, request.wish.topics)] : [];
  return saying([lead, t('matching:closed.again')], [], again);
}

/** A request was sent and nobody chosen. Said once. */
export function chooseMessage(t: Texts, { request, program, isOver, timeZone }: Noticed): Message {
  const { state } = request;
  const lead = t(`matching:remember.lead.${program.kind}`);
  if (isOver || state.state !== 'choosing') return saying([lead], [past(t)]);
  const date = dateName(t, daysAfter(state.since, CHOOSING_DAYS), timeZone);
  return saying(
    [lead, t('matching:remember.closes', { date })],
    [],
    [chooseButton(t, request.id), withdrawButton(t, request, program.kind)],
  );
}

function chooseButton(t: Texts, requestId: SeenRequest['request']['id']) {
  return button(CHOOSE, t('matching:button.choose'), requestId, { style: 'primary' });
}

function past(t: Texts): string {
  return t('matching:past');
}
