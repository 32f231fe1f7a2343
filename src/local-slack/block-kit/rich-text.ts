/** The rich_text block and what stands in it, to the last leaf. Source of the fields: @slack/types 3.2. */
import { block } from './block.ts';
import { limit } from './limits.ts';
import { choice, type Field, flag, integer, list, object, required, type Shapes, string } from './rules.ts';

const STYLES = { bold: flag, code: flag, italic: flag, strike: flag, underline: flag };
const BORDER = { border: choice(0, 1) };
const ID = required(string({ min: 1 }));
const ADDRESS = string({ min: 1 });

function leaf(type: string, fields: Record<string, Field>, style = 'rich_style'): Shapes {
  return { [`leaf:${type}`]: { type, fields: { ...fields, style: object(style) } } };
}

/** Text, links, mentions and the like. */
const LEAVES: Shapes = {
  ...leaf('broadcast', { range: required(choice('here', 'channel', 'everyone')) }),
  ...leaf('channel', { channel_id: ID }, 'mention_style'),
  ...leaf('color', { value: required(string({ min: 1 })) }),
  ...leaf('date', {
    timestamp: required(integer()),
    format: required(string({ min: 1 })),
    url: ADDRESS,
    fallback: string(),
  }),
  ...leaf('emoji', { name: required(string({ min: 1 })), unicode: string(), url: ADDRESS }),
  ...leaf('link', { url: required(ADDRESS), text: string({ min: 1 }), unsafe: flag }),
  ...leaf('team', { team_id: ID }),
  ...leaf('text', { text: required(string({ min: 1 })) }),
  ...leaf('user', { user_id: ID }, 'mention_style'),
  ...leaf('usergroup', { usergroup_id: ID }, 'mention_style'),
};
const ANY_LEAF = required(list(object(...Object.keys(LEAVES))));

function part(type: string, fields: Record<string, Field>): Shapes {
  return { [`rich:${type}`]: { type, fields } };
}

const PARTS: Shapes = {
  ...part('rich_text_section', { elements: ANY_LEAF }),
  ...part('rich_text_list', {
    elements: required(list(object('list_item'))),
    style: required(choice('bullet', 'ordered')),
    indent: integer(limit('type.RichTextList.indent')),
    // In Slack's own messages, and not in @slack/types.
    offset: integer({ min: 0 }),
    ...BORDER,
  }),
  ...part('rich_text_quote', { elements: ANY_LEAF, ...BORDER }),
  ...part('rich_text_preformatted', {
    elements: required(list(object('leaf:text', 'leaf:link'))),
    // Not in @slack/types 3.2 (docs.slack.dev, rich text block).
    language: string({ min: 1 }),
    ...BORDER,
  }),
};

/** The rich_text block, and the objects only it uses. */
export const RICH_TEXT: Shapes = {
  ...LEAVES,
  ...PARTS,
  list_item: { type: 'rich_text_section', fields: { elements: ANY_LEAF } },
  rich_style: { fields: STYLES },
  // The further three stand in docs.slack.dev (rich text block), and not in @slack/types.
  mention_style: { fields: { ...STYLES, highlight: flag, client_highlight: flag, unlink: flag } },
  ...block('rich_text', { elements: required(list(object(...Object.keys(PARTS)))) }),
};
