/** What all descriptions of blocks share. */
import { limit } from './limits.ts';
import { type Field, type Shape, type Shapes, string } from './rules.ts';

const BLOCK_ID = { block_id: string(limit('type.Block.block_id')) };

/** A block under `block:TYPE`, with its block_id. */
export function block(type: string, fields: Record<string, Field>, checks: Shape['checks'] = []): Shapes {
  return { [`block:${type}`]: { type, fields: { ...BLOCK_ID, ...fields }, checks } };
}
