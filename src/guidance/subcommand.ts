import { findPhrases, type Token, tokenize } from './lexicon.ts';

/**
 * What can be typed, and the words for it; beside them what a lone subcommand is often said as, as in "help me". Anything
 * more is a need.
 */
const SUBCOMMANDS = [
  {
    name: 'compare',
    words: ['compare', 'difference', 'differences', 'porównaj', 'porównanie', 'różnice'],
    said: [
      'compare them',
      'compare both',
      'compare the two',
      'compare coaching and mentoring',
      'coach or mentor',
      'coach vs mentor',
      'coach and mentor',
      'coaching or mentoring',
      'coaching vs mentoring',
      'coaching and mentoring',
      'mentor or coach',
      'mentoring or coaching',
      'a coach or a mentor',
      'what is the difference',
      'whats the difference',
      'the difference',
      'difference between coach and mentor',
      'difference between a coach and a mentor',
      'difference between coaching and mentoring',
      'what is the difference between a coach and a mentor',
      'what is the difference between coaching and mentoring',
      'porównaj je',
      'porównaj oba',
      'porównaj obie',
      'coach czy mentor',
      'coach a mentor',
      'coach i mentor',
      'coaching czy mentoring',
      'coaching a mentoring',
      'coaching i mentoring',
      'mentor czy coach',
      'mentoring czy coaching',
      'różnica',
      'jaka różnica',
      'jaka jest różnica',
      'jakie są różnice',
      'czym się różnią',
      'czym się to różni',
      'jaka jest różnica między coachem a mentorem',
      'jaka jest różnica między coachingiem a mentoringiem',
      'czym się różni coach od mentora',
      'czym się różni coaching od mentoringu',
    ],
  },
  {
    name: 'choose',
    words: ['choose', 'start', 'find', 'wybierz', 'wybór', 'szukaj'],
    said: [],
  },
  {
    name: 'match',
    words: ['match', 'ask', 'dopasuj', 'dopasowanie', 'poproś'],
    said: [],
  },
  {
    name: 'offer',
    words: ['offer', 'profile', 'zaoferuj', 'oferta', 'profil'],
    said: [],
  },
  {
    name: 'programs',
    words: ['programs', 'program', 'programmes', 'programme', 'join', 'programy', 'dołącz', 'dołączam'],
    said: [
      'my programs',
      'all programs',
      'show programs',
      'which programs are there',
      'what programs are there',
      'join a program',
      'join the program',
      'join a coaching program',
      'join a mentoring program',
      'coaching programs',
      'mentoring programs',
      'how do i join',
      'i want to join',
      'i want to join a program',
      'leave a program',
      'leave the program',
      'moje programy',
      'wszystkie programy',
      'pokaż programy',
      'jakie są programy',
      'jakie macie programy',
      'dołącz do programu',
      'dołącz do programu coachingowego',
      'dołącz do programu mentoringowego',
      'programy coachingowe',
      'programy mentoringowe',
      'chcę dołączyć',
      'chcę dołączyć do programu',
      'jak dołączyć',
      'jak dołączyć do programu',
      'wyjdź z programu',
      'chcę wyjść z programu',
      'opuść program',
    ],
  },
  {
    name: 'status',
    words: ['status', 'stan'],
    said: [
      'my status',
      'what is next',
      'whats next',
      'what comes next',
      'next step',
      'next steps',
      'my next step',
      'where do i stand',
      'where do we stand',
      'mój status',
      'co dalej',
      'jaki jest następny krok',
      'następny krok',
      'następne kroki',
      'na czym stoję',
      'na czym stoimy',
    ],
  },
  {
    name: 'me',
    words: ['me', 'settings', 'ja', 'ustawienia'],
    said: [
      'my settings',
      'my working hours',
      'pause',
      'take a pause',
      'moje ustawienia',
      'moje godziny pracy',
      'pauza',
      'przerwa',
      'zrób przerwę',
    ],
  },
  {
    name: 'help',
    words: ['help', 'pomoc', '?'],
    said: [
      'help me',
      'help please',
      'please help',
      'please help me',
      'can you help me',
      'i need help',
      'how does this work',
      'what can you do',
      'pomóż',
      'pomóż mi',
      'pomóż mi proszę',
      'proszę o pomoc',
      'potrzebuję pomocy',
      'jak to działa',
    ],
  },
  {
    name: 'contacts',
    words: ['contacts', 'kontakty'],
    said: [],
  },
] as const;
export type Subcommand = (typeof SUBCOMMANDS)[number]['name'];

/** Words of their own, one letter away from a subcommand. */
const NO_SLIPS: ReadonlySet<string> = new Set(['john', 'programmer']);

/** Typed just as it is written, a command needs no search for slips: that took 9 % of an answer's time. */
const EXACT: ReadonlyMap<string, Subcommand> = new Map(
  SUBCOMMANDS.flatMap(({ name, words }) => words.map((word) => [word, name] as const)),
);
const SAID: ReadonlyMap<string, Subcommand> = new Map(
  SUBCOMMANDS.flatMap(({ name, said }) => said.map((phrase) => [wordsOf(tokenize(phrase)), name] as const)),
);

/** The subcommand that somebody typed, in English or Polish, with one slip of the finger allowed; nothing of a need. */
export function subcommandOf(typed: string): Subcommand | undefined {
  const exact = EXACT.get(typed.toLowerCase());
  if (exact !== undefined) return exact;
  const tokens = tokenize(typed);
  const all = wordsOf(tokens);
  const said = SAID.get(all);
  if (said !== undefined) return said;
  if (tokens.length !== 1 || NO_SLIPS.has(all)) return undefined;
  return SUBCOMMANDS.find(({ words }) => findPhrases(tokens, words, { slipFrom: 4 }).length > 0)?.name;
}

/** The words alone, as the lexicon reads them: no case, no diacritics, no punctuation; a British programme is a program. */
function wordsOf(tokens: readonly Token[]): string {
  return tokens.map(({ word }) => word.replace(/^programme(s?)$/, 'program$1')).join(' ');
}
