import type { Language } from './topics.ts';

/**
 * How words are found in what a person typed: by stems, with Polish letters or without, over a slip of the finger in
 * a long word, and not where the person says that it is not what they mean.
 *
 * How a phrase of the lexicon is written:
 * - `pay rise`: these words in a row;
 * - `negotiat*`: every word that starts so;
 * - `nie umiem|nie_mogę`: either may stand here; `_` joins an option of more words;
 * - `cant .. no`: up to three more words of the same clause may stand between;
 * - `~communicat*`: a hint, which counts only where nothing is named outright (see `need.ts`).
 */

/** One word of the text, lower case, without diacritics; `clause` counts up at punctuation and at "but". */
export interface Token {
  word: string;
  clause: number;
}

/** A phrase of the lexicon, found in tokens `from` to `to` (exclusive). */
export interface Found {
  phrase: string;
  from: number;
  to: number;
  isHint: boolean;
  /** The person says that they do not mean it ("not burned out", "nie jestem wypalony"). */
  negated: boolean;
  /** The person sets it aside as not their need ("not looking for a promotion", "nie chodzi o awans"). */
  dismissed: boolean;
  /** The person does not want it ("I don't want a promotion"). Of trouble, as a conflict, that says nothing. */
  unwanted: boolean;
}

/** Words that turn the next few round. "nie" also starts "nie umiem …", so topics look at {@link ASIDE} instead. */
const NEGATIONS = words(
  'not no never without isnt arent wasnt dont doesnt didnt havent hasnt wouldnt aint wont neither nor nie bez nigdy zaden zadna zadne zadnego zadnej ani',
);
/** How many words before a phrase a negation may stand. */
const NEGATION_REACH = 3;
/**
 * Between a negation and a phrase these take the negation for themselves: "not only burned out", "never been so
 * depressed", "nie radzę sobie z depresją", "nobody does anything about …". In doubt the words point to help.
 */
const TAKES_NEGATION = new Set(
  words(
    'only just sure certain know knows idea one so this more less longer stop stops cope coping deal dealing handle handling manage take takes believe care cares report reported tell told energy matter secret tylko wiem wie radze radzi daje dam moge umiem potrafie wytrzymuje wytrzymam tak reaguje reaguja robi robia widzi pewien pewna pewny wierzy mowi sily wyjde wychodze konca',
  ),
);
/** Said before something that the person does not want to talk about. */
const ASIDE = [
  'not looking for|to',
  'not after',
  'not about',
  'not|isnt a question|matter of',
  'not asking for|about|how',
  'not here for|about|to',
  'not interested in',
  'dont|no need',
  'dont care about',
  'do not need',
  'dont|not need help with',
  'its|thats|this|problem|issue|it|what not',
  'its|thats|this|problem|issue|it|is is|just|really not',
  'it|this|that|problem|issue isnt',
  'no|without problem*|issue*|trouble|difficult* with|in',
  'no|without problem*|issue*|trouble',
  'dont have a|any problem*|issue*|trouble with',
  'dont struggle with',
  'not struggling with',
  'im|am|are|is fine|ok|okay|happy|great|good with',
  'im already good at',
  'nothing to do with',
  'forget|leave|besides|apart about|from|aside',
  'nie chodzi o',
  'nie chodzi mi|tu|tutaj o',
  'nie szukam|szukamy',
  'nie potrzebuje|potrzeba',
  'nie potrzeba mi',
  'nie interesuje|interesuja mnie',
  'nie zalezy mi na',
  'nie pytam o',
  'to nie jest',
  'nie jest to',
  'to nie|zaden|zadna|zadne',
  'problemem nie jest|sa',
  'nie mam problemu|problemow|klopotu|klopotow|trudnosci z|ze',
  'nie w tym',
  'u nas nie ma',
];
/** Said before something that the person does not want, or does not do: then a skill is just what they miss. */
const UNWANTED = [
  'dont|doesnt want',
  'do not want',
  'never wanted',
  'instead of',
  'rather than',
  'nie chce|chcialbym|chcialabym|chcemy',
  'nie mam ochoty',
  'nie marzy|marza',
  'zamiast',
];
const ASIDE_REACH = 3;
/** Words in the longest of these phrases. */
const LONGEST_ASIDE = 6;
/** Said after it. */
const ASIDE_AFTER = [
  'is|are|isnt|arent|was not|my|the|a|really my|the|a|an|really problem|issue|worry|concern|point|topic',
  'is|are not my|the|a|an problem*|issue*|worry|concern|point|topic',
  'isnt|arent my|the|a|an problem*|issue*|worry|concern|point|topic',
  'is|are no problem|issue',
  'is|are|goes|go fine|ok|okay|good|great|well|solid|sorted|covered',
  'doesnt|dont|not interest|interests|matter me',
  'i can|know|do already|well',
  'u nas|mnie nie ma',
  'nie ma u nas|mnie',
  'to nie|zaden|nie problem|klopot|temat',
  'nie jest|sa problemem|tematem|klopotem',
  'nie jest|sa moim|dla problemem|mnie',
  'nie mam problemu|problemow|klopotu|klopotow|trudnosci',
  'mnie nie interesuje|interesuja',
  'nie interesuje|interesuja mnie',
  'nie potrzebuje|chce|szukam',
  'mam opanowane|ogarniete',
  'sobie radze',
  'radze sobie',
  'ogarniam',
  'jest|sa ok|okej|spoko|dobrze|super',
  'jest|sa w porzadku',
  'idzie|ida|wychodzi|wychodza mi dobrze|swietnie|niezle',
];
/** Up to here a negation reaches: "not burned out just tired", "nie wypalony tylko zmęczony". */
const TURNS = new Set(words('but just only ale tylko lecz raczej zwyczajnie jednak'));
/** These start a clause of their own. */
const STARTS_CLAUSE = new Set(words('but ale lecz however jednak although because bo'));
/** "a" turns round only what starts with a Polish negation. */
const POLISH_TURNS = new Set(words('a po'));
/** Between two parts with `..` this many words may stand. */
const GAP = 3;
/** A word of this many letters may have one slip: a letter too many, too few or wrong, but in the last two. */
const SLIP_FROM = 7;
/** From this many letters on, two neighbours may have changed places. */
const SWAP_FROM = 5;
/** Right words that only look like a slip of another one (`prevent` is no `present`). */
const NO_SLIP = words(
  'prevent contract kontrakt massage omawia promis promote personnel carrier working expect export trailing import retain retri retry circle master prince fraction mislead crash special cursed curses provision professor',
);

