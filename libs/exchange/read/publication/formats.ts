/** The forms that a publication can take. */
export const FORMATS = ['html', 'docx', 'xlsx', 'pdf', 'csv', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** The kinds of publication. */
export const KINDS = ['scheme', 'matrix'] as const;
export type PublicationKind = (typeof KINDS)[number];
