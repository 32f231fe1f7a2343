import { textsIn } from '../../locales/texts.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import { PROGRAM_ENDS, programEndFor } from '../flow/program-ends.ts';
import { programEndsMessage } from '../views/program-ends.ts';
import type { Part } from './part.ts';

/** What everybody in a program is told when it ends. What its buttons open belongs to others. */
export function programEnds(ports: PeoplePorts): Part {
  return {
    messages: {
      [PROGRAM_ENDS]: {
        async render(to, { programId = '', guide }, language, isSent) {
          const end = await programEndFor(ports, to, programId);
          const isGuide = guide === 'yes';
          // Whoever has nothing under way any more was a learner whose pair ended meanwhile.
          if (!end || (!isSent && !isGuide && end.pairs.length === 0)) return undefined;
          return programEndsMessage(textsIn(language), end, { isGuide });
        },
      },
    },
  };
}
