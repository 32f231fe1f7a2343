/** Product time in the sidebar's foot: quiet while it is the machine's, plain to see once it was moved; and a menu to move it on. */
import { moveClock } from './api.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { openMenu } from './menu.ts';
import { isMoved, productNow, productSpeed } from './now.ts';
import type { World } from './state.ts';
import { dayAndTime, nextWorkingMorning } from './text/dates.ts';
import { showToast } from './toasts.ts';

const hourMs = 3_600_000;

export class ClockButton {
  private readonly label = h('span', { class: 'clock-label' });
  private readonly value = h('span', { class: 'clock-value' });
  private readonly state = h('span', { class: 'tag tag-warning' });
  readonly node = h(
    'button',
    {
      type: 'button',
      class: 'clock',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'data-focus': 'clock',
    },
    icon('clock'),
    h('span', { class: 'clock-words' }, this.label, this.value, ' ', this.state),
  );
  private world: World | null = null;

  constructor() {
    this.node.addEventListener('click', () => this.open());
  }

  /** Draws product time, which is `now`. */
  show(world: World, now: Date): void {
    this.world = world;
    const moved = isMoved();
    this.node.classList.toggle('moved', moved);
    this.state.hidden = !moved;
    this.state.textContent = speedWords(productSpeed()) ?? 'moved';
    this.label.textContent = moved ? 'Product time: ' : 'Move time on';
    this.value.textContent = moved ? dayAndTime(now, world.me, new Date()) : '';
  }

  private open(): void {
    const { world } = this;
    if (world === null) return;
    const { me } = world;
    const now = productNow();
    const to = (name: string, at: Date, move: object) => ({
      text: name,
      description: dayAndTime(at, me, new Date()),
      choose: () => send(move),
    });
    const on = (name: string, advanceMs: number) =>
      to(name, new Date(now.getTime() + advanceMs), { advanceMs });
    const morning = nextWorkingMorning(now, me.timeZone);
    const items = [
      on('An hour on', hourMs),
      on('A day on', 24 * hourMs),
      on('A week on', 7 * 24 * hourMs),
      to('To the next working morning', morning, { now: morning.getTime() }),
    ];
    if (productSpeed() !== 1) {
      items.push({
        text: 'At its own pace again',
        description: 'A second takes a second',
        choose: () => send({ speed: 1 }),
      });
    }
    openMenu(this.node, 'Move product time', items);
  }
}

async function send(move: object): Promise<void> {
  const reply = await moveClock(move);
  if (!reply.ok) showToast({ level: 'error', text: reply.error });
}

/** How fast it runs; null at the pace of real time. */
function speedWords(speed: number): string | null {
  const named: Record<number, string> = {
    0: 'stands still',
    60: 'a minute a second',
    3600: 'an hour a second',
    86400: 'a day a second',
    604800: 'a week a second',
  };
  if (speed === 1) return null;
  return named[speed] ?? `${speed.toLocaleString('en')}× as fast`;
}
