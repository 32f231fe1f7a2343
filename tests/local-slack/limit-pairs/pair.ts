/** A limit with a payload just inside and one just outside. */
import { asView, on } from './payloads.ts';

type Outcome = string[] | Promise<string[]>;

export interface Pair {
  /** The limit's name in limits.json. */
  id: string;
  /** Which end of the limit it looks at; `rule` for limits that are no numbers. */
  end: 'min' | 'max' | 'rule';
  /** The number that is just inside, as literally known to the test. */
  number?: number;
  within(): Outcome;
  beyond(): Outcome;
  /** What the outcome of `beyond` must name: the code first, then a message. */
  refusal: string[];
  /** What the outcome of `within` is; accepted without a word where absent. */
  taken?: string[];
}

type Kind = 'characters' | 'items' | 'number';

/** Slack's words, written out here once more so that the data of the validator is not its own judge. */
const WORDS: Record<Kind, Record<'min' | 'max', (limit: number) => string>> = {
  characters: {
    max: (limit) => `must be less than ${limit + 1} characters`,
    min: (limit) => `must be more than ${limit - 1} characters`,
  },
  items: {
    max: (limit) => `no more than ${limit} items allowed`,
    min: (limit) => `must provide at least ${limit} items`,
  },
  number: {
    max: (limit) => `must be less than ${limit + 1}`,
    min: (limit) => `must be greater than ${limit - 1}`,
  },
};

/** id, kind, end, the number just inside, a block of that size, the place in the block, the surface. */
export type BlockRow = [
  id: string,
  kind: Kind,
  end: 'min' | 'max',
  number: number,
  make: (size: number) => unknown,
  place: string,
  surface?: keyof typeof on,
];

const next = (end: 'min' | 'max', number: number) => (end === 'max' ? number + 1 : number - 1);

/** A pair of one block that grows or shrinks. */
export function ofBlock([id, kind, end, number, make, place, surface = 'message']: BlockRow): Pair {
  const [code, root] =
    surface === 'message' ? ['invalid_blocks', '/blocks'] : ['invalid_arguments', '/view/blocks'];
  return {
    id,
    end,
    number,
    within: () => on[surface]([make(number)]),
    beyond: () => on[surface]([make(next(end, number))]),
    refusal: [code, `[ERROR] ${WORDS[kind][end](number)} [json-pointer:${root}/0${place}]`],
  };
}

/** The same for a whole view; the place is inside `/view`. */
export type ViewRow = [
  id: string,
  kind: Kind,
  end: 'min' | 'max',
  number: number,
  make: (size: number) => unknown,
  place: string,
];

export function ofView([id, kind, end, number, make, place]: ViewRow): Pair {
  return {
    id,
    end,
    number,
    within: () => asView(make(number)),
    beyond: () => asView(make(next(end, number))),
    refusal: ['invalid_arguments', `[ERROR] ${WORDS[kind][end](number)} [json-pointer:/view${place}]`],
  };
}
