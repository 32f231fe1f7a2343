/** What hangs on a message: which one it replies to, and what people reacted with. */
import { h, unseen } from './dom.ts';
import type { ShownMessage } from './protocol.ts';
import type { World } from './state.ts';
import { emojiOf } from './text/emoji.ts';
import { showMrkdwn } from './text/show.ts';

const mostWords = 60;

/** The id of a message's node in the page. */
export function messageId(conversation: string, ts: string): string {
  return `message-${conversation}-${ts}`;
}

/** The message that a reply belongs to; undefined for what is no reply, and where the first message is gone. */
export function rootOf(message: ShownMessage, world: World): ShownMessage | undefined {
  if (message.thread === undefined) return undefined;
  return world.snapshot.messages[message.conversation]?.find((one) => one.ts === message.thread);
}

/** A line that leads to the first message of the thread; null for what is no reply. */
export function replyLine(message: ShownMessage, world: World): HTMLElement | null {
  if (message.thread === undefined) return null;
  const root = rootOf(message, world);
  if (root === undefined) return h('p', { class: 'reply-line' }, 'Reply to a message that is gone');
  const words = firstWords(root, world) || `a message from ${world.nameOf(root.from)}`;
  const button = h('button', { type: 'button', class: 'reply-link' }, `Reply to: ${words}`);
  button.addEventListener('click', () => {
    const node = document.getElementById(messageId(root.conversation, root.ts));
    node?.scrollIntoView({ block: 'center' });
    node?.focus({ preventScroll: true });
  });
  return h('p', { class: 'reply-line' }, button);
}

/** `The quarter's numbers are on the wiki…`, without its formatting. */
function firstWords(message: ShownMessage, world: World): string {
  const nodes = showMrkdwn(message.text, world);
  const text = nodes.map((node) => node.textContent ?? '').join(' ');
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= mostWords) return line;
  const cut = line.slice(0, mostWords + 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), mostWords / 2)).trimEnd()}…`;
}

/** One chip an emoji: how many, and by name who. Null where nobody reacted. */
export function showReactions(message: ShownMessage, world: World): HTMLElement | null {
  const reactions = message.reactions ?? [];
  if (reactions.length === 0) return null;
  const chips = reactions.map(({ name, people }) => {
    const mine = people.includes(world.me.id);
    const others = people.filter((id) => id !== world.me.id).map((id) => world.nameOf(id));
    const who = mine ? ['You', ...others] : others;
    // A tone of skin stands after the name: `wave::skin-tone-3`.
    const [base = name] = name.split('::');
    const words = `${new Intl.ListFormat('en-GB').format(who)} reacted with ${base.replaceAll('_', ' ')}`;
    return h(
      'li',
      { class: `reaction ${mine ? 'mine' : ''}`, title: words },
      h('span', { 'aria-hidden': 'true' }, emojiOf(base) ?? `:${name}:`),
      h('span', { class: 'reaction-count', 'aria-hidden': 'true' }, String(people.length)),
      unseen(words),
    );
  });
  return h('ul', { class: 'reactions', 'aria-label': 'Reactions' }, ...chips);
}
