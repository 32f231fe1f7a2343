import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { KINDS, type Kind, type PersonId } from '../../ports.ts';
import { programsButton } from '../../programs/views.ts';
import { button, buttons, confirmation } from '../../slack/buttons.ts';
import { LIMITS } from '../../slack/limits.ts';
import { line, plain, run } from '../../slack/text.ts';
import type { NotToAskIn } from '../flow/asking.ts';
import type { SeenRequest } from '../flow/seeing.ts';
import { isOpenOffer } from '../offer.ts';
import { MOST_OPEN_REQUESTS, type Request } from '../request.ts';
import { REPORT_DAYS, WAITING_DAYS } from '../waiting.ts';
import { ASK, CHANGE, CHOOSE, REPLY, WITHDRAW } from './actions.ts';
import { dateName, lineOf, mention, momentName, paragraph, tellingView } from './words.ts';

/** A guide reads at once what is due within this time. */
const AT_ONCE_MS = 60_000;

/** After sending: who is asked, when they read it, how long they have, and what happens if they cannot. */
export function sentView(
  t: Texts,
  sent: {
    request: Request;
    kind: Kind;
    guideId: PersonId;
    /** When the guide reads of it. */
    toldAt: Date;
    offerDays: number;
    now: Date;
    /** The learner's, IANA. */
    timeZone: string;
  },
): ModalView {
  const { request, guideId, toldAt, now } = sent;
  const others = request.choices.length;
  const when =
    toldAt.getTime() - now.getTime() <= AT_ONCE_MS
      ? t('matching:sent.now')
      : t('matching:sent.at', { moment: momentName(t, toldAt, sent.timeZone) });
  return tellingView(t, t('matching:sent.title'), [
    paragraph(t(`matching:sent.lead.${sent.kind}`, { guide: mention(guideId) })),
    { type: 'section', text: plain(`${when} ${t('matching:sent.days', { count: sent.offerDays })}`) },
    {
      type: 'section',
      text: plain(others > 0 ? t('matching:sent.next', { count: others }) : t('matching:sent.nobodyElse')),
    },
    buttons('matching.sent', [withdrawButton(t, request, sent.kind)]),
  ]);
}

/** The learner would rather wait. */
export function waitingView(t: Texts): ModalView {
  const text = t('matching:waits.text', { every: REPORT_DAYS, days: WAITING_DAYS });
  return tellingView(t, t('matching:waits.title'), [{ type: 'section', text: plain(text) }]);
}

/** What came of something that a learner did, where a sentence says it all. */
export function outcomeView(
  t: Texts,
  outcome:
    | 'withdrawn'
    | 'matched-meanwhile'
    | 'changed'
    | 'not-yours'
    | 'joined-cohort'
    | 'waits-for-start'
    | 'kept',
): ModalView {
  return tellingView(t, t('matching:ask.title'), [
    { type: 'section', text: plain(t(`matching:outcome.${outcome}`)) },
  ]);
}

/** Why nobody can be asked for in a program, before anything was filled in, and the way to those that can be joined. */
export function notToAskView(t: Texts, why: NotToAskIn): ModalView {
  return tellingView(t, t('matching:ask.title'), [
    { type: 'section', text: plain(t(`programs:join.refused.${why}`)) },
    buttons('matching.programs', [programsButton(t)]),
  ]);
}

/** Why a request could not be begun, as a sentence for its form. */
export function refusedText(
  t: Texts,
  outcome: 'too-many' | 'not-open' | 'already' | 'closed' | 'guest' | 'not-invited',
): string {
  return outcome === 'too-many'
    ? t('matching:outcome.too-many', { count: MOST_OPEN_REQUESTS })
    : t(`matching:outcome.${outcome}`);
}

/** One's open requests as a modal, where the command finds some. */
export function requestsView(t: Texts, open: readonly SeenRequest[], timeZone: string): ModalView {
  return tellingView(t, t('matching:mine.title'), requestsBlocks(t, open, timeZone));
}

