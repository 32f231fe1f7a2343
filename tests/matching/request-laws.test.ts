import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterOfferEvent,
  isOpenOffer,
  type OfferEvent,
  type OfferState,
  offerDueAt,
  pendingFrom,
} from '../../src/matching/offer.ts';
import {
  afterRequestEvent,
  isOpen,
  nobodyChosen,
  type RequestEvent,
  type RequestState,
  requestDueAt,
} from '../../src/matching/request.ts';
import { nextChoice, toOpenOffer, toRequest } from '../../src/matching/together.ts';
import { PersonId } from '../../src/ports.ts';

const RULES = { offerDays: 7, reminderDays: 3 };
const GUIDES = ['U0A', 'U0B', 'U0C', 'U0D', 'U0E', 'U0F'].map((id) => PersonId.parse(id));
const DAY_MS = 24 * 3_600_000;

/** A request with its offers, moved by the rules alone; what the flows do in transactions, without them. */
class Life {
  now = new Date('2026-03-02T12:00Z');
  state: RequestState = nobodyChosen(this.now);
  dueAt: Date | null = requestDueAt(this.state, this.now);
  choices: PersonId[] = [];
  offers: { guide: PersonId; state: OfferState; dueAt: Date | null }[] = [];

  get open() {
    return this.offers.filter(({ state }) => isOpenOffer(state));
  }

  request(event: RequestEvent): boolean {
    const step = afterRequestEvent(this.state, event, this.now);
    if (step.step !== 'done') return false;
    this.state = step.state;
    this.dueAt = step.dueAt;
    const told = toOpenOffer(this.state);
    if (told) for (const offer of this.open) this.offer(offer, told, false);
    return true;
  }

  offer(offer: Life['offers'][number], event: OfferEvent, passOn = true): void {
    const step = afterOfferEvent(offer.state, event, RULES, this.now);
    if (step.step !== 'done') return;
    offer.state = step.state;
    offer.dueAt = step.dueAt;
    const told = passOn ? toRequest(offer.state) : undefined;
    if (told) this.request(told);
  }

  /** Asks the next of the choices, as after a sending and in the cascade. */
  goOn(available: readonly PersonId[]): void {
    const found = nextChoice(this.choices, (id) => available.includes(id));
    if (!found) {
      this.request({ event: 'nobody' });
    } else if (this.request({ event: 'offered' })) {
      this.choices = found.left;
      const state = pendingFrom(this.now, RULES);
      this.offers.push({ guide: found.next, state, dueAt: offerDueAt(state) });
    }
  }
}

type Happening =
  | { do: 'days'; days: number }
  | { do: 'choose'; choices: PersonId[]; available: PersonId[] }
  | { do: 'go on'; available: PersonId[] }
  | { do: 'request'; event: RequestEvent }
  | { do: 'offer'; event: OfferEvent };

const some = fc.subarray(GUIDES);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ do: fc.constant('days' as const), days: fc.integer({ min: 1, max: 40 }) }),
  fc.record({
    do: fc.constant('choose' as const),
    choices: fc.shuffledSubarray(GUIDES),
    available: some,
  }),
  fc.record({ do: fc.constant('go on' as const), available: some }),
  fc.record({
    do: fc.constant('request' as const),
    event: fc.oneof(
      fc.constantFrom<RequestEvent>(
        { event: 'wished' },
        { event: 'waits', for: 'guide' },
        { event: 'waits', for: 'cohort' },
        { event: 'accepted' },
        { event: 'trial-over' },
        { event: 'learner-paused' },
      ),
      // What ends it for good, seldom enough that lives are long.
      {
        weight: 1,
        arbitrary: fc.constantFrom<RequestEvent>({ event: 'withdrawn' }, { event: 'learner-left' }),
      },
    ),
  }),
  fc.record({
    do: fc.constant('offer' as const),
    event: fc.constantFrom<OfferEvent>(
      { event: 'accept' },
      { event: 'decline', reason: '' },
      { event: 'full', reason: 'no time' },
      { event: 'ask', question: '?', toldAt: new Date('2026-03-02T12:00Z') },
      { event: 'reply', answer: '!', toldAt: new Date('2026-03-02T12:00Z') },
      { event: 'move', why: 'not-available' },
    ),
  }),
);

