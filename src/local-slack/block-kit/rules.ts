/**
 * The language in which Slack's objects are described here (elements.ts, layout.ts), and the walk that holds a
 * payload against such a description. Descriptions are data: a new block or limit is a line, not code.
 */
import { type Limit, limit as limitNamed } from './limits.ts';
import { SAY } from './wordings.ts';

/** What is wrong, and where: a JSON pointer, as `/blocks/3/text`. */
export interface Problem {
  message: string;
  pointer: string;
}

export type Rule =
  | { kind: 'string'; limit: Limit; form?: Form }
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

/** What a text must be beside its length, and what is said where it is not. */
interface Form {
  holds(value: string): boolean;
  say: string;
}

export type Field = Rule & { required?: true };

/** A rule about several fields of one object. */
export type Check = (value: Fields, pointer: string, found: Problem[]) => void;

export interface Shape {
  /** The value of `type`; absent for objects without one. */
  type?: string;
  fields: Record<string, Field>;
  checks?: readonly Check[];
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

export const string = (limit: Limit = {}): Rule => ({ kind: 'string', limit });
/** A text that matches a pattern, or passes another test. */
export const formed = (test: RegExp | ((value: string) => boolean), limit: Limit = {}): Rule => ({
  kind: 'string',
  limit,
  form: { holds: (value) => (test instanceof RegExp ? test.test(value) : test(value)), say: SAY.noMatch() },
});
/** An address with its scheme, of whatever kind: apps lead to `mailto:` and `slack:` as well. */
export const address = (limit: Limit = {}): Rule => ({
  kind: 'string',
  limit: { min: 1, ...limit },
  form: { holds: (value) => URL.canParse(value), say: SAY.noAddress() },
});
/** An address that Slack fetches something from: by http or https, and with a host. */
export const fetched = (limit: Limit = {}): Rule => ({
  kind: 'string',
  limit: { min: 1, ...limit },
  form: { holds: (value) => /^https?:\/\/[^/\s]/.test(value) && URL.canParse(value), say: SAY.noAddress() },
});
export const integer = (limit: Limit = {}): Rule => ({ kind: 'number', limit, integer: true });
export const number = (limit: Limit = {}): Rule => ({ kind: 'number', limit, integer: false });
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

const PLAIN = limitNamed('type.PlainTextElement.text');
const MRKDWN = limitNamed('type.MrkdwnElement.text');

/** Holds a value against a rule; what is wrong goes to `found`. */
export function check(rule: Rule, value: unknown, pointer: string, shapes: Shapes, found: Problem[]): void {
  const say = (message: string) => found.push({ message, pointer });
  switch (rule.kind) {
    case 'anything':
      return;
    case 'string':
      if (typeof value !== 'string') return void say(SAY.noString());
      sayLength(value, rule.limit, say);
      if (rule.form && !rule.form.holds(value)) say(rule.form.say);
      return;
    case 'number':
      if (typeof value !== 'number') return void say(SAY.noNumber());
      if (rule.integer && !Number.isInteger(value)) say(SAY.noInteger());
      if (rule.limit.min !== undefined && value < rule.limit.min) say(SAY.tooSmall(rule.limit.min));
      if (rule.limit.max !== undefined && value > rule.limit.max) say(SAY.tooLarge(rule.limit.max));
      return;
    case 'flag':
      if (typeof value !== 'boolean') say(SAY.noBoolean());
      return;
    case 'choice':
      if (!rule.of.some((allowed) => allowed === value)) say(SAY.noChoice());
      return;
    case 'list':
      if (!Array.isArray(value)) return void say(SAY.noList());
      saySize(value.length, rule.limit, { few: SAY.tooFew, many: SAY.tooMany }, say);
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
  if (!isFields(value)) return void found.push({ message: SAY.noObject(), pointer });
  const { type, text, ...others } = value;
  const formats: readonly unknown[] = rule.formats;
  if (type === undefined) found.push({ message: SAY.missing('type'), pointer });
  else if (!formats.includes(type)) {
    found.push({ message: SAY.unknownType(type), pointer: `${pointer}/type` });
  }
  if (typeof text !== 'string') {
    const message = text === undefined ? SAY.missing('text') : SAY.noString();
    found.push({ message, pointer: text === undefined ? pointer : `${pointer}/text` });
  } else {
    // Every text object has its own limits, whatever it stands in.
    const own = type === 'mrkdwn' ? MRKDWN : PLAIN;
    const limit = { ...own, ...rule.limit };
    sayLength(text, limit, (message) => found.push({ message, pointer: `${pointer}/text` }));
  }
  for (const [name, setting] of Object.entries(others)) {
    const belongs = name === (type === 'mrkdwn' ? 'verbatim' : 'emoji');
    if (!belongs) found.push({ message: SAY.unknownField(name), pointer });
    else if (typeof setting !== 'boolean') {
      found.push({ message: SAY.noBoolean(), pointer: `${pointer}/${name}` });
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
  if (!isFields(value)) return void found.push({ message: SAY.noObject(), pointer });
  const shape = shapeFor(names, value, pointer, shapes, found);
  if (!shape) return;
  for (const [name, field] of Object.entries(shape.fields)) {
    if (value[name] !== undefined) check(field, value[name], `${pointer}/${name}`, shapes, found);
    else if (field.required) found.push({ message: SAY.missing(name), pointer });
  }
  for (const name of Object.keys(value)) {
    // Slack refuses a type on what has none, as on options (github.com/CopilotKit/CopilotKit/pull/6454).
    const known = Object.hasOwn(shape.fields, name) || (name === 'type' && shape.type !== undefined);
    if (!known) found.push({ message: SAY.unknownField(name), pointer });
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
  if (type === undefined) return void found.push({ message: SAY.missing('type'), pointer });
  const shape = possible.find((one) => one.type === type);
  if (!shape) found.push({ message: SAY.unknownType(type), pointer: `${pointer}/type` });
  return shape;
}

// Slack does not say whether it counts code points or UTF-16 units. Units are never fewer, so what passes here
// passes there.
function sayLength(value: string, limit: Limit, say: (message: string) => void): void {
  saySize(value.length, limit, { few: SAY.tooShort, many: SAY.tooLong }, say);
}

function saySize(
  size: number,
  { min = 0, max = Number.POSITIVE_INFINITY }: Limit,
  words: { few: (least: number) => string; many: (most: number) => string },
  say: (message: string) => void,
): void {
  if (size < min) say(words.few(min));
  if (size > max) say(words.many(max));
}
