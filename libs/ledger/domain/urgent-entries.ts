/** Layers of variations that take powers away at short notice. Source: accountability contract, section 2. */
const URGENT_LAYERS: ReadonlySet<unknown> = new Set(['urgent', 'intervention']);

/** Kinds of entry, by the first part of their type, that are always worth a checkpoint of their own. */
const URGENT_KINDS: ReadonlySet<string> = new Set(['EntryCorrected', 'PersonErased']);

/**
 * Whether a checkpoint is made at once after an entry and not only with the next regular one: urgent actions,
 * interventions, corrections and erasures are what somebody might later wish to have been otherwise.
 * @param type the entry's type with its version, such as `DelegationVaried.v1`
 * @param data reads the entry's data; asked only where the type does not tell
 */
export function isUrgent(type: string, data: () => unknown): boolean {
  const kind = type.replace(/\.v\d+$/, '');
  if (URGENT_KINDS.has(kind)) return true;
  return kind === 'DelegationVaried' && URGENT_LAYERS.has((data() as { readonly layer?: unknown } | undefined)?.layer);
}
