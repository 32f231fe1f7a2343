import { describe, expect, it } from 'vitest';
import { compose } from '../../src/nudges/compose.ts';

const part = (id: string, text = `text ${id}`, blocks: object[] = [{ type: 'section', block_id: id }]) => ({
  id,
  message: { text, blocks: blocks.map((block) => ({ type: 'section', ...block })) },
});

describe('one message of several nudges', () => {
  it('is the nudge itself where there is one', () => {
    const one = part('a');
    expect(compose([one])).toEqual({ message: one.message, included: ['a'] });
  });

  it('says everything, in order, with a line between them', () => {
    const { message, included } = compose([part('a'), part('b'), part('c')]);
    expect(message.text).toBe('text a\n\ntext b\n\ntext c');
    expect(message.blocks.map(({ type }) => type)).toEqual([
      'section',
      'divider',
      'section',
      'divider',
      'section',
    ]);
    expect(included).toEqual(['a', 'b', 'c']);
  });

  it('has no name of a block twice', () => {
    const named = [{ block_id: 'pairs.book' }];
    const { message } = compose([part('a', 'x', named), part('b', 'y', named), part('c', 'z', named)]);
    expect(message.blocks.flatMap((block) => ('block_id' in block ? [block.block_id] : []))).toEqual([
      'pairs.book',
      'b pairs.book',
      'c pairs.book',
    ]);
  });

  it.each([
    ['text', (id: string) => part(id, 'x'.repeat(1_900)), 2],
    ['characters', (id: string) => part(id, 'x', [{ text: 'y'.repeat(4_000) }]), 2],
    [
      'blocks',
      (id: string) =>
        part(
          id,
          'x',
          Array.from({ length: 16 }, () => ({})),
        ),
      3,
    ],
  ])('leaves what would be too much %s for another day, whole', (_what, make, most) => {
    const { message, included } = compose([make('a'), make('b'), make('c'), make('d')]);
    expect(included).toEqual(['a', 'b', 'c', 'd'].slice(0, most));
    expect(message.text.length).toBeLessThan(4_000);
    expect(message.blocks.length).toBeLessThanOrEqual(50);
    expect(JSON.stringify(message.blocks).length).toBeLessThanOrEqual(12_000);
  });

  it('always says the first', () => {
    expect(compose([part('a', 'x'.repeat(5_000)), part('b')]).included).toEqual(['a']);
  });
});
