import type { KnownBlock } from '@slack/types';
import { expect, it } from 'vitest';
import { homeView } from '../../src/home/views.ts';

const READER = {
  language: 'en',
  timeZone: 'Europe/Warsaw',
  isAdmin: true,
  isGuest: false,
  contacts: [],
} as const;
const button = (action_id: string, value?: string) =>
  ({
    type: 'button',
    action_id,
    text: { type: 'plain_text', text: 'x' },
    ...(value && { value }),
  }) as const;
const SECTION: KnownBlock[] = [
  { type: 'section', text: { type: 'mrkdwn', text: 'a' }, accessory: button('matching.a', '1') },
  { type: 'section', text: { type: 'mrkdwn', text: 'b' }, accessory: button('matching.a', '2') },
  { type: 'section', text: { type: 'mrkdwn', text: 'c' }, accessory: button('matching.a', '2') },
  { type: 'actions', elements: [button('matching.b', '1'), button('matching.c')] },
  { type: 'actions', block_id: 'mine', elements: [button('matching.d')] },
];

it('a button keeps its place from one publication to the next, whatever comes before it', () => {
  const names = (sections: KnownBlock[][]) =>
    homeView({ ...READER, contacts: [] }, sections).blocks.flatMap(({ block_id }) => block_id ?? []);
  expect(names([SECTION])).toEqual([
    'matching.a 1',
    'matching.a 2 (2)',
    'matching.a 2',
    'matching.b 1, matching.c',
    'mine',
    'guidance.ways-in',
    'people.change-contacts',
  ]);
  expect(names([SECTION.slice(1)])).toEqual(names([SECTION]).slice(1));
  const [first] = SECTION;
  expect(first && names([[first], SECTION])).toEqual(['matching.a 1 (2)', ...names([SECTION])]);
});
