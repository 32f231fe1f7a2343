/**
 * Slack's mrkdwn to a tree. Pure. The rules are those of docs.slack.dev/messaging/formatting-message-text:
 * `*bold*`, `_italic_`, `~strike~`, `` `code` ``, code blocks, `>` quotes, `<url|label>`, `<@U…>`, `<#C…>`,
 * `<!here>`, `<!date^…>`, `:emoji:`, and the three entities. There is no syntax for lists: they show as typed.
 */
import { emojiOf } from './emoji.ts';
import type { Inline, MrkdwnOptions, Part } from './tree.ts';

/**
 * Parses a whole text. No text, no parts.
 * `parseMrkdwn('2*3*4')` is one text; `parseMrkdwn('*a*')` is one bold.
 */
export function parseMrkdwn(text: string, options: MrkdwnOptions = {}): Part[] {
  const parts: Part[] = [];
  let rest = text;
  while (rest !== '') {
    const fence = /```([\s\S]+?)```/.exec(rest);
    const before = fence === null ? rest : rest.slice(0, fence.index);
    const tail = fence === null ? '' : rest.slice(fence.index);
    const long = /(?:^|\n)(?:>>>|(?:&gt;){3})/.exec(before);
    if (long !== null) {
      parts.push(...linesAndQuotes(before.slice(0, long.index), options));
      const quoted = before.slice(long.index + long[0].length) + tail;
      parts.push({ kind: 'quote', parts: parseMrkdwn(quoted.replace(/^[ \t]/, ''), options) });
      return parts;
    }
    // The line break that only sets a block apart is not shown twice.
    parts.push(...linesAndQuotes(fence === null ? before : before.replace(/\n$/, ''), options));
    if (fence === null) break;
    const code = (fence[1] ?? '').replace(/^\n/, '').replace(/\n$/, '');
    parts.push({ kind: 'preformatted', children: parseInline(code, { verbatim: true }, 'code') });
    rest = tail.slice(fence[0].length).replace(/^\n/, '');
  }
  return parts;
}

function linesAndQuotes(text: string, options: MrkdwnOptions): Part[] {
  if (text === '') return [];
  const parts: Part[] = [];
  let run: { quote: boolean; lines: string[] } | null = null;
  const close = () => {
    if (run === null) return;
    const children = run.lines.flatMap((line, index): Inline[] => {
      const inline = parseInline(line, options, 'text');
      return index === 0 ? inline : [{ kind: 'text', text: '\n' }, ...inline];
    });
    const lines: Part = { kind: 'lines', children: joined(children) };
    parts.push(run.quote ? { kind: 'quote', parts: [lines] } : lines);
  };
  for (const line of text.split('\n')) {
    const quote = /^(?:&gt;|>) ?/.exec(line);
    if (run === null || run.quote !== (quote !== null)) {
      close();
      run = { quote: quote !== null, lines: [] };
    }
    run.lines.push(quote === null ? line : line.slice(quote[0].length));
  }
  close();
  return parts;
}

const emphasis = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
const wordish = /[\p{L}\p{N}]/u;

