import type { KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { dateOfYearIn, listOf } from '../../people/views/words.ts';
import type { Message } from '../../slack/asking.ts';
import { button, buttons } from '../../slack/buttons.ts';
import { LIMITS } from '../../slack/limits.ts';
import { modal } from '../../slack/modal.ts';
import { escaped, line, mrkdwn, plain, run } from '../../slack/text.ts';
import type { Shown } from '../figures.ts';
import type { Decided, Preview, SeenSummary } from '../flow/summaries.ts';
import { formOf, nextDayOf } from '../period.ts';
import type { Figure } from '../publishing.ts';
import { LOOK_AT_SUMMARY, NOT_YET, POST_SUMMARY, summaryValue } from './actions.ts';
import { type Bars, barChart, tableOf } from './chart.ts';
import { isForChannel } from './sections.ts';
import { barName, figureName, figureSentence, figureValue, periodName } from './words.ts';

/** How a program goes, in its channel: in words that say all of it, and in charts, or a table where there are none. */
export function summaryPost(t: Texts, seen: SeenSummary, isPlain: boolean): Message {
  const { head, sentences, notes } = wordsOf(t, seen);
  const title = t('summaries:title', { program: seen.program.name });
  return {
    text: [t('summaries:title', { program: escaped(seen.program.name) }), head, ...sentences, ...notes].join(
      '\n',
    ),
    blocks: [
      { type: 'header', text: plain(title, LIMITS.header) },
      { type: 'context', elements: [plain(head)] },
      ...listBlocks(sentences),
      ...(isPlain ? table(t, seen) : charts(t, seen)),
      { type: 'context', elements: notes.map((note) => plain(note)) },
    ],
  };
}

interface Words {
  /** Of when it is. */
  head: string;
  sentences: string[];
  notes: string[];
}

function wordsOf(t: Texts, { program, period, figures: all, at }: SeenSummary): Words {
  const { kind, timeZone } = program;
  const figures = all.filter(isForChannel);
  const told = figures.filter(isShown);
  const rest = figures.filter((figure) => !isShown(figure)).map(({ key }) => figureName(t, kind, key));
  return {
    head: t('summaries:head', { period: periodName(t, period), day: dateOfYearIn(t, at, timeZone) }),
    sentences:
      told.length > 0
        ? told.map((figure) => figureSentence(t, kind, figure, { at, timeZone }))
        : [t('summaries:nothing')],
    notes: [
      ...(told.length > 0 && rest.length > 0
        ? [t('summaries:withheld', { names: listOf(t, rest), count: rest.length })]
        : []),
      t('summaries:nobody'),
    ],
  };
}

function isShown(figure: Figure): figure is Figure & { shown: Shown } {
  return figure.shown !== null;
}

function listBlocks(sentences: readonly string[]): KnownBlock[] {
  return [
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: sentences.map((sentence) => line(run(sentence))),
        },
      ],
    },
  ];
}

/** People in pairs, and shares; nothing of a chart that would have one bar. */
function charts(t: Texts, { program: { kind }, figures }: SeenSummary): Message['blocks'] {
  const counts: Bars = {
    title: t('summaries:chart.people'),
    series: t('summaries:chart.peopleSeries'),
    bars: figures.flatMap(({ key, shown }) =>
      shown?.form === 'count' ? [{ label: barName(t, kind, key), value: shown.count }] : [],
    ),
  };
  const shares: Bars = {
    title: t('summaries:chart.shares'),
    series: t('summaries:chart.sharesSeries'),
    bars: figures.flatMap(({ key, shown }) =>
      // How many answered is no outcome; it stands in the words, beside what it is about.
      shown?.form === 'share' && key !== 'answered'
        ? [{ label: barName(t, kind, key), value: shown.tenths }]
        : [],
    ),
  };
  return [counts, shares].filter(({ bars }) => bars.length > 1).map(barChart);
}

function table(t: Texts, { program: { kind }, figures }: SeenSummary): Message['blocks'] {
  const rows = figures
    .filter(isShown)
    .filter(isForChannel)
    .map(({ key, shown }): [string, string] => [figureName(t, kind, key), figureValue(t, key, shown)]);
  return rows.length > 1
    ? [tableOf([[t('summaries:table.figure'), t('summaries:table.value')], ...rows])]
    : [];
}

/** To a program's managers, before the first summary goes out: may it? */
export function previewMessage(t: Texts, preview: Preview): Message {
  const { program, period, stands } = preview;
  const how = formOf(period) === 'week' ? 'weekly' : 'monthly';
  const channel = program.channel === null ? '' : `<#${program.channel}>`;
  const name = escaped(program.name);
  const text = {
    asked: t(`summaries:preview.${how}`, { program: name, channel }),
    approved: t('summaries:preview.approved', { program: name, channel }),
    'put-off': t('summaries:preview.putOff', {
      program: name,
      day: dateOfYearIn(t, new Date(`${nextDayOf(period)}T00:00:00Z`), 'UTC'),
    }),
    over: t('summaries:preview.over', { program: name }),
  }[stands];
  const section: KnownBlock = { type: 'section', text: mrkdwn(text) };
  if (stands !== 'asked') return { text, blocks: [section] };
  return {
    text: `${text} ${t('summaries:preview.why')}`,
    blocks: [
      section,
      previewButtons(t, preview),
      { type: 'context', elements: [plain(t('summaries:preview.why'))] },
    ],
  };
}

/** To look at the first summary, let it go out, or not yet. */
export function previewButtons(t: Texts, { program, period }: Preview): KnownBlock {
  const value = summaryValue(program, period);
  const about = program.name;
  return buttons(`summaries.preview.${program.id}`, [
    button(LOOK_AT_SUMMARY, t('summaries:button.look'), value, { about }),
    button(POST_SUMMARY, t('summaries:button.post'), value, { about }),
    button(NOT_YET, t('summaries:button.notYet'), value, { about }),
  ]);
}

/**
 * The words of the summary as its channel would read them; charts do not stand in modals.
 *
 * @param inChannel texts in the program's language
 */
export function previewView(t: Texts, seen: SeenSummary, inChannel: Texts): ModalView {
  const { head, sentences, notes } = wordsOf(inChannel, seen);
  return modal({
    callbackId: 'summaries.preview.view',
    title: t('summaries:preview.title'),
    close: t('common:button.close'),
    blocks: [
      { type: 'context', elements: [plain(t('summaries:preview.lead'))] },
      {
        type: 'header',
        text: plain(inChannel('summaries:title', { program: seen.program.name }), LIMITS.header),
      },
      { type: 'context', elements: [plain(head)] },
      ...listBlocks(sentences),
      { type: 'context', elements: notes.map((note) => plain(note)) },
    ],
  });
}

/** Somebody may not, or there is no summary to look at or to decide on any more. */
export function summaryRefused(
  t: Texts,
  outcome: Extract<Decided, 'not-manager' | 'gone' | 'over'>,
): ModalView {
  return modal({
    callbackId: 'summaries.refused',
    title: t('summaries:preview.title'),
    close: t('common:button.close'),
    blocks: [{ type: 'section', text: plain(t(`summaries:refused.${outcome}`)) }],
  });
}
