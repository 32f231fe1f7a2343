import { describe, expect, it } from 'vitest';
import { parseCommand, understand } from '../../src/guidance/need.ts';

/** Somebody in danger is never asked about topics: every one of these leads to people who can help. No misses. */
const DANGER = {
  en: {
    'ending their life, or hurting themselves': [
      'I want to die',
      "I don't want to live anymore",
      'end my life',
      'I cut myself',
      'I keep thinking about killing myself',
      'i wish i was dead',
      'everyone would be better off without me',
      "I'd rather be dead",
      "I don't want to wake up tomorrow",
      'I think about jumping off the roof',
      'gonna kms',
      'sometimes I want to disappear forever',
      'I have suicdal thoughts',
      "I can't see a reason to keep living",
      'I took too many pills last night',
      'I burn myself when it gets too much',
      'I feel like ending things',
      'there is no point to my life',
      'I am tired of being alive',
      'wanna hang myself',
      'no one would miss me if I was gone',
      'nobody would care if I died',
      "I'm scared of what I might do to myself",
    ],
    'violence at home': [
      'my husband beats me',
      'my boyfriend hits me',
      'my wife is violent at home',
      "I'm afraid to go home to my husband",
      'my partner choked me',
      'he beats me up when he drinks',
      'he is hitting the kids',
      'my huband hit me again',
      'he grabbed me by the throat',
      'he hits me with a belt',
      "my husband doesn't let me leave the house",
      "it isn't safe for me at home",
    ],
    'sexual violence': [
      'I was raped',
      'a colleague forced himself on me',
      'I was sexualy assaulted',
      'he touched me without my consent',
      'my manager wants sex for a promotion',
      'someone spiked my drink at the office party',
      'my boss kissed me and I froze',
    ],
    threats: [
      'my ex threatens to kill me',
      "my coworker said he'd hurt me",
      'someone at work is following me home',
      'I got death threats from a customer',
      'a colleague brought a knife to work',
      'I fear for my life',
      'my boss torments me every day',
      'my boss hit me',
    ],
    collapse: [
      'I keep passing out at work',
      "I'm having a brekdown",
      "I can't stop shaking before work",
      "I just can't do this anymore",
      "I've hit rock bottom",
      'I feel dead inside',
    ],
    addiction: [
      'I drink every night to get through the week',
      "I'm hooked on painkillers",
      "I can't get through the day without a drink",
      'I relapsed last week',
      'I use coke to keep up at work',
      'I lost all my savings betting',
    ],
    'an eating disorder': [
      'I make myself throw up after lunch',
      "I'm starving myself",
      'I binge and purge',
      "I haven't eaten for days",
      'bullimia is back',
    ],
  },
  pl: {
    'ending their life, or hurting themselves': [
      'chcę się zabić',
      'chcę umrzeć',
      'nie chcę żyć',
      'chcę ze sobą skończyć',
      'myślę o tym, żeby skończyć ze sobą',
      'lepiej by było, gdyby mnie nie było',
      'wolałabym nie żyć',
      'nie chce mi się żyć',
      'mam myśli samobujcze',
      'chcę skoczyć z mostu',
      'nie chcę się już obudzić',
      'tnę się żyletką',
      'robię sobie krzywdę',
      'okaleczam się',
      'nie widzę sensu dalej żyć',
      'wszystkim byłoby lepiej beze mnie',
      'chciałabym zniknąć na zawsze',
      'połknęłam garść tabletek',
      'mam ochotę się powiesić',
      'mam dosyć życia',
      'po co ja żyję',
      'mam blizny po cięciu',
      'gdyby mnie nie było na świecie',
      'nie chcę już być na tym świecie',
      'nikt by za mną nie tęsknił',
    ],
    'violence at home': [
      'mąż mnie bije',
      'mąż mnie katuje',
      'partner podniósł na mnie rękę',
      'chłopak mnie uderzył',
      'żona mnie bije',
      'boję się wracać do domu',
      'mąż pije i robi awantury',
      'dusił mnie',
      'ojciec bije mamę',
      'bije mnie i dzieci',
      'jestem ofiarą przemocy',
      'mąż mnie bije w głowę',
      'chłopak rzucił mną o ścianę',
      'mąż nie wypuszcza mnie z domu',
    ],
    'sexual violence': [
      'zgwałcił mnie',
      'zostałam zgwałcona',
      'kolega się do mnie dobierał',
      'szef chce seksu za awans',
      'dotykał mnie bez mojej zgody',
      'wykorzystał mnie seksulanie',
      'kierownik mnie maca',
      'złapał mnie za tyłek',
    ],
    threats: [
      'szef mnie dręczy',
      'groził, że mnie zabije',
      'kolega mi grozi nożem',
      'ktoś za mną chodzi po pracy',
      'dostaję pogróżki',
      'boję się o swoje życie',
      'znęca się nade mną',
      'szef się na mnie wyżywa',
    ],
    collapse: [
      'mdleję w pracy',
      'nie mam siły żyć',
      'trzęsę się przed pracą ze strachu',
      'jestem na dnie',
      'załamałam się',
      'nie mogę przestać płakać',
      'mam czarne myśli',
    ],
    addiction: [
      'piję codziennie po pracy',
      'jestem alkocholikiem',
      'biorę amfetaminę, żeby wyrobić',
      'przegrałem wszystko w kasynie',
      'bez flaszki nie zasnę',
      'jestem na prochach',
      'nie umiem przestać pić',
      'wpadłem w nałóg',
    ],
    'an eating disorder': [
      'wymiotuję po każdym posiłku',
      'głodzę się',
      'mam anoreksję',
      'nie jem od kilku dni',
      'objadam się i wymiotuję',
    ],
  },
};

