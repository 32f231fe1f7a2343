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
  return parseParts(text, options, false);
}

/** In a long quote (`>>>`), which goes on to the end, there is no other: quotes do not nest. */
function parseParts(text: string, options: MrkdwnOptions, quoted: boolean): Part[] {
  const parts: Part[] = [];
  let rest = text;
  while (rest !== '') {
    const fence = /```([\s\S]+?)```/.exec(rest);
    const before = fence === null ? rest : rest.slice(0, fence.index);
    const tail = fence === null ? '' : rest.slice(fence.index);
    const long = quoted ? null : /(?:^|\n)(?:>>>|(?:&gt;){3})/.exec(before);
    if (long !== null) {
      parts.push(...linesAndQuotes(before.slice(0, long.index), options, false));
      const inner = before.slice(long.index + long[0].length) + tail;
      parts.push({ kind: 'quote', parts: parseParts(inner.replace(/^[ \t]/, ''), options, true) });
      return parts;
    }
    // The line break that only sets a block apart is not shown twice.
    parts.push(...linesAndQuotes(fence === null ? before : before.replace(/\n$/, ''), options, quoted));
    if (fence === null) break;
    const code = (fence[1] ?? '').replace(/^\n/, '').replace(/\n$/, '');
    parts.push({ kind: 'preformatted', children: parseInline(code, { verbatim: true }, 'code') });
    rest = tail.slice(fence[0].length).replace(/^\n/, '');
  }
  return parts;
}

