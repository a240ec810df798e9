import type { PublishedDocument } from '@remit/exchange';
import { pageOf } from '@remit/web/nest';

/** What the scheme in plain words shows to everybody. */
export interface PublishedModel {
  readonly title: string;
  readonly preface: readonly string[];
  readonly sections: readonly {
    readonly id: string;
    readonly heading: string;
    readonly sentences: readonly string[];
  }[];
  readonly stamp: PublishedDocument['stamp'];
  readonly downloads: readonly { readonly text: string; readonly href: string }[];
}

export const publishedPage = pageOf<PublishedModel>('schemes/published');

/** The scheme of today in plain words. It names bodies and posts, and nobody by name. */
export function publishedModel(trust: string, { title, preface, sections, stamp }: PublishedDocument): PublishedModel {
  const root = `/api/trusts/${trust}/publication/scheme`;
  return {
    title,
    preface,
    sections: sections.map(({ heading, sentences }, at) => ({ id: `part-${String(at + 1)}`, heading, sentences })),
    stamp,
    downloads: [
      { text: 'This page as a PDF', href: `${root}?plain=true&format=pdf` },
      { text: 'This page for Word', href: `${root}?plain=true&format=docx` },
      { text: 'The scheme in full: every line with its number', href: root },
    ],
  };
}

/** The same while no scheme is in force. */
export function nothingPublished(trustName: string): PublishedModel {
  return {
    title: `Who decides what in ${trustName}`,
    preface: ['No scheme of delegation is in force today: the board of trustees decides everything that law lets it.'],
    sections: [],
    stamp: [],
    downloads: [],
  };
}
