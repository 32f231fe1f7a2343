/** The app's Home and About tabs. */
import { blockItems } from './blocks/blocks.ts';
import { Form } from './blocks/form.ts';
import type { Scene } from './blocks/scene.ts';
import { h, KeyedChildren } from './dom.ts';
import { avatar } from './people.ts';
import type { World } from './state.ts';

export class HomePage {
  readonly node = h('div', { class: 'page-scroll', tabindex: 0, 'data-focus': 'home' });
  private readonly column = h('div', { class: 'page-column home' });
  private keyed = new KeyedChildren(this.column);
  private readonly scenes = new Map<string, Scene>();
  private shown = '';

  constructor() {
    this.node.append(this.column);
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', 'App Home');
  }

  show(world: World): void {
    const { home, me } = world.snapshot;
    const key = `${me.id}/${home?.id}`;
    if (key !== this.shown) {
      this.column.replaceChildren();
      this.keyed = new KeyedChildren(this.column);
      this.shown = key;
    }
    if (home === null) {
      this.keyed.show([
        { key: 'empty', signature: JSON.stringify(world.snapshot.app), build: () => emptyHome(world) },
      ]);
      return;
    }
    const scene: Scene = this.scenes.get(key) ?? {
      world,
      container: { type: 'view', viewId: home.id },
      form: new Form(),
      errors: new Map(),
      headings: 'h2',
      prefix: `home-${home.id}`,
    };
    this.scenes.set(key, scene);
    scene.world = world;
    scene.form.settle(home.blocks, null);
    this.keyed.show(blockItems(home.blocks, scene));
  }
}

function emptyHome(world: World): HTMLElement {
  const { app } = world.snapshot;
  return h(
    'div',
    { class: 'empty' },
    avatar(app.botUserId, world, 'large'),
    h('h2', null, 'Nothing here yet'),
    h(
      'p',
      null,
      app.connected
        ? `${app.name} has not published a Home for ${world.me.name}.`
        : `${app.name} is not connected, so its Home is empty. Start the app, then open this tab again.`,
    ),
  );
}

export class AboutPage {
  readonly node = h('div', {
    class: 'page-scroll',
    tabindex: 0,
    role: 'region',
    'aria-label': 'About the app',
  });
  private shown = '';

  show(world: World): void {
    const { app } = world.snapshot;
    const signature = JSON.stringify(app);
    if (signature === this.shown) return;
    this.shown = signature;
    const commands = app.commands.map((one) =>
      h(
        'li',
        null,
        h('p', null, h('strong', null, one.command), ' ', h('span', { class: 'usage' }, one.usageHint)),
        h('p', { class: 'quiet' }, one.description),
      ),
    );
    const listed = (heading: string, shortcuts: typeof app.shortcuts) =>
      shortcuts.length === 0
        ? []
        : [h('h3', null, heading), h('ul', { class: 'about-list' }, ...shortcuts.map(shortcutItem))];
    this.node.replaceChildren(
      h(
        'div',
        { class: 'page-column about' },
        h(
          'div',
          { class: 'about-head' },
          avatar(app.botUserId, world, 'large'),
          h(
            'div',
            null,
            h('h2', null, app.name),
            h(
              'p',
              { class: app.connected ? 'state on' : 'state off' },
              app.connected ? 'Connected' : 'Not connected',
            ),
          ),
        ),
        ...app.description.split(/\n+/).map((paragraph) => h('p', { class: 'about-text' }, paragraph)),
        commands.length > 0 && h('h3', null, 'Commands'),
        commands.length > 0 && h('ul', { class: 'about-list' }, ...commands),
        ...listed('Shortcuts', app.shortcuts),
        ...listed('Shortcuts of messages', app.messageShortcuts),
      ),
    );
  }
}

function shortcutItem({ name, description }: { name: string; description: string }): HTMLElement {
  return h('li', null, h('p', null, h('strong', null, name)), h('p', { class: 'quiet' }, description));
}
