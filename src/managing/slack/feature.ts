import type { Readers } from '../../people/flow/readers.ts';
import type { Feature } from '../../slack/asking.ts';
import type { ProgramPorts } from '../flow/program.ts';
import { coaches } from './coaches.ts';
import { life } from './life.ts';
import { program } from './program.ts';

/** The program manager's screens: programs from draft to end, what they have set, and coaches to confirm. */
export function managing(ports: ProgramPorts, readers: Readers): Feature {
  const ofPrograms = program(ports, readers);
  const [ofLife, ofCoaches] = [life(ports, readers), coaches(ports, readers)];
  return {
    name: 'managing',
    actions: { ...ofLife.actions, ...ofPrograms.actions, ...ofCoaches.actions },
    views: { ...ofLife.views, ...ofPrograms.views, ...ofCoaches.views },
    messages: { ...ofLife.messages, ...ofCoaches.messages },
    due: ofLife.due,
    async homeSection(who, reader) {
      const sections = [ofLife, ofCoaches].map((part) => part.homeSection(who, reader));
      return (await Promise.all(sections)).flat();
    },
  };
}
