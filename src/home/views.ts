import type { Button, HomeView, KnownBlock } from '@slack/types';
import { introBlocks } from '../guidance/views/explain.ts';
import { textsIn } from '../locales/texts.ts';
import type { Reader } from '../people/flow/readers.ts';
import { contactActions, contactBlocks } from '../people/views/contacts.ts';
import { workspaceButton } from '../people/views/workspace.ts';

/** Slack allows 100 blocks on a Home; what is always there takes up to 20. */
const MOST_SECTION_BLOCKS = 75;

/**
 * The App Home: what is under way with this person, the two kinds and the way in, then where to turn.
 *
 * @param sections of the features, the most pressing first; where they do not all fit, the last ones are left out
 */
export function homeView(reader: Reader, sections: readonly KnownBlock[][] = []): HomeView {
  const t = textsIn(reader.language);
  const forAdmins = [workspaceButton(t)];
  return {
    type: 'home',
    blocks: named([
      ...fitting(sections),
      ...introBlocks(t),
      { type: 'divider' },
      ...contactBlocks(t, reader, forAdmins),
      ...contactActions(t, reader, forAdmins),
    ]),
  };
}

const MOST_NAME = 255;

/**
 * Names every block with a button after what the button does. Slack would make up a name with each publication, and a
 * press on a Home that was just replaced would miss.
 */
function named(blocks: readonly KnownBlock[]): KnownBlock[] {
  const taken = new Set(blocks.flatMap(({ block_id }) => block_id ?? []));
  // From the end: where a button stands twice, as in what needs somebody today and in its own place, that one keeps its name.
  const fromEnd = blocks.toReversed().map((block) => {
    const does = buttonsIn(block)
      .map(({ action_id, value }) => `${action_id} ${value ?? ''}`.trim())
      .join(', ');
    if (block.block_id !== undefined || does === '') return block;
    let name = does.slice(0, MOST_NAME);
    for (let again = 2; taken.has(name); again += 1) name = `${does.slice(0, MOST_NAME - 5)} (${again})`;
    taken.add(name);
    return { ...block, block_id: name };
  });
  return fromEnd.toReversed();
}

function buttonsIn(block: KnownBlock): Button[] {
  if (block.type === 'actions') return block.elements.filter((element) => element.type === 'button');
  if (block.type === 'section' && block.accessory?.type === 'button') return [block.accessory];
  return [];
}

function fitting(sections: readonly KnownBlock[][]): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  for (const section of sections) {
    if (section.length === 0) continue;
    if (blocks.length + section.length + 1 > MOST_SECTION_BLOCKS) continue;
    blocks.push(...section, { type: 'divider' });
  }
  return blocks;
}
