/** A binary heap of numbered things, the nearest first; how far each is stands in an array that others write. */
export class Nearest {
  count = 0;
  readonly #distance: Float64Array;
  readonly #heap: Int32Array;
  /** By thing: its place in the heap, or -1. */
  readonly #place: Int32Array;

  constructor(distance: Float64Array) {
    this.#distance = distance;
    this.#heap = new Int32Array(distance.length);
    this.#place = new Int32Array(distance.length).fill(-1);
  }

  has(thing: number): boolean {
    return (this.#place[thing] ?? -1) >= 0;
  }

  /** Puts a thing in, or moves it forward when it has come nearer. */
  put(thing: number): void {
    const heap = this.#heap;
    const place = this.#place;
    const distance = this.#distance;
    let at = place[thing] ?? -1;
    if (at < 0) {
      at = this.count;
      this.count += 1;
    }
    const far = distance[thing] ?? 0;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = heap[above] ?? 0;
      if ((distance[other] ?? 0) <= far) break;
      heap[at] = other;
      place[other] = at;
      at = above;
    }
    heap[at] = thing;
    place[thing] = at;
  }

  /** Takes the nearest out; -1 when there is none. */
  take(): number {
    if (this.count === 0) return -1;
    const heap = this.#heap;
    const place = this.#place;
    const distance = this.#distance;
    const nearest = heap[0] ?? 0;
    place[nearest] = -1;
    this.count -= 1;
    const count = this.count;
    if (count === 0) return nearest;
    const moved = heap[count] ?? 0;
    const far = distance[moved] ?? 0;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= count) break;
      const right = below + 1;
      if (right < count && (distance[heap[right] ?? 0] ?? 0) < (distance[heap[below] ?? 0] ?? 0))
        below = right;
      const other = heap[below] ?? 0;
      if ((distance[other] ?? 0) >= far) break;
      heap[at] = other;
      place[other] = at;
      at = below;
    }
    heap[at] = moved;
    place[moved] = at;
    return nearest;
  }

  /** Empties the heap, in time of what is in it. */
  clear(): void {
    for (let at = 0; at < this.count; at += 1) this.#place[this.#heap[at] ?? 0] = -1;
    this.count = 0;
  }
}
