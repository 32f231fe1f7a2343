import { globSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RESOURCES, type Texts, textsIn } from '../../src/locales/texts.ts';
import { TOPICS } from '../../src/people/topics.ts';
import { LANGUAGES, type Language } from '../../src/ports.ts';
import { nodesIn, nodesOf, stringIn } from '../../tools/source.ts';
import { everyView } from './rendered.ts';

const ROOT = join(import.meta.dirname, '../..');
const OTHERS = LANGUAGES.filter((language) => language !== 'en');

/** Texts by full key, as `guidance:intro.title`; plural forms apart. */
type Flat = ReadonlyMap<string, string>;
const flat: Record<Language, Flat> = { en: flatten(RESOURCES.en), pl: flatten(RESOURCES.pl) };

describe('the languages', () => {
  it.each(LANGUAGES)('%s: every file of texts is loaded', (language) => {
    const files = globSync(`src/locales/${language}/*.json`, { cwd: ROOT }).map((file) => parse(file).name);
    expect(files.toSorted()).toEqual(Object.keys(RESOURCES[language]).toSorted());
  });

  it.each(OTHERS)('%s says exactly what English says', (language) => {
    expect(keysIn(flat[language])).toEqual(keysIn(flat.en));
  });

  it.each(LANGUAGES)(
    '%s: what is counted has each plural form that the language has, and no other',
    (language) => {
      expect(wrongPlurals(language, flat[language], pluralsOf(flat.en))).toEqual([]);
    },
  );

  it('a missing or foreign plural form is found', () => {
    const texts = new Map([
      ['a_one', '1'],
      ['a_other', '2'],
      ['b_one', '1'],
      ['b_few', '2'],
      ['b_other', '3'],
    ]);
    expect(wrongPlurals('pl', texts, pluralsOf(texts))).toEqual(['a: one other', 'b: one few other']);
    expect(wrongPlurals('en', texts, pluralsOf(texts))).toEqual(['b: one few other']);
    expect(wrongPlurals('en', new Map([['c', 'none']]), ['c'])).toEqual(['c: ']);
  });

  it('placeholders are the same in every language and form', () => {
    expect(differingPlaceholders(flat.en, ...OTHERS.map((language) => flat[language]))).toEqual([]);
  });

  it('a placeholder that differs is found, in another language and in another form', () => {
    const en = new Map([
      ['a', '{{x}}'],
      ['n_one', 'one of {{x}}'],
      ['n_other', '{{count}} of {{x}}'],
    ]);
    const pl = new Map([
      ['a', '{{y}}'],
      ['n_one', '{{x}}'],
      ['n_few', '{{count}}'],
      ['n_other', '{{count}} {{x}}'],
    ]);
    expect(differingPlaceholders(en, pl)).toEqual(['a', 'n']);
  });

  it.each(LANGUAGES)('%s: every topic has its text, and every such text a topic', (language) => {
    expect(Object.keys(RESOURCES[language].people.topic).toSorted()).toEqual(
      TOPICS.map(({ id }) => id).toSorted(),
    );
  });
});

describe('the texts in the source', () => {
  const uses = globSync('src/**/*.ts', { cwd: ROOT })
    .filter((file) => !file.startsWith('src/local-slack/'))
    .flatMap((file) => usesIn(readFileSync(join(ROOT, file), 'utf8')));

  it('every text is used', () => {
    expect(unused(keysIn(flat.en), uses)).toEqual([]);
  });

  it('every use has its text', () => {
    const keys = keysIn(flat.en);
    expect(uses.filter((use) => !keys.some((key) => use.test(key))).map(String)).toEqual([]);
  });

  it('a text that nobody uses is found', () => {
    const planted = ['guidance:planted', 'guidance:intro.planted', 'guidance:answer.horizon.planted.deeper'];
    expect(unused(planted, uses)).toEqual(planted);
    expect(unused(['guidance:intro.title', 'guidance:answer.horizon.3m'], uses)).toEqual([]);
  });

  it('a template is a pattern, a literal is itself, a comment is nothing', () => {
    const found = usesIn(`t('common:a.b'); t(\`guidance:c.\${d}.e\`); // 'common:f'
      'people: not a key'`);
    expect(found.map(String)).toEqual([/^common:a\.b$/, /^guidance:c\.[^.]+\.e$/].map(String));
  });

  it('every text behind a template is shown by some view', () => {
    const literals = uses.filter((use) => !use.source.includes('[^.]+'));
    const shown = new Set<string>();
    everyView(recording(textsIn('en'), shown));
    const templates = uses.filter((use) => !literals.includes(use));
    const behind = unused(keysIn(flat.en), literals).filter((key) => templates.some((use) => use.test(key)));
    const never = behind.filter((key) => !shown.has(key));
    expect(never).toEqual(NOT_IN_A_VIEW);
  });
});

