import type { Market } from './market.ts';

/** Bids for each asker, on average: prices that fight for longer are left to the paths, which cannot fight. */
const BIDS_PER_ASKER = 3;
/**
 * What a taken seat is asked more than its price, so that of two as good ones the free one is taken. Scores and prices
 * are integers: rounded up, what is left is what it was.
 */
const TAKEN = 0.5;
/** Units that an asker bids for at once; one with more comes again. */
const MOST_AT_ONCE = 8;

/**
 * Places most units quickly, by an auction without a minimum bid (what Jonker and Volgenant call augmenting row
 * reduction, 1987; for several units at once: Bertsekas and Castañon, 1989). An asker with `k` units looks at its best
 * `k + 1` askees, takes the best `k`, and pays for each so much that it would as soon have the last one. Whoever sat
 * there bids again. Where this pushes nobody's price up, only free seats are taken: no two askers can turn each other
 * out for ever.
 *
 * Afterwards no pair is worth more than its two dual values together, pairs that sit are worth exactly that, and free
 * seats cost nothing: what the paths need. Units not placed are left in `units`. Time: at most 3 rows for each asker.
 */
export function bid(market: Market): void {
  const { askers, units, value, bonus } = market;
  const seatPrice = new Float64Array(market.holder.length);
  const seatScore = new Int32Array(market.holder.length);
  const best = new Best(MOST_AT_ONCE + 1);
  const asking = Float64Array.from(market.price);
  let queue: number[] = [];
  for (let asker = 0; asker < askers; asker += 1) {
    if ((units[asker] ?? 0) > 0) queue.push(asker);
  }
  const waits = new Uint8Array(askers).fill(1);
  let left = BIDS_PER_ASKER * queue.length;
  while (queue.length > 0 && left > 0) {
    const next: number[] = [];
    for (const asker of queue) {
      waits[asker] = 0;
      const wanted = Math.min(units[asker] ?? 0, MOST_AT_ONCE);
      if (wanted === 0 || left === 0) continue;
      left -= 1;
      findBest(market, asking, asker, wanted + 1, best);
      const level = best.count > wanted ? Math.ceil(best.net[wanted] ?? 0) : -bonus;
      if ((market.placed[asker] ?? 0) > 0)
        payMore(market, asking, asker, seatPrice, (value[asker] ?? 0) - level);
      value[asker] = level;
      let got = 0;
      for (let at = 0; at < best.count && got < wanted; at += 1) {
        const askee = best.askee[at] ?? 0;
        const raise = Math.ceil(best.net[at] ?? 0) - level;
        const seat = seatFor(market, askee, seatPrice, raise);
        if (seat < 0) continue;
        const before = market.holder[seat] ?? -1;
        if (before >= 0) {
          units[before] = (units[before] ?? 0) + 1;
          market.placed[before] = (market.placed[before] ?? 0) - 1;
          if (waits[before] === 0) {
            waits[before] = 1;
            next.push(before);
          }
        }
        market.holder[seat] = asker;
        seatScore[seat] = market.score[best.edge[at] ?? 0] ?? 0;
        seatPrice[seat] = (market.price[askee] ?? 0) + raise;
        const price = cheapest(market, askee, seatPrice);
        market.price[askee] = price;
        asking[askee] = price + (isTaken(market, askee) ? TAKEN : 0);
        got += 1;
      }
      units[asker] = (units[asker] ?? 0) - got;
      market.placed[asker] = (market.placed[asker] ?? 0) + got;
      // Ties only, or nobody worth asking: left to the paths, also what is turned out later.
      if (got < wanted) waits[asker] = 1;
      else if ((units[asker] ?? 0) > 0 && waits[asker] === 0) {
        waits[asker] = 1;
        next.push(asker);
      }
    }
    queue = next;
  }
  // A seat may have been paid more for than the cheapest beside it costs now; the asker keeps the difference.
  for (let seat = 0; seat < market.holder.length; seat += 1) {
    const asker = market.holder[seat] ?? -1;
    if (asker < 0) continue;
    value[asker] = (seatScore[seat] ?? 0) - (market.price[market.askeeOfSeat[seat] ?? 0] ?? 0);
  }
}

/** The best askees of one asker, best first; of equals the one that comes first. */
class Best {
  count = 0;
  readonly net: Float64Array;
  readonly askee: Int32Array;
  readonly edge: Int32Array;

