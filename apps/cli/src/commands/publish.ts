import path from 'node:path';
import {
  FORMATS,
  KINDS,
  type PublicationKind,
  PublicationModule,
  Publish,
  type PublishedFile,
} from '@remit/exchange/nest';
import { valueOf } from '@remit/record/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { type Arguments, without } from '../arguments.js';
import { openEngine, trustOf } from '../engine.js';
import { say, sayJson } from '../print/output.js';
import { WrongUsage } from '../usage.js';
import { writeWhole } from '../write-file.js';
import { given, today } from './who.js';

/** `remit publish`: a scheme, or the matrix of a school, as a file to publish. @returns the exit code. */
export async function publish(args: Arguments): Promise<number> {
  const kind = kindOf(args);
  const file = args.needed('out');
  without(args, UNWANTED[kind], `remit publish ${kind}`);
  const question = {
    ...QUESTIONS[kind](args),
    ...given('knownAt', args.text('known-at')),
    format: formatOf(args, file),
  };
  const store = new SqliteRecordStore({ directory: args.data, access: 'read' });
  const engine = await openEngine(args, 'read', store, [{ module: PublicationModule }]);
  try {
    const published = valueOf(await engine.queries.execute(new Publish(await trustOf(args, engine), kind, question)));
    writeWhole(file, published.bytes);
    report(published, file, args.json);
    return 0;
  } finally {
    await engine.close();
  }
}

const QUESTIONS: Readonly<Record<PublicationKind, (args: Arguments) => object>> = {
  scheme: (args) => ({
    ...given('scheme', args.text('scheme')),
    ...given('on', args.text('on')),
    ...(args.flag('plain') ? { plain: 'true' } : {}),
  }),
  matrix: (args) => ({
    school: args.needed('school'),
    on: args.text('on') ?? today(),
  }),
};

/** Options that go with the other kind. */
const UNWANTED: Readonly<Record<PublicationKind, readonly string[]>> = {
  scheme: ['school'],
  matrix: ['scheme', 'plain'],
};

function kindOf({ files }: Arguments): PublicationKind {
  const kind = KINDS.find((each) => each === files[0]);
  if (kind === undefined || files.length > 1) {
    throw new WrongUsage(
      'Say what to publish: remit publish scheme --out FILE, or remit publish matrix --school S --out FILE.',
    );
  }
  return kind;
}

/** The format asked for, or that of the file's ending. */
function formatOf(args: Arguments, file: string): string {
  const format = args.text('format') ?? path.extname(file).slice(1).toLowerCase();
  if (FORMATS.some((each) => each === format)) return format;
  throw new WrongUsage(`"${format}" is no format. End the file with .${FORMATS.join(', .')}, or give --format.`);
}

function report({ title, fingerprint, bytes }: PublishedFile, file: string, json: boolean): void {
  if (json) {
    sayJson({ file: path.resolve(file), title, fingerprint, bytes: bytes.length });
    return;
  }
  say(`Wrote ${file}: ${title}.`);
  say(`Fingerprint: ${fingerprint}. Whoever has the file can check it with: remit check-fingerprint FILE`);
}
