/** An id chosen by whoever records: lower-case letters, digits, `-` and `.`, at least one letter or digit, at most 100. */
export type Id = string;

const ID = /^[a-z0-9.-]{1,100}$/;
const LETTER_OR_DIGIT = /[a-z0-9]/;

export const ID_EXPECTED = 'lower-case letters, digits, hyphens and full stops, at most 100 of them';

/** Whether a text is an id. Source: accountability contract, section 2. */
export function isId(text: string): boolean {
  return ID.test(text) && LETTER_OR_DIGIT.test(text);
}
