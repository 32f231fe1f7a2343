import { Nearest } from './heap.ts';
import type { Market } from './market.ts';

const FAR = Number.POSITIVE_INFINITY;

/**
 * Places what bidding left, one unit after the other, each along a shortest augmenting path: it takes a seat, whoever
 * sat there takes another, and so on to a free seat, or to one who gives up, where that costs least. What a step costs
 * is how far the pair is from being worth its two dual values, which is never less than nothing (Dijkstra with
 * potentials: Edmonds and Karp 1972, Tomizawa 1971). Then the values of all who were nearer than the end of the path
 * change, so that the same is true of the next unit.
 *
 * Giving up costs an asker its value, the bonus in it. So nobody gives up for a better score while there is a free seat
 * to be reached: pairs come first, scores second, without a second pass.
 *
 * Time: for each unit at most all edges and a heap, so O(units * (edges + askees * log askees)); in practice what lies
 * nearer than the nearest end, which is little when prices are nearly right. Memory: O(askers + askees).
 */
export function placeRest(market: Market): void {
  const search = new PathSearch(market);
  for (let asker = 0; asker < market.askers; asker += 1)
    while ((market.units[asker] ?? 0) > 0) search.place(asker);
}

class PathSearch {
  readonly #market: Market;
  /** By askee: the length of the shortest way found so far. */
  readonly #distance: Float64Array;
  /** By askee: the asker from whom that way comes. */
  readonly #from: Int32Array;
  /** By asker in the tree: its distance; -1 for others. */
  readonly #depth: Float64Array;
  /** By asker in the tree: the seat of its own through which the tree reached it; -1 for the source. */
  readonly #seat: Int32Array;
  readonly #nearest: Nearest;
  /** Askers in the tree, in the order in which they came. */
  readonly #tree: Int32Array;
  /** Askees whose distance is settled. */
  readonly #settled: Int32Array;
  /** Askees with a distance. */
  readonly #reached: Int32Array;
  /** Askees at the present depth, to be settled next. */
  readonly #ready: Int32Array;

  #treeCount = 0;
  #settledCount = 0;
  #reachedCount = 0;
  #readyCount = 0;
  /** The nearest end so far: a free seat of `#endAskee`, or the asker who gives up. */
  #end = FAR;
  #endAskee = -1;
  #endAsker = -1;

  constructor(market: Market) {
    const { askers, askees } = market;
    this.#market = market;
    this.#distance = new Float64Array(askees).fill(FAR);
    this.#from = new Int32Array(askees);
    this.#depth = new Float64Array(askers).fill(-1);
    this.#seat = new Int32Array(askers);
    this.#nearest = new Nearest(this.#distance);
    this.#tree = new Int32Array(askers);
    this.#settled = new Int32Array(askees);
    this.#reached = new Int32Array(askees);
    this.#ready = new Int32Array(askees);
  }

  place(source: number): void {
    const { units, placed, value } = this.#market;
    if ((placed[source] ?? 0) === 0) value[source] = this.#bestNet(source);
    this.#end = FAR;
    this.#enter(source, 0, -1);
    this.#grow();
    this.#reprice();
    this.#augment(source);
    // One more unit of a source that gave up itself would do the same.
    if (this.#endAskee < 0 && this.#endAsker === source) units[source] = 0;
    else units[source] = (units[source] ?? 0) - 1;
    this.#forget();
  }

  /** What the asker gains from its best askee at these prices; at least nothing. */
  #bestNet(asker: number): number {
    const { rowStart, askee, score, isFull, price, bonus } = this.#market;
    const start = rowStart[asker] ?? 0;
    const end = rowStart[asker + 1] ?? 0;
    let most = -bonus;
    for (let edge = start; edge < end; edge += 1) {
      const to = isFull ? edge - start : (askee[edge] ?? 0);
      const net = (score[edge] ?? 0) - (price[to] ?? 0);
      if (net > most) most = net;
    }
    return most;
  }

