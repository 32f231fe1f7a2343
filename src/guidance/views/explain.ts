import type { KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import type { Reader } from '../../people/flow/readers.ts';
import { contactBlocks, contactsText } from '../../people/views/contacts.ts';
import type { Message } from '../../slack/asking.ts';
import { button } from '../../slack/buttons.ts';
import { LIMITS } from '../../slack/limits.ts';
import { modal } from '../../slack/modal.ts';
import { cut, escaped, line, mrkdwn, plain, run } from '../../slack/text.ts';
import { DIMENSIONS } from '../questions.ts';

export const CHOOSE = 'guidance.choose';
export const COMPARE = 'guidance.compare';

/** What `/coach-or-mentor` says: what the two are, and the way in. */
export function introMessage(t: Texts, command: string): Message {
  return {
    text: t('guidance:intro.summary', { command }),
    blocks: [
      ...introBlocks(t),
      { type: 'context', elements: [mrkdwn(t('guidance:intro.ownWords', { command }))] },
    ],
  };
}

/** The explanation and its two buttons, for the command's answer and for the App Home. */
export function introBlocks(t: Texts): KnownBlock[] {
  return [
    { type: 'header', text: plain(t('guidance:intro.title'), LIMITS.header) },
    { type: 'section', text: mrkdwn(t('guidance:intro.coaching')) },
    { type: 'section', text: mrkdwn(t('guidance:intro.mentoring')) },
    { type: 'section', text: mrkdwn(t('guidance:intro.choice')) },
    {
      type: 'actions',
      // Named: Slack would make up a name with each publication, and a press on a Home just replaced would miss.
      block_id: 'guidance.ways-in',
      elements: [
        button(CHOOSE, t('guidance:intro.choose'), undefined, { style: 'primary' }),
        button(COMPARE, t('guidance:intro.compare')),
      ],
    },
  ];
}

/** All four dimensions side by side. */
export function compareView(t: Texts): ModalView {
  const half = (kind: 'coaching' | 'mentoring', text: string) =>
    mrkdwn(`*${t(`guidance:kind.${kind}`)}*\n${text}`);
  return modal({
    callbackId: 'guidance.compared',
    title: t('guidance:compare.title'),
    close: t('common:button.close'),
    blocks: [
      { type: 'section', text: plain(t('guidance:compare.lead')) },
      ...DIMENSIONS.flatMap((dimension): KnownBlock[] => [
        { type: 'header', text: plain(t(`guidance:dimension.${dimension}`), LIMITS.header) },
        {
          type: 'section',
          fields: [
            half('coaching', t(`guidance:compare.${dimension}.coaching`)),
            half('mentoring', t(`guidance:compare.${dimension}.mentoring`)),
          ],
        },
      ]),
    ],
  });
}

/** An unknown word is repeated up to here. */
const UNKNOWN_SHOWN = 80;

/** Everything one can type, and where to turn. `unknown` is a word that was typed and is not known. */
export function helpMessage(t: Texts, command: string, reader: Reader, unknown?: string): Message {
  const lines = [
    ['', t('guidance:help.nothing')],
    [t('guidance:help.typed.compare'), t('guidance:help.compare')],
    [t('guidance:help.typed.choose'), t('guidance:help.choose')],
    [t('guidance:help.typed.match'), t('guidance:help.match')],
    [t('guidance:help.typed.offer'), t('guidance:help.offer')],
    [t('guidance:help.typed.programs'), t('guidance:help.programs')],
    [t('guidance:help.typed.status'), t('guidance:help.status')],
    [t('guidance:help.typed.me'), t('guidance:help.me')],
    [t('guidance:help.typed.contacts'), t('guidance:help.contacts')],
    [t('guidance:help.typed.help'), t('guidance:help.help')],
    [t('guidance:help.ownWordsExample'), t('guidance:help.ownWords')],
  ].map(([typed, does]) => ({ typed: `${command} ${typed}`.trim(), does: does ?? '' }));
  const unknownText =
    unknown === undefined ? undefined : t('guidance:help.unknown', { text: cut(unknown, UNKNOWN_SHOWN) });
  return {
    text: [
      unknownText && escaped(unknownText),
      `${t('guidance:help.title')}: ${lines.map(({ typed, does }) => `${typed}: ${does}`).join('; ')}.`,
      t('guidance:help.elsewhere'),
      contactsText(t, reader.contacts),
    ]
      .filter(Boolean)
      .join(' '),
    blocks: [
      ...(unknownText === undefined ? [] : [{ type: 'section' as const, text: plain(unknownText) }]),
      {
        type: 'rich_text',
        elements: [
          line(run(t('guidance:help.title'), { bold: true })),
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: lines.map(({ typed, does }) => line(run(typed, { code: true }), run(` ${does}`))),
          },
        ],
      },
      { type: 'context', elements: [plain(`${t('guidance:help.elsewhere')} ${t('guidance:help.privacy')}`)] },
      { type: 'divider' },
      ...contactBlocks(t, reader),
    ],
  };
}
