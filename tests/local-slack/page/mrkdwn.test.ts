import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEntities, parseMrkdwn, safeUrl } from '../../../src/local-slack/page/text/mrkdwn.ts';
import type { Inline, MrkdwnOptions, Part } from '../../../src/local-slack/page/text/tree.ts';

// The rules: docs.slack.dev/messaging/formatting-message-text. A tree is written down as `⟨kind content⟩`, its parts
// with ` / ` between them; what stands outside of brackets is text.

const SHORT = { bold: 'b', italic: 'i', strike: 's', code: 'code' } as const;

function inlineAs(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'bold':
    case 'italic':
    case 'strike':
    case 'code':
      return `⟨${SHORT[inline.kind]} ${inlinesAs(inline.children)}⟩`;
    case 'link':
      return `⟨a ${inline.url}|${inline.text}⟩`;
    case 'user':
    case 'channel':
    case 'group':
      return `⟨${inline.kind} ${inline.id}${inline.label === null ? '' : `|${inline.label}`}⟩`;
    case 'broadcast':
      return `⟨@${inline.range}⟩`;
    case 'date':
      return `⟨date ${inline.seconds}|${inline.format}|${inline.url}|${inline.fallback}⟩`;
    case 'emoji':
      return `⟨${inline.name} ${inline.character}⟩`;
  }
}

const inlinesAs = (inlines: Inline[]) => inlines.map(inlineAs).join('');

function partAs(part: Part): string {
  if (part.kind === 'lines') return inlinesAs(part.children);
  return part.kind === 'quote'
    ? `⟨quote ${part.parts.map(partAs).join(' / ')}⟩`
    : `⟨pre ${inlinesAs(part.children)}⟩`;
}

const treeOf = (text: string, options?: MrkdwnOptions) => parseMrkdwn(text, options).map(partAs).join(' / ');

/** Every inline of a tree, however deep. */
function inlinesOf(parts: Part[]): Inline[] {
  const deep = (inline: Inline): Inline[] =>
    'children' in inline ? [inline, ...inline.children.flatMap(deep)] : [inline];
  return parts.flatMap((part) =>
    part.kind === 'quote' ? inlinesOf(part.parts) : part.children.flatMap(deep),
  );
}

/** What can be read in a tree of marks, links and emoji. */
function textOf(parts: Part[]): string {
  return inlinesOf(parts)
    .map((inline) => {
      if (inline.kind === 'emoji') return `:${inline.name}:`;
      return inline.kind === 'text' || inline.kind === 'link' ? inline.text : '';
    })
    .join('');
}

function deepest(parts: Part[]): number {
  const depth = (inline: Inline): number =>
    'children' in inline ? 1 + Math.max(0, ...inline.children.map(depth)) : 1;
  const ofPart = (part: Part): number =>
    part.kind === 'quote' ? 1 + deepest(part.parts) : 1 + Math.max(0, ...part.children.map(depth));
  return Math.max(0, ...parts.map(ofPart));
}

describe('bold, italic and strike', () => {
  it.each([
    ['', ''],
    ['plain', 'plain'],
    ['*bold*', '⟨b bold⟩'],
    ['_italic_', '⟨i italic⟩'],
    ['~strike~', '⟨s strike⟩'],
    ['two *bold words* here', 'two ⟨b bold words⟩ here'],
    ['*one* and *two*', '⟨b one⟩ and ⟨b two⟩'],
    ['(*bracketed*), _then_.', '(⟨b bracketed⟩), ⟨i then⟩.'],
    ['*zażółć gęślą*', '⟨b zażółć gęślą⟩'],
    ['*a* b*', '⟨b a⟩ b*'],
  ])('%j', (text, tree) => expect(treeOf(text)).toBe(tree));

  it.each([
    '2*3*4',
    'snake_case_name',
    'file_1_2',
    'a*b*',
    '*a*b',
    'ż*a*',
    '*a*ż',
    '* a *',
    '*a *',
    '* a*',
    '**',
    '***',
    '_ _',
    '*',
    '5 * 3 * 2',
  ])('%j is no word in marks, and stays as typed', (text) => expect(treeOf(text)).toBe(text));

  it.each(['*unclosed', 'unopened*', '_a *', '~', '*a _b', 'a ~b', '*one line\nanother*'])(
    'an unclosed mark stays as typed: %j',
    (text) => expect(treeOf(text)).toBe(text),
  );

  it.each([
    ['*a _b ~c~_*', '⟨b a ⟨i b ⟨s c⟩⟩⟩'],
    ['_*both*_', '⟨i ⟨b both⟩⟩'],
    ['*a _b*', '⟨b a _b⟩'],
    ['*a <@U012AB3CD> b*', '⟨b a ⟨user U012AB3CD⟩ b⟩'],
    ['*<https://a.example/x*y*|label>*', '⟨b ⟨a https://a.example/x*y*|label⟩⟩'],
    ['*a `*` b*', '⟨b a ⟨code *⟩ b⟩'],
    ['*see https://a.example*', '⟨b see ⟨a https://a.example|https://a.example⟩⟩'],
    ['*_foo_bar_*', '⟨b ⟨i foo_bar⟩⟩'],
  ])('nests: %j', (text, tree) => expect(treeOf(text)).toBe(tree));

  it('never stands in itself', () => {
    expect(treeOf('*a *b**')).toBe('⟨b a *b*⟩');
  });
});