const POLISH = new Set(
  words(
    'i w z na do nie sie jak chce chcialbym chcialabym mam moj moja moje moim jest jestem to co ze dla po od za przy czy bo mnie mi ktos kto gdzie szukam potrzebuje potrafie umiem moge musze bardzo ludzi zespolu pracy firmie szef szefem szefa swoj swoje swojego tylko albo oraz przed miedzy przez bez',
  ),
);
const ENGLISH = new Set(
  words(
    'i a an the to of in on at my me is am are be and or not how do does with for want need it its that this have has get you we they our from can cant dont im ive when what who someone people about more better work team boss',
  ),
);

/** Splits text into words: lower case, `ą` as `a`, apostrophes dropped, `1:1` as `1on1`, everything else a border. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let clause = 0;
  for (const [piece] of fold(text).matchAll(/[\p{L}\p{N}]+|[.,;:!?()\n–—]+| - /gu)) {
    if (!/[\p{L}\p{N}]/u.test(piece)) clause += 1;
    else tokens.push({ word: piece, clause: STARTS_CLAUSE.has(piece) ? ++clause : clause });
  }
  return tokens;
}

/** The language most of the words belong to; English where neither shows. */
export function languageOf(tokens: readonly Token[]): Language {
  const count = (of: ReadonlySet<string>): number => tokens.filter(({ word }) => of.has(word)).length;
  return count(POLISH) > count(ENGLISH) ? 'pl' : 'en';
}

/**
 * Every place where one of the phrases stands; where its words may be further apart, the nearest ones.
 * `slipFrom`: from how many letters on one slip is forgiven (default 7).
 */
export function findPhrases(
  tokens: readonly Token[],
  phrases: readonly string[],
  { slipFrom = SLIP_FROM }: { slipFrom?: number } = {},
): Found[] {
  const byLetter = Map.groupBy(tokens.keys(), (at) => tokens[at]?.word[0] ?? '');
  return phrases.flatMap((phrase) => {
    const pattern = patternOf(phrase);
    const starts = [...new Set(pattern[0]?.options.map(([stem]) => stem?.text[0] ?? ''))];
    return starts
      .flatMap((letter) => byLetter.get(letter) ?? [])
      .map((from) => ({ from, to: endOf(tokens, pattern, from, slipFrom) }))
      .filter(({ to }) => to > 0)
      .map(({ from, to }) => ({
        phrase,
        from,
        to,
        isHint: phrase.startsWith('~'),
        negated: isNegated(tokens, from),
        dismissed: standsBefore(tokens, from, to, ASIDE) || standsAfter(tokens, to, ASIDE_AFTER),
        unwanted: standsBefore(tokens, from, to, UNWANTED),
      }));
  });
}

interface Stem {
  text: string;
  isStem: boolean;
}

/** One place in a phrase: any of the options, after up to {@link GAP} other words if `isApart`. */
interface Part {
  options: Stem[][];
  isApart: boolean;
}

const patterns = new Map<string, Part[]>();

