import { describe, expect, it } from 'vitest';
import { textsIn } from '../../src/locales/texts.ts';
import { coachingNudge } from '../../src/pairs/views/nudges/coaching.ts';
import { mentoringNudge } from '../../src/pairs/views/nudges/mentoring.ts';
import { LANGUAGES, type Language } from '../../src/ports.ts';
import { COACHING_CASES } from '../house/rendered/coaching.ts';
import { MENTORING_NUDGES } from '../house/rendered/mentoring.ts';

/** What a nudge says, by the name that it has among those rendered. */
function said(language: Language, name: string): string {
  const t = textsIn(language);
  const coaching = COACHING_CASES.find((each) => each.name === name);
  if (coaching) return coachingNudge(t, coaching.seen, coaching.kind, coaching.once).text;
  const mentoring = MENTORING_NUDGES.find((each) => each.name === name);
  if (mentoring) return mentoringNudge(t, mentoring.seen, mentoring.kind, mentoring.once).text;
  throw new Error(`nothing is called ${name}`);
}

/** The design's table of prompts, row by row: what is asked, and in which words in each language. */
const COACHING: [string, string, Record<Language, string[]>][] = [
  [
    'what would be different, why now',
    'prepare, session 1, to the client',
    {
      en: ['what would be different if this coaching worked, and why now?'],
      pl: ['co będzie inaczej, jeśli ten coaching się uda, i dlaczego właśnie teraz?'],
    },
  ],
  [
    'contract, do not solve',
    'prepare, session 1, to the coach',
    {
      en: [
        'make the contract first. What is it for, how do you work, what stays between you?',
        'Nothing has to be solved yet.',
      ],
      pl: [
        'zacznij od kontraktu. Po co się spotykacie, jak pracujecie, co zostaje między Wami?',
        'Niczego nie trzeba jeszcze rozwiązywać.',
      ],
    },
  ],
  [
    'what happens today, exceptions, starting point',
    'prepare, session 2, to the client',
    {
      en: ['what happens today, when does it go differently for once, and where are you now, from 0 to 10?'],
      pl: ['jak jest dzisiaj, kiedy zdarza się, że bywa inaczej, i gdzie jesteś teraz na skali od 0 do 10?'],
    },
  ],
  [
    'what am I assuming, whose goal is it',
    'prepare, session 2, to the coach',
    { en: ['what am I assuming, and whose goal is it?'], pl: ['co zakładam i czyj to jest cel?'] },
  ],
  [
    'what else, the smallest trial',
    'prepare, session 3, to the client',
    {
      en: ['what else is there, and what would be the smallest trial?'],
      pl: ['co jeszcze wchodzi w grę i jaka będzie najmniejsza próba?'],
    },
  ],
  [
    'ask before offering',
    'prepare, session 3, to the coach',
    { en: ['ask before you offer.'], pl: ['zapytaj, zanim coś zaproponujesz.'] },
  ],
  [
    'what else, the smallest trial, once more',
    'prepare, session 4, to the client',
    {
      en: [
        'what else could you do that you have not looked at so far, and how could you try it on a small scale?',
      ],
      pl: ['jakie możliwości nie były jeszcze brane pod uwagę i jak wypróbować jedną z nich na małą skalę?'],
    },
  ],
  [
    'what stays',
    'prepare, session 6, to the client',
    {
      en: ['what stays when the sessions are over, and how will you notice?'],
      pl: ['co zostanie, gdy sesje się skończą, i po czym to poznasz?'],
    },
  ],
  [
    'took place, moved or did not happen, progress, one if-then plan',
    'outcome, to the client',
    {
      en: [
        'did it take place, was it moved, did it not happen? Each of these is fine, and nobody asks why.',
        'how close you are to your goal, from 0 to 10, and one plan in the form “if …, then …”.',
      ],
      pl: [
        'odbyła się, została przełożona czy się nie odbyła? Każda odpowiedź jest w porządku i nikt nie pyta dlaczego.',
        'jak blisko celu jesteś, od 0 do 10, i jeden plan w formie „jeśli …, to …”.',
      ],
    },
  ],
  [
    'own learning only, no notes about the client',
    'outcome, to the coach',
    {
      en: ['what you learnt about your own coaching. Notes about the client are kept nowhere.'],
      pl: [
        'czego uczy Cię ta sesja o Twoim coachingu. Notatek o kliencie aplikacja nigdzie nie przechowuje.',
      ],
    },
  ],
  [
    'what did you notice, "not yet" is fine',
    'between, to the client',
    {
      en: ['what did you notice since the last one? “Not yet” is a fine answer.'],
      pl: ['co dało się zauważyć od ostatniej? „Jeszcze nic” to też dobra odpowiedź.'],
    },
  ],
  ...(['client', 'coach'] as const).map((to): (typeof COACHING)[number] => [
    `keep, change, stop; is this still the right help: to the ${to}`,
    `half-time, to the ${to}`,
    {
      en: ['Is this still the right help: keep it, change something, or stop?'],
      pl: ['Czy to nadal właściwa pomoc: zostawić tak, jak jest, coś zmienić czy zakończyć?'],
    },
  ]),
  [
    'compare with the start, what stays, own evidence; close or agree a new plan',
    'final, 1, to the client',
    {
      en: [
        'Compared with the start: what is different, what stays, and what is your own evidence for it?',
        'Then you can close it or agree on a new plan.',
      ],
      pl: [
        'W porównaniu z początkiem: co jest inaczej, co zostanie i po czym to widzisz?',
        'Potem możesz zamknąć coaching albo ustalić nowy plan.',
      ],
    },
  ],
  [
    'say goodbye, take it to supervision',
    'final, 1, to the coach',
    {
      en: ['How do you say goodbye, and what do you take to supervision?'],
      pl: ['Jak się pożegnacie i co chcesz zabrać na superwizję?'],
    },
  ],
  [
    'supervision, reminded each quarter',
    'supervision, to the coach',
    {
      en: [
        'is there something from the coaching with',
        'everybody who coaches is asked this once a quarter.',
      ],
      pl: ['czy jest coś z Waszego coachingu', 'raz na kwartał pytamy o to każdą osobę w roli coacha.'],
    },
  ],
];

