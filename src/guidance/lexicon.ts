import type { Language } from '../people/topics.ts';
import grammar from './content/grammar.json' with { type: 'json' };

/**
 * How words are found in what a person typed: by stems, with Polish letters or without, over a slip of the finger in
 * a long word, and not where the person says that it is not what they mean.
 *
 * How a phrase of the lexicon is written:
 * - `pay rise`: these words in a row;
 * - `negotiat*`: every word that starts so;
 * - `nie umiem|nie_mogę`: either may stand here; `_` joins an option of more words;
 * - `cant .. no`: up to three more words of the same clause may stand between; weaker than words in a row;
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
  /** Its words may stand apart (`..`): of a topic that counts as a hint too, since a side remark may fill the gap. */
  isLoose: boolean;
  /** The person says that they do not mean it ("not burned out", "nie jestem wypalony"). */
  negated: boolean;
  /** The person sets it aside as not their need ("not looking for a promotion", "nie chodzi o awans"). */
  dismissed: boolean;
  /** The person does not want it ("I don't want a promotion"). Of trouble, as a conflict, that says nothing. */
  unwanted: boolean;
}

/** How many words before a phrase a negation may stand. */
const NEGATION_REACH = 3;
/** How many words may stand between a phrase and what sets it aside: before it, and after it. */
const ASIDE_REACH = 3;
const ASIDE_AFTER_REACH = 2;
/** Between two parts with `..` this many words may stand. */
const GAP = 3;
/** A word of this many letters may have one slip: a letter too many, too few or wrong, but not at its end. */
const SLIP_FROM = 7;
/** From this many letters on, two neighbours may have changed places. */
const SWAP_FROM = 5;

const NEGATIONS = new Set(grammar.negations.words);
const TAKES_NEGATION = new Set(grammar['takes-negation'].words);
const TURNS = new Set(grammar.turns.words);
/** "a" turns round only what starts with a Polish negation. */
const TURNS_IN_POLISH = new Set([...grammar.turns.words, ...grammar.turns.afterPolishNegation]);
const STARTS_CLAUSE = new Set(grammar.turns.startsClause);
const LANGUAGES = { en: new Set(grammar.languages.en), pl: new Set(grammar.languages.pl) };

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
  const count = (language: Language): number =>
    tokens.filter(({ word }) => LANGUAGES[language].has(word)).length;
  return count('pl') > count('en') ? 'pl' : 'en';
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
  const surroundings = surroundingsOf(tokens);
  return phrases.flatMap((phrase) =>
    placesOf(tokens, surroundings.byLetter, phrase, slipFrom).map((place) => ({
      ...place,
      phrase,
      isHint: phrase.startsWith('~'),
      isLoose: phrase.includes('..'),
      negated: isNegated(tokens, place.from),
      dismissed: isAfter(tokens, surroundings.before, place) || isBefore(tokens, surroundings.after, place),
      unwanted: isAfter(tokens, surroundings.unwanted, place),
    })),
  );
}

interface Place {
  from: number;
  to: number;
}

/** What every phrase asks about a text, worked out once: where its letters and its asides stand. */
interface Surroundings {
  byLetter: ReadonlyMap<string, readonly number[]>;
  before: readonly Place[];
  after: readonly Place[];
  unwanted: readonly Place[];
}

const known = new WeakMap<readonly Token[], Surroundings>();

function surroundingsOf(tokens: readonly Token[]): Surroundings {
  const found = known.get(tokens);
  if (found) return found;
  const byLetter = new Map<string, number[]>();
  for (const [at, { word }] of tokens.entries()) {
    const same = byLetter.get(word.charAt(0));
    if (same) same.push(at);
    else byLetter.set(word.charAt(0), [at]);
  }
  const places = (phrases: readonly string[]): Place[] =>
    phrases.flatMap((phrase) => placesOf(tokens, byLetter, phrase, Number.POSITIVE_INFINITY));
  const { before, after, unwanted } = grammar.aside;
  const made = { byLetter, before: places(before), after: places(after), unwanted: places(unwanted) };
  known.set(tokens, made);
  return made;
}

function placesOf(
  tokens: readonly Token[],
  byLetter: Surroundings['byLetter'],
  phrase: string,
  slipFrom: number,
): Place[] {
  const pattern = patternOf(phrase);
  const places: Place[] = [];
  // Most phrases have a word that starts with no letter of the text's words.
  if (pattern.some(({ letters }) => !letters.some((letter) => byLetter.has(letter)))) return places;
  for (const letter of pattern[0]?.letters ?? [])
    for (const from of byLetter.get(letter) ?? []) {
      const to = endOf(tokens, pattern, from, slipFrom);
      if (to > from) places.push({ from, to });
    }
  return places;
}

