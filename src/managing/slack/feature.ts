import type { Readers } from '../../people/flow/readers.ts';
import { type Feature, MOST_HOME_BLOCKS } from '../../slack/asking.ts';
import type { ProgramPorts } from '../flow/program.ts';
import { parted } from '../views/home.ts';
import { coaches } from './coaches.ts';
import { joining } from './joining.ts';
import { life } from './life.ts';
import { program } from './program.ts';
import { unmet } from './unmet.ts';

/** The program manager's screens: programs from draft to end, who joins them, what they have set, and coaches to confirm. */
export function managing(ports: ProgramPorts, readers: Readers): Feature {
  const ofPrograms = program(ports, readers);
  const [ofLife, ofCoaches] = [life(ports, readers), coaches(ports, readers)];
  const ofJoining = joining(ports, readers);
  return {
    name: 'managing',
    commands: ofJoining.commands,
    actions: {
      ...ofLife.actions,
      ...ofPrograms.actions,
      ...ofJoining.actions,
      ...ofCoaches.actions,
      ...unmet(ports, readers).actions,
    },
    views: { ...ofLife.views, ...ofPrograms.views, ...ofJoining.views, ...ofCoaches.views },
    messages: { ...ofLife.messages, ...ofJoining.messages, ...ofCoaches.messages },
    posts: ofJoining.posts,
    due: [...ofLife.due, ...ofJoining.due],
    async homeSection(who, reader) {
      const sections = [ofLife, ofCoaches].map((part) => part.homeSection(who, reader));
      const own = parted(await Promise.all(sections));
      const room = MOST_HOME_BLOCKS - own.length - (own.length > 0 ? 1 : 0);
      return parted([own, await ofJoining.homeSection(who, reader, room)]);
    },
  };
}