/** The same in the middle of what people write about work: topics, commas or none, a negation elsewhere. */
const AMID = {
  en: [
    (text: string) => `I want to delegate better at work, ${text}, and the deadline is on Friday`,
    (text: string) => `my team is great and a new project starts and ${text} and I have to present on Monday`,
    (text: string) => `I can't say no to my boss. ${text}! How do I plan my career?`,
    (text: string) => `help me, ${text}`,
  ],
  pl: [
    (text: string) => `chcę lepiej delegować zadania w pracy, ${text}, a termin mija w piątek`,
    (text: string) => `mój zespół jest świetny i zaczynamy nowy projekt i ${text} i muszę zrobić prezentację`,
    (text: string) => `nie umiem odmawiać szefowi. ${text}! Jak mam zaplanować karierę?`,
    (text: string) => `pomóż mi, ${text}`,
  ],
};

const isHelp = (text: string): boolean => {
  const typed = parseCommand(text);
  const to = typed.kind === 'need' ? typed.need.redirect?.to : undefined;
  return to === 'support' || to === 'hr';
};
const plain = (text: string): string =>
  text.replaceAll(/ł/gi, 'l').normalize('NFD').replaceAll(/\p{M}/gu, '');

describe.each(['en', 'pl'] as const)('words of somebody in danger, in %s', (language) => {
  it.each(Object.entries<readonly string[]>(DANGER[language]))('%s', (_, texts) => {
    const misses = texts
      .flatMap((text) => [text, ...AMID[language].map((amid) => amid(text))])
      .flatMap((text) => [text, plain(text), text.toUpperCase()])
      .filter((text) => !isHelp(text));
    expect(misses).toEqual([]);
  });

  it('are thirty and more', () => {
    expect(Object.values(DANGER[language]).flat().length).toBeGreaterThan(30);
  });
});

/** The control: words of danger that everybody uses for work. `support` and `hr` here are accepted false alarms. */
describe('everyday words of danger', () => {
  it.each([
    ['this meeting is killing me', undefined],
    ["I'd die for a coffee", undefined],
    ['my boss will kill me if I miss the deadline', undefined],
    ['we have to kill this project', undefined],
    ['my laptop died', undefined],
    ['how do we beat the competition', undefined],
    ['we keep hitting our targets', undefined],
    ['I have to cut costs in my team', undefined],
    ['it beats me why they hit me with that question', undefined],
    ["I'd rather die than give a presentation", undefined],
    ['I do not want to cut myself off from the team', undefined],
    ['a breakdown of the costs by team', undefined],
    ['a rapid change, and rapport with my team', undefined],
    ['deadline do piątku mnie zabija', undefined],
    ['umieram z nudów na spotkaniach', undefined],
    ['szef mnie zabije za ten raport', undefined],
    ['konkurencja nas bije na głowę', undefined],
    ['bijemy rekordy sprzedaży', undefined],
    ['tnę koszty w dziale', undefined],
    ['gwałtowna zmiana planów', undefined],
    ['dręczy mnie pytanie, co dalej z karierą', undefined],
    ['nie jestem alkoholikiem', undefined],
    ['w ciągu dnia nie mam czasu', undefined],
    ['we need to end things with this vendor', undefined],
    ['partner biznesowy pije kawę i gada', undefined],
    ['nie umiem przestać brać na siebie zadań', undefined],
    ['nie mam czasu żyć poza pracą', undefined],
    ['the competitor will beat us on price', undefined],
    ['our team has a secret weapon', undefined],
    ['I have to break down the work into smaller tasks', undefined],
    ['I cannot keep anything organised', undefined],
    ['trzęsą mi się ręce, jak mam wystąpić przed ludźmi', undefined],
    // Accepted: rather a false alarm than a miss.
    ["I can't do this anymore, too many meetings", 'support'],
    ['the team would be better off without me as its lead', 'support'],
    ['mam dość wszystkiego w tym projekcie', 'support'],
    ['chodzi za mną pomysł na zmianę pracy', 'hr'],
  ])('%s → %s', (text, to) => {
    const { redirect } = understand(text);
    expect(redirect?.to === 'support' || redirect?.to === 'hr' ? redirect.to : undefined).toBe(to);
  });
});