describe('code', () => {
  it.each([
    ['a sentence with some `inline *code*` in it', 'a sentence with some ⟨code inline *code*⟩ in it'],
    ['`_a_` ~b~', '⟨code _a_⟩ ⟨s b⟩'],
    ['` a `', '⟨code  a ⟩'],
    ['`:tada:`', '⟨code :tada:⟩'],
    ['`a &lt; b`', '⟨code a < b⟩'],
    ['`<https://a.example|b>`', '⟨code ⟨a https://a.example|b⟩⟩'],
    ['`https://a.example`', '⟨code https://a.example⟩'],
    ['`unclosed', '`unclosed'],
    ['``', '``'],
    ['a`b`', 'a`b`'],
    ['`a < b` and c > d', '⟨code a < b⟩ and c > d'],
    ['```one```', '⟨pre one⟩'],
    ["```This is a code block\nAnd it's multi-line```", "⟨pre This is a code block\nAnd it's multi-line⟩"],
    ['before\n```\ncode\n```\nafter', 'before / ⟨pre code⟩ / after'],
    ['a ```*b* _c_ :tada:``` d', 'a  / ⟨pre *b* _c_ :tada:⟩ /  d'],
    ['```> a```', '⟨pre > a⟩'],
    ['```a &lt; b &amp;&amp; c```', '⟨pre a < b && c⟩'],
    ['```a``` ```b```', '⟨pre a⟩ /   / ⟨pre b⟩'],
    ['```unclosed *a*', '```unclosed ⟨b a⟩'],
  ])('%j', (text, tree) => expect(treeOf(text)).toBe(tree));
});

describe('quotes and lists', () => {
  it.each([
    [
      'This is unquoted text\n>This is quoted text\n>This is still quoted text\nThis is unquoted text again',
      'This is unquoted text / ⟨quote This is quoted text\nThis is still quoted text⟩ / This is unquoted text again',
    ],
    ['> with a space', '⟨quote with a space⟩'],
    ['&gt; as an entity', '⟨quote as an entity⟩'],
    ['>*bold*', '⟨quote ⟨b bold⟩⟩'],
    ['a > b', 'a > b'],
    [' > a', ' > a'],
    ['>', '⟨quote ⟩'],
    ['>>> all\nof it\n\nto the end', '⟨quote all\nof it\n\nto the end⟩'],
    ['a\n>>>b\nc', 'a / ⟨quote b\nc⟩'],
    ['&gt;&gt;&gt;a\nb', '⟨quote a\nb⟩'],
    ['>>>a\n```code```\nb', '⟨quote a / ⟨pre code⟩ / b⟩'],
    ['>>>a\n> b', '⟨quote a\n> b⟩'],
    ['- one\n- two', '- one\n- two'],
    ['• one\n1. two', '• one\n1. two'],
    ['a\n\nb', 'a\n\nb'],
    ['\n', '\n'],
  ])('%j', (text, tree) => expect(treeOf(text)).toBe(tree));
});

