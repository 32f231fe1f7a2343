/**
 * The language in which Slack's objects are described here (elements.ts, layout.ts), and the walk that holds a
 * payload against such a description. Descriptions are data: a new block or limit is a line, not code.
 *
 * Wordings that were seen in answers of the real Slack: "missing required field: X", "must be less than N
 * characters", "no more than N items allowed", "must provide at least N items", "must provide an object",
 * "unsupported type: X", "invalid additional property: X", "must be a valid enum value". The others follow their
 * pattern and were not seen.
 */
import type { Limit } from './limits.ts';

/** What is wrong, and where: a JSON pointer, as `/blocks/3/text`. */
export interface Problem {
  message: string;
  pointer: string;
}

export type Rule =
  | { kind: 'string'; limit: Limit; pattern?: RegExp }
  | { kind: 'number'; limit: Limit; integer: boolean }
  | { kind: 'flag' }
  | { kind: 'choice'; of: readonly (string | number)[] }
  | { kind: 'list'; of: Rule; limit: Limit }
  /** An object of one of these shapes, told apart by its `type` where there are several. */
  | { kind: 'object'; of: readonly string[] }
  /** A text object; `limit` holds for its `text`. */
  | { kind: 'text'; formats: readonly ('plain_text' | 'mrkdwn')[]; limit: Limit }
  /** Taken as it is: what Slack checks there is not described here. */
  | { kind: 'anything' };

export type Field = Rule & { required?: true };

/** A rule about several fields of one object. */
export type Check = (value: Fields, pointer: string, found: Problem[]) => void;

export interface Shape {
  /** The value of `type`; absent for objects without one. */
  type?: string;
  fields: Record<string, Field>;
  checks?: readonly Check[];
  /** True: fields not named here are let through, because the object is not described in full. */
  open?: true;
}

/** Shapes by name: `block:section`, `element:button`, `option`. */
export type Shapes = Record<string, Shape>;

export type Fields = Record<string, unknown>;

/** True for a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Marks a field that must be there. */
export function required<R extends Rule>(rule: R): R & { required: true } {
  return { ...rule, required: true };
}

export const string = (limit: Limit = {}, pattern?: RegExp): Rule =>
  pattern ? { kind: 'string', limit, pattern } : { kind: 'string', limit };
export const integer = (limit: Limit = {}): Rule => ({ kind: 'number', limit, integer: true });
export const flag: Rule = { kind: 'flag' };
export const anything: Rule = { kind: 'anything' };
export const choice = (...of: (string | number)[]): Rule => ({ kind: 'choice', of });
export const list = (of: Rule, limit: Limit = {}): Rule => ({ kind: 'list', of, limit });
export const object = (...of: string[]): Rule => ({ kind: 'object', of });
export const plain = (limit: Limit = {}): Rule => ({ kind: 'text', formats: ['plain_text'], limit });
export const mrkdwn = (limit: Limit = {}): Rule => ({ kind: 'text', formats: ['mrkdwn'], limit });
export const anyText = (limit: Limit = {}): Rule => ({
  kind: 'text',
  formats: ['plain_text', 'mrkdwn'],
  limit,
});

/** Holds a value against a rule; what is wrong goes to `found`. */
export function check(rule: Rule, value: unknown, pointer: string, shapes: Shapes, found: Problem[]): void {
  const say = (message: string) => found.push({ message, pointer });
  switch (rule.kind) {
    case 'anything':
      return;
    case 'string':
      if (typeof value !== 'string') return void say('must provide a string');
      sayLength(value, rule.limit, say);
      if (rule.pattern && !rule.pattern.test(value)) say('failed to match schema');
      return;
    case 'number':
      if (typeof value !== 'number') return void say('must provide a number');
      if (rule.integer && !Number.isInteger(value)) say('must be an integer');
      if (rule.limit.min !== undefined && value < rule.limit.min) {
        say(`must be greater than ${rule.limit.min - 1}`);
      }
      if (rule.limit.max !== undefined && value > rule.limit.max)
        say(`must be less than ${rule.limit.max + 1}`);
      return;
    case 'flag':
      if (typeof value !== 'boolean') say('must provide a boolean');
      return;
    case 'choice':
      if (!rule.of.some((allowed) => allowed === value)) say('must be a valid enum value');
      return;
    case 'list':
      if (!Array.isArray(value)) return void say('must provide an array');
      if (value.length < (rule.limit.min ?? 0)) say(`must provide at least ${rule.limit.min} items`);
      if (value.length > (rule.limit.max ?? Infinity)) say(`no more than ${rule.limit.max} items allowed`);
      for (const [index, item] of value.entries()) check(rule.of, item, `${pointer}/${index}`, shapes, found);
      return;
    case 'text':
      checkText(rule, value, pointer, found);
      return;
    case 'object':
      checkObject(rule.of, value, pointer, shapes, found);
      return;
  }
}

