/** Through whose eyes the page looks: a card with the person, and the browser's own select over it. */
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { avatar, localTime } from './people.ts';
import type { PersonCard } from './protocol.ts';
import type { World } from './state.ts';

export class Switcher {
  readonly node: HTMLElement;
  private readonly select = h('select', { id: 'viewing-as', class: 'switcher-select' });
  private readonly card = h('div', { class: 'switcher-card', 'aria-hidden': 'true' });
  private shown = '';

  constructor(onSwitch: (user: string) => void) {
    this.select.addEventListener('change', () => onSwitch(this.select.value));
    this.node = h(
      'div',
      { class: 'switcher' },
      h('label', { class: 'switcher-label', for: 'viewing-as' }, 'Viewing as'),
      h('div', { class: 'switcher-box' }, this.card, this.select),
    );
  }

  show(world: World, now: Date): void {
    const { team, elsewhere } = world.snapshot;
    const signature = JSON.stringify([world.me, world.viewers, team, elsewhere]);
    if (signature !== this.shown) {
      this.shown = signature;
      const options = (people: PersonCard[]) => people.map((person) => optionFor(person, world, now));
      const groups = [{ name: team.name, people: world.viewers }, ...elsewhere].map(({ name, people }) =>
        h('optgroup', { label: name }, ...options(people)),
      );
      // One workspace alone needs no name here: it stands above.
      this.select.replaceChildren(...(elsewhere.length > 0 ? groups : options(world.viewers)));
    }
    this.select.value = world.me.id;
    this.drawCard(world, now);
  }

  tick(world: World, now: Date): void {
    const others = world.snapshot.elsewhere.flatMap(({ people }) => people);
    for (const option of this.select.options) {
      const person = world.person(option.value) ?? others.find((one) => one.id === option.value);
      const facts = option.querySelector('.switcher-now');
      if (person !== undefined && facts !== null) facts.textContent = timeAndRole(person, now);
    }
    this.drawCard(world, now);
  }

  private drawCard(world: World, now: Date): void {
    const { me } = world;
    this.card.replaceChildren(
      avatar(me.id, world),
      h(
        'span',
        { class: 'switcher-words' },
        h('span', { class: 'switcher-name' }, me.name),
        h('span', { class: 'switcher-title' }, me.title || 'No title'),
        h('span', { class: 'switcher-title' }, localTime(me, now), ' ', roleTag(me)),
      ),
      icon('chevron'),
    );
  }
}

function optionFor(person: PersonCard, world: World, now: Date): HTMLElement {
  return h(
    'option',
    { value: person.id },
    avatar(person.id, world, 'small', person.name),
    h(
      'span',
      { class: 'switcher-words' },
      h('span', { class: 'switcher-name' }, person.name),
      // The separators are for browsers that list plain text only.
      h('span', { class: 'switcher-separator' }, ' · '),
      person.title && h('span', { class: 'switcher-facts' }, person.title),
      h('span', { class: 'switcher-separator' }, ' · '),
      h('span', { class: 'switcher-facts switcher-now' }, timeAndRole(person, now)),
    ),
  );
}

function timeAndRole(person: PersonCard, now: Date): string {
  const time = localTime(person, now);
  return person.role === 'member' ? time : `${time} · ${person.role}`;
}

export function roleTag(person: PersonCard): HTMLElement | null {
  return person.role === 'member' ? null : h('span', { class: 'tag' }, person.role);
}
