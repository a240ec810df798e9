/** A rule of the program itself is broken: not the user's doing, and not to be survived silently. */
export class InvariantBroken extends Error {
  override readonly name = 'InvariantBroken';
}

/**
 * Stops loudly when the program contradicts itself.
 * @param says what is wrong; a function where the check runs so often that making the sentence would cost.
 * @throws InvariantBroken when `condition` is false.
 */
export function invariant(condition: boolean, says: string | (() => string)): asserts condition {
  if (!condition) throw new InvariantBroken(typeof says === 'string' ? says : says());
}