/** One line (or, for `code`, code, in which only `<…>` and entities mean anything). */
function parseInline(line: string, options: MrkdwnOptions, mode: 'text' | 'code'): Inline[] {
  const out: Inline[] = [];
  let plain = '';
  let at = 0;
  const flush = () => {
    if (plain !== '') out.push({ kind: 'text', text: decodeEntities(plain) });
    plain = '';
  };
  const take = (inline: Inline, length: number) => {
    flush();
    out.push(inline);
    at += length;
  };
  while (at < line.length) {
    const char = line.charAt(at);
    const rest = line.slice(at);
    const control = char === '<' ? /^<([^<>\n]+)>/.exec(rest) : null;
    const node = control === null ? null : parseControl(control[1] ?? '');
    if (control !== null && node !== null) {
      take(node, control[0].length);
      continue;
    }
    if (mode === 'text') {
      const marked = emphasised(line, at, options);
      if (marked !== null) {
        take(marked.node, marked.length);
        continue;
      }
      const emoji = char === ':' ? /^:([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?/.exec(rest) : null;
      const character = emoji === null ? undefined : emojiOf(emoji[1] ?? '');
      if (emoji !== null && character !== undefined) {
        take({ kind: 'emoji', name: emoji[1] ?? '', character }, emoji[0].length);
        continue;
      }
      const url =
        options.verbatim || char !== 'h' || wordish.test(line.charAt(at - 1)) ? null : bareUrl(rest);
      if (url !== null) {
        take({ kind: 'link', url: decodeEntities(url), text: decodeEntities(url) }, url.length);
        continue;
      }
    }
    plain += char;
    at += 1;
  }
  flush();
  return out;
}

/** What starts at `at` with `*`, `_`, `~` or `` ` `` and ends on this line; null when it is just a character. */
function emphasised(
  line: string,
  at: number,
  options: MrkdwnOptions,
): { node: Inline; length: number } | null {
  const mark = line.charAt(at);
  if (mark !== '*' && mark !== '_' && mark !== '~' && mark !== '`') return null;
  const before = line.charAt(at - 1);
  const after = line.charAt(at + 1);
  if (wordish.test(before) || before === mark || after === mark || after === '') return null;
  if (mark !== '`' && /\s/.test(after)) return null;
  const end = closing(line, at, mark);
  if (end === -1) return null;
  const inner = line.slice(at + 1, end);
  const node: Inline =
    mark === '`'
      ? { kind: 'code', children: parseInline(inner, options, 'code') }
      : { kind: emphasis[mark], children: parseInline(inner, options, 'text') };
  return { node, length: end + 1 - at };
}

/** Where the mark that was opened at `start` closes: not after a space, not before a letter or digit; −1 for nowhere. */
function closing(line: string, start: number, mark: string): number {
  for (let at = start + 1; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (char === '<') {
      const end = line.indexOf('>', at);
      if (end !== -1) at = end;
    } else if (char === '`' && mark !== '`') {
      const end = closing(line, at, '`');
      if (end !== -1) at = end;
    } else if (char === mark && at > start + 1) {
      const next = line.charAt(at + 1);
      const spaced = mark !== '`' && /\s/.test(line.charAt(at - 1));
      if (!spaced && next !== mark && !wordish.test(next)) return at;
    }
  }
  return -1;
}

/** What stands between `<` and `>`; null when it means nothing to Slack, so that it shows as typed. */
function parseControl(content: string): Inline | null {
  const bar = content.indexOf('|');
  const target = bar === -1 ? content : content.slice(0, bar);
  const label = bar === -1 ? null : decodeEntities(content.slice(bar + 1));
  if (/^@[UWB][A-Z0-9]+$/.test(target)) return { kind: 'user', id: target.slice(1), label };
  if (/^#[CGD][A-Z0-9]+$/.test(target)) return { kind: 'channel', id: target.slice(1), label };
  if (/^!(?:here|channel|everyone)$/.test(target)) return { kind: 'broadcast', range: target.slice(1) };
  if (target.startsWith('!subteam^')) return { kind: 'group', id: target.slice(9), label };
  if (target.startsWith('!date^')) return parseDate(target, label ?? '');
  if (target.startsWith('!')) return { kind: 'text', text: label ?? `<${target.slice(1)}>` };
  if (!/^[a-z][a-z0-9+.-]*:/i.test(target)) return null;
  const url = decodeEntities(target);
  if (safeUrl(url) === null) return { kind: 'text', text: label ?? url };
  return { kind: 'link', url, text: label || url.replace(/^mailto:/, '') };
}

function parseDate(target: string, fallback: string): Inline {
  const [, seconds = '', format = '', url] = target.split('^');
  if (!/^\d+$/.test(seconds) || format === '') return { kind: 'text', text: fallback };
  return {
    kind: 'date',
    seconds: Number(seconds),
    format: decodeEntities(format),
    url: url === undefined ? null : safeUrl(decodeEntities(url)),
    fallback,
  };
}

function bareUrl(rest: string): string | null {
  const found = /^https?:\/\/[^\s<>|`]+/.exec(rest);
  return found === null ? null : found[0].replace(/[.,;:!?'")\]*_~]+$/, '');
}

/** The URL when it is one that may become a link (http, https, mailto), else null. */
export function safeUrl(url: string): string | null {
  try {
    return ['http:', 'https:', 'mailto:'].includes(new URL(url).protocol) ? url : null;
  } catch {
    return null;
  }
}

/** Slack's three entities, once: `&amp;lt;` becomes `&lt;`. */
export function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_, name: string) =>
    name === 'amp' ? '&' : name === 'lt' ? '<' : '>',
  );
}

function joined(inlines: Inline[]): Inline[] {
  const out: Inline[] = [];
  for (const inline of inlines) {
    const last = out.at(-1);
    if (inline.kind === 'text' && last?.kind === 'text') {
      out[out.length - 1] = { kind: 'text', text: last.text + inline.text };
    } else out.push(inline);
  }
  return out;
}
