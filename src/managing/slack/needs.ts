import { textsIn } from '../../locales/texts.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { Feature } from '../../slack/asking.ts';
import { needsOf } from '../flow/needs.ts';
import { needsBlocks } from '../views/needs.ts';

/** What needs a manager today: a part of the Home of its own, before all that is theirs as a learner or guide. */
export function needs(ports: PeoplePorts): Feature {
  return {
    name: 'managing.needs',
    async homeSection(who, { language, isAdmin }) {
      return needsBlocks(textsIn(language), await needsOf(ports, who, { isAdmin }));
    },
  };
}
