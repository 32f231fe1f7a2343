/** The head of the main column: the conversation with its topic and members, or the app with its tabs. */
import { h, keepingFocus, unseen } from './dom.ts';
import { icon } from './icons.ts';
import { productNow } from './now.ts';
import { avatar, localTime } from './people.ts';
import type { Place } from './place.ts';
import { hashOf, samePlace } from './place.ts';
import { openPopover } from './popover.ts';
import type { Conversation } from './protocol.ts';
import type { World } from './state.ts';
import { roleTag } from './switcher.ts';
import { showMrkdwn } from './text/show.ts';

export class Header {
  readonly node = h('header', { class: 'head' });
  readonly menuButton = h(
    'button',
    {
      type: 'button',
      class: 'icon-button menu-button',
      'aria-label': 'Open sidebar',
      'aria-controls': 'sidebar',
      'aria-expanded': 'false',
    },
    icon('menu'),
  );
  private readonly content = h('div', { class: 'head-content' });
  private shown = '';

  constructor() {
    this.node.append(this.menuButton, this.content);
  }

  show(world: World, place: Place): void {
    const conversation = place.kind === 'conversation' ? world.conversation(place.id) : undefined;
    const inApp = conversation === undefined || conversation.isApp;
    const unread = world.appConversation ? (world.snapshot.unread[world.appConversation.id] ?? 0) : 0;
    // The head of a DM shows the other one's time.
    const minute = conversation?.kind === 'dm' && !inApp && Math.floor(productNow().getTime() / 60_000);
    const { app } = world.snapshot;
    const signature = JSON.stringify([place, conversation, app, inApp && unread, world.me.id, minute]);
    if (signature === this.shown) return;
    this.shown = signature;
    keepingFocus(this.content, () => {
      const parts = inApp ? appHead(world, place, unread) : conversationHead(conversation, world);
      this.content.replaceChildren(...parts);
    });
    this.node.classList.toggle('head-app', inApp);
  }
}

function conversationHead(conversation: Conversation, world: World): HTMLElement[] {
  const dm = conversation.kind === 'dm';
  const other = world.person(conversation.members.find((member) => member !== world.me.id) ?? '');
  const mark = dm
    ? avatar(other?.id ?? world.me.id, world, 'small')
    : icon(conversation.kind === 'private' ? 'lock' : 'hash');
  const about = dm
    ? [other?.title, other && localTime(other, productNow())].filter(Boolean).join(' · ')
    : conversation.topic;
  const name = h('h1', { class: 'head-name' }, mark, h('span', null, conversation.name));
  const topic = h('p', { class: 'head-topic' }, ...(dm ? [about] : showMrkdwn(about, world)));
  return [
    h('div', { class: 'head-words' }, name, topic),
    ...(dm ? [] : [membersButton(conversation, world)]),
  ];
}

function membersButton(conversation: Conversation, world: World): HTMLElement {
  const count = conversation.members.length;
  const list = h('div', {
    class: 'popover members',
    popover: 'auto',
    role: 'dialog',
    'aria-label': 'Members',
    // It scrolls, and may hold nothing to focus: by keyboard it is reached itself.
    tabindex: 0,
  });
  const button = h(
    'button',
    {
      type: 'button',
      class: 'members-button',
      'aria-haspopup': 'dialog',
      'aria-expanded': 'false',
      'data-focus': 'members',
    },
    h(
      'span',
      { class: 'avatar-row', 'aria-hidden': 'true' },
      ...conversation.members.slice(0, 3).map((id) => avatar(id, world, 'small')),
    ),
    h('span', { class: 'members-count' }, String(count), unseen(count === 1 ? ' member' : ' members')),
  );
  list.addEventListener('toggle', (event) => {
    const open = event instanceof ToggleEvent && event.newState === 'open';
    button.setAttribute('aria-expanded', open ? 'true' : 'false');
  });
  button.addEventListener('click', () => {
    const now = productNow();
    list.replaceChildren(h('ul', null, ...conversation.members.map((id) => memberRow(id, world, now))));
    openPopover(list, button, 'own');
    list.focus();
  });
  return h('div', { class: 'members-box' }, button, list);
}

function memberRow(id: string, world: World, now: Date): HTMLElement {
  const person = world.person(id);
  const app = world.isApp(id);
  const facts =
    person === undefined || app ? 'App' : [person.title, localTime(person, now)].filter(Boolean).join(' · ');
  const row = [
    avatar(id, world),
    h(
      'span',
      { class: 'switcher-words' },
      h(
        'span',
        { class: 'switcher-name' },
        world.nameOf(id),
        id === world.me.id && ' (you)',
        person && !app && roleTag(person),
      ),
      h('span', { class: 'switcher-title' }, facts),
    ),
  ];
  const link = person && world.canWriteTo(person) && hashOf(world.me.id, { kind: 'conversation', id });
  return h(
    'li',
    null,
    link ? h('a', { class: 'member', href: link }, ...row) : h('div', { class: 'member' }, ...row),
  );
}

function appHead(world: World, place: Place, unread: number): HTMLElement[] {
  const { app } = world.snapshot;
  const own = world.appConversation;
  const tabs: { name: string; place: Place; badge?: number }[] = [
    ...(app.hasHome ? [{ name: 'Home', place: { kind: 'home' } as const }] : []),
    ...(own && app.hasMessages
      ? [{ name: 'Messages', place: { kind: 'conversation', id: own.id } as const, badge: unread }]
      : []),
    { name: 'About', place: { kind: 'about' } },
  ];
  const nodes = tabs.map((tab) => {
    const here = samePlace(tab.place, place);
    return h(
      'button',
      {
        type: 'button',
        role: 'tab',
        class: 'tab',
        id: `tab-${tab.name.toLowerCase()}`,
        'aria-selected': here ? 'true' : 'false',
        'aria-controls': 'content',
        tabindex: here ? 0 : -1,
        'data-focus': `tab/${tab.name}`,
        on: { click: () => window.location.assign(hashOf(world.me.id, tab.place)) },
      },
      tab.name,
      !here && Boolean(tab.badge) && h('span', { class: 'badge' }, String(tab.badge)),
    );
  });
  const list = h('div', { class: 'tabs', role: 'tablist', 'aria-label': app.name }, ...nodes);
  list.addEventListener('keydown', (event) => {
    const at = nodes.findIndex((node) => node.matches(':focus'));
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0 || at === -1) return;
    event.preventDefault();
    const next = nodes[(at + step + nodes.length) % nodes.length];
    next?.focus();
    next?.click();
  });
  const name = h(
    'h1',
    { class: 'head-name' },
    avatar(app.botUserId, world, 'small'),
    h('span', null, app.name),
    h('span', { class: 'tag' }, 'app'),
    !app.connected && h('span', { class: 'tag tag-warning' }, 'not connected'),
  );
  return [h('div', { class: 'head-words' }, name, list)];
}
