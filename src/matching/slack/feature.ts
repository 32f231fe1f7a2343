import { textsIn } from '../../locales/texts.ts';
import type { PeoplePorts, Readers } from '../../people/flow/readers.ts';
import { type Feature, MOST_HOME_BLOCKS } from '../../slack/asking.ts';
import { matchingDue } from '../flow/due.ts';
import { offersTo, openRequestsOf } from '../flow/seeing.ts';
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
    due: () => matchingDue(ports),
    async homeSection(who, { language, timeZone }) {
      const t = textsIn(language);
      const [offers, requests] = await Promise.all([offersTo(ports, who), openRequestsOf(ports, who)]);
      return [...offersBlocks(t, offers, timeZone), ...requestsBlocks(t, requests, timeZone)].slice(
        0,
        MOST_HOME_BLOCKS,
      );
    },
  };
}
