/** The seed of a random test: from the environment to repeat a run, else new; printed either way. */
export function printedSeed(variable: string): number {
  const seed = Number(process.env[variable] ?? Date.now() % 2 ** 31);
  console.log(`${variable}=${String(seed)} repeats this run`);
  return seed;
}
