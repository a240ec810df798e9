import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { printPdf } from '../../../../libs/exchange/read/publication/faces/print-pdf.js';
import { temporaryDirectory } from '../../../support/temporary-directory.js';

const directory = temporaryDirectory();
const program = path.join(directory.path, 'printer');
beforeAll(() => {
  writeFileSync(
    program,
    '#!/bin/sh\nfor each in "$@"; do case "$each" in --print-to-pdf=*) echo printed > "${each#*=}";; esac; done\n',
  );
  chmodSync(program, 0o755);
  process.env['REMIT_CHROMIUM'] = program;
});
afterAll(() => {
  delete process.env['REMIT_CHROMIUM'];
  directory.remove();
});

test('one PDF is printed and eight wait; whoever comes then is told to try again, and later is served', async () => {
  const print = (): Promise<string> =>
    printPdf(Buffer.from('<p>')).then(
      (bytes) => Buffer.from(bytes).toString().trim(),
      (error: unknown) => (error as { readonly problem: { readonly code: string } }).problem.code,
    );
  const asked = Array.from({ length: 11 }, print);
  expect(await Promise.all(asked)).toEqual([
    ...Array.from({ length: 9 }, () => 'printed'),
    'EXCHANGE.PDF_BUSY',
    'EXCHANGE.PDF_BUSY',
  ]);
  expect(await print()).toBe('printed');
});
