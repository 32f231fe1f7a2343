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
    max: (limit) => `must be less than ${limit}`,
    min: (limit) => `must be greater than ${limit}`,
  },
};

type End = 'min' | 'max';
/** Makes a block or a view of some size. */
type Make = (size: number) => unknown;
type Surface = keyof typeof on;

const ROOTS: Record<Surface, [code: string, pointer: string]> = {
  message: ['invalid_blocks', '/blocks/0'],
  modal: ['invalid_arguments', '/view/blocks/0'],
  home: ['invalid_arguments', '/view/blocks/0'],
};

function grown(
  kind: Kind,
  end: End,
  id: string,
  number: number,
  attempt: (size: number) => Outcome,
  [code, pointer]: [string, string],
): Pair {
  return {
    id,
    end,
    number,
    within: () => attempt(number),
    beyond: () => attempt(end === 'max' ? number + 1 : number - 1),
    refusal: [code, `[ERROR] ${WORDS[kind][end](number)} [json-pointer:${pointer}]`],
  };
}

/** Pairs of one block: the limit's name, the number just inside, a block of that size, the place in the block. */
const ofBlock =
  (kind: Kind, end: End) =>
  (id: string, number: number, make: Make, place: string, surface: Surface = 'message'): Pair => {
    const [code, root] = ROOTS[surface];
    return grown(kind, end, id, number, (size) => on[surface]([make(size)]), [code, root + place]);
  };

export const longest = ofBlock('characters', 'max');
export const shortest = ofBlock('characters', 'min');
export const most = ofBlock('items', 'max');
export const fewest = ofBlock('items', 'min');
export const largest = ofBlock('number', 'max');
export const smallest = ofBlock('number', 'min');

/** The same for a whole view. */
const ofView =
  (kind: Kind, end: End) =>
  (id: string, number: number, make: Make, place: string): Pair =>
    grown(kind, end, id, number, (size) => asView(make(size)), ['invalid_arguments', `/view${place}`]);

export const view = {
  longest: ofView('characters', 'max'),
  most: ofView('items', 'max'),
  fewest: ofView('items', 'min'),
};
