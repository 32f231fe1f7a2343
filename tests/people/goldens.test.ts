import { describe, expect, it } from 'vitest';
import { checkMessageBlocks, checkView } from '../../src/local-slack/blocks.ts';
import { textsIn } from '../../src/locales/texts.ts';
import { LANGUAGES, type Language } from '../../src/ports.ts';
import { asRead } from '../guidance/as-read.ts';
import type { Shown } from '../house/rendered/common.ts';
import { PEOPLE } from '../house/rendered/people.ts';

/** Goldens hold what a person reads, so that a change of texts is read before it goes out: `vitest run -u`. */
const golden = (name: string, language: Language) => `goldens/${name}.${language}.txt`;
const newId = () => crypto.randomUUID();

/** Slack would take it, and this is what it says. */
function read(view: Shown): string {
  if (!('type' in view || 'blocks' in view)) return Object.values(view).join('\n');
  const checked = 'type' in view ? checkView(view, newId) : checkMessageBlocks(view['blocks'], newId);
  expect(checked).toMatchObject({ ok: true });
  return asRead(view);
}

describe.each(LANGUAGES)('what people read of their own, in %s', (language) => {
  const t = textsIn(language);
  const all = (...names: string[]): string =>
    names
      .map((name) => `# ${name}\n${[...new Set((PEOPLE[name]?.(t) ?? []).map(read))].join('\n\n')}`)
      .join('\n\n');

  it('what they offer', async () => {
    await expect(
      all('offerForm', 'offerErrors', 'offerChangedMeanwhile', 'offerSaved', 'offerWithdrawn'),
    ).toMatchFileSnapshot(golden('offer', language));
  });

  it('a concern: the form, what is sent, what a person of trust reads', async () => {
    await expect(
      all('concernForm', 'concernSent', 'concernMessage', 'concernView', 'concernNotYours'),
    ).toMatchFileSnapshot(golden('concern', language));
  });

  it('what admins set for the whole workspace', async () => {
    await expect(
      all(
        'workspaceForm',
        'workspaceErrors',
        'workspaceChangedMeanwhile',
        'workspaceSaved',
        'workspaceAdminsOnly',
      ),
    ).toMatchFileSnapshot(golden('workspace', language));
  });

  it('their settings, and "You" at Home', async () => {
    await expect(
      all(
        'settingsView',
        'hoursForm',
        'hoursErrors',
        'daysOffForm',
        'daysOffErrors',
        'nudgesForm',
        'pauseForm',
        'pauseErrors',
        'exclusionsForm',
        'exclusionsErrors',
        'keptView',
        'youBlocks',
      ),
    ).toMatchFileSnapshot(golden('settings', language));
  });
});
