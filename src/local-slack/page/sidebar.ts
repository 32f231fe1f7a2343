/** The left column: the workspace, through whose eyes one looks, conversations, the app. */
import { ClockButton } from './clock-button.ts';
import { h, KeyedChildren, keepingFocus, unseen } from './dom.ts';
import { icon } from './icons.ts';
import { productNow } from './now.ts';
import { avatar } from './people.ts';
import type { Place } from './place.ts';
import { hashOf } from './place.ts';
import type { Conversation } from './protocol.ts';
import type { World } from './state.ts';
import { Switcher } from './switcher.ts';

export interface SidebarHandlers {
  onSwitch: (user: string) => void;
  onClose: () => void;
}

export class Sidebar {
  readonly node: HTMLElement;
  private readonly team = h('p', { class: 'team-name' });
  private readonly switcher: Switcher;
  private readonly clock = new ClockButton();
  private readonly channels = h('ul', { class: 'places' });
  private readonly directs = h('ul', { class: 'places' });
  private readonly directSection = section('Direct messages', this.directs);
  private readonly apps = h('ul', { class: 'places' });
  private readonly lists: { keyed: KeyedChildren; pick: (one: Conversation, world: World) => boolean }[];
  private readonly appList: KeyedChildren;
  private here = '';

  constructor(handlers: SidebarHandlers) {
    this.switcher = new Switcher(handlers.onSwitch);
    const close = h(
      'button',
      { type: 'button', class: 'icon-button sidebar-close', 'aria-label': 'Close sidebar' },
      icon('close'),
    );
    close.addEventListener('click', handlers.onClose);
    this.node = h(
      'nav',
      { class: 'sidebar', id: 'sidebar', 'aria-label': 'Workspace' },
      h(
        'div',
        { class: 'sidebar-head' },
        h('div', { class: 'team' }, h('span', { class: 'mark', 'aria-hidden': 'true' }, 'ls'), this.team),
        close,
      ),
      this.switcher.node,
      h(
        'div',
        { class: 'sidebar-lists' },
        section('Channels', this.channels),
        this.directSection,
        section('Apps', this.apps),
      ),
      h(
        'div',
        { class: 'sidebar-foot' },
        this.clock.node,
        h('p', { class: 'honest' }, 'local-slack: a stand-in for trying apps, on this machine alone.'),
      ),
    );
    this.lists = [
      { keyed: new KeyedChildren(this.channels), pick: (one) => one.kind !== 'dm' },
      // One in which nobody has written yet stands here only while one looks at it.
      {
        keyed: new KeyedChildren(this.directs),
        pick: (one, { snapshot }) =>
          one.kind === 'dm' &&
          !one.isApp &&
          (one.id === this.here || (snapshot.messages[one.id]?.length ?? 0) > 0),
      },
    ];
    this.appList = new KeyedChildren(this.apps);
  }

  show(world: World, place: Place): void {
    const { snapshot } = world;
    this.here = place.kind === 'conversation' ? place.id : '';
    this.team.textContent = snapshot.team.name;
    this.showTimes(world, (now) => this.switcher.show(world, now));
    keepingFocus(this.node, () => {
      for (const { keyed, pick } of this.lists) {
        keyed.show(
          snapshot.conversations
            .filter((one) => pick(one, world))
            .map((one) => {
              const here = this.here === one.id;
              const unread = snapshot.unread[one.id] ?? 0;
              return {
                key: one.id,
                signature: JSON.stringify([one.name, one.kind, here, unread, world.me.id]),
                build: () => conversationLink(one, here, unread, world),
              };
            }),
        );
      }
      this.directSection.hidden = this.directs.children.length === 0;
      const own = world.appConversation;
      const inApp = place.kind !== 'conversation' || place.id === own?.id;
      const unread = own === undefined ? 0 : (snapshot.unread[own.id] ?? 0);
      this.appList.show([
        {
          key: snapshot.app.id,
          signature: JSON.stringify([snapshot.app, inApp, unread, world.me.id]),
          build: () => appLink(world, inApp, unread),
        },
      ]);
    });
  }

  /** Brings all times up to date. */
  tick(world: World): void {
    this.showTimes(world, (now) => this.switcher.tick(world, now));
  }

  /** One and the same time above and in the foot: at a high speed two readings differ. */
  private showTimes(world: World, above: (now: Date) => void): void {
    const now = productNow();
    above(now);
    this.clock.show(world, now);
  }
}

function section(name: string, list: HTMLElement): HTMLElement {
  const id = `side-${name.toLowerCase().replaceAll(' ', '-')}`;
  list.setAttribute('aria-labelledby', id);
  return h('section', { class: 'side-section' }, h('h2', { id }, name), list);
}

function conversationLink(one: Conversation, here: boolean, unread: number, world: World): HTMLElement {
  const other = one.members.find((member) => member !== world.me.id) ?? world.me.id;
  const mark =
    one.kind === 'dm'
      ? avatar(other, world, 'small')
      : h('span', { class: 'place-mark' }, icon(one.kind === 'private' ? 'lock' : 'hash'));
  const place: Place = { kind: 'conversation', id: one.id };
  return placeLink(world, place, here, unread, [
    mark,
    h('span', { class: 'place-name' }, one.name),
    one.kind === 'private' && unseen(' (private)'),
  ]);
}

function appLink(world: World, here: boolean, unread: number): HTMLElement {
  const { app } = world.snapshot;
  return placeLink(world, appPlace(world), here, unread, [
    avatar(app.botUserId, world, 'small'),
    h('span', { class: 'place-name' }, app.name),
    !app.connected && h('span', { class: 'tag tag-warning' }, 'offline'),
  ]);
}

/** Where a click on the app leads: its Home, else its Messages, else its About. */
function appPlace(world: World): Place {
  if (world.snapshot.app.hasHome) return { kind: 'home' };
  const own = world.appConversation;
  return own === undefined ? { kind: 'about' } : { kind: 'conversation', id: own.id };
}

function placeLink(
  world: World,
  place: Place,
  here: boolean,
  unread: number,
  words: Parameters<typeof h>[2][],
): HTMLElement {
  const link = h(
    'a',
    {
      class: `place ${unread > 0 && !here ? 'has-unread' : ''}`,
      href: hashOf(world.me.id, place),
      'aria-current': here ? 'page' : null,
      'data-focus': `place/${place.kind === 'conversation' ? place.id : 'app'}`,
    },
    ...words,
    unread > 0 && !here && h('span', { class: 'badge' }, unseen(', '), String(unread), unseen(' unread')),
  );
  return h('li', null, link);
}
