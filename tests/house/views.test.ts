import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/guidance/need.ts';
import { textsIn } from '../../src/locales/texts.ts';
import { LANGUAGES } from '../../src/ports.ts';
import { features } from './features.ts';
import type { Shown } from './rendered/common.ts';
import { everyView, PARTS, partsOf, RENDERED } from './rendered.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('what a view shows', () => {
  it.each(LANGUAGES)('%s: fits where Slack shows it, and nothing of it is cut', (language) => {
    expect(tooLong(everyView(textsIn(language)))).toEqual([]);
  });

  it('a text that does not fit is found, cut or not', () => {
    const text = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
    const cut = { type: 'plain_text', text: 'Which one fits m…' };
    const view = {
      type: 'modal',
      title: text(25),
      submit: cut,
      close: text(24),
      blocks: [
        {
          type: 'actions',
          elements: [
            { type: 'button', text: text(76) },
            { type: 'button', text: text(75) },
          ],
        },
        {
          type: 'input',
          label: text(2001),
          element: { type: 'radio_buttons', options: [{ text: text(76), value: 'a' }] },
        },
      ],
    };
    expect(tooLong([view])).toHaveLength(5);
  });

  it('long texts are found through the views themselves', () => {
    const long = new Proxy(textsIn('en'), {
      apply: () => 'a text far too long for any title or button, '.repeat(5),
    });
    const found = tooLong([
      ...(RENDERED['questionsView']?.(long) ?? []),
      ...(RENDERED['introMessage']?.(long) ?? []),
    ]);
    for (const place of ['title', 'submit', 'close', 'option', 'button', 'header'])
      expect(found.join('\n')).toContain(`${place}: `);
  });

  it('is rendered here, whatever a view file exports', async () => {
    const files = globSync(['src/*/views.ts', 'src/*/views/**/*.ts'], { cwd: ROOT });
    const exported = await Promise.all(
      files
        .filter((file) => !file.startsWith('src/local-slack/'))
        .map(async (file): Promise<[string, unknown][]> => Object.entries(await import(join(ROOT, file)))),
    );
    const names = exported.flat().flatMap(([name, value]) => (typeof value === 'function' ? [name] : []));
    expect(names.toSorted()).toEqual([...Object.keys(RENDERED), ...PARTS].toSorted());
  });
});

describe('buttons and forms', () => {
  const views = everyView(textsIn('en'));
  const handled = (key: 'actions' | 'views' | 'commands') =>
    features.flatMap((feature) => Object.keys(feature[key] ?? {})).toSorted();

  it('every button that is shown is listened to, and every listener has its button', () => {
    expect(actionsIn(views)).toEqual(handled('actions'));
  });

  it('every form that is shown is listened to, and every listener has its form', () => {
    expect(formsIn(views)).toEqual(handled('views'));
  });

  it('every subcommand that is listened to is understood when it is typed', () => {
    expect(handled('commands').length).toBeGreaterThan(0);
    for (const name of handled('commands')) expect(parseCommand(name)).toEqual({ kind: 'subcommand', name });
  });

  it('a button outside a form field is found wherever it stands, a field is none', () => {
    const view = {
      type: 'modal',
      callback_id: 'form',
      submit: {},
      blocks: [
        { type: 'section', accessory: { type: 'button', action_id: 'b' } },
        { type: 'actions', elements: [{ type: 'users_select', action_id: 'a' }] },
        { type: 'input', element: { type: 'plain_text_input', action_id: 'field' } },
        { type: 'input', dispatch_action: true, element: { type: 'plain_text_input', action_id: 'c' } },
      ],
    };
    expect(actionsIn([view])).toEqual(['a', 'b', 'c']);
    expect(formsIn([view, { type: 'modal', callback_id: 'read-only', blocks: [] }])).toEqual(['form']);
  });
});
/** Where texts of ours are short, and what Slack allows there. Sources: docs.slack.dev, block-kit reference. */
const PLACES = {
  title: 24,
  submit: 24,
  close: 24,
  button: 75,
  option: 75,
  header: 150,
  placeholder: 150,
  label: 2000,
  hint: 2000,
};

/** Short texts that are longer than Slack allows, or that had to be cut to fit, as `place: text`. */
function tooLong(views: readonly Shown[]): string[] {
  const bad = new Set<string>();
  const look = (place: keyof typeof PLACES, value: unknown): void => {
    const text = typeof value === 'object' && value !== null && 'text' in value ? value.text : undefined;
    if (typeof text === 'string' && (text.length > PLACES[place] || text.endsWith('…')))
      bad.add(`${place}: ${text}`);
  };
  for (const part of partsOf(views)) {
    for (const place of ['title', 'submit', 'close', 'placeholder', 'label', 'hint'] as const)
      look(place, part[place]);
    if (part['type'] === 'button') look('button', part['text']);
    if (part['type'] === 'header') look('header', part['text']);
    const options = part['options'];
    if (Array.isArray(options)) for (const option of options) look('option', option?.text);
  }
  return [...bad];
}

/** Ids of what tells the app at once when it is used: everything but the fields of a form. */
function actionsIn(views: readonly Shown[]): string[] {
  const fields = new Set(
    partsOf(views).flatMap((part) =>
      part['type'] === 'input' && !part['dispatch_action'] ? [part['element']] : [],
    ),
  );
  const idsIn = (value: unknown): string[] => {
    if (fields.has(value)) return [];
    if (Array.isArray(value)) return value.flatMap(idsIn);
    if (typeof value !== 'object' || value === null) return [];
    const own = 'action_id' in value && typeof value.action_id === 'string' ? [value.action_id] : [];
    return [...own, ...Object.values(value).flatMap(idsIn)];
  };
  return [...new Set(idsIn(views))].toSorted();
}

/** Callback ids of the modals that can be sent. */
function formsIn(views: readonly Shown[]): string[] {
  const ids = views.flatMap(({ submit, callback_id }) =>
    submit && typeof callback_id === 'string' ? [callback_id] : [],
  );
  return [...new Set(ids)].toSorted();
}
