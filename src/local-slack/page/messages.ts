/** The messages of one conversation: grouped by writer and day, following the newest unless the reader scrolled up. */
import { Form } from './blocks/form.ts';
import type { Scene } from './blocks/scene.ts';
import type { KeyedItem } from './dom.ts';
import { h, KeyedChildren } from './dom.ts';
import { icon } from './icons.ts';
import { showMessage } from './message.ts';
import { productNow } from './now.ts';
import { writtenAt } from './people.ts';
import type { Conversation, ShownMessage } from './protocol.ts';
import { messageId, rootOf } from './replies.ts';
import type { World } from './state.ts';
import { dayName, isoDay } from './text/dates.ts';

const groupedForSeconds = 300;
/** How near to the end counts as being there. */
const nearPx = 60;

export class MessageList {
  readonly node: HTMLElement;
  private readonly log = h('div', { class: 'log', role: 'log', tabindex: 0, 'data-focus': 'log' });
  private readonly inner = h('div', { class: 'log-inner' });
  private readonly jump = h(
    'button',
    { type: 'button', class: 'jump', hidden: true },
    'New messages',
    icon('down'),
  );
  private readonly keyed = new KeyedChildren(this.inner);
  private readonly scenes = new Map<string, Scene>();
  private readonly texts = new WeakMap<ShownMessage, string>();
  private conversation = '';
  private last = '';
  /** Does the newest message stay in sight? */
  private follows = true;
  /** The first message that was unread when the conversation was opened. */
  private firstUnread: string | null = null;

  constructor() {
    this.log.append(this.inner);
    this.node = h('div', { class: 'log-box' }, this.log, this.jump);
    this.jump.addEventListener('click', () => this.toEnd());
    // Late growth (pictures, blocks whose code is still fetched, a resized window) does not push the end out of sight:
    // only scrolling up does. A scroll event tells of the time before the growth, so being at the end is no measure.
    let lastTop = 0;
    this.log.addEventListener('scroll', () => {
      if (this.log.scrollTop < lastTop) this.follows = false;
      if (this.atEnd()) this.toEnd();
      lastTop = this.log.scrollTop;
    });
    const resized = new ResizeObserver(() => {
      if (this.follows) this.toEnd();
    });
    resized.observe(this.log);
    resized.observe(this.inner);
  }

  show(world: World, conversation: Conversation): void {
    const messages = world.snapshot.messages[conversation.id] ?? [];
    const key = `${world.me.id}/${conversation.id}`;
    const opened = key !== this.conversation;
    if (opened) {
      const unread = world.snapshot.unread[conversation.id] ?? 0;
      this.firstUnread = unread > 0 ? (messages.at(-unread)?.ts ?? null) : null;
    }
    this.conversation = key;
    const name = conversation.kind === 'dm' ? conversation.name : `#${conversation.name}`;
    this.log.setAttribute('aria-label', `Messages in ${name}`);
    const follows = opened || this.follows;
    const newest = messages.at(-1);
    this.keyed.show(this.items(world, conversation, messages));
    const grew = newest !== undefined && `${key}/${newest.ts}` !== this.last;
    this.last = newest === undefined ? '' : `${key}/${newest.ts}`;
    if (follows || (grew && newest.from === world.me.id)) this.toEnd();
    else if (grew) this.jump.hidden = false;
  }

  private items(world: World, conversation: Conversation, messages: ShownMessage[]): KeyedItem[] {
    const now = productNow();
    const offered = JSON.stringify(world.snapshot.app.messageShortcuts);
    const items: KeyedItem[] = [
      {
        key: `start/${conversation.id}`,
        signature: JSON.stringify(conversation),
        build: () => beginning(conversation),
      },
    ];
    let before: ShownMessage | null = null;
    for (const message of messages) {
      const at = writtenAt(message.ts);
      const day = isoDay(at, world.me);
      if (before === null || isoDay(writtenAt(before.ts), world.me) !== day) {
        const name = dayName(at, world.me, now);
        items.push({ key: `day/${day}`, signature: name, build: () => divider(name, 'day') });
        before = null;
      }
      if (message.ts === this.firstUnread) {
        items.push({ key: 'new', signature: 'new', build: () => divider('New', 'new') });
        before = null;
      }
      const grouped = before !== null && belongsTo(before, message);
      items.push({
        key: `${conversation.id}/${message.ts}`,
        signature: `${world.me.id} ${grouped} ${this.textOf(message)} ${rootOf(message, world)?.text} ${offered}`,
        build: () => showMessage(message, grouped, world, this.scene(message, world)),
      });
      this.scene(message, world);
      before = message;
    }
    return items;
  }

  /** What people filled in stays with the message, also while another conversation is shown. */
  private scene(message: ShownMessage, world: World): Scene {
    const key = `${world.me.id}/${message.conversation}/${message.ts}`;
    const scene = this.scenes.get(key) ?? {
      world,
      container: { type: 'message', conversation: message.conversation, ts: message.ts },
      form: new Form(),
      errors: new Map(),
      headings: 'h2',
      prefix: messageId(message.conversation, message.ts),
    };
    scene.world = world;
    scene.form.settle(message.blocks, message.conversation);
    this.scenes.set(key, scene);
    return scene;
  }

  private textOf(message: ShownMessage): string {
    const text = this.texts.get(message) ?? JSON.stringify(message);
    this.texts.set(message, text);
    return text;
  }

  private atEnd(): boolean {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < nearPx;
  }

  private toEnd(): void {
    this.follows = true;
    this.log.scrollTop = this.log.scrollHeight;
    this.jump.hidden = true;
  }
}

function belongsTo(before: ShownMessage, message: ShownMessage): boolean {
  return (
    before.from === message.from &&
    before.thread === message.thread &&
    !before.ephemeral &&
    !message.ephemeral &&
    Number(message.ts) - Number(before.ts) < groupedForSeconds
  );
}

function divider(name: string, kind: 'day' | 'new'): HTMLElement {
  return h('div', { class: `log-divider log-divider-${kind}` }, h('span', null, name));
}

function beginning(conversation: Conversation): HTMLElement {
  const dm = conversation.kind === 'dm';
  const name = dm ? conversation.name : `#${conversation.name}`;
  return h(
    'div',
    { class: 'beginning' },
    h('p', { class: 'beginning-name' }, name),
    h(
      'p',
      null,
      dm ? `This is the start of your messages with ${conversation.name}.` : `This is the start of ${name}.`,
    ),
  );
}
