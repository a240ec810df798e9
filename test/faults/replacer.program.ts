// Replaces a small file by 1500 bytes. Argument: the file. Prints `replaced` or `refused <code>`.
import { replaceFile } from '@remit/disk/nest';

try {
  replaceFile(process.argv[2]!, 'n'.repeat(1500), 'full');
  console.log('replaced');
} catch (error) {
  console.log(`refused ${String((error as NodeJS.ErrnoException).code)}`);
}