/** One's open requests, how each stands and what can be done, and the way to a new one. At most 10 blocks. */
export function requestsBlocks(t: Texts, open: readonly SeenRequest[], timeZone: string): KnownBlock[] {
  return [
    { type: 'header', text: plain(t('matching:mine.title'), LIMITS.header) },
    ...(open.length === 0 ? [{ type: 'section' as const, text: plain(t('matching:mine.none')) }] : []),
    ...open.slice(0, MOST_OPEN_REQUESTS).flatMap((seen) => requestBlocks(t, seen, timeZone)),
    ...askBlocks(t, open),
  ];
}

function requestBlocks(t: Texts, seen: SeenRequest, timeZone: string): KnownBlock[] {
  const { request, program } = seen;
  const name = program.isForAll ? t(`matching:mine.kind.${program.kind}`) : program.name;
  return [
    {
      type: 'rich_text',
      elements: [line(run(`${name}: `, { bold: true }), ...lineOf(standing(t, seen, timeZone)).elements)],
    },
    buttons(`matching.mine.${request.id}`, [
      ...mainButtons(t, seen),
      ...(request.state.state === 'offering'
        ? []
        : [button(CHANGE, t('matching:button.change'), request.id, { about: name })]),
      withdrawButton(t, request, program.kind),
    ]),
  ];
}

/** How a request stands, in a sentence or two. */
function standing(t: Texts, { request, offer, program }: SeenRequest, timeZone: string): string {
  const { state } = request;
  switch (state.state) {
    case 'choosing':
      return t('matching:mine.choosing');
    case 'waiting':
      if (state.for !== 'guide') return t(`matching:mine.${state.for}`);
      return t('matching:mine.waiting', { since: dateName(t, state.since, timeZone) });
    case 'offering': {
      if (!offer || !isOpenOffer(offer.state)) return t('matching:mine.next');
      const guide = mention(offer.guideId);
      if (offer.state.state === 'asked' && offer.state.answer === null)
        return t('matching:mine.question', { guide });
      const until = 'expiresAt' in offer.state ? momentName(t, offer.state.expiresAt, timeZone) : '';
      return t('matching:mine.offering', { guide, until });
    }
    case 'matched':
    case 'withdrawn':
    case 'closed':
      return t(`matching:mine.over.${program.kind}`);
  }
}

function mainButtons(t: Texts, { request, offer, guideName = '' }: SeenRequest): Button[] {
  const { state } = request;
  const isSought = state.state === 'choosing' || (state.state === 'waiting' && state.for !== 'start');
  if (isSought) return [button(CHOOSE, t('matching:button.choose'), request.id, { style: 'primary' })];
  if (offer?.state.state === 'asked' && offer.state.answer === null)
    return [
      button(REPLY, t('matching:button.reply'), `${offer.id} ${offer.version}`, {
        style: 'primary',
        about: guideName,
      }),
    ];
  return [];
}

function askBlocks(t: Texts, open: readonly SeenRequest[]): KnownBlock[] {
  if (open.length >= MOST_OPEN_REQUESTS) return [];
  const taken = open.filter(({ program }) => program.isForAll).map(({ program }) => program.kind);
  const [kind, ...more] = KINDS.filter((one) => !taken.includes(one));
  if (kind === undefined) return [];
  const ask = more.length > 0 ? button(ASK, t('matching:button.askEither'), '') : askButton(t, kind);
  return [buttons('matching.mine.ask', [ask])];
}

/** "Ask for a coach" or "Ask for a mentor", with the topics that are known already. */
export function askButton(t: Texts, kind: Kind, topics: readonly string[] = []): Button {
  return button(ASK, t(`matching:button.ask.${kind}`), [kind, ...topics].join(' '));
}

/** Takes a request back, after a question whether that is meant. */
export function withdrawButton(
  t: Texts,
  { id, version }: Pick<Request, 'id' | 'version'>,
  kind: Kind,
): Button {
  const confirm = confirmation({
    title: t('matching:withdraw.title'),
    text: t('matching:withdraw.text'),
    yes: t('matching:withdraw.yes'),
    no: t('matching:withdraw.no'),
  });
  const about = t(`matching:mine.kind.${kind}`);
  return button(WITHDRAW, t('matching:button.withdraw'), `${id} ${version}`, { confirm, about });
}