function checkText(rule: Rule & { kind: 'text' }, value: unknown, pointer: string, found: Problem[]): void {
  if (!isFields(value)) return void found.push({ message: 'must provide an object', pointer });
  const { type, text, ...others } = value;
  const formats: readonly unknown[] = rule.formats;
  if (type === undefined) found.push({ message: 'missing required field: type', pointer });
  else if (!formats.includes(type)) {
    found.push({ message: `unsupported type: ${type}`, pointer: `${pointer}/type` });
  }
  if (typeof text !== 'string') {
    const message = text === undefined ? 'missing required field: text' : 'must provide a string';
    found.push({ message, pointer: text === undefined ? pointer : `${pointer}/text` });
  } else {
    // Every text object is 1 to 3,000 characters long, whatever it stands in.
    const limit = { min: rule.limit.min ?? 1, max: rule.limit.max ?? 3000 };
    sayLength(text, limit, (message) => found.push({ message, pointer: `${pointer}/text` }));
  }
  for (const [name, setting] of Object.entries(others)) {
    const belongs = name === (type === 'mrkdwn' ? 'verbatim' : 'emoji');
    if (!belongs) found.push({ message: `invalid additional property: ${name}`, pointer });
    else if (typeof setting !== 'boolean') {
      found.push({ message: 'must provide a boolean', pointer: `${pointer}/${name}` });
    }
  }
}

function checkObject(
  names: readonly string[],
  value: unknown,
  pointer: string,
  shapes: Shapes,
  found: Problem[],
): void {
  if (!isFields(value)) return void found.push({ message: 'must provide an object', pointer });
  const shape = shapeFor(names, value, pointer, shapes, found);
  if (!shape) return;
  for (const [name, field] of Object.entries(shape.fields)) {
    if (value[name] !== undefined) check(field, value[name], `${pointer}/${name}`, shapes, found);
    else if (field.required) found.push({ message: `missing required field: ${name}`, pointer });
  }
  for (const name of Object.keys(value)) {
    if (!shape.open && name !== 'type' && !(name in shape.fields)) {
      found.push({ message: `invalid additional property: ${name}`, pointer });
    }
  }
  for (const rule of shape.checks ?? []) rule(value, pointer, found);
}

function shapeFor(
  names: readonly string[],
  value: Fields,
  pointer: string,
  shapes: Shapes,
  found: Problem[],
): Shape | undefined {
  const possible = names.flatMap((name) => shapes[name] ?? []);
  const [only] = possible;
  if (possible.length === 1 && only?.type === undefined) return only;
  const type = value['type'];
  if (type === undefined) return void found.push({ message: 'missing required field: type', pointer });
  const shape = possible.find((one) => one.type === type);
  if (!shape) found.push({ message: `unsupported type: ${String(type)}`, pointer: `${pointer}/type` });
  return shape;
}

// Slack does not say whether it counts code points or UTF-16 units. Units are never fewer, so what passes here
// passes there.
function sayLength(value: string, limit: Limit, say: (message: string) => void): void {
  if (value.length < (limit.min ?? 0)) say(`must be more than ${(limit.min ?? 0) - 1} characters`);
  if (value.length > (limit.max ?? Infinity)) say(`must be less than ${(limit.max ?? 0) + 1} characters`);
}
