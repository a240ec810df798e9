/** Whether an address is one of a page for people, and not of the API, of a file, or of a check of the server's health. */
export function isPagePath(path: string): boolean {
  return !/^\/(api|health|assets)(\/|$)/.test(path);
}
