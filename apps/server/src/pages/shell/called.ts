import { fail, type Outcome } from '@remit/kernel';
import { valueOf } from '@remit/record/nest';

/**
 * The value of an outcome. The detail of a problem that begins with the name of its field begins instead with what the
 * page calls that field.
 * @param called what the page calls fields, by their names
 * @throws RefusedRequest when there is a problem instead
 */
export function valueOfCalled<T>(outcome: Outcome<T>, called: Readonly<Record<string, string>>): T {
  if (outcome.ok) return outcome.value;
  const { field = '', detail } = outcome.problem;
  const [own, name] = [`"${field}"`, called[field]];
  if (name === undefined || !detail.startsWith(own)) return valueOf(outcome);
  return valueOf(fail({ ...outcome.problem, detail: `"${name}"${detail.slice(own.length)}` }));
}