  constructor(most: number) {
    this.net = new Float64Array(most);
    this.askee = new Int32Array(most);
    this.edge = new Int32Array(most);
  }

  /** Takes one in, when there are fewer than `most` or it is better than the last of them. */
  add(most: number, net: number, askee: number, edge: number): void {
    let at = this.count < most ? this.count : most - 1;
    if (this.count < most) this.count += 1;
    for (; at > 0 && (this.net[at - 1] ?? 0) < net; at -= 1) {
      this.net[at] = this.net[at - 1] ?? 0;
      this.askee[at] = this.askee[at - 1] ?? 0;
      this.edge[at] = this.edge[at - 1] ?? 0;
    }
    this.net[at] = net;
    this.askee[at] = askee;
    this.edge[at] = edge;
  }
}

/** Fills `best` with at most `most` askees with whom the asker does not sit, and that are worth their price. */
function findBest(market: Market, asking: Float64Array, asker: number, most: number, best: Best): void {
  const { askee, score, isFull, seatStart, holder, bonus } = market;
  const start = market.rowStart[asker] ?? 0;
  const end = market.rowStart[asker + 1] ?? 0;
  best.count = 0;
  let floor = -bonus;
  /** @returns what the next one must be better than */
  const consider = (net: number, to: number, edge: number): number => {
    // Only askers of several units meet their own seat here, and then the askee has no other.
    if (holder[seatStart[to] ?? 0] !== asker) best.add(most, net, to, edge);
    return best.count === most ? (best.net[most - 1] ?? 0) : -bonus;
  };
  // Two loops, since one that asks each time which it is takes half as long again.
  if (isFull)
    for (let to = 0, edge = start; edge < end; to += 1, edge += 1) {
      const net = (score[edge] ?? 0) - (asking[to] ?? 0);
      if (net > floor) floor = consider(net, to, edge);
    }
  else
    for (let edge = start; edge < end; edge += 1) {
      const to = askee[edge] ?? 0;
      const net = (score[edge] ?? 0) - (asking[to] ?? 0);
      if (net > floor) floor = consider(net, to, edge);
    }
}

/** The seats that an asker has keep being worth as much to it as those it takes now: they become dearer. */
function payMore(
  market: Market,
  asking: Float64Array,
  asker: number,
  seatPrice: Float64Array,
  more: number,
): void {
  if (more === 0) return;
  const { askee, isFull, price, seatStart, holder } = market;
  const start = market.rowStart[asker] ?? 0;
  const end = market.rowStart[asker + 1] ?? 0;
  for (let edge = start; edge < end; edge += 1) {
    const to = isFull ? edge - start : (askee[edge] ?? 0);
    const seat = seatStart[to] ?? 0;
    if (holder[seat] !== asker) continue;
    price[to] = (price[to] ?? 0) + more;
    asking[to] = (asking[to] ?? 0) + more;
    seatPrice[seat] = price[to] ?? 0;
  }
}

function isTaken({ seatStart, taken }: Market, askee: number): boolean {
  return (seatStart[askee] ?? 0) + (taken[askee] ?? 0) === seatStart[askee + 1];
}

/** A free seat, or the cheapest where the bid is higher than its price; otherwise -1. */
function seatFor(market: Market, askee: number, seatPrice: Float64Array, raise: number): number {
  const start = market.seatStart[askee] ?? 0;
  const end = market.seatStart[askee + 1] ?? 0;
  if (!isTaken(market, askee)) {
    const taken = market.taken[askee] ?? 0;
    market.taken[askee] = taken + 1;
    return start + taken;
  }
  if (raise <= 0) return -1;
  for (let seat = start; seat < end; seat += 1) if (seatPrice[seat] === market.price[askee]) return seat;
  return -1;
}

/** The price of an askee: of its cheapest seat, which is nothing while one is free. */
function cheapest(market: Market, askee: number, seatPrice: Float64Array): number {
  if (!isTaken(market, askee)) return 0;
  const start = market.seatStart[askee] ?? 0;
  const end = market.seatStart[askee + 1] ?? 0;
  let least = Number.POSITIVE_INFINITY;
  for (let seat = start; seat < end; seat += 1) least = Math.min(least, seatPrice[seat] ?? 0);
  return least;
}
