/** What @slack/types knows is taken as it stands, and refused as soon as any object in it holds a strange field. */
import type { KnownBlock } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ELEMENTS } from '../../src/local-slack/block-kit/elements.ts';
import { BLOCKS } from '../../src/local-slack/block-kit/layout.ts';
import { FOR_MESSAGES, FOR_MODALS } from './every-block.ts';
import { chart, on, pie, plot } from './limit-pairs/payloads.ts';

type Case = [name: string, surface: 'message' | 'modal', block: object];
const nameOf = (block: KnownBlock) => JSON.stringify(block).slice(0, 60);
const CASES: Case[] = [
  ...FOR_MESSAGES.map((block): Case => [nameOf(block), 'message', block]),
  ['pie', 'message', chart(pie(2))],
  ...['bar', 'area', 'line'].map(
    (type): Case => [type, 'message', chart({ ...plot(2, 3, { x_label: 'x', y_label: 'y' }), type })],
  ),
  ...FOR_MODALS.map((block): Case => [nameOf(block), 'modal', block]),
];

/** A JSON object in a payload, and where. */
interface Part {
  place: string;
  object: object;
}

/** All objects in a payload. */
function parts(value: unknown, place = ''): Part[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, one]) => parts(one, `${place}/${key}`));
  return Array.isArray(value) ? inner : [{ place, object: value }, ...inner];
}

/** A copy with another value at that place. */
function replaced(value: unknown, pointer: string, by: unknown, at = ''): unknown {
  if (at === pointer) return by;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one, index) => replaced(one, pointer, by, `${at}/${index}`));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, replaced(one, pointer, by, `${at}/${key}`)]),
  );
}

/** The types of all objects in a payload. */
function typesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && typeof value.type === 'string' ? [value.type] : [];
  return [...own, ...Object.values(value).flatMap(typesIn)];
}

describe('known blocks', () => {
  test.each(CASES)('%s is taken', (_, surface, block) => {
    expect(on[surface]([block])).toEqual([]);
  });

  test.each(CASES)('%s is refused with a field that nobody knows, however deep', (_, surface, block) => {
    const root = surface === 'message' ? '/blocks/0' : '/view/blocks/0';
    for (const { place, object } of parts(block)) {
      // A type is as strange as any other field on what has none.
      const stranger = 'type' in object ? 'stranger' : 'type';
      const line = `[ERROR] invalid additional property: ${stranger} [json-pointer:${root}${place}]`;
      expect(on[surface]([replaced(block, place, { ...object, [stranger]: 'x' })])).toContain(line);
    }
  });

  test('whatever an app sends instead gets an answer', () => {
    const anywhere = fc
      .constantFrom(...CASES)
      .chain(([, , block]) => fc.constantFrom(...parts(block)).map(({ place }) => ({ block, place })));
    fc.assert(
      fc.property(anywhere, fc.jsonValue(), ({ block, place }, value) => {
        const broken = replaced(block, place, value);
        for (const surface of ['message', 'modal', 'home'] as const) {
          for (const line of on[surface]([broken]).slice(1)) expect(line).toMatch(/^\[ERROR\] .+\]$/);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a field named as one that every object inherits is a stranger too', () => {
    expect(on.message([{ type: 'divider', constructor: 'x' }])).toContain(
      '[ERROR] invalid additional property: constructor [json-pointer:/blocks/0]',
    );
    expect(on.message([{ type: 'constructor' }])[1]).toContain('unsupported type: constructor');
  });

  test('all that is described is among them', () => {
    const seen = new Set(typesIn(CASES));
    const described = Object.values({ ...BLOCKS, ...ELEMENTS }).flatMap(({ type }) => type ?? []);
    expect(described.filter((type) => !seen.has(type))).toEqual([]);
  });
});
