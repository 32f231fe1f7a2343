import type { ViewOutput } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../locales/texts.ts';
import { PersonId } from '../../ports.ts';
import { button, buttons } from '../../slack/buttons.ts';
import { personSelect } from '../../slack/inputs.ts';
import { LIMITS } from '../../slack/limits.ts';
import { modal } from '../../slack/modal.ts';
import { personIn } from '../../slack/sent.ts';
import { mrkdwn, plain } from '../../slack/text.ts';
import { among, type Draft, DraftId, type Together } from '../draft.ts';
import type { ShownDraft } from '../figures.ts';
import { mentions } from './cohort.ts';

export const COHORT_PIN = 'matching.cohort.pin';
export const COHORT_PUBLISH = 'matching.cohort.publish';
/** Back to the draft, from what publishing would send. */
export const COHORT_RETURN = 'matching.cohort.return';
/** The block in which a guide is chosen, and under which a problem with it is said. */
export const PIN_GUIDE = 'guide';

/** What a form says of the draft it is about. Ids only; looked up again and checked when it is sent. */
const About = z.object({ draftId: DraftId, version: z.number().int() });
const Pinning = z.object({ draftId: DraftId, learnerId: PersonId });

/** A form in which a manager chooses whom a learner is to be matched with. */
export function cohortPin(t: Texts, about: z.infer<typeof Pinning>): ModalView {
  return modal({
    callbackId: COHORT_PIN,
    metadata: JSON.stringify(about),
    title: t('cohort:pinForm.title'),
    close: t('common:button.cancel'),
    submit: t('cohort:pinForm.submit'),
    blocks: [
      {
        type: 'section',
        text: mrkdwn(t('cohort:pinForm.for', { learner: `<@${about.learnerId}>` })),
      },
      personSelect({
        block: PIN_GUIDE,
        action: PIN_GUIDE,
        label: t('cohort:pinForm.guide'),
        hint: t('cohort:pinForm.hint'),
      }),
      { type: 'context', elements: [plain(t('cohort:pinForm.seen'))] },
    ],
  });
}

/** Reads that form. `pair` is missing where nobody was chosen. */
export function parsePin(
  view: Pick<ViewOutput, 'state' | 'private_metadata'>,
): { draftId: DraftId; pair: Together | undefined } | undefined {
  const about = parsed(Pinning, view.private_metadata);
  const guideId = PersonId.safeParse(personIn(view, PIN_GUIDE)).data;
  if (!about) return undefined;
  const { draftId, learnerId } = about;
  return { draftId, pair: guideId && { learnerId, guideId } };
}

/** What publishing would send, to whom, and what is left out: the last look before it. */
export function cohortPublish(t: Texts, { draft, gone, programName }: ShownDraft): ModalView {
  const isGone = among(gone);
  const pairs = draft.cohort.pairs.filter((pair) => !isGone(pair));
  const people = new Set(pairs.flatMap(({ learnerId, guideId }) => [learnerId, guideId]));
  const unmatched = draft.cohort.unmatched.length;
  const about: z.infer<typeof About> = { draftId: draft.id, version: draft.version };
  return modal({
    callbackId: COHORT_PUBLISH,
    metadata: JSON.stringify(about),
    title: t('cohort:publish.title'),
    close: t('common:button.cancel'),
    submit: t('cohort:publish.confirm'),
    blocks: [
      { type: 'header', text: plain(programName, LIMITS.header) },
      {
        type: 'section',
        text: plain(
          [
            t('cohort:publish.introductions', { count: pairs.length }),
            t('cohort:publish.sent', { count: people.size, introductions: 2 * pairs.length }),
            t('cohort:publish.when'),
          ].join('\n'),
        ),
      },
      ...(unmatched > 0 ? [section(t('cohort:publish.unmatched', { count: unmatched }))] : []),
      ...leftOut(t, t('cohort:publish.gone', { count: gone.length }), gone),
      section(t('cohort:publish.final')),
      buttons('matching.cohort.return', [button(COHORT_RETURN, t('cohort:publish.back'))]),
    ],
  });
}

/** Which draft that form is about, and as it was when it was shown. */
export function publishing(metadata: string): z.infer<typeof About> | undefined {
  return parsed(About, metadata);
}

/** While it is published, and afterwards: how many pairs were made, who was told, what was left out. */
export function cohortProgress(t: Texts, { state, cohort }: Pick<Draft, 'state' | 'cohort'>): ModalView {
  return closable(t, t('cohort:publish.title'), progressBlocks(t, state, cohort));
}

function progressBlocks(t: Texts, state: Draft['state'], cohort: Draft['cohort']): KnownBlock[] {
  switch (state.state) {
    case 'draft':
    case 'dropped':
      return [section(t('cohort:said.gone'))];
    case 'publishing':
      return [section(t('cohort:publishing', { made: state.progress.made, pairs: cohort.pairs.length }))];
    case 'published': {
      const { made, told, lapsed, failed } = state.progress;
      return [
        section(made === 0 ? t('cohort:published.none') : t('cohort:published.made', { count: made })),
        ...(told > 0 ? [section(t('cohort:published.told', { count: told }))] : []),
        ...leftOut(t, t('cohort:published.lapsed', { count: lapsed.length }), lapsed),
        ...leftOut(t, t('cohort:published.failed', { count: failed.length }), failed),
      ];
    }
  }
}

/** A sentence in place of the draft: why there is none, or that it was dropped. */
export function cohortSaid(t: Texts, text: string): ModalView {
  return closable(t, t('cohort:title'), [section(text)]);
}

function closable(t: Texts, title: string, blocks: KnownBlock[]): ModalView {
  return modal({
    callbackId: 'matching.cohort.said',
    title,
    close: t('common:button.close'),
    blocks,
  });
}

/** More of them than can be read at once are counted. */
const MOST_LEFT_OUT = 20;

function leftOut(t: Texts, title: string, pairs: readonly Together[]): KnownBlock[] {
  if (pairs.length === 0) return [];
  const more = pairs.length - MOST_LEFT_OUT;
  const lines = [
    title,
    ...pairs.slice(0, MOST_LEFT_OUT).map((pair) => t('cohort:pair.plain', mentions(pair))),
    ...(more > 0 ? [t('cohort:published.more', { count: more })] : []),
  ];
  return [{ type: 'section', text: mrkdwn(lines.join('\n')) }];
}

function section(text: string): KnownBlock {
  return { type: 'section', text: plain(text) };
}

function parsed<T>(schema: z.ZodType<T>, metadata: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(metadata)).data;
  } catch {
    return undefined;
  }
}