/** Behind a template, and in no view. */
const NOT_IN_A_VIEW = [
  // A "clear" both holds a near need, and what is near comes first: the advice never says this.
  'guidance:advice.headline.both.clear.mentoring',
  // Errors at a field, which the listener sends.
  'guidance:choose.missing',
  'guidance:choose.tooMany',
  // Answers that lead to "neither", which shows no reasons; and one that weighs nothing, so the other one decides.
  'guidance:reason.help.teach',
  'guidance:reason.outcome.others-act',
  'guidance:reason.outcome.well-safe',
  // Errors at a field.
  'sessions:book.chooseOne',
  'sessions:book.missingDay',
  'sessions:book.missingTime',
  'sessions:book.too-far',
  'sessions:log.missing',
  'sessions:log.missingAction',
  'sessions:log.missingCue',
  'sponsor:problem.missing',
];

function flatten(value: object, prefix = ''): Flat {
  return new Map(
    Object.entries(value).flatMap(([key, inner]): [string, string][] => {
      const full = prefix === '' ? `${key}:` : prefix.endsWith(':') ? prefix + key : `${prefix}.${key}`;
      return typeof inner === 'string' ? [[full, inner]] : [...flatten(inner, full)];
    }),
  );
}

const FORM = /_(zero|one|two|few|many|other)$/;

/** The keys as the source names them: plural forms are one. */
function keysIn(texts: Flat): string[] {
  return [...new Set([...texts.keys()].map((key) => key.replace(FORM, '')))].toSorted();
}

function pluralsOf(texts: Flat): string[] {
  return [...new Set([...texts.keys()].filter((key) => FORM.test(key)).map((key) => key.replace(FORM, '')))];
}

function formsOf(texts: Flat, key: string): [form: string, text: string][] {
  return [...texts].flatMap(([full, text]): [string, string][] =>
    FORM.test(full) && full.replace(FORM, '') === key ? [[full.slice(key.length + 1), text]] : [],
  );
}

/** Keys that are counted in English or here, and whose forms are not those of the language. */
function wrongPlurals(language: Language, texts: Flat, countedInEnglish: readonly string[]): string[] {
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted().join(' ');
  return [...new Set([...countedInEnglish, ...pluralsOf(texts)])]
    .map((key) => ({ key, forms: formsOf(texts, key).map(([form]) => form) }))
    .filter(({ forms }) => forms.toSorted().join(' ') !== needed)
    .map(({ key, forms }) => `${key}: ${forms.join(' ')}`);
}

/** Keys whose placeholders are not the same everywhere. The form for exactly one need not say the number. */
function differingPlaceholders(...languages: Flat[]): string[] {
  const keys = new Set(languages.flatMap(keysIn));
  return [...keys].filter((key) => {
    const texts = languages.flatMap((flat): [form: string, text: string][] => {
      const plain = flat.get(key);
      return plain === undefined ? formsOf(flat, key) : [['', plain]];
    });
    const counts = texts.some(([, text]) => text.includes('{{count}}'));
    const named = texts.map(([form, text]) => {
      const names = new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name));
      if (form === 'one' && counts) names.add('count');
      return [...names].toSorted().join();
    });
    return new Set(named).size > 1;
  });
}

/** The texts that a source names: literals as they are, templates as patterns. */
function usesIn(source: string): RegExp[] {
  const namespaces = Object.keys(RESOURCES.en).join('|');
  const isKey = new RegExp(`^(?:${namespaces}):[^\\s]`);
  return nodesOf(source).flatMap((node) => {
    if (node.type !== 'TemplateLiteral') {
      const text = stringIn(node);
      return text && isKey.test(text) ? [new RegExp(`^${literally(text)}$`)] : [];
    }
    const parts = nodesIn(node['quasis']).map(({ cooked }) => (typeof cooked === 'string' ? cooked : ''));
    return isKey.test(parts[0] ?? '')
      ? [new RegExp(`^${parts.map((part) => literally(part)).join('[^.]+')}$`)]
      : [];
  });
}

function literally(text: string): string {
  return text.replaceAll(/[^\w:-]/g, '\\$&');
}

function unused(keys: readonly string[], uses: readonly RegExp[]): string[] {
  return keys.filter((key) => !uses.some((use) => use.test(key)));
}

/** Texts that also write down which keys they were asked for. */
function recording(texts: Texts, asked: Set<string>): Texts {
  return new Proxy(texts, {
    apply(target, self, args: Parameters<Texts>) {
      asked.add(String(args[0]));
      return Reflect.apply(target, self, args);
    },
  });
}
