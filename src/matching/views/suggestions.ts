import type { ViewOutput } from '@slack/bolt';
import type { InputBlock, KnownBlock, ModalView, RichTextBlockElement } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../locales/texts.ts';
import type { Fit } from '../../pairs/fit.ts';
import type { Spoken } from '../../people/profile.ts';
import { languageName, listOf } from '../../people/views/words.ts';
import { type Kind, PersonId } from '../../ports.ts';
import type { Program } from '../../programs/program.ts';
import { button, buttons } from '../../slack/buttons.ts';
import { option, select } from '../../slack/inputs.ts';
import { LIMITS } from '../../slack/limits.ts';
import { modal } from '../../slack/modal.ts';
import { optionIn } from '../../slack/sent.ts';
import { line, plain, run } from '../../slack/text.ts';
import type { Shortage } from '../match.ts';
import { type Request, RequestId } from '../request.ts';
import { CHANGE, CHOOSE_FORM, MORE, WAIT, WIDEN } from './actions.ts';
import { shortageTexts } from './shortage.ts';
import { fitPoints, points, tellingView } from './words.ts';

/** So many more are shown at a time. */
export const SHOWN_AT_A_TIME = 3;
/** No more than these, which takes 60 of a modal's 100 blocks; who finds nobody among them changes the request. */
export const MOST_SHOWN = 30;
/** The choices that can be made, in their order. */
const PLACES = ['first', 'second', 'third'] as const;
export type Place = (typeof PLACES)[number];

/** A guide as the learner is shown them. */
export interface Suggested {
  guideId: PersonId;
  name: string;
  title: string | null;
  /** A sentence about themselves, as typed. */
  about: string;
  fit: Fit;
  languages: readonly Spoken[];
}

export interface SuggestedList {
  program: Pick<Program, 'rules'>;
  request: Pick<Request, 'id' | 'version'>;
  /** The best first. */
  shown: readonly Suggested[];
  /** How many fit beside those shown. */
  more: number;
  shortage: Shortage;
}

/**
 * Who fits, why, and what does not fit; below it, the learner chooses in order.
 *
 * @param changed something changed since the learner chose, and nothing was sent
 */
export function suggestionsView(
  t: Texts,
  { program, request, shown, more, shortage }: SuggestedList,
  { changed = false }: { changed?: boolean } = {},
): ModalView {
  const next = Math.min(SHOWN_AT_A_TIME, more, MOST_SHOWN - shown.length);
  const matching = program.rules.matching;
  const why = more > 0 ? [] : shortageTexts(t, shortage);
  return modal({
    callbackId: CHOOSE_FORM,
    metadata: `${request.id} ${request.version}`,
    title: t('matching:choose.title'),
    submit: t(`matching:choose.submit.${matching}`),
    close: t('common:button.close'),
    blocks: [
      { type: 'section', text: plain(changed ? t('matching:choose.changed') : t('matching:choose.lead')) },
      ...shown.flatMap((one) => suggestedBlocks(t, one)),
      ...(why.length > 0
        ? [{ type: 'rich_text' as const, elements: points(t('matching:choose.whyNotMore'), why) }]
        : []),
      buttons('matching.choose.more', [
        ...(next > 0
          ? [
              button(
                MORE,
                t('matching:choose.more', { count: next }),
                `${request.id} ${shown.length + SHOWN_AT_A_TIME}`,
              ),
            ]
          : []),
        button(CHANGE, t('matching:button.change'), request.id),
      ]),
      { type: 'divider' },
      { type: 'section', text: plain(t(`matching:choose.how.${matching}`)) },
      ...PLACES.slice(0, shown.length).map((place) => choiceInput(t, place, shown)),
      { type: 'context', elements: [plain(t(`matching:choose.seen.${matching}`))] },
    ],
  });
}

function suggestedBlocks(t: Texts, { guideId, name, title, about, fit, languages }: Suggested): KnownBlock[] {
  const speaks = t('matching:speaks', {
    languages: listOf(
      t,
      languages.map((language) => languageName(t, language)),
    ),
  });
  const elements: RichTextBlockElement[] = [
    line(
      { type: 'user', user_id: guideId },
      run(title === null ? ` · ${speaks}` : ` · ${title} · ${speaks}`),
    ),
    ...(about === ''
      ? []
      : [{ type: 'rich_text_quote' as const, elements: [{ type: 'text' as const, text: about }] }]),
    ...fitPoints(t, fit),
  ];
  // A heading, so that one can jump from one person to the next without seeing the page.
  return [
    { type: 'header', text: plain(name === '' ? guideId : name, LIMITS.header) },
    { type: 'rich_text', elements },
  ];
}

