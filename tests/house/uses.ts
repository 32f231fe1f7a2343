import { WebClient } from '@slack/web-api';
import { isNode, nodesIn, nodesOf, type SourceNode, stringIn } from '../../tools/source.ts';

/** The methods that Slack's own client has, as `views.open`. */
const WEB_API = methodsOf(new WebClient(), '');

/** The command's name, which app.ts keeps in `COMMAND`. */
export function commandsIn(source: string): string[] {
  return nodesOf(source).flatMap((node) =>
    node.type === 'VariableDeclarator' && nameOf(node['id']) === 'COMMAND'
      ? (stringIn(node['init']) ?? [])
      : [],
  );
}

/** The events that are listened to, as `app_home_opened`. */
export function eventsIn(source: string): string[] {
  return callsIn(source).flatMap(({ path, first }) =>
    path.at(-1) === 'event' ? (stringIn(first) ?? '(computed)') : [],
  );
}

/** Every method of Slack's client that is called, as `views.open`. */
export function methodsIn(source: string): string[] {
  return callsIn(source).flatMap(({ path, first }) => {
    if (path.at(-1) === 'apiCall') return stringIn(first) ?? '(computed)';
    return [2, 3, 4].map((length) => path.slice(-length).join('.')).filter((name) => WEB_API.has(name));
  });
}

function methodsOf(client: object, prefix: string): Set<string> {
  return new Set(
    Object.entries(client).flatMap(([name, value]: [string, unknown]) => {
      if (typeof value === 'function') return prefix === '' ? [] : [prefix + name];
      const isGroup = typeof value === 'object' && value?.constructor === Object;
      return isGroup ? [...methodsOf(value, `${prefix}${name}.`)] : [];
    }),
  );
}

/** Calls of something named, as `client.views.open(…)`: the names on the way, and the first argument. */
function callsIn(source: string): { path: string[]; first: SourceNode | undefined }[] {
  return nodesOf(source)
    .filter(({ type }) => type === 'CallExpression')
    .map((call) => ({ path: pathOf(call['callee']), first: nodesIn(call['arguments'])[0] }));
}

function pathOf(node: unknown): string[] {
  if (!isNode(node)) return [];
  if (node.type === 'MemberExpression') return [...pathOf(node['object']), nameOf(node['property']) ?? '?'];
  if (node.type === 'OptionalChainingExpression') return pathOf(node['base']);
  return [nameOf(node) ?? '?'];
}

function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' && typeof node['value'] === 'string'
    ? node['value']
    : undefined;
}
