/** blocks.validate: says of blocks, a message or a view whether Slack would take it. */
import { z } from 'zod';
import { checkMessageArguments } from '../block-kit/message.ts';
import { isFields } from '../block-kit/rules.ts';
import { SAY } from '../block-kit/wordings.ts';
import { checkMessageBlocks, checkView, type Refused } from '../blocks.ts';
import type { Payload } from '../objects.ts';
import { type Answer, fromJson, type Methods, method } from './method.ts';

type Checked = { ok: true } | Refused;

/** Ids for one check: nobody sees them, and no two are the same. */
function freshIds(): () => string {
  let made = 0;
  return () => {
    made += 1;
    return `id${made}`;
  };
}
const refused = (message: string): Refused => ({ ok: false, error: '', messages: [`[ERROR] ${message}`] });

/** Blocks alone may be meant for a message or for a view: assumed, that one which takes them is enough. */
function checkBlocks(blocks: unknown): Checked {
  if (!Array.isArray(blocks)) return refused(SAY.noList());
  const inMessage = checkMessageBlocks(blocks, freshIds());
  const text = { type: 'plain_text', text: 'A' };
  const views = [
    { type: 'home', blocks },
    { type: 'modal', title: text, submit: text, blocks },
  ];
  return views.map((view) => checkView(view, freshIds())).find((one) => one.ok) ?? inMessage;
}

function checkMessage(message: unknown): Checked {
  if (!isFields(message)) return refused(SAY.noObject());
  const { blocks, attachments } = message;
  return checkMessageArguments({ blocks, attachments }, freshIds());
}

/** By argument: its check, its code (slack-morphism 2.30, api/blocks.rs), and what our pointers say before theirs. */
const KINDS = {
  blocks: { check: checkBlocks, error: 'invalid_blocks', before: '/blocks' },
  message: { check: checkMessage, error: 'invalid_message', before: '' },
  view: { check: (view: unknown) => checkView(view, freshIds()), error: 'invalid_view', before: '/view' },
} as const;

/**
 * One problem (docs.slack.dev, blocks.validate). The only code that is documented is used for all; the `constraint`
 * is left out, as its shape depends on codes nobody lists.
 */
function described(message: string, before: string): Payload {
  const [, said = message, pointer = ''] = /^(.*?)(?: \[json-pointer:(.*)\])?$/s.exec(message) ?? [];
  const relative = pointer.startsWith(before) ? pointer.slice(before.length) : pointer;
  return { code: 'failed_constraint', message: said.replace(/^\[ERROR\] /, ''), pointer: relative };
}

/** Methods about Block Kit. */
export const blockMethods: Methods = {
  'blocks.validate': method({
    // The documentation names no scope and no token; that any token is needed is assumed.
    token: 'any',
    args: z.object({
      blocks: z.unknown().optional(),
      message: z.unknown().optional(),
      view: z.unknown().optional(),
    }),
    run(_slack, args): Answer {
      const kinds = (['blocks', 'message', 'view'] as const).filter((name) => args[name] !== undefined);
      const [name] = kinds;
      if (name === undefined || kinds.length > 1) {
        const messages = ['must provide exactly one of `blocks`, `view`, or `message`'];
        return { ok: false, error: 'invalid_arguments', response_metadata: { messages } };
      }
      const { check, error, before } = KINDS[name];
      const checked = check(fromJson(args[name]));
      if (checked.ok) return { ok: true };
      const messages = checked.messages.length > 0 ? checked.messages : [checked.error];
      return { ok: false, error, errors: messages.map((one) => described(one, before)) };
    },
  }),
};
