/**
 * How published pages look, on a screen and printed. It is part of what a check of a page looks at, because a style can
 * hide a line. When it changes, the old one goes to the end of {@link FORMER_STYLES}, so that pages published before
 * still check.
 *
 * Printed, nothing depends on a background: browsers leave these out.
 */
export const STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 82rem; padding: 1.5rem; color: #0b0c0c; background: #fff; font: 1rem/1.5 Arial, "Liberation Sans", Helvetica, sans-serif; font-variant-ligatures: none; hyphens: none; }
h1 { margin: 0 0 1rem; font-size: 1.9rem; line-height: 1.2; }
h2 { margin: 0; font-size: 1.25rem; line-height: 1.3; }
p { margin: 0 0 1rem; max-width: 48rem; }
ul { margin: 0 0 1.5rem; padding-left: 1.25rem; max-width: 48rem; }
li { margin-bottom: 0.5rem; }
section { margin-top: 2rem; }
section > h2 { margin-bottom: 0.5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { padding-bottom: 0.5rem; text-align: left; }
th, td { border: 1px solid #505a5f; padding: 0.35rem 0.5rem; text-align: left; vertical-align: top; }
thead th { background: #e8edf0; vertical-align: bottom; }
th[scope="row"] { font-weight: bold; }
td.id { color: #383f43; font-size: 0.8rem; white-space: nowrap; }
td.codes { text-align: center; }
.part { display: inline-block; min-width: 1.75rem; border: 2px solid #0b0c0c; padding: 0 0.35rem; font-weight: bold; }
.stamp { width: auto; margin-bottom: 1.5rem; font-size: 0.9rem; }
.stamp th { white-space: nowrap; }
.stamp caption { font-weight: bold; }
.stamp th, .stamp td { border: 0; border-bottom: 1px solid #b1b4b6; padding: 0.25rem 1.5rem 0.25rem 0; }
.stamp .code { font-family: "Liberation Mono", Consolas, monospace; font-weight: bold; letter-spacing: 0.05em; }
@media (max-width: 40rem) {
  body { padding: 1rem; }
  h1 { font-size: 1.5rem; }
  .lines { font-size: 0.875rem; }
  .lines th[scope="row"] { position: sticky; left: 0; max-width: 9rem; background: #fff; }
}
@page { margin: 14mm 12mm 16mm; @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt Arial, "Liberation Sans", sans-serif; } }
@page wide { size: A4 landscape; }
@page tall { size: A4 portrait; }
@media print {
  body { max-width: none; padding: 0; font-size: 9pt; line-height: 1.35; }
  body.wide { page: wide; }
  body.tall { page: tall; }
  h1 { font-size: 17pt; }
  h2 { font-size: 12pt; break-after: avoid; }
  p, ul { max-width: none; }
  section { margin-top: 6mm; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
  tr, li { break-inside: avoid; }
  caption { break-after: avoid; }
  .lines { font-size: 8pt; }
  thead th { background: none; border-bottom: 2px solid #000; }
  td.id { color: #000; font-size: 7pt; }
  th, td { padding: 1mm 1.5mm; }
  .stamp th, .stamp td { padding: 0.5mm 6mm 0.5mm 0; }
  .part { min-width: 5mm; padding: 0 1mm; color: #000; }
}
`;

/** Styles of earlier releases. */
export const FORMER_STYLES: readonly string[] = [];
