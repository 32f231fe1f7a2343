import { textsIn } from '../../locales/texts.ts';
import type { PeoplePorts, Readers } from '../../people/flow/readers.ts';
import { type Feature, MOST_HOME_BLOCKS } from '../../slack/asking.ts';
import { matchingTurn } from '../flow/due.ts';
import { askedLately, offersTo, openRequestsOf } from '../flow/seeing.ts';
import { offersBlocks } from '../views/offer.ts';
import { requestsBlocks } from '../views/requested.ts';
import { answering } from './answering.ts';
import { asking } from './asking.ts';
import { messages } from './messages.ts';

/** Matching one by one: asking for a guide, and being asked. */
export function matching(ports: PeoplePorts, readers: Readers): Feature {
  const [asks, answers] = [asking(ports, readers), answering(ports, readers)];
  return {
    name: 'matching',
    commands: asks.commands,
    actions: { ...asks.actions, ...answers.actions },
    views: { ...asks.views, ...answers.views },
    messages: messages(ports, readers),
    due: [matchingTurn(ports)],
    touches: (who) => askedLately(ports, who),
    homeSection: async (who, { language, timeZone }) =>
      requestsBlocks(textsIn(language), await openRequestsOf(ports, who), timeZone),
  };
}

/** What is put to somebody and has a day by which it wants an answer: a section of its own, above what is under way. */
export function offered(ports: PeoplePorts): Feature {
  return {
    name: 'matching',
    homeSection: async (who, { language, timeZone }) =>
      offersBlocks(textsIn(language), await offersTo(ports, who), timeZone).slice(0, MOST_HOME_BLOCKS),
  };
}
