import type { OutgoingMessage } from '../ports.ts';

/**
 * What one message holds. Slack takes 50 blocks, refuses blocks of about 13,000 characters and an update whose text has
 * more than 4,000.
 */
const MOST = { blocks: 50, characters: 12_000, text: 3_900 } as const;

/** Parts, one of each nudge. */
export interface Part {
  id: string;
  message: OutgoingMessage;
}

/**
 * Joins what several nudges say to one person into one message, with a line between them. What does not fit is left for
 * another day, whole: no words are cut. The first part always goes.
 *
 * @param parts in the order in which they are read; at least one
 * @returns the message, and the ids of the parts that are in it
 */
export function compose(parts: readonly [Part, ...Part[]]): { message: OutgoingMessage; included: string[] } {
  const [first, ...rest] = parts;
  let message = first.message;
  const included = [first.id];
  for (const part of rest) {
    const longer = joined(message, part);
    if (!fits(longer)) break;
    message = longer;
    included.push(part.id);
  }
  return { message, included };
}

function fits({ text, blocks }: OutgoingMessage): boolean {
  return (
    text.length <= MOST.text &&
    blocks.length <= MOST.blocks &&
    JSON.stringify(blocks).length <= MOST.characters
  );
}

function joined(message: OutgoingMessage, { id, message: more }: Part): OutgoingMessage {
  const taken = new Set(message.blocks.map(nameOf));
  return {
    text: `${message.text}\n\n${more.text}`,
    blocks: [
      ...message.blocks,
      { type: 'divider' },
      // Two pairs' buttons may bear one name; a message in which a name comes twice is refused.
      ...more.blocks.map((block) => {
        const name = nameOf(block);
        return name !== undefined && taken.has(name)
          ? { ...block, block_id: `${id} ${name}`.slice(0, 255) }
          : block;
      }),
    ],
  };
}

function nameOf(block: object): string | undefined {
  return 'block_id' in block && typeof block.block_id === 'string' ? block.block_id : undefined;
}
