/** What `components/cell.njk` shows: a text, perhaps linked or marked, with a note under it or links behind it. */
export interface TableCell {
  /** What addresses lead to it by: the first cell of a row is where the row is. */
  readonly id?: string | undefined;
  readonly text: string;
  readonly href?: string | undefined;
  readonly mark?: string | undefined;
  /** How it stands, in a coloured tag. */
  readonly tag?: { readonly text: string; readonly colour: 'green' | 'grey' | 'yellow' | 'red' } | undefined;
  /** In place of the text: one that was edited, with what was added and what was taken away. */
  readonly edited?: readonly { readonly text: string; readonly change?: 'added' | 'removed' | undefined }[] | undefined;
  readonly note?: string | undefined;
  /** Links that stand open, one after the other, after the text; one without an address stands there as a text. */
  readonly links?: readonly { readonly text: string; readonly href?: string | undefined }[] | undefined;
  /** Links that are too many to stand open: behind the text. */
  readonly more?: readonly { readonly text: string; readonly href: string }[] | undefined;
}

/** What `components/table.njk` shows: on a phone each row reads as lines, "Column: value". */
export interface TableModel {
  readonly caption: string;
  /** The page about what the caption names; its link stands under the table. */
  readonly about?: { readonly text: string; readonly href: string } | undefined;
  readonly columns: readonly string[];
  /** The first cell of each row names it. */
  readonly rows: readonly (readonly TableCell[])[];
}
