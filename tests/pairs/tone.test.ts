import { describe, expect, it } from 'vitest';
import { textsIn } from '../../src/locales/texts.ts';
import { coachingNudge } from '../../src/pairs/views/nudges/coaching.ts';
import { mentoringNudge } from '../../src/pairs/views/nudges/mentoring.ts';
import { unmetMessage } from '../../src/pairs/views/unmet.ts';
import { LANGUAGES, type Language } from '../../src/ports.ts';
import { COACHING_CASES } from '../house/rendered/coaching.ts';
import { MENTORING_NUDGES } from '../house/rendered/mentoring.ts';
import { SEEN, unmetFrom } from '../house/rendered/pairs.ts';

/** What no nudge says, and a sentence that would say it, so that each of these can be seen to find something. */
const NEVER: Record<Language, [string, RegExp, string[]][]> = {
  en: [
    [
      'names the inaction of another',
      /has(n’t|n't| not) (yet )?(answered|replied|booked|confirmed|said|chosen|reacted)|no (answer|reply|word) from/i,
      ['Darnell has not yet answered.', 'There is no reply from Piotr.'],
    ],
    [
      'counts failures',
      /\b(second|third|last|final) (reminder|time|ask)\b|\b\d+ (times|reminders|days (late|without))|overdue|\bmissed\b|\btoo late\b/i,
      ['This is the third reminder.', 'You missed it 2 times.', 'It is overdue.'],
    ],
    [
      'implies compulsion',
      /\byou (must|have to|need to|should|ought to)\b|\brequired\b|\bplease\b|\bat once\b|\bas soon as possible\b/i,
      ['You have to choose a time.', 'Please answer.'],
    ],
    ['diagnoses', /stress|burn-?out|struggl|anxi|motivation|procrastinat/i, ['You seem to struggle.']],
    [
      'compares',
      /\bthan (others|most|other|the average)|\baverage\b|\b(others|other pairs|most pairs) (have|do|meet)/i,
      ['Other pairs meet every month.', 'That is less than most.'],
    ],
    ['says that somebody waits', /\bwaiting\b|\bwaits? for (you|an answer|your)/i, ['Piotr is waiting.']],
    ['cheers or blames', /!|sorry|unfortunately|you forgot|well done|congrat/i, ['Great!', 'You forgot it.']],
  ],
  pl: [
    [
      'names the inaction of another',
      /(nadal|wciąż|jeszcze) nie (ma|odpowi|wybra|potwierdz|zarezerw)|brak odpowiedzi|nie odpowiedzia/i,
      ['Piotr wciąż nie odpowiedział.', 'Nadal nie ma odpowiedzi.'],
    ],
    [
      'counts failures',
      /po raz (drugi|trzeci|ostatni)|(drugie|trzecie|ostatnie) przypomnienie|\d+ razy|spóźni|zaległ|przegapi|opuszczon/i,
      ['Pytamy po raz trzeci.', 'To ostatnie przypomnienie.'],
    ],
    [
      'implies compulsion',
      /(?<!nie Ty )musisz|musicie|powin(ien|na|no|ni|ieneś|naś)|trzeba koniecznie|prosimy|proszę|natychmiast|jak najszybciej/i,
      ['Musisz wybrać termin.', 'Prosimy o odpowiedź.'],
    ],
    ['diagnoses', /stres|wypaleni|motywacj|zaburze|lęk/i, ['To wygląda na wypalenie.']],
    [
      'compares',
      /niż (inni|inne|większość|średnio)|średni|inne pary|większość par|w porównaniu z inn/i,
      ['Inne pary spotykają się częściej.'],
    ],
    ['says that somebody waits', /czeka(ją)? na|\bczeka\b/i, ['Piotr czeka na odpowiedź.']],
    ['cheers or blames', /!|przykro|niestety|brawo|gratul/i, ['Świetnie!', 'Niestety.']],
  ],
};

/** Who sees an answer is said in the words of one promise; nowhere else is there a word of a manager. */
const PROMISE: Record<Language, RegExp> = {
  en: /[^.:;]*\bmanagers or HR\b[^.:;]*/g,
  pl: /[^.:;]*przełoż(?:eni|onym)[^.:;]*HR[^.:;]*/g,
};
const MANAGER = /manager|boss|supervisor\b|\bHR\b|przełożen|przełożony|kierowni|\bszef|menedżer/i;

function nudges(language: Language): { name: string; text: string }[] {
  const t = textsIn(language);
  return [
    ...COACHING_CASES.map(({ name, seen, kind, once }) => ({
      name,
      text: coachingNudge(t, seen, kind, once).text,
    })),
    ...MENTORING_NUDGES.map(({ name, seen, kind, once }) => ({
      name,
      text: mentoringNudge(t, seen, kind, once).text,
    })),
  ];
}

describe.each(LANGUAGES)('no nudge, in %s,', (language) => {
  it.each(NEVER[language])('%s', (_, words, examples) => {
    for (const example of examples) expect(example).toMatch(words);
    for (const { name, text } of nudges(language)) expect(text, name).not.toMatch(words);
  });

  it('mentions a manager, but to say that they are not shown it', () => {
    let promised = 0;
    for (const { name, text } of nudges(language)) {
      for (const [promise] of text.matchAll(PROMISE[language])) {
        expect(promise, name).toMatch(/\b(not|neither|nothing|nie|ani|niczego)\b/);
        promised += 1;
      }
      expect(text.replace(PROMISE[language], ''), name).not.toMatch(MANAGER);
    }
    expect(promised).toBeGreaterThan(10);
  });

  it('is without a reason why it comes, while it asks for something', () => {
    const why =
      language === 'en'
        ? /Why (you get this|this comes):|Who sees it:/
        : /Dlaczego to dostajesz:|Skąd ta wiadomość:|Kto to widzi:/;
    const asking = nudges(language).filter(({ text }) => text.includes('?'));
    expect(asking.length).toBeGreaterThan(40);
    for (const { name, text } of asking) expect(text, name).toMatch(why);
  });
});

describe.each(LANGUAGES)(
  'what both are told before managers see that they have not met, in %s,',
  (language) => {
    it('says that and nothing else, without a word that no nudge would have, but of managers', () => {
      const t = textsIn(language);
      const told = SEEN.flatMap((seen) => {
        const from = unmetFrom(seen);
        return from ? unmetMessage(t, seen, from).text : [];
      });
      expect(told.length).toBeGreaterThan(3);
      for (const text of told) {
        for (const [what, words] of NEVER[language]) expect(text, what).not.toMatch(words);
        // A notice may: it says what they see, from when on, and that it is nothing else.
        expect(text).toMatch(language === 'en' ? /see that and nothing else/ : /Zobaczą to i nic więcej/);
      }
    });
  },
);