  #enter(asker: number, depth: number, seat: number): void {
    this.#depth[asker] = depth;
    this.#seat[asker] = seat;
    this.#tree[this.#treeCount] = asker;
    this.#treeCount += 1;
  }

  /** Dijkstra, until nothing is nearer than the nearest end. */
  #grow(): void {
    let depth = 0;
    let scanned = 0;
    while (this.#end > depth) {
      for (; scanned < this.#treeCount && this.#end > depth; scanned += 1)
        this.#scan(this.#tree[scanned] ?? 0, depth);
      if (this.#end <= depth) return;
      let next: number;
      if (this.#readyCount > 0) {
        this.#readyCount -= 1;
        next = this.#ready[this.#readyCount] ?? 0;
      } else {
        next = this.#nearest.take();
        if (next < 0) return;
        depth = this.#distance[next] ?? 0;
        if (depth >= this.#end) return;
      }
      this.#settle(next, depth);
    }
  }

  /** All who sit at this askee join the tree: any of them could take another seat. */
  #settle(askee: number, depth: number): void {
    const { seatStart, holder } = this.#market;
    this.#settled[this.#settledCount] = askee;
    this.#settledCount += 1;
    const end = seatStart[askee + 1] ?? 0;
    for (let seat = seatStart[askee] ?? 0; seat < end; seat += 1) {
      const asker = holder[seat] ?? 0;
      if ((this.#depth[asker] ?? 0) < 0) this.#enter(asker, depth, seat);
    }
  }

  /** Looks along all edges of an asker. Hardly any is nearer than the nearest end: the loops are made for that. */
  #scan(asker: number, depth: number): void {
    const { rowStart, askee, score, isFull, price, value, bonus } = this.#market;
    const distance = this.#distance;
    const base = depth + (value[asker] ?? 0);
    const reachedBefore = this.#reachedCount;
    if (base + bonus < this.#end) {
      this.#end = base + bonus;
      this.#endAskee = -1;
      this.#endAsker = asker;
    }
    const start = rowStart[asker] ?? 0;
    const end = rowStart[asker + 1] ?? 0;
    let nearestEnd = this.#end;
    if (isFull)
      for (let to = 0, edge = start; edge < end; to += 1, edge += 1) {
        const far = base + (price[to] ?? 0) - (score[edge] ?? 0);
        if (far < nearestEnd && far < (distance[to] ?? 0)) nearestEnd = this.#reach(asker, to, far, depth);
      }
    else
      for (let edge = start; edge < end; edge += 1) {
        const to = askee[edge] ?? 0;
        const far = base + (price[to] ?? 0) - (score[edge] ?? 0);
        if (far < nearestEnd && far < (distance[to] ?? 0)) nearestEnd = this.#reach(asker, to, far, depth);
      }
    // Into the heap only now, when many turned out to be farther than the nearest end.
    for (let at = reachedBefore; at < this.#reachedCount; at += 1) {
      const to = this.#reached[at] ?? 0;
      if ((distance[to] ?? 0) < nearestEnd) this.#cameNearer(to, depth);
    }
  }

  /** A shorter way to an askee. @returns how far the nearest end is now; a free seat is one */
  #reach(asker: number, askee: number, far: number, depth: number): number {
    const { seatStart, taken } = this.#market;
    this.#from[askee] = asker;
    if ((seatStart[askee] ?? 0) + (taken[askee] ?? 0) < (seatStart[askee + 1] ?? 0)) {
      this.#end = far;
      this.#endAskee = askee;
      return far;
    }
    const isNew = this.#distance[askee] === FAR;
    this.#distance[askee] = far;
    if (isNew) {
      this.#reached[this.#reachedCount] = askee;
      this.#reachedCount += 1;
    } else this.#cameNearer(askee, depth);
    return this.#end;
  }

  /** What is as near as can be needs no heap, unless it stands in it; with many equal scores most things are. */
  #cameNearer(askee: number, depth: number): void {
    if ((this.#distance[askee] ?? 0) > depth || this.#nearest.has(askee)) this.#nearest.put(askee);
    else {
      this.#ready[this.#readyCount] = askee;
      this.#readyCount += 1;
    }
  }

  /** Whoever is nearer than the end by some distance: askers are worth so much less, seats cost so much more. */
  #reprice(): void {
    const { value, price } = this.#market;
    const end = this.#end;
    for (let at = 0; at < this.#treeCount; at += 1) {
      const asker = this.#tree[at] ?? 0;
      value[asker] = (value[asker] ?? 0) - (end - (this.#depth[asker] ?? 0));
    }
    for (let at = 0; at < this.#settledCount; at += 1) {
      const askee = this.#settled[at] ?? 0;
      price[askee] = (price[askee] ?? 0) + end - (this.#distance[askee] ?? 0);
    }
  }

  /** Moves everybody on the path by one seat, from its end to its source. */
  #augment(source: number): void {
    const { seatStart, taken, holder, askeeOfSeat, placed } = this.#market;
    let seat: number;
    if (this.#endAskee >= 0) {
      const filled = taken[this.#endAskee] ?? 0;
      seat = (seatStart[this.#endAskee] ?? 0) + filled;
      taken[this.#endAskee] = filled + 1;
    } else {
      seat = this.#seat[this.#endAsker] ?? -1;
      if (seat < 0) return;
      placed[this.#endAsker] = (placed[this.#endAsker] ?? 0) - 1;
    }
    while (seat >= 0) {
      const asker = this.#from[askeeOfSeat[seat] ?? 0] ?? 0;
      holder[seat] = asker;
      seat = this.#seat[asker] ?? -1;
    }
    placed[source] = (placed[source] ?? 0) + 1;
  }

  /** Ready for the next unit, in time of what this one has touched. */
  #forget(): void {
    for (let at = 0; at < this.#treeCount; at += 1) this.#depth[this.#tree[at] ?? 0] = -1;
    for (let at = 0; at < this.#reachedCount; at += 1) {
      const askee = this.#reached[at] ?? 0;
      this.#distance[askee] = FAR;
    }
    this.#nearest.clear();
    this.#treeCount = 0;
    this.#settledCount = 0;
    this.#reachedCount = 0;
    this.#readyCount = 0;
  }
}
