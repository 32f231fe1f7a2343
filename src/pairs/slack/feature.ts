import { textsIn } from '../../locales/texts.ts';
import type { Readers } from '../../people/flow/readers.ts';
import type { Feature } from '../../slack/asking.ts';
import { pairsTurn } from '../flow/due.ts';
import { othersOf, pairsOf } from '../flow/overview.ts';
import type { PairsPorts } from '../flow/steps.ts';
import { pairsSection } from '../views/hub/list.ts';
import { type CalendarPorts, calendars } from './calendar.ts';
import { goals } from './goals.ts';
import { hub } from './hub.ts';
import { life } from './life.ts';
import { mentoring } from './mentoring.ts';
import type { Part } from './part.ts';
import { programEnds } from './program-ends.ts';
import { sessions } from './sessions.ts';
import { sponsor } from './sponsor.ts';
import { trials } from './trials.ts';
import { unmet } from './unmet.ts';

/** Nothing that leads to the app from outside. */
const NO_LINKS: CalendarPorts = { canSendFiles: false, publicUrl: () => undefined };

/** Everything about two people who were brought together. */
export function pairs(ports: PairsPorts, readers: Readers, calendar = NO_LINKS): Feature {
  const parts: Part[] = [
    trials(ports, readers),
    unmet(ports),
    life(ports, readers),
    hub(ports, readers),
    sessions(ports, readers),
    goals(ports, readers),
    calendars(ports, readers, calendar),
    mentoring(ports, readers),
    sponsor(ports, readers),
    programEnds(ports),
  ];
  return {
    name: 'pairs',
    commands: together(parts.map(({ commands }) => commands)),
    actions: together(parts.map(({ actions }) => actions)),
    views: together(parts.map(({ views }) => views)),
    messages: together(parts.map(({ messages }) => messages)),
    due: [pairsTurn(ports)],
    touches: (who) => othersOf(ports, who),
    homeSection: async (who, { language }) =>
      pairsSection(textsIn(language), await pairsOf(ports, who), ports.clock.now()),
  };
}

function together<L>(parts: readonly (Record<string, L> | undefined)[]): Record<string, L> {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part ?? {})));
}
