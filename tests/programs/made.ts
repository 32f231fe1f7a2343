import { type Program, ProgramId, ProgramRules } from '../../src/programs/program.ts';

/** A program that was set up and not opened yet, with what a test says of it. */
export function aProgram({
  rules = {},
  ...says
}: Partial<Omit<Program, 'rules'>> & { rules?: object } = {}): Program {
  return {
    id: ProgramId.parse('00000000-0000-4000-8000-00000000000a'),
    kind: 'mentoring',
    name: 'Women in engineering',
    purpose: '',
    isForAll: false,
    state: 'draft',
    channel: 'C0MENTORIN',
    startsOn: null,
    endsOn: null,
    timeZone: 'Europe/Warsaw',
    language: 'en',
    rules: ProgramRules.parse(rules),
    version: 1,
    ...says,
  };
}
