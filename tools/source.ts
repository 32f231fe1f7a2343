import { parseSync } from '@swc/core';

/** A node of a parsed source: its type and whatever else swc says of it. */
export type SourceNode = Record<string, unknown> & { type: string };

/**
 * Every node of a TypeScript source, outer before inner: what is written, and nothing of its comments.
 *
 * @throws where the source does not parse
 */
export function nodesOf(source: string): SourceNode[] {
  const found: SourceNode[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const part of value) walk(part);
    else if (typeof value === 'object' && value !== null) {
      if (isNode(value)) found.push(value);
      for (const part of Object.values(value)) walk(part);
    }
  };
  walk(parseSync(source, { syntax: 'typescript', target: 'es2022' }));
  return found;
}

export function isNode(value: unknown): value is SourceNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The nodes of a list field, as the arguments of a call (which swc wraps in `expression`). */
export function nodesIn(list: unknown): SourceNode[] {
  return (Array.isArray(list) ? list : [])
    .map((item: unknown) =>
      typeof item === 'object' && item !== null && 'expression' in item ? item.expression : item,
    )
    .filter(isNode);
}

/** The text of a string literal; nothing of any other node. */
export function stringIn(node: unknown): string | undefined {
  return isNode(node) && node.type === 'StringLiteral' && typeof node['value'] === 'string'
    ? node['value']
    : undefined;
}
