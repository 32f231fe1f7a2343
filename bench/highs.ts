/** HiGHS, a solver of linear programs: the oracle of the cohort's tests, and named in its bench rows. */
import * as highs from 'highs';
import { z } from 'zod';

interface Solver {
  /**
   * The largest (or least) value of a linear program in CPLEX LP format.
   *
   * @throws where the program has no optimum
   */
  solve(program: string): number;
}

const Solution = z.object({ Status: z.literal('Optimal'), ObjectiveValue: z.number() });

/** Loads the WebAssembly. The package's types are of its CommonJS build, Node takes the other: hence the look at it. */
export async function loadHighs(): Promise<Solver> {
  const load: unknown = highs.default;
  if (typeof load !== 'function') throw new TypeError('the package highs exports no loader');
  const loaded: unknown = await load();
  if (!canSolve(loaded)) throw new TypeError('the package highs has no solve()');
  return {
    solve: (program) => Solution.parse(loaded.solve(program, { output_flag: false })).ObjectiveValue,
  };
}

function canSolve(loaded: unknown): loaded is { solve(program: string, options: object): unknown } {
  return (
    typeof loaded === 'object' && loaded !== null && 'solve' in loaded && typeof loaded.solve === 'function'
  );
}
