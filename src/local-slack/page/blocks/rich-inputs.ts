/** The inputs that this page can only half play: rich text without its formatting, and files. */
import type { FileInput, RichTextBlock, RichTextInput } from '@slack/types';
import { h } from '../dom.ts';
import { plainText } from '../text/show.ts';
import type { Slot } from './scene.ts';
import { change, held, naming } from './scene.ts';

/** A plain field. What is typed reaches the app as rich text of one section; what was there stays until one types. */
export function showRichTextInput(element: RichTextInput, slot: Slot): HTMLElement {
  const noteId = `${slot.controlId}-note`;
  const control = h('textarea', {
    id: slot.controlId,
    class: 'text-input',
    rows: Math.min(Math.max(element.min_lines ?? 3, 2), 12),
    placeholder: element.placeholder === undefined ? null : plainText(element.placeholder),
    ...naming(slot),
    'aria-describedby': [slot.describedBy, noteId].filter(Boolean).join(' '),
  });
  const before = held(slot)?.rich_text_value;
  control.value = before ? wordsOf(before) : '';
  control.addEventListener('input', () => {
    const rich_text_value = control.value === '' ? null : richTextOf(control.value);
    slot.scene.form.set(slot.blockId, slot.actionId, { type: element.type, rich_text_value });
  });
  control.addEventListener('change', () => {
    const now = held(slot);
    if (slot.dispatches && now !== undefined) change(slot, now);
  });
  const note = 'Text without formatting: local-slack has no editor for rich text.';
  return h('div', { class: 'text-field' }, control, h('p', { class: 'hint', id: noteId }, note));
}

function richTextOf(text: string): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  };
}

/** The text of a rich text, its formatting left out: one line for each part and each item of a list. */
function wordsOf(block: RichTextBlock): string {
  const lines = block.elements.flatMap((part) =>
    part.type === 'rich_text_list' ? part.elements.map((item) => item.elements) : [part.elements],
  );
  return lines.map((elements) => elements.map(wordOf).join('')).join('\n');
}

function wordOf(element: object): string {
  if ('text' in element && typeof element.text === 'string') return element.text;
  if ('name' in element && typeof element.name === 'string') return `:${element.name}:`;
  if ('url' in element && typeof element.url === 'string') return element.url;
  return '';
}

/** A box that says what would be here: there is nowhere to upload a file to. */
export function showFileInput(element: FileInput, slot: Slot): HTMLElement {
  const kinds = element.filetypes?.length ? `: ${element.filetypes.join(', ')}` : '';
  const count = element.max_files === 1 ? 'one file' : `up to ${element.max_files ?? 10} files`;
  return h(
    'p',
    { id: slot.controlId, class: 'stand-in', role: 'note', 'aria-labelledby': slot.labelledBy },
    `In Slack one adds ${count} here${kinds}. local-slack takes no files, and lets the form go without.`,
  );
}
