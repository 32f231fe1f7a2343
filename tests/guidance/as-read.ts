/** A view or message as lines of text, in the order in which a person reads it; for goldens. */
export function asRead(shown: object): string {
  const lines: string[] = [];
  const say = (prefix: string, value: unknown): void => {
    const text = textIn(value);
    if (text !== '') lines.push(`${prefix}${text}`);
  };
  const field = (of: object, name: string): unknown => Object.entries(of).find(([key]) => key === name)?.[1];

  say('text: ', field(shown, 'text'));
  say('title: ', field(shown, 'title'));
  for (const block of listIn(field(shown, 'blocks'))) {
    const type = String(field(block, 'type'));
    const content = [
      textIn(field(block, 'text')),
      ...listIn(field(block, 'fields')).map(textIn),
      textIn(field(block, 'label')),
      ...listIn(field(block, 'elements')).map(textIn),
      textIn(field(block, 'element')),
      textIn(field(block, 'hint')),
    ].filter((text) => text !== '');
    lines.push(`[${type}] ${content.join(' | ')}`.trimEnd());
  }
  say('submit: ', field(shown, 'submit'));
  say('close: ', field(shown, 'close'));
  return lines.join('\n');
}

/** Every text inside, options and list items with a dash before them. */
function textIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textIn).join('');
  if (typeof value !== 'object' || value === null) return '';
  const of = Object.fromEntries(Object.entries(value));
  if (of['type'] === 'user') return `@${textIn(of['user_id'])}`;
  if (Array.isArray(of['elements']) && of['type'] === 'rich_text_list')
    return of['elements'].map((item) => `\n- ${textIn(item)}`).join('');
  const options = listIn(of['options']).map((option) => `\n- ${textIn(option)}`);
  const initial = [of['initial_value'], of['initial_users'], listIn(of['initial_options']).map(textIn)]
    .map((part) => (Array.isArray(part) ? part.join(', ') : textIn(part)))
    .filter((text) => text !== '')
    .map((text) => ` (filled: ${text})`);
  return [textIn(of['text']), textIn(of['elements']), textIn(of['placeholder']), ...initial, ...options].join(
    '',
  );
}

function listIn(value: unknown): object[] {
  return Array.isArray(value) ? value.filter((part) => typeof part === 'object' && part !== null) : [];
}
