import { invariant } from '@remit/kernel';

/** Signatures and offsets of the zip format, as PKWARE's APPNOTE 6.3.10 has them (sections 4.3.7, 4.3.12 and 4.3.16). */
const END = { signature: 0x06054b50, length: 22, count: 10, directory: 16 };
const FILE = { signature: 0x02014b50, length: 46, time: 12, name: 28, extra: 30, comment: 32, header: 42 };
const HEADER_TIME = 10;

/** 1 January 1980, 00:00: the first moment that the format can say. The time of day is the lower half. */
const FIRST_MOMENT = 0x0021_0000;

/**
 * A zip archive, such as a workbook, without the times at which its files were written: what has the same content then has
 * the same bytes.
 * @param archive as a library of ours has just made it: whole, and without a comment at its end
 */
export function undated(archive: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(archive);
  const view = new DataView(bytes.buffer);
  const end = bytes.length - END.length;
  invariant(end >= 0 && view.getUint32(end, true) === END.signature, 'A zip archive was made without its end.');
  let at = view.getUint32(end + END.directory, true);
  for (let left = view.getUint16(end + END.count, true); left > 0; left -= 1) {
    invariant(view.getUint32(at, true) === FILE.signature, 'A zip archive was made with a broken directory.');
    view.setUint32(at + FILE.time, FIRST_MOMENT, true);
    view.setUint32(view.getUint32(at + FILE.header, true) + HEADER_TIME, FIRST_MOMENT, true);
    const lengths = [FILE.name, FILE.extra, FILE.comment].map((each) => view.getUint16(at + each, true));
    at += lengths.reduce((sum, each) => sum + each, FILE.length);
  }
  return bytes;
}
