/** One message. */
import { showBlock } from './blocks/blocks.ts';
import { blockIdOf } from './blocks/form.ts';
import type { Scene } from './blocks/scene.ts';
import { h } from './dom.ts';
import { showFiles } from './files.ts';
import { icon } from './icons.ts';
import { moreActions } from './message-actions.ts';
import { productNow } from './now.ts';
import { avatar, writtenAt } from './people.ts';
import { hashOf } from './place.ts';
import type { ShownMessage } from './protocol.ts';
import { messageId, replyLine, showReactions } from './replies.ts';
import type { World } from './state.ts';
import { clockTime, dayName } from './text/dates.ts';
import { showMrkdwn } from './text/show.ts';

/** `grouped`: the one before is by the same writer, so name and avatar are not repeated. */
export function showMessage(
  message: ShownMessage,
  grouped: boolean,
  world: World,
  scene: Scene,
): HTMLElement {
  const at = writtenAt(message.ts);
  const time = clockTime(at, world.me);
  const name = world.nameOf(message.from);
  const stamp = h('time', { class: 'message-time', datetime: at.toISOString() }, time);
  // When it is asked for: `Today` is not for ever.
  stamp.addEventListener('pointerenter', () => {
    stamp.title = `${dayName(at, world.me, productNow())} at ${clockTime(at, world.me, true)}`;
  });
  const edited = message.edited ? h('span', { class: 'edited' }, '(edited)') : null;
  const content =
    message.blocks.length > 0
      ? h(
          'div',
          { class: 'message-blocks' },
          ...message.blocks.map((block, index) => showBlock(block, blockIdOf(block, index), scene)),
          edited,
        )
      : message.text === '' && message.files
        ? // A file can come without a word.
          null
        : h('div', { class: 'message-text' }, ...showMrkdwn(message.text, world), edited && ' ', edited);
  const app = world.isApp(message.from);
  const actions = moreActions(message, world);
  return h(
    'article',
    {
      class: `message ${grouped ? 'grouped' : ''} ${message.ephemeral ? 'ephemeral' : ''} ${actions ? 'has-actions' : ''}`,
      'aria-label': `${name}, ${time}`,
      id: messageId(message.conversation, message.ts),
      // For the replies that lead here.
      tabindex: -1,
    },
    h('div', { class: 'message-side' }, grouped ? stamp : avatar(message.from, world)),
    h(
      'div',
      { class: 'message-body' },
      message.ephemeral && h('p', { class: 'only-you' }, icon('eye'), 'Only visible to you'),
      !grouped &&
        h(
          'div',
          { class: 'message-head' },
          nameOf(message.from, world),
          app && h('span', { class: 'tag' }, 'app'),
          stamp,
        ),
      // Of several replies in a row the first one says to what.
      !grouped && replyLine(message, world),
      content,
      showFiles(message, world),
      showReactions(message, world),
    ),
    actions,
  );
}

/** A name leads to the direct messages with its bearer. By keyboard these are reached from the list of members. */
function nameOf(id: string, world: World): HTMLElement {
  const person = world.person(id);
  const name = world.nameOf(id);
  if (person === undefined || !world.canWriteTo(person)) return h('span', { class: 'message-name' }, name);
  const href = hashOf(world.me.id, { kind: 'conversation', id });
  return h('a', { class: 'message-name', href, tabindex: -1 }, name);
}