/** Lexicon phrases are few and fixed, so what they parse to is kept. */
function patternOf(phrase: string): Part[] {
  const known = patterns.get(phrase);
  if (known) return known;
  const parts: Part[] = [];
  let isApart = false;
  for (const [piece] of fold(phrase).matchAll(/\.\.|[\p{L}\p{N}*|_]+/gu)) {
    if (piece === '..') isApart = true;
    else {
      const options = piece.split('|').map((option) => option.split('_').map(stemOf));
      parts.push({ options, isApart });
      isApart = false;
    }
  }
  patterns.set(phrase, parts);
  return parts;
}

function stemOf(written: string): Stem {
  return { text: written.replace('*', ''), isStem: written.endsWith('*') };
}

/** Where the phrase that starts at `from` ends, or −1 where it does not stand there. */
function endOf(tokens: readonly Token[], pattern: readonly Part[], from: number, slipFrom: number): number {
  const [part, ...rest] = pattern;
  if (!part) return from;
  for (let at = from; at <= from + (part.isApart ? GAP : 0); at += 1) {
    const token = tokens[at];
    if (!token || (part.isApart && token.clause !== tokens[from - 1]?.clause)) return -1;
    for (const option of part.options) {
      if (!option.every((stem, step) => fitsWord(tokens[at + step]?.word ?? '', stem, slipFrom))) continue;
      const end = endOf(tokens, rest, at + option.length, slipFrom);
      if (end > 0) return end;
    }
  }
  return -1;
}

function fitsWord(word: string, { text, isStem }: Stem, slipFrom: number): boolean {
  if (isStem ? word.startsWith(text) : word === text) return true;
  if (text.length < Math.min(slipFrom, SWAP_FROM) || word[0] !== text[0]) return false;
  if (NO_SLIP.some((right) => word.startsWith(right))) return false;
  const lengths = isStem ? [text.length - 1, text.length, text.length + 1] : [word.length];
  return lengths.some((length) => {
    const start = word.slice(0, length);
    if (!isOneSlip(start, text)) return false;
    if (isSwap(start, text)) return true;
    // At the end a slip makes another word of it: "podwyk(onawca)" is no "podwyż(ka)", "deadline" no "deadlines".
    const fromEnd = text.length - sameStart(start, text);
    return text.length >= slipFrom && (slipFrom < SLIP_FROM || fromEnd > (text.length > SLIP_FROM ? 1 : 2));
  });
}

/** Do the two differ by one letter added, dropped or replaced, or by two neighbours that changed places? */
export function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  const at = sameStart(a, b);
  if (a.length === b.length) return a.slice(at + 1) === b.slice(at + 1) || isSwap(a, b);
  return a.length > b.length ? a.slice(at + 1) === b.slice(at) : a.slice(at) === b.slice(at + 1);
}

function isSwap(a: string, b: string): boolean {
  const at = sameStart(a, b);
  return a.length === b.length && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

/** How many letters both start with. */
function sameStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

function isNegated(tokens: readonly Token[], from: number): boolean {
  const before = tokens.slice(Math.max(0, from - NEGATION_REACH), from);
  return before.some(({ word, clause }, at) => {
    if (clause !== tokens[from]?.clause || !NEGATIONS.includes(word)) return false;
    const between = before.slice(at + 1).map((token) => token.word);
    return !turns(between, word) && !between.some((other) => TAKES_NEGATION.has(other));
  });
}

/** Does one of the phrases start before `from` and end at most {@link ASIDE_REACH} words before it, in its clause? */
function standsBefore(tokens: readonly Token[], from: number, to: number, phrases: readonly string[]): boolean {
  const clause = tokens[from]?.clause;
  const earliest = Math.max(0, from - ASIDE_REACH - LONGEST_ASIDE);
  for (let start = earliest; start < from; start += 1) {
    const token = tokens[start];
    if (token?.clause !== clause) continue;
    for (const phrase of phrases) {
      const end = endOf(tokens, patternOf(phrase), start, Number.POSITIVE_INFINITY);
      const between = tokens.slice(end, from).map(({ word }) => word);
      if (end > 0 && end < to && from - end <= ASIDE_REACH && !turns(between, token?.word ?? '')) return true;
    }
  }
  return false;
}

/** Does one of the phrases start at most two words after `to`, in its clause? */
function standsAfter(tokens: readonly Token[], to: number, phrases: readonly string[]): boolean {
  const clause = tokens[to - 1]?.clause;
  return [to, to + 1, to + 2].some((start) =>
    phrases.some((phrase) => {
      const end = endOf(tokens, patternOf(phrase), start, Number.POSITIVE_INFINITY);
      return end > 0 && tokens[end - 1]?.clause === clause;
    }),
  );
}

/** Does one of the words between turn round what began with `negation`? */
function turns(between: readonly string[], negation: string): boolean {
  const isPolish = /^(nie|to|bez|zamiast|problemem)/.test(negation);
  return between.some((word) => TURNS.has(word) || (isPolish && POLISH_TURNS.has(word)));
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replaceAll(/[\p{M}'’‘`´]/gu, '')
    .replaceAll(/(\d):(?=\d)/g, '$1on');
}

function words(text: string): string[] {
  return text.split(' ');
}
