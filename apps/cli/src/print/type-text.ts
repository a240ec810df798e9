/** `PersonAppointed.v1` as people say it: "Person appointed". */
export function typeInWords(type: string): string {
  const spaced = type
    .replace(/\.v\d+$/, '')
    .replace(/(?<!^)([A-Z])/g, ' $1')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
