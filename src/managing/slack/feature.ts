import type { Readers } from '../../people/flow/readers.ts';
import type { Feature } from '../../slack/asking.ts';
import type { ProgramPorts } from '../flow/program.ts';
import { coaches } from './coaches.ts';
import { program } from './program.ts';

/** The program manager's screens: coaches to confirm, and what their programs have set. */
export function managing(ports: ProgramPorts, readers: Readers): Feature {
  const [ofCoaches, ofPrograms] = [coaches(ports, readers), program(ports, readers)];
  return {
    name: 'managing',
    actions: { ...ofCoaches.actions, ...ofPrograms.actions },
    views: { ...ofCoaches.views, ...ofPrograms.views },
    messages: ofCoaches.messages,
    async homeSection(who, reader) {
      const sections = [ofCoaches, ofPrograms].map((part) => part.homeSection(who, reader));
      return (await Promise.all(sections)).flat();
    },
  };
}
