import { z } from 'zod';
import { type Language, TOPICS } from '../people/topics.ts';
import type { Kind } from './advise.ts';
import grammar from './content/grammar.json' with { type: 'json' };
import content from './content/redirects.json' with { type: 'json' };
import { type Found, findPhrases, languageOf, type Token, tokenize } from './lexicon.ts';
import { type Gate, MOST_TOPICS } from './questions.ts';
import { type Subcommand, subcommandOf } from './subcommand.ts';

/** Words that lead elsewhere, most urgent first. */
export const REDIRECTS = ['support', 'hr', 'manager', 'training', 'on-behalf', 'offer'] as const;
export type Redirect = (typeof REDIRECTS)[number];

/** What a person typed, as far as the lexicon understands it. Never stored, logged or counted. */
export interface Need {
  /** Topic ids in the order of the form, at most {@link MOST_TOPICS}; empty where it cannot tell. */
  topics: string[];
  /** Somewhere else that the words lead to; it wins over the topics. `word` is the lexicon's own. */
  redirect?: { to: Redirect; word: string };
  /** The kind the person asked for by name; it is honoured whatever the advice says. */
  wish?: Kind;
}

/** What stands after `/coach-or-mentor`. */
export type Typed =
  | { kind: 'nothing' }
  | { kind: 'subcommand'; name: Subcommand }
  /** One word that neither the commands nor the lexicon know: it gets the help. */
  | { kind: 'unknown'; text: string }
  | { kind: 'need'; text: string; need: Need };

const Words = z.object({
  en: z.array(z.string()),
  pl: z.array(z.string()),
  not: z.array(z.string()).default([]),
});
const WORDS = z
  .record(z.enum(REDIRECTS), Words)
  .parse(
    Object.fromEntries(
      Object.entries(content).filter(([id]) => REDIRECTS.some((redirect) => redirect === id)),
    ),
  );

const WISHES: Record<Kind, readonly string[]> = {
  coaching: ['coach', 'coaching', 'coacha', 'coachem', 'coachki', 'coachką', 'coachingu', 'coachingiem'],
  mentoring: [
    'mentor',
    'mentors',
    'mentoring',
    'mentora',
    'mentorem',
    'mentorki',
    'mentorką',
    'mentorkę',
    'mentoringu',
  ],
};

/**
 * Parses what was typed after the command: nothing, a subcommand (in English or Polish, one slip of the finger
 * allowed, or said as in "help me"), or a need in the person's own words.
 */
export function parseCommand(text: string): Typed {
  const typed = text.trim();
  if (typed === '') return { kind: 'nothing' };
  const name = subcommandOf(typed);
  if (name !== undefined) return { kind: 'subcommand', name };
  const need = understand(typed);
  const understood = need.topics.length > 0 || need.redirect !== undefined || need.wish !== undefined;
  if (!understood && !/\s/.test(typed)) return { kind: 'unknown', text: typed };
  return { kind: 'need', text: typed, need };
}

/**
 * What the words say, by the lexicon alone: topics, a redirect, a wish. Deterministic; where it cannot tell it
 * returns no topics and no redirect.
 *
 * @example understand('I want to negotiate better with vendors') // { topics: ['negotiation'] }
 * @example understand("I'm not burned out, I just procrastinate") // { topics: ['time-management'] }
 */
export function understand(text: string): Need {
  const tokens = tokenize(text);
  if (tokens.length === 0) return { topics: [] };
  const language = languageOf(tokens);
  const need = understandIn(tokens, language);
  if (need.topics.length > 0 || need.redirect) return need;
  // A Polish sentence may name its need in English, and the other way round.
  const other = understandIn(tokens, language === 'en' ? 'pl' : 'en');
  return { ...other, ...(need.wish && { wish: need.wish }) };
}

/** The gate of the advice that a redirect stands for; none where the words ask for something else altogether. */
export function gateOf(redirect: Redirect): Gate | undefined {
  switch (redirect) {
    case 'support':
    case 'manager':
    case 'training':
      return redirect;
    case 'hr':
      return 'formal';
    case 'on-behalf':
    case 'offer':
      return undefined;
  }
}

/** Up to here a text is taken as the name of the need, as in "burnout" or "time management". */
const FEW_WORDS = 4;
const MANY_WORDS = 14;

function understandIn(tokens: readonly Token[], language: Language): Need {
  const wish = wishOf(tokens);
  const found = TOPICS.map((topic) => ({
    id: topic.id,
    hits: hitsOf(tokens, topic[language], topic.not).filter((hit) => !(hit.unwanted && topic.affinity >= 0)),
  })).filter(({ hits }) => hits.length > 0);
  const isMatter = findPhrases(tokens, grammar.matters.words).length > 0;
  // A few words are all about the need; in a sentence about things, one word proves nothing.
  const ofSelf = tokens.length <= FEW_WORDS || findPhrases(tokens, grammar.self.words).length > 0;
  const outright = found.filter(({ hits }) =>
    hits.some((hit) => !hit.isHint && !hit.isLoose && (ofSelf || (!isMatter && hit.to - hit.from > 1))),
  );
  // In a long text a hint may be a side remark.
  const hintsCount = outright.length === 0 && !isMatter && ofSelf && tokens.length <= MANY_WORDS;
  const named = (hintsCount ? found : outright)
    .toSorted((a, b) => firstOf(a.hits) - firstOf(b.hits))
    .slice(0, MOST_TOPICS)
    .map(({ id }) => id);
  const redirect = isMatter && !ofSelf ? undefined : redirectOf(tokens, language, outright.length > 0);
  return {
    topics: TOPICS.map(({ id }) => id).filter((id) => named.includes(id)),
    ...(redirect && { redirect }),
    ...(wish && { wish }),
  };
}

function redirectOf(tokens: readonly Token[], language: Language, hasTopic: boolean): Need['redirect'] {
  for (const to of REDIRECTS) {
    const { en, pl, not } = WORDS[to];
    // Someone who needs help is understood in either language, whatever the rest of the words looks like.
    const isUrgent = to === 'support' || to === 'hr';
    const phrases = isUrgent ? [...en, ...pl] : { en, pl }[language];
    const hits = hitsOf(tokens, phrases, not).filter(
      (hit) => !hit.negated && !(hit.unwanted && !isUrgent) && !(hit.isHint && hasTopic),
    );
    const word = phrases.find((phrase) => hits.some((hit) => hit.phrase === phrase));
    if (word !== undefined) return { to, word };
  }
  return undefined;
}

/** Where the phrases stand and are meant: not set aside, and no part of a "not" phrase ("merge conflict"). */
function hitsOf(tokens: readonly Token[], phrases: readonly string[], not: readonly string[]): Found[] {
  const hits = findPhrases(tokens, phrases).filter((hit) => !hit.dismissed);
  if (hits.length === 0) return [];
  const others = findPhrases(tokens, not);
  return hits.filter((hit) => !others.some((other) => hit.from < other.to && other.from < hit.to));
}

function wishOf(tokens: readonly Token[]): Kind | undefined {
  const named = (['coaching', 'mentoring'] as const).filter((kind) =>
    findPhrases(tokens, WISHES[kind]).some((hit) => !hit.negated),
  );
  return named.length === 1 ? named[0] : undefined;
}

function firstOf(hits: Found[]): number {
  return Math.min(...hits.map((hit) => hit.from));
}