describe('links', () => {
  it.each([
    ['<https://docs.slack.dev/>', '⟨a https://docs.slack.dev/|https://docs.slack.dev/⟩'],
    [
      '<https://docs.slack.dev/|This message is a link>',
      '⟨a https://docs.slack.dev/|This message is a link⟩',
    ],
    ['<http://a.example|b>', '⟨a http://a.example|b⟩'],
    ['<mailto:a@b.example|Email>', '⟨a mailto:a@b.example|Email⟩'],
    ['<mailto:a@b.example>', '⟨a mailto:a@b.example|a@b.example⟩'],
    ['from <example.com|Fred Enriquez>', 'from ⟨a http://example.com|Fred Enriquez⟩'],
    ['<www.example.com/a?b>', '⟨a http://www.example.com/a?b|www.example.com/a?b⟩'],
    ['<https://a.example/?b=1&amp;c=2|b &amp; c>', '⟨a https://a.example/?b=1&c=2|b & c⟩'],
    ['<https://a.example|>', '⟨a https://a.example|https://a.example⟩'],
    ['<https://a.example|a|b>', '⟨a https://a.example|a|b⟩'],
    ['x<https://a.example|b>y', 'x⟨a https://a.example|b⟩y'],
  ])('%j', (text, tree) => expect(treeOf(text)).toBe(tree));

  it.each([
    ['see https://a.example/b_c_d for it', 'see ⟨a https://a.example/b_c_d|https://a.example/b_c_d⟩ for it'],
    ['https://a.example.', '⟨a https://a.example|https://a.example⟩.'],
    ['(https://a.example)', '(⟨a https://a.example|https://a.example⟩)'],
    ['https://a.example/?b=1&amp;c=2', '⟨a https://a.example/?b=1&c=2|https://a.example/?b=1&c=2⟩'],
    ['&lt;https://a.example&gt;', '<⟨a https://a.example|https://a.example⟩>'],
    ['"https://a.example", he said', '"⟨a https://a.example|https://a.example⟩", he said'],
    ['xhttps://a.example', 'xhttps://a.example'],
    ['https://', 'https://'],
    ['https://...', 'https://...'],
    ['https://[', 'https://['],
    ['ftp://a.example', 'ftp://a.example'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
  ])('a bare URL: %j', (text, tree) => expect(treeOf(text)).toBe(tree));

  it('leaves bare URLs alone when told to be verbatim, and still follows the marks', () => {
    expect(treeOf('*https://a.example* <https://a.example|b>', { verbatim: true })).toBe(
      '⟨b https://a.example⟩ ⟨a https://a.example|b⟩',
    );
  });
});

describe('mentions', () => {
  it.each([
    ['Hey <@U012AB3CD>, thanks', 'Hey ⟨user U012AB3CD⟩, thanks'],
    ['<@W012AB3CD|anna>', '⟨user W012AB3CD|anna⟩'],
    ['Why not join <#C123ABC456>?', 'Why not join ⟨channel C123ABC456⟩?'],
    ['<#C024BE7LR|general>', '⟨channel C024BE7LR|general⟩'],
    ['<#C024BE7LR|>', '⟨channel C024BE7LR|⟩'],
    ['Hey <!subteam^SAZ94GDB8>', 'Hey ⟨group SAZ94GDB8⟩'],
    ['<!subteam^SAZ94GDB8|@team>', '⟨group SAZ94GDB8|@team⟩'],
    ['<!here>', '⟨@here⟩'],
    ['<!here|here>', '⟨@here⟩'],
    ['<!channel>', '⟨@channel⟩'],
    ['<!everyone>', '⟨@everyone⟩'],
    ['<!unheard-of|label>', 'label'],
    ['<!unheard-of>', '<unheard-of>'],
  ])('%j', (text, tree) => expect(treeOf(text)).toBe(tree));

  it.each(['@here', '@channel', '<@anna>', '<@>', '<#general>', '<>x', '<|>', '<foo|bar>'])(
    'nobody is mentioned by %j',
    (text) => expect(treeOf(text)).toBe(text),
  );

  it('text that was escaped mentions nobody', () => {
    expect(treeOf('&lt;!channel&gt; &lt;@U012AB3CD&gt;')).toBe('<!channel> <@U012AB3CD>');
  });
});

describe('dates', () => {
  it.each([
    [
      '<!date^1392734382^Posted {date_num} {time_secs}|Posted 2014-02-18 6:39:42 AM PST>',
      '⟨date 1392734382|Posted {date_num} {time_secs}|null|Posted 2014-02-18 6:39:42 AM PST⟩',
    ],
    [
      '<!date^1392734382^{date_short}^https://example.com/|Feb 18, 2014 PST>',
      '⟨date 1392734382|{date_short}|https://example.com/|Feb 18, 2014 PST⟩',
    ],
    ['<!date^0^{date}^https://a.example/b^c|then>', '⟨date 0|{date}|https://a.example/b^c|then⟩'],
    ['<!date^1^{date}^javascript:alert(1)|then>', '⟨date 1|{date}|null|then⟩'],
    ['<!date^1^{date} &amp; {time}|a &lt; b>', '⟨date 1|{date} & {time}|null|a < b⟩'],
    ['*<!date^1^{date}|then>*', '⟨b ⟨date 1|{date}|null|then⟩⟩'],
    ['<!date^soon^{date}|then>', 'then'],
    ['<!date^1^|then>', 'then'],
    ['<!date^|then>', 'then'],
  ])('%j', (text, tree) => expect(treeOf(text)).toBe(tree));
});

describe('entities and emoji', () => {
  it.each([
    ['&lt;b&gt; &amp;', '<b> &'],
    ['&amp;lt;', '&lt;'],
    ['&amp;amp;lt;', '&amp;lt;'],
    ['&quot;&#39;&nbsp;', '&quot;&#39;&nbsp;'],
    ['&', '&'],
    ['&lt', '&lt'],
  ])('%j reads %j', (text, shown) => {
    expect(decodeEntities(text)).toBe(shown);
    expect(treeOf(text)).toBe(shown);
  });

  it.each([
    [':tada:', '⟨tada 🎉⟩'],
    ['*:+1:*', '⟨b ⟨+1 👍⟩⟩'],
    [':wave::skin-tone-3:', '⟨wave 👋⟩'],
    ['It is Friday 🎉', 'It is Friday 🎉'],
    [':party_parrot:', ':party_parrot:'],
    ['at 12:30:45', 'at 12:30:45'],
    ['::', '::'],
    [':tada', ':tada'],
  ])('%j', (text, tree) => expect(treeOf(text)).toBe(tree));
});

describe('hostile text', () => {
  it.each([
    ['<javascript:alert(1)|x>', 'x'],
    ['<javascript:alert(1)>', 'javascript:alert(1)'],
    ['<javascript:alert(1)|>', 'javascript:alert(1)'],
    ['<JaVaScRiPt:alert(1)|x>', 'x'],
    ['<data:text/html,hello|x>', 'x'],
    ['<data:text/html;base64,PHNjcmlwdD4=>', 'data:text/html;base64,PHNjcmlwdD4='],
    ['<vbscript:x|x>', 'x'],
    ['<file:///etc/passwd|x>', 'x'],
    ['<slack://open|x>', 'x'],
    ['<blob:https://a.example/1|x>', 'x'],
    ['<https://|x>', 'x'],
    ['< javascript:alert(1)|x>', '< javascript:alert(1)|x>'],
    ['<java\tscript:alert(1)|x>', '<java\tscript:alert(1)|x>'],
    ['<//a.example|x>', '<//a.example|x>'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['<https://a.example/"onclick="x|x>', '⟨a https://a.example/"onclick="x|x⟩'],
    ['<', '<'],
    ['<>', '<>'],
    ['a < b', 'a < b'],
    ['<<<', '<<<'],
    ['<@U012AB3CD', '<@U012AB3CD'],
    ['*a < b* c > d', '⟨b a < b⟩ c > d'],
    ['<<@U012AB3CD>>', '<⟨user U012AB3CD⟩>'],
    ['<a\n|b>', '<a\n|b>'],
  ])('%j', (text, tree) => expect(treeOf(text)).toBe(tree));

  it('a bracket in a label makes no other link, and nothing of it is lost', () => {
    const parts = parseMrkdwn('<https://a.example|<b>');
    expect(textOf(parts)).toBe('<https://a.example|<b>');
    expect(inlinesOf(parts).filter((one) => one.kind === 'link')).toEqual([
      { kind: 'link', url: 'https://a.example', text: 'https://a.example' },
    ]);
  });

  it.each([
    ['https://a.example', true],
    ['HTTP://a.example', true],
    ['mailto:a@b.example', true],
    [' javascript:alert(1)', false],
    ['java\nscript:alert(1)', false],
    ['javascript://a.example/%0aalert(1)', false],
    ['data:text/html,x', false],
    ['ftp://a.example', false],
    ['/page/state', false],
    ['', false],
  ])('%j may be a link: %s', (url, safe) => expect(safeUrl(url)).toBe(safe ? url : null));
});

const PIECES = [
  '*',
  '_',
  '~',
  '`',
  '```',
  '<',
  '>',
  '|',
  '&lt;',
  '&gt;',
  '&amp;',
  '!date^',
  '^',
  ':',
  'javascript:',
]
  .concat([
    'https://',
    'mailto:',
    'data:',
    '@U1',
    '#C1',
    '!here',
    '>>>',
    ' ',
    '\n',
    '\t',
    '(',
    ')',
    '.',
    '/',
    '[',
    '%',
  ])
  .concat(['a', 'B', '7', 'ł', 'tada', 'a.example', '🎉', '\u0000', '\ud800']);
const hostile = fc.oneof(
  fc.string({ unit: fc.constantFrom(...PIECES), maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

describe('any text at all', () => {
  it('is parsed, and only http, https and mailto become links', () => {
    fc.assert(
      fc.property(hostile, fc.boolean(), (text, verbatim) => {
        for (const inline of inlinesOf(parseMrkdwn(text, { verbatim }))) {
          const url = inline.kind === 'link' || inline.kind === 'date' ? inline.url : null;
          if (url !== null) expect(new URL(url).protocol).toMatch(/^(https?|mailto):$/);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is shown as it is when there is no markup in it', () => {
    const plain = fc
      .string({ unit: 'grapheme', maxLength: 80 })
      .map((text) => text.replace(/[*_~`<>&:]/g, ''));
    const lines = fc.array(plain, { maxLength: 4 }).map((all) => all.join('\n'));
    fc.assert(
      fc.property(lines, (text) => {
        expect(textOf(parseMrkdwn(text))).toBe(text);
      }),
    );
  });

  it('is shown as typed when it was escaped and has no marks in it', () => {
    const units = PIECES.filter((piece) => !/[*_~`\n]/.test(piece));
    const typed = fc.string({ unit: fc.constantFrom(...units), maxLength: 40 }).map((text) => `-${text}`);
    const escaped = (text: string) =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    fc.assert(
      fc.property(typed, (text) => {
        expect(textOf(parseMrkdwn(escaped(text)))).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps all its letters and digits, whatever marks are around them', () => {
    const marked = fc.string({
      unit: fc.constantFrom(
        '*',
        '_',
        '~',
        '`',
        '>',
        ' ',
        '\n',
        '(',
        '.',
        '-',
        'a',
        'B',
        '7',
        'ł',
        'https://',
      ),
      maxLength: 60,
    });
    const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');
    fc.assert(
      fc.property(marked, (text) => {
        expect(letters(textOf(parseMrkdwn(text)))).toBe(letters(text));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('long text', () => {
  const marks = [
    ...[
      '*',
      '_',
      '~',
      '`',
      '```',
      '<',
      '>',
      '>>>\n',
      '&gt;',
      ':',
      ':a:',
      '*a',
      '*a ',
      '_a_ ',
      '``` ',
      '*_~`',
    ],
    ...['*(`', '*a `b ', '`a *b ', '*a _b ~c `d ', '*a <b ', '<https://a|', '<!date^1^', 'https://,,,'],
  ];
  const nesting = ['>', '>>>\n', '&gt;', '```\n>>>', '*_~`', '*a *b _', '(*(_(~(', '*a**'];
  const filled = (piece: string, length: number) =>
    piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

  it.each(marks)('3,000 characters of %j are parsed in well under 50 ms', (piece) => {
    const text = filled(piece, 3_000);
    // The best of some runs: the others tell of the machine.
    const runs = Array.from({ length: 5 }, () => {
      const before = performance.now();
      parseMrkdwn(text);
      return performance.now() - before;
    });
    expect(Math.min(...runs)).toBeLessThan(50);
  });

  it.each(nesting)('the longest message Slack takes, 40,000 characters of %j, is no deep tree', (piece) => {
    expect(deepest(parseMrkdwn(filled(piece, 40_000)))).toBeLessThan(10);
  });
});