interface Stem {
  text: string;
  isStem: boolean;
}

/** One place in a phrase: any of the options, after up to {@link GAP} other words if `isApart`. */
interface Part {
  options: Stem[][];
  /** What the options start with. */
  letters: string[];
  isApart: boolean;
}

const patterns = new Map<string, Part[]>();

/** Lexicon phrases are few and fixed, so what they parse to is kept. */
function patternOf(phrase: string): Part[] {
  const parsed = patterns.get(phrase);
  if (parsed) return parsed;
  const parts: Part[] = [];
  let isApart = false;
  for (const [piece] of fold(phrase).matchAll(/\.\.|[\p{L}\p{N}*|_]+/gu)) {
    if (piece === '..') isApart = true;
    else {
      const options = piece.split('|').map((option) => option.split('_').map(stemOf));
      parts.push({
        options,
        letters: [...new Set(options.map(([stem]) => stem?.text.charAt(0) ?? ''))],
        isApart,
      });
      isApart = false;
    }
  }
  patterns.set(phrase, parts);
  return parts;
}

function stemOf(written: string): Stem {
  return { text: written.replace('*', ''), isStem: written.endsWith('*') };
}

/** Where the phrase (from its part `step` on) that starts at `from` ends, or −1 where it does not stand there. */
function endOf(
  tokens: readonly Token[],
  pattern: readonly Part[],
  from: number,
  slipFrom: number,
  step = 0,
): number {
  const part = pattern[step];
  if (!part) return from;
  for (let at = from; at <= from + (part.isApart ? GAP : 0); at += 1) {
    const token = tokens[at];
    if (!token || (part.isApart && token.clause !== tokens[from - 1]?.clause)) return -1;
    for (const option of part.options) {
      const fits = option.every((stem, offset) => fitsWord(tokens[at + offset]?.word ?? '', stem, slipFrom));
      const end = fits ? endOf(tokens, pattern, at + option.length, slipFrom, step + 1) : -1;
      if (end > 0) return end;
    }
  }
  return -1;
}

function fitsWord(word: string, { text, isStem }: Stem, slipFrom: number): boolean {
  if (isStem ? word.startsWith(text) : word === text) return true;
  if (text.length < Math.min(slipFrom, SWAP_FROM) || word[0] !== text[0]) return false;
  const lengths = isStem ? [text.length - 1, text.length, text.length + 1] : [word.length];
  return lengths.some((length) => {
    const start = word.slice(0, length);
    if (!isOneSlip(start, text) || grammar['no-slip'].starts.some((right) => word.startsWith(right)))
      return false;
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
  return (
    a.length === b.length && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
  );
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
    if (clause !== tokens[from]?.clause || !NEGATIONS.has(word)) return false;
    const between = before.slice(at + 1).map((token) => token.word);
    return !turns(between, word) && !between.some((other) => TAKES_NEGATION.has(other));
  });
}

/** Does one of the asides start before the phrase and end at most {@link ASIDE_REACH} words before it, in its clause? */
function isAfter(tokens: readonly Token[], asides: readonly Place[], { from, to }: Place): boolean {
  return asides.some((aside) => {
    if (aside.from >= from || aside.to >= to || from - aside.to > ASIDE_REACH) return false;
    const first = tokens[aside.from];
    const between = tokens.slice(aside.to, from).map(({ word }) => word);
    return first?.clause === tokens[from]?.clause && !turns(between, first?.word ?? '');
  });
}

/** Does one of the asides start at most {@link ASIDE_AFTER_REACH} words after the phrase, in its clause? */
function isBefore(tokens: readonly Token[], asides: readonly Place[], { to }: Place): boolean {
  const clause = tokens[to - 1]?.clause;
  return asides.some(
    (aside) =>
      aside.from >= to && aside.from <= to + ASIDE_AFTER_REACH && tokens[aside.to - 1]?.clause === clause,
  );
}

/** Does one of the words between turn round what began with `negation`? */
function turns(between: readonly string[], negation: string): boolean {
  const isPolish = /^(nie|to|bez|zamiast|problemem)/.test(negation);
  return between.some((word) => (isPolish ? TURNS_IN_POLISH : TURNS).has(word));
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replaceAll(/[\p{M}'’‘`´]/gu, '')
    .replaceAll(/(\d):(?=\d)/g, '$1on');
}
