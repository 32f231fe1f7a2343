/** On narrow windows the sidebar is a drawer over the page. */

export class Drawer {
  private readonly sidebar: HTMLElement;
  private readonly main: HTMLElement;
  private readonly shade: HTMLElement;
  private readonly button: HTMLElement;
  private readonly query = window.matchMedia('(max-width: 760px)');
  private open = false;

  constructor(sidebar: HTMLElement, main: HTMLElement, shade: HTMLElement, button: HTMLElement) {
    this.sidebar = sidebar;
    this.main = main;
    this.shade = shade;
    this.button = button;
    button.addEventListener('click', () => this.set(true));
    shade.addEventListener('click', () => this.set(false));
    sidebar.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.narrow) this.set(false);
    });
    this.query.addEventListener('change', () => this.apply());
    this.apply();
  }

  get narrow(): boolean {
    return this.query.matches;
  }

  set(open: boolean): void {
    const changed = open !== this.open;
    this.open = open;
    this.apply();
    if (!changed || !this.narrow) return;
    if (open) this.sidebar.querySelector<HTMLElement>('button, select, a')?.focus();
    else this.button.focus();
  }

  /** What is not seen cannot be reached, either way. */
  private apply(): void {
    const covering = this.narrow && this.open;
    this.sidebar.inert = this.narrow && !this.open;
    this.main.inert = covering;
    this.sidebar.classList.toggle('open', this.open);
    this.shade.classList.toggle('shown', covering);
    this.button.setAttribute('aria-expanded', this.open ? 'true' : 'false');
  }
}
