import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { adviseOn } from '../../src/guidance/advised.ts';
import { type Need, REDIRECTS } from '../../src/guidance/need.ts';
import { answersOf, isAnswer } from '../../src/guidance/questions.ts';
import { adviceView, redirectView } from '../../src/guidance/views/advice.ts';
import { compareView, helpMessage, introMessage } from '../../src/guidance/views/explain.ts';
import { parseQuestions, questionsView } from '../../src/guidance/views/questions.ts';
import { homeView } from '../../src/home/views.ts';
import { checkMessageBlocks, checkView } from '../../src/local-slack/blocks.ts';
import { textsIn } from '../../src/locales/texts.ts';
import type { Reader } from '../../src/people/flow/readers.ts';
import { contactsForm, contactsMessage } from '../../src/people/views/contacts.ts';
import { LANGUAGES, type Language, PersonId } from '../../src/ports.ts';
import { chosen } from '../harness/member.ts';
import { asRead } from './as-read.ts';
import people from './content/people.json' with { type: 'json' };

/** Goldens hold what a person reads, so that a change of texts is read before it goes out: `vitest run -u`. */
const golden = (name: string, language: Language) => `goldens/${name}.${language}.txt`;
const COMMAND = '/coach-or-mentor';
const CONTACTS: Reader['contacts'] = [
  { kind: 'support', people: [], note: 'Dr. Example, extension 4417' },
  { kind: 'trust', people: [PersonId.parse('U0SOFIALIN')], note: '' },
];
const member = (language: Language): Reader => ({
  language,
  timeZone: 'Europe/Warsaw',
  isAdmin: false,
  isGuest: false,
  contacts: CONTACTS,
});
const newAdmin = (language: Language): Reader => ({
  language,
  timeZone: 'Europe/Warsaw',
  isAdmin: true,
  isGuest: false,
  contacts: [],
});

const newId = () => crypto.randomUUID();

/** Slack would take it, and this is what it says. */
function read(view: object): string {
  const checked = 'type' in view ? checkView(view, newId) : checkMessageBlocks(messageBlocks(view), newId);
  expect(checked).toMatchObject({ ok: true });
  return asRead(view);
}

function messageBlocks(message: object): unknown {
  return 'blocks' in message ? message.blocks : undefined;
}

const answers = z.object({
  topics: z.array(z.string()),
  horizon: z.custom<Parameters<typeof adviseOn>[0]['horizon']>((value) => isAnswer('horizon', value)),
  outcome: z.custom<Parameters<typeof adviseOn>[0]['outcome']>((value) => isAnswer('outcome', value)),
  help: z.custom<Parameters<typeof adviseOn>[0]['help']>((value) => isAnswer('help', value)),
  form: z.custom<Parameters<typeof adviseOn>[0]['form']>((value) => isAnswer('form', value)),
  origin: z.custom<Parameters<typeof adviseOn>[0]['origin']>((value) => isAnswer('origin', value)),
});

describe.each(LANGUAGES)('what people read, in %s', (language) => {
  const t = textsIn(language);

  it('the command alone, comparing, help, Home, contacts', async () => {
    const views = [
      introMessage(t, COMMAND),
      compareView(t),
      helpMessage(t, COMMAND, member(language)),
      helpMessage(t, COMMAND, newAdmin(language), 'frobnicate'),
      homeView(member(language)),
      homeView(newAdmin(language)),
      contactsMessage(t, member(language)),
      contactsForm(t, CONTACTS),
    ];
    await expect(views.map(read).join('\n\n')).toMatchFileSnapshot(golden('explain', language));
  });

  it('the questions, alone and after a typed need', async () => {
    const prefilled = (text: string, need: Need) => questionsView(t, { text, need });
    const views = [
      questionsView(t),
      prefilled('negotiating', { topics: ['negotiation'], wish: 'mentoring' }),
      prefilled('two things', { topics: ['negotiation', 'networking'] }),
      prefilled('the printer', { topics: [] }),
    ];
    await expect(views.map(read).join('\n\n')).toMatchFileSnapshot(golden('questions', language));
  });

  it('the advice of the twelve worked people', async () => {
    const advice = people.map(({ who, answers: given }) => {
      const advised = adviseOn(answers.parse(given), '', undefined);
      return `# ${who}\n${read(adviceView(t, member(language), advised))}`;
    });
    await expect(advice.join('\n\n')).toMatchFileSnapshot(golden('advice', language));
  });

  it('words that lead elsewhere', async () => {
    const views = REDIRECTS.map((to) => {
      const need: Need = { topics: [], redirect: { to, word: 'x' } };
      return `# ${to}\n${read(redirectView(t, member(language), COMMAND, need))}`;
    });
    await expect(views.join('\n\n')).toMatchFileSnapshot(golden('redirects', language));
  });
});

describe('the questions’ form', () => {
  const form = (values: Record<string, unknown>) => parseQuestions({ state: { values } } as never);
  const all = {
    'guidance.horizon': { answer: chosen('3m') },
    'guidance.outcome': { answer: chosen('do') },
    'guidance.help': { answer: chosen('questions') },
    'guidance.form': { answer: chosen('plan') },
    'guidance.origin': { answer: chosen('own') },
  };
  const topics = (...values: string[]) => ({
    'guidance.topics': {
      answer: { type: 'multi_static_select', selected_options: values.map((value) => ({ value })) },
    },
  });

  it('is read, topics and words or not', () => {
    expect(form(all)).toMatchObject({ ok: true, answers: { topics: [], horizon: '3m' }, words: '' });
    const words = { 'guidance.words': { answer: { type: 'plain_text_input', value: '  mine \n' } } };
    expect(form({ ...all, ...topics('negotiation'), ...words })).toMatchObject({
      ok: true,
      answers: { topics: ['negotiation'] },
      words: 'mine',
    });
  });

  it.each(['horizon', 'outcome', 'help', 'form', 'origin'])(
    'names the field when %s is missing or unknown',
    (question) => {
      const block = `guidance.${question}`;
      expect(form({ ...all, [block]: { answer: chosen('smuggled') } })).toEqual({
        ok: false,
        problems: { [block]: 'missing' },
      });
      expect(form({ ...all, [block]: {} })).toEqual({ ok: false, problems: { [block]: 'missing' } });
    },
  );

  it('refuses four topics, names every problem, and drops topics that are none', () => {
    const four = topics('negotiation', 'feedback', 'networking', 'potential');
    expect(form(four)).toEqual({
      ok: false,
      problems: {
        'guidance.topics': 'tooMany',
        ...Object.fromEntries(Object.keys(all).map((block) => [block, 'missing'])),
      },
    });
    expect(form({ ...all, ...topics('negotiation', 'astrology') })).toMatchObject({
      answers: { topics: ['negotiation'] },
    });
  });

  it('offers every answer of every question', () => {
    const view = questionsView(textsIn('en'));
    for (const question of ['horizon', 'outcome', 'help', 'form', 'origin'] as const) {
      const block = view.blocks.find((candidate) => candidate.block_id === `guidance.${question}`);
      const element = block?.type === 'input' && 'element' in block ? block.element : undefined;
      const offered = element?.type === 'radio_buttons' ? element.options.map(({ value }) => value) : [];
      expect(offered).toEqual(answersOf(question));
    }
  });
});
