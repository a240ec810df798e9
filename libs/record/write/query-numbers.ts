const NUMERIC_MEMBERS = ['amount', 'minPosition', 'after', 'before', 'limit'];
const WHOLE_NUMBER = /^\d{1,15}$/;

/** The members of an address's query with the numbers read as numbers; anything else is left for the check to refuse. */
export function numbersIn(query: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      NUMERIC_MEMBERS.includes(name) && typeof value === 'string' && WHOLE_NUMBER.test(value) ? Number(value) : value,
    ]),
  );
}