function linesAndQuotes(text: string, options: MrkdwnOptions, quoted: boolean): Part[] {
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
    const quote = quoted ? null : /^(?:&gt;|>) ?/.exec(line);
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
type Mark = keyof typeof emphasis;
const wordish = /[\p{L}\p{N}]/u;

/** What is taken whole, whatever marks are in it; it ends before `end`. */
interface Solid {
  node: Inline;
  end: number;
}

/**
 * One line (or, for `code`, code, in which only `<…>` and entities mean anything). `open` holds the marks it stands
 * in, which mean nothing once more. Every step is linear: a text of marks that never close costs no more than another.
 */
function parseInline(line: string, options: MrkdwnOptions, mode: 'text' | 'code', open = ''): Inline[] {
  const out: Inline[] = [];
  let plain = '';
  let at = 0;
  const flush = () => {
    if (plain !== '') out.push({ kind: 'text', text: decodeEntities(plain) });
    plain = '';
  };
  const take = (node: Inline, end: number) => {
    flush();
    out.push(node);
    at = end;
  };
  const solids = mode === 'code' ? controlsOf(line) : withCode(line, controlsOf(line), options);
  const closing = {
    '*': closings(line, '*', solids),
    _: closings(line, '_', solids),
    '~': closings(line, '~', solids),
  };
  while (at < line.length) {
    const char = line.charAt(at);
    const solid = solids.get(at) ?? (mode === 'text' ? wordAt(line, at, options) : null);
    if (solid !== null) {
      take(solid.node, solid.end);
      continue;
    }
    if (mode === 'text' && isMark(char) && !open.includes(char) && opens(line, at)) {
      const end = closingAfter(closing[char], at);
      if (end !== null) {
        const children = parseInline(line.slice(at + 1, end), options, 'text', open + char);
        take({ kind: emphasis[char], children }, end + 1);
        continue;
      }
    }
    plain += char;
    at += 1;
  }
  flush();
  return out;
}

/** The `<…>` that mean something to Slack, by where they start. */
function controlsOf(line: string): Map<number, Solid> {
  const solids = new Map<number, Solid>();
  for (const found of line.matchAll(/<([^<>\n]+)>/g)) {
    const node = parseControl(found[1] ?? '');
    if (node !== null) solids.set(found.index, { node, end: found.index + found[0].length });
  }
  return solids;
}

/** With the code of a line, in which no other mark means anything. */
function withCode(line: string, controls: Map<number, Solid>, options: MrkdwnOptions): Map<number, Solid> {
  const solids = new Map(controls);
  const closing = closings(line, '`', controls);
  let at = 0;
  while (at < line.length) {
    const end = line.charAt(at) === '`' && opens(line, at) ? closingAfter(closing, at) : null;
    if (end === null) {
      at = controls.get(at)?.end ?? at + 1;
      continue;
    }
    const children = parseInline(line.slice(at + 1, end), options, 'code');
    solids.set(at, { node: { kind: 'code', children }, end: end + 1 });
    at = end + 1;
  }
  return solids;
}

function isMark(char: string): char is Mark {
  return char in emphasis;
}

/** Can the mark at `at` open? Not after a letter, a digit or itself, and not before itself or (but for code) a space. */
function opens(line: string, at: number): boolean {
  const mark = line.charAt(at);
  const before = line.charAt(at - 1);
  const after = line.charAt(at + 1);
  if (wordish.test(before) || before === mark || after === mark || after === '') return false;
  return mark === '`' || !/\s/.test(after);
}

/** Where a mark can close, last first: not before a letter, a digit or itself, not (but for code) after a space. */
function closings(line: string, mark: Mark | '`', solids: Map<number, Solid>): number[] {
  const found: number[] = [];
  for (let at = 0; at < line.length; at = solids.get(at)?.end ?? at + 1) {
    if (line.charAt(at) !== mark || solids.has(at)) continue;
    const next = line.charAt(at + 1);
    const spaced = mark !== '`' && /\s/.test(line.charAt(at - 1));
    if (!spaced && next !== mark && !wordish.test(next)) found.push(at);
  }
  return found.reverse();
}

/** The first of `closing` with something between it and `start`; forgets those before, as `start` only grows. */
function closingAfter(closing: number[], start: number): number | null {
  while ((closing.at(-1) ?? Infinity) <= start + 1) closing.pop();
  return closing.at(-1) ?? null;
}

/** The emoji or the bare URL that starts at `at`. */
function wordAt(line: string, at: number, options: MrkdwnOptions): Solid | null {
  const char = line.charAt(at);
  if (char === ':') {
    const [typed = '', name = ''] = /^:([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?/.exec(line.slice(at)) ?? [];
    const character = emojiOf(name);
    return character === undefined
      ? null
      : { node: { kind: 'emoji', name, character }, end: at + typed.length };
  }
  if (char !== 'h' || options.verbatim || wordish.test(line.charAt(at - 1))) return null;
  const typed = bareUrl(line.slice(at));
  if (typed === null) return null;
  const url = decodeEntities(typed);
  return { node: { kind: 'link', url, text: url }, end: at + typed.length };
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
  const typed = decodeEntities(target);
  // Slack's own examples have `<example.com|label>`.
  if (/^(?:[a-z\d-]+\.)+[a-z]{2,}(?:[/?#]|$)/i.test(typed)) {
    const url = safeUrl(`http://${typed}`);
    return url === null ? null : { kind: 'link', url, text: label || typed };
  }
  if (!/^[a-z][a-z0-9+.-]*:/i.test(target)) return null;
  const url = safeUrl(typed);
  if (url === null) return { kind: 'text', text: label || typed };
  return { kind: 'link', url, text: label || url.replace(/^mailto:/, '') };
}

function parseDate(target: string, fallback: string): Inline {
  const [, seconds = '', format = '', ...url] = target.split('^');
  if (!/^\d+$/.test(seconds) || format === '') return { kind: 'text', text: fallback };
  return {
    kind: 'date',
    seconds: Number(seconds),
    format: decodeEntities(format),
    url: safeUrl(decodeEntities(url.join('^'))),
    fallback,
  };
}

/** As typed, entities and all; what closes a sentence or a bracket is not part of it. */
function bareUrl(rest: string): string | null {
  const found = /^https?:\/\/(?:(?!&[lg]t;)[^\s<>|`])+/.exec(rest);
  const url = found === null ? '' : found[0].replace(/(?<![.,;:!?'")\]*_~])[.,;:!?'")\]*_~]+$/, '');
  return safeUrl(decodeEntities(url)) === null ? null : url;
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
