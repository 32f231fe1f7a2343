/** docs/LOCAL-SLACK.md names the methods that there are, with what each needs. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { METHODS } from '../../src/local-slack/methods/all.ts';
import type { Method } from '../../src/local-slack/methods/method.ts';

const page = readFileSync(new URL('../../docs/LOCAL-SLACK.md', import.meta.url), 'utf8');

/** The rows of the table of methods: a name, and the cell that says what it needs. */
function rowsIn(text: string): Map<string, string> {
  const [, section = ''] = text.split('\n## The Web API\n');
  const rows = section.split('\n## ')[0]?.matchAll(/^\| `([\w.]+)` \| ([^|]*) ?\|/gm) ?? [];
  return new Map([...rows].map(([, name = '', needs = '']) => [name, needs.trim()]));
}

/** Kinds of tokens as the table names them; a bot's goes without saying. */
const TOKENS: Record<Method['token'], string> = {
  bot: '',
  app: 'app-level token',
  any: 'any token',
  none: 'no token',
};

/** What the table gets wrong. */
function slips(rows: Map<string, string>): string[] {
  const names = Object.keys(METHODS);
  const unknown = [...rows.keys()].filter((name) => !names.includes(name)).map((name) => `no ${name}`);
  const wrong = Object.entries(METHODS).flatMap(([name, { token, scopes }]) => {
    const needs = rows.get(name);
    if (needs === undefined) return [`${name} is missing`];
    const said = token === 'bot' ? scopes.map((scope) => `\`${scope}\``).join(', ') : TOKENS[token];
    // Methods whose scopes depend on their arguments have none of their own; the table lists those of all cases.
    const dependsOnArguments = token === 'bot' && scopes.length === 0 && needs.startsWith('`');
    return needs === said || dependsOnArguments ? [] : [`${name} needs ${said || 'nothing'}`];
  });
  return [...unknown, ...wrong];
}

test('the table of methods is true', () => {
  expect(slips(rowsIn(page))).toEqual([]);
});

test('a slip of the table is seen', () => {
  const wrong = page
    .replace('| `team.info` | `team:read` |', '| `team.infos` | `team:read` |')
    .replace('| `chat.delete` | `chat:write` |', '| `chat.delete` | |');
  expect(slips(rowsIn(wrong))).toEqual([
    'no team.infos',
    'team.info is missing',
    'chat.delete needs `chat:write`',
  ]);
});
