import { describe, expect, it } from 'vitest';
import { checkMessageBlocks, checkView } from '../../src/local-slack/blocks.ts';
import { textsIn } from '../../src/locales/texts.ts';
import { LANGUAGES, type Language } from '../../src/ports.ts';
import { asRead } from '../guidance/as-read.ts';
import type { Shown } from '../house/rendered/common.ts';
import { MATCHING } from '../house/rendered/matching.ts';

/** Goldens hold what a person reads, so that a change of texts is read before it goes out: `vitest run -u`. */
const golden = (name: string, language: Language) => `goldens/${name}.${language}.txt`;
const newId = () => crypto.randomUUID();

/** Slack would take it, and this is what it says. */
function read(view: Shown): string {
  if ('type' in view) expect(checkView(view, newId)).toMatchObject({ ok: true });
  else if ('blocks' in view) expect(checkMessageBlocks(view['blocks'], newId)).toMatchObject({ ok: true });
  else return Object.entries(view).flat().join('\n');
  // The topics and languages are the same in every form; a person reads them once, in their own texts.
  return asRead(view).replaceAll(/(?:\n- [^\n|]+){20,}/g, '\n- …');
}

const FILES = {
  asking: [
    'askForm',
    'askErrors',
    'suggestionsView',
    'choiceErrors',
    'nobodyView',
    'sentView',
    'waitingView',
    'outcomeView',
    'refusedText',
    'requestsView',
    'requestsBlocks',
  ],
  'to-learners': [
    'nextMessage',
    'questionMessage',
    'replyForm',
    'repliedView',
    'nobodyMessage',
    'waitingMessage',
    'suggestionMessage',
    'closedMessage',
    'chooseMessage',
  ],
  'to-guides': [
    'offerMessage',
    'offerReminder',
    'answeredMessage',
    'offersBlocks',
    'hopesView',
    'questionForm',
    'notNowForm',
    'answerErrors',
    'answeredView',
    'offerGoneView',
  ],
};

describe.each(LANGUAGES)('what people read of matching, in %s', (language) => {
  const t = textsIn(language);
  it.each(Object.entries(FILES))('%s', async (file, names) => {
    const all = names.map((name) => `# ${name}\n${(MATCHING[name]?.(t) ?? []).map(read).join('\n\n')}`);
    await expect(all.join('\n\n')).toMatchFileSnapshot(golden(file, language));
  });

  it('no message holds what somebody wrote, neither where it is seen nor in what is carried along', () => {
    const messages = [...FILES['to-learners'], ...FILES['to-guides']].filter((name) =>
      /Message$|Reminder$|Blocks$/.test(name),
    );
    expect(messages.length).toBeGreaterThan(8);
    const said = JSON.stringify(messages.map((name) => MATCHING[name]?.(t)));
    for (const written of ['Thursdays', 'What have you tried', 'a book', 'a secret reason'])
      expect(said).not.toContain(written);
    // The control: the modal that is for it shows it.
    expect(JSON.stringify(MATCHING['hopesView']?.(t))).toContain('Thursdays');
  });
});