const MENTORING: typeof COACHING = [
  [
    'a current decision',
    'gap, learner, turn 0',
    {
      en: ['a decision on your desk right now, and what makes it hard.'],
      pl: ['decyzja, która właśnie leży na Twoim biurku, i to, co jest w niej trudne.'],
    },
  ],
  [
    'a network map',
    'gap, learner, turn 1',
    {
      en: ['a sketch of the people around your work. Whom you know well, whom you would like to know.'],
      pl: ['szkic ludzi wokół Twojej pracy. Kogo dobrze znasz, a kogo warto by poznać.'],
    },
  ],
  [
    'potential',
    'gap, learner, turn 2',
    {
      en: ['something that comes easily to you, and that you could make more of.'],
      pl: ['coś, co przychodzi Ci łatwo i z czego dałoby się zrobić więcej.'],
    },
  ],
  [
    'opportunities',
    'gap, learner, turn 3',
    {
      en: ['a task, project or role that has caught your eye, and what it would ask of you.'],
      pl: ['zadanie, projekt albo rola, która zwraca Twoją uwagę, i to, czego by wymagała.'],
    },
  ],
  [
    'how things work here',
    'gap, learner, turn 4',
    {
      en: ['something about how things work here that still puzzles you.'],
      pl: ['coś w tym, jak się tu pracuje, co wciąż jest dla Ciebie zagadką.'],
    },
  ],
  [
    'long-term dilemmas',
    'gap, learner, turn 5',
    {
      en: ['a question that will keep you busy for longer than this year.'],
      pl: ['pytanie, które zajmie Ci więcej niż ten rok.'],
    },
  ],
  [
    'to the mentor: a decision and its lesson',
    'thought, guide, turn 0',
    {
      en: ['a decision of your own that taught you something.'],
      pl: ['własna decyzja, która Cię czegoś nauczyła.'],
    },
  ],
  [
    'to the mentor: someone to introduce with consent',
    'thought, guide, turn 1',
    {
      en: ['Ask both of them first, and bring them together if they like.'],
      pl: ['Najpierw zapytaj obie osoby, a jeśli zechcą, poznaj je ze sobą.'],
    },
  ],
  [
    'to the mentor: what has changed since my day',
    'thought, guide, turn 2',
    {
      en: ['what has changed since you stood at that point.'],
      pl: ['co się zmieniło od czasu, gdy Twoja droga była w tym miejscu.'],
    },
  ],
  [
    'the short private question, which alerts nobody',
    'pulse, learner, to answer',
    {
      en: ['how is it for you?', 'they alert nobody.'],
      pl: ['jak Ci z nim jest?', 'Nikogo też nie alarmują.'],
    },
  ],
  [
    'renew, change or close',
    'renewal, learner, to answer',
    {
      en: ['go on, change something, or bring it to a good end?'],
      pl: ['iść dalej, coś zmienić czy dobrze go zakończyć?'],
    },
  ],
];

describe.each(LANGUAGES)('the prompts, in %s', (language) => {
  it.each(COACHING)('of coaching: %s', (_, name, words) => {
    for (const each of words[language]) expect(said(language, name)).toContain(each);
  });

  it.each(MENTORING)('of mentoring: %s', (_, name, words) => {
    for (const each of words[language]) expect(said(language, name)).toContain(each);
  });

  it('none of a session is asked at another, and each is asked of its own side', () => {
    const own = COACHING.filter(([, name]) => name.startsWith('prepare'));
    for (const [, name, words] of own)
      for (const [, other] of own)
        for (const each of words[language])
          expect(said(language, other).includes(each), `${name} in ${other}`).toBe(other === name);
  });

  it('thanks and what somebody passes on have their place when mentoring ends', () => {
    const t = textsIn(language);
    expect(t('mentoring:renewalForm.words')).toBe(
      language === 'en'
        ? 'If you end it: thanks, or what you pass on'
        : 'Jeśli kończysz: podziękowanie albo to, co przekazujesz dalej',
    );
  });
});