function choiceInput(t: Texts, place: Place, shown: readonly Suggested[]): InputBlock {
  return select({
    block: blockOf(place),
    optional: place !== 'first',
    label: t(`matching:choose.${place}`),
    placeholder: t('matching:choose.placeholder'),
    options: shown.map(({ guideId, name, title }) =>
      option([name || guideId, title].filter(Boolean).join(', '), guideId),
    ),
  });
}

function blockOf(place: Place): string {
  return `matching.choose.${place}`;
}

export type ReadChoices =
  | { ok: true; requestId: RequestId; version: number; choices: PersonId[] }
  | { ok: false; wrong: Partial<Record<Place, 'nobody' | 'twice'>> };

/** `id version`, as forms and buttons carry them. */
const Metadata = z.tuple([RequestId, z.coerce.number().int().min(0)]);

/** Reads the choices; a second one without a first moves up. Nothing of a form whose metadata is none of ours. */
export function readChoices(view: Pick<ViewOutput, 'state' | 'private_metadata'>): ReadChoices | undefined {
  const about = Metadata.safeParse(view.private_metadata.split(' '));
  if (!about.success) return undefined;
  const chosen = PLACES.flatMap((place) => {
    const id = PersonId.safeParse(optionIn(view, blockOf(place))).data;
    return id === undefined ? [] : [{ place, id }];
  });
  if (chosen.length === 0) return { ok: false, wrong: { first: 'nobody' } };
  const twice = chosen.filter(({ id }, at) => chosen.findIndex((other) => other.id === id) < at);
  if (twice.length > 0)
    return { ok: false, wrong: Object.fromEntries(twice.map(({ place }) => [place, 'twice' as const])) };
  const [requestId, version] = about.data;
  return { ok: true, requestId, version, choices: chosen.map(({ id }) => id) };
}

/** What is to be done with the choices that were wrong, by block. */
export function choiceErrors(
  t: Texts,
  wrong: Partial<Record<Place, 'nobody' | 'twice'>>,
): Record<string, string> {
  return Object.fromEntries(
    PLACES.flatMap((place) => {
      const what = wrong[place];
      return what === undefined ? [] : [[blockOf(place), t(`matching:wrong.${what}`)]];
    }),
  );
}

/**
 * Nobody is there for a request: why, and what can be done.
 *
 * @param chosen the learner had chosen somebody, who is not available any more
 */
export function nobodyView(
  t: Texts,
  { request, shortage, kind }: { request: Pick<Request, 'id' | 'version'>; shortage: Shortage; kind: Kind },
  { chosen = false }: { chosen?: boolean } = {},
): ModalView {
  const lead = chosen ? t('matching:nobody.chosen') : t(`matching:nobody.lead.${kind}`);
  return tellingView(t, t('matching:nobody.title'), [
    { type: 'section', text: plain(lead) },
    ...shortageBlocks(t, shortage),
    { type: 'rich_text', elements: points(t('matching:nobody.can'), nobodyOptions(t)) },
    buttons('matching.nobody', [
      button(WAIT, t('matching:button.wait'), `${request.id} ${request.version}`),
      ...searchButtons(t, request.id),
    ]),
  ]);
}

/** Why nobody was found, or so few; nothing where there is nothing to say. */
export function shortageBlocks(t: Texts, shortage: Shortage): KnownBlock[] {
  const why = shortageTexts(t, shortage);
  return why.length === 0 ? [] : [{ type: 'rich_text', elements: points(t('matching:nobody.why'), why) }];
}

/** What waiting, widening and changing mean, a sentence each. */
export function nobodyOptions(t: Texts): string[] {
  return [t('matching:nobody.wait'), t('matching:nobody.widen'), t('matching:nobody.change')];
}

/** Widen and change, as buttons. */
export function searchButtons(t: Texts, requestId: RequestId) {
  return [
    button(WIDEN, t('matching:button.widen'), requestId),
    button(CHANGE, t('matching:button.change'), requestId),
  ];
}