/** Lives a life, and looks at it after every step. */
function live(happenings: readonly Happening[], look: (life: Life, before: string) => void): Life {
  const life = new Life();
  for (const what of happenings) {
    const before = JSON.stringify([life.state, life.offers]);
    switch (what.do) {
      case 'days':
        life.now = new Date(life.now.getTime() + what.days * DAY_MS);
        for (const offer of life.open) life.offer(offer, { event: 'time' });
        if (life.dueAt && life.dueAt <= life.now) life.request({ event: 'time', fitting: null });
        break;
      case 'choose':
        if (life.state.state !== 'choosing' && life.state.state !== 'waiting') break;
        life.choices = what.choices;
        life.goOn(what.available);
        break;
      case 'go on':
        if (life.state.state === 'offering') life.goOn(what.available);
        break;
      case 'request':
        life.request(what.event);
        break;
      case 'offer': {
        const { event } = what;
        const timed = 'toldAt' in event ? { ...event, toldAt: life.now } : event;
        for (const offer of life.open) life.offer(offer, timed);
      }
    }
    look(life, before);
  }
  return life;
}

const lives = fc.array(happening, { minLength: 1, maxLength: 60 });

describe('whatever happens to a request', () => {
  it('at most one offer is open, and exactly while it is being offered', () =>
    fc.assert(
      fc.property(lives, (happenings) => {
        live(happenings, (life) => {
          const isOffered = life.state.state === 'offering' && life.state.offer === 'open';
          expect(life.open.length).toBe(isOffered ? 1 : 0);
        });
      }),
      { numRuns: 500 },
    ));

  it('something will happen next, as long as it is open', () =>
    fc.assert(
      fc.property(lives, (happenings) => {
        live(happenings, (life) => {
          if (!isOpen(life.state)) return expect(life.dueAt).toBeNull();
          const [offer] = life.open;
          expect(offer ? offer.dueAt : life.dueAt).toBeInstanceOf(Date);
        });
      }),
      { numRuns: 500 },
    ));

  it('nobody is asked twice of one list of choices, and those are asked in its order', () =>
    fc.assert(
      fc.property(fc.shuffledSubarray(GUIDES), fc.array(happening, { maxLength: 40 }), (choices, rest) => {
        const everybody = [...GUIDES];
        const goesOn = rest.flatMap((what): Happening[] =>
          what.do === 'choose' ? [] : [what, { do: 'go on', available: everybody }],
        );
        const life = live([{ do: 'choose', choices, available: everybody }, ...goesOn], () => undefined);
        const asked = life.offers.map(({ guide }) => guide);
        expect(asked).toEqual(choices.slice(0, asked.length));
      }),
      { numRuns: 500 },
    ));

  it('what is over stays as it is', () =>
    fc.assert(
      fc.property(lives, (happenings) => {
        live(happenings, (life, before) => {
          const [state, offers]: [{ state: string }, { state: { state: string } }[]] = JSON.parse(before);
          const now: typeof offers = JSON.parse(JSON.stringify(life.offers));
          if (['withdrawn', 'closed'].includes(state.state))
            expect(JSON.parse(JSON.stringify(life.state))).toEqual(state);
          offers.forEach((offer, at) => {
            if (!['pending', 'asked'].includes(offer.state.state)) expect(now[at]).toEqual(offer);
          });
        });
      }),
      { numRuns: 500 },
    ));

  it('it ends where nobody does anything but wait', () =>
    fc.assert(
      fc.property(lives, some, (happenings, available) => {
        const silence = Array.from({ length: 120 }, (): Happening[] => [
          { do: 'days', days: 5 },
          { do: 'go on', available },
        ]).flat();
        const whole = live([...happenings, ...silence], () => undefined);
        expect(isOpen(whole.state)).toBe(false);
        expect(whole.open).toEqual([]);
      }),
      { numRuns: 200 },
    ));
});
