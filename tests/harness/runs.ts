/** How often something random is tried: `quick` times with every run of the tests, `long` times with the long ones. */
export function times(quick: number, long: number): number {
  // Set in vitest.config.ts.
  return process.env['RANDOM_RUNS'] === 'long' ? long : quick;
}
