import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { inNormalForm, type Problem, type Unrecordable, unrecordable } from '@remit/kernel';

type Shape = new () => object;

export type Checked<T> = { readonly value: T } | { readonly refused: Problem };

/**
 * Checks that data have exactly the members of a DTO class, each as it says, and are plain JSON that can be recorded.
 * @returns the data themselves (not an instance) with all text in Unicode normal form C, or the first problem found.
 */
export function checkShape<T = Readonly<Record<string, unknown>>>(shape: Shape, data: unknown): Checked<T> {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return {
      refused: {
        code: 'RECORD.NOT_AN_OBJECT',
        expected: 'a JSON object with the named members',
        detail: 'The data must be a JSON object, such as {"from": "2025-03-03"}.',
      },
    };
  }
  const broken = unrecordable(data);
  if (broken !== undefined) return { refused: unrecordableProblem(broken) };
  const inherited = inheritedName(data, '');
  if (inherited !== undefined) return { refused: unknownField(inherited) };
  const [error] = validateSync(plainToInstance(shape, data), {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
  });
  return error === undefined ? { value: inNormalForm(data) as T } : { refused: problemOf(error, '') };
}

const UNRECORDABLE: Readonly<Record<Unrecordable['why'], string>> = {
  'not a whole number': 'holds a number that is not whole, or too large. Give whole numbers; money is in pence',
  'broken text': 'holds text that is not valid Unicode: half of a character is missing. Type it again',
  'not plain JSON': 'holds something that JSON does not know. Give text, whole numbers, lists and objects',
  'nested too deeply': 'is nested too deeply. Nest at most 32 levels',
};

function unrecordableProblem({ path, why }: Unrecordable): Problem {
  return {
    code: 'RECORD.NOT_PLAIN_JSON',
    ...(path === '' ? {} : { field: path }),
    expected: 'whole numbers and valid Unicode text, nested at most 32 levels deep',
    detail: `${path === '' ? 'The data' : `"${path}"`} ${UNRECORDABLE[why]}.`,
  };
}

/**
 * The path of a member that is named like something every object has, such as `constructor`: class-transformer leaves
 * these out in silence, so that the check would not see them.
 */
function inheritedName(value: unknown, within: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, item] of Object.entries(value)) {
    const path = pathOf(within, name);
    const found = name in Object.prototype ? path : inheritedName(item, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function unknownField(field: string): Problem {
  return {
    code: 'RECORD.FIELD_UNKNOWN',
    field,
    detail: `"${field}" is not something that can be said here. Check the spelling, or leave it out.`,
  };
}

/** The deepest first problem of a validation error, with the path of its field. */
function problemOf(error: ValidationError, within: string): Problem {
  const field = pathOf(within, error.property);
  const [child] = error.children ?? [];
  if (child !== undefined) return problemOf(child, field);
  const expected = expectedOf(error);
  if (Object.keys(error.constraints ?? {}).includes('whitelistValidation')) return unknownField(field);
  if (error.value === undefined) {
    return { code: 'RECORD.FIELD_MISSING', field, expected, detail: `"${field}" is missing. Give ${expected}.` };
  }
  return { code: 'RECORD.FIELD_INVALID', field, expected, detail: `"${field}" is not as expected. Give ${expected}.` };
}

function pathOf(within: string, property: string): string {
  if (within === '') return property;
  return /^\d+$/.test(property) ? `${within}[${property}]` : `${within}.${property}`;
}

function expectedOf(error: ValidationError): string {
  const byConstraint: Readonly<Record<string, { readonly expected?: string }>> = error.contexts ?? {};
  const contexts = Object.values(byConstraint);
  return (
    contexts.find(({ expected }) => expected !== undefined)?.expected ??
    Object.values(error.constraints ?? {})[0] ??
    'another value'
  );
}
