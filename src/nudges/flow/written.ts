import { crc32 } from 'node:zlib';
import type { OutgoingMessage, WrittenMessage } from '../../ports.ts';

/** A message as it goes out, and what tells it from others without keeping what it says. */
export interface Written {
  message: WrittenMessage;
  shown: string;
}

/**
 * Writes a message down as it goes out; nothing of nothing. What tells it from others is its length and a checksum: it
 * is compared with the one that it would replace, and with no other.
 */
export function written(said: OutgoingMessage): Written;
export function written(said: OutgoingMessage | undefined): Written | undefined;
export function written(said: OutgoingMessage | undefined): Written | undefined {
  if (!said) return undefined;
  const message = { text: said.text, blocks: JSON.stringify(said.blocks) };
  const { text, blocks } = message;
  return { message, shown: `${text.length + blocks.length}.${crc32(blocks, crc32(text)).toString(36)}` };
}
