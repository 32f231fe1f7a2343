/**
 * Slack's limits, counted: each of class payload or manifest has something just inside, which is taken, and something
 * just outside, which is refused in the words and at the place given here.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  LEFT_OUT,
  LIMITS,
  type LimitClass,
  limitsOf,
  ORIGINAL_LIMITS,
} from '../../src/local-slack/block-kit/limits.ts';
import { SAY } from '../../src/local-slack/block-kit/wordings.ts';
import { GENERAL, manifest, press, startWorld, type World } from './foreign-app.ts';
import { callPairs } from './limit-pairs/calls.ts';
import { ELEMENT_PAIRS } from './limit-pairs/elements.ts';
import { LAYOUT_PAIRS } from './limit-pairs/layout.ts';
import { MANIFEST_PAIRS } from './limit-pairs/manifest.ts';
import type { Pair } from './limit-pairs/pair.ts';
import { RULE_PAIRS } from './limit-pairs/rules.ts';
import { ELEMENT_SURFACE_PAIRS, REFUSING, SURFACE_PAIRS } from './limit-pairs/surfaces.ts';

let world: World;
const triggers: string[] = [];

beforeAll(async () => {
  const scopes = { bot: [...manifest.oauth_config.scopes.bot, 'im:write', 'mpim:write'] };
  world = await startWorld('socket', {
    manifest: { ...manifest, oauth_config: { scopes } },
    listen(app) {
      app.command('/form', async ({ command, ack }) => {
        await ack();
        triggers.push(command.trigger_id);
      });
      app.action('deeper', async ({ ack, body }) => {
        await ack();
        if ('trigger_id' in body) triggers.push(body.trigger_id);
      });
    },
  });
  await world.call('conversations.join', { channel: GENERAL });
});
afterAll(() => world.close());

const CALL_PAIRS = callPairs(() => ({
  apiUrl: world.slack.apiUrl,
  strangeChannel: 'C0LEADERSH',
  async trigger(inside) {
    const before = triggers.length;
    if (inside) {
      const { id: viewId } = await world.page.modal();
      await world.page.post('action', press('deeper', { type: 'view', viewId }));
    } else await world.page.command('/form');
    await expect.poll(() => triggers.length).toBeGreaterThan(before);
    return triggers.at(-1) ?? '';
  },
}));

const PAIRS: Pair[] = [
  ...ELEMENT_PAIRS,
  ...LAYOUT_PAIRS,
  ...RULE_PAIRS,
  ...SURFACE_PAIRS,
  ...ELEMENT_SURFACE_PAIRS,
  ...CALL_PAIRS,
  ...MANIFEST_PAIRS,
];

/** Which ends of a limit need a pair: those that are numbers, and a form or rule. */
function endsOf(value: unknown): Pair['end'][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ['rule'];
  const given = Object.keys(value);
  const ends: Pair['end'][] = (['min', 'max'] as const).filter((end) => given.includes(end));
  return given.includes('pattern') ? [...ends, 'rule'] : ends;
}

/** `NAME END` of everything a set of pairs leaves out. */
function withoutPair(pairs: readonly Pair[], limits: typeof LIMITS): string[] {
  const covered = new Set(pairs.map((pair) => `${pair.id} ${pair.end}`));
  return Object.entries(limits)
    .filter(([, one]) => ['payload', 'manifest'].includes(one.class) && one.notEnforced === undefined)
    .flatMap(([name, one]) => endsOf(one.value).map((end) => `${name} ${end}`))
    .filter((needed) => !covered.has(needed));
}

/** Names of the original list that are neither in the copy nor left out with a reason. */
function lost(original: readonly string[], limits: object, leftOut: Record<string, string>): string[] {
  return original.filter((name) => !(name in limits) && !leftOut[name]);
}

describe('limits', () => {
  test.each(PAIRS)('$id, $end', async ({ id, end, number, within, beyond, refusal, taken = [] }) => {
    if (number !== undefined) expect(LIMITS[id]?.value).toMatchObject({ [end]: number });
    expect(await within()).toEqual(taken);
    const refused = await beyond();
    for (const line of refusal) expect(refused).toContain(line);
  });

  test.each(REFUSING)('$type is refused by $expected alone', ({ refused, expected }) => {
    expect(refused).toEqual(expected);
  });
});

describe('the count', () => {
  test('each limit of class payload or manifest has its pairs', () => {
    expect(withoutPair(PAIRS, LIMITS)).toEqual([]);
    const known = limitsOf('payload', 'manifest');
    expect(PAIRS.map((pair) => pair.id).filter((id) => !known.includes(id))).toEqual([]);
  });

  test('a pair that is missing is seen', () => {
    const fewer = PAIRS.filter((pair) => pair.id !== 'type.Button.text' && pair.id !== 'surface.alert');
    expect(withoutPair(fewer, LIMITS)).toEqual(['type.Button.text max', 'surface.alert rule']);
  });

  test('nothing of the original list is lost', () => {
    expect(ORIGINAL_LIMITS).toHaveLength(221);
    expect(lost(ORIGINAL_LIMITS, LIMITS, LEFT_OUT)).toEqual([]);
    const { 'alert.text': _, ...others } = LIMITS;
    expect(lost(ORIGINAL_LIMITS, others, LEFT_OUT)).toEqual(['alert.text']);
  });

  test('each limit has a class', () => {
    const classes: LimitClass[] = ['payload', 'manifest', 'rate', 'time', 'client'];
    const counts = classes.map((one) => limitsOf(one).length);
    expect(counts).toEqual([145, 33, 53, 6, 3]);
    expect(limitsOf(...classes)).toHaveLength(Object.keys(LIMITS).length);
  });

  test('the words no source gives are known as such', () => {
    const assumed = Object.entries(SAY).flatMap(([name, { source }]) => (source === 'assumed' ? [name] : []));
    expect(assumed).toEqual([
      ...[
        'outOfOrder',
        'notBoth',
        'needs',
        'unequalRows',
        'longTable',
        'sameName',
        'notTheCategories',
        'sameBlockId',
        'secondFocus',
      ],
      ...['longMarkdown', 'manyCharts'],
    ]);
  });

  test('what is not enforced says why', () => {
    const aside = Object.entries(LIMITS).filter(([, one]) => one.notEnforced !== undefined);
    expect(aside.map(([name]) => name)).toEqual(['type.BlocksChunk.blocks', 'url_button_value_etc.counting']);
  });
});
