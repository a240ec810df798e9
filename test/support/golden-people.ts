import { createHash } from 'node:crypto';
import { PeopleIndex } from '@remit/access';
import { nodeSealing, PersonSealing } from '@remit/access/nest';
import { MemoryPersonKeys } from './memory-person-keys.js';

/** The key of every person of the golden samples: nobody's secret. */
const GOLDEN_KEY = createHash('sha256').update('golden').digest();

class GoldenKeys extends MemoryPersonKeys {
  override find(): Uint8Array {
    return GOLDEN_KEY;
  }
}

/** Seals as the golden samples were sealed: nonces that an entry number gives, so that the same bytes come out again. */
function goldenSealing(n: number): PersonSealing {
  let nonces = 0;
  const random = (bytes: number): Uint8Array => {
    nonces += 1;
    return createHash('sha256')
      .update(`nonce ${String(n)} ${String(nonces)}`)
      .digest()
      .subarray(0, bytes);
  };
  return new PersonSealing(new GoldenKeys(), { ...nodeSealing, random });
}

type Data = Readonly<Record<string, unknown>>;

/** The data of a golden entry as they are recorded. */
export function goldenSealed(trust: string, n: number, type: string, clear: Data): Data {
  const sealed = goldenSealing(n).seal({ trust, n, people: new PeopleIndex() }, type, clear);
  if ('refused' in sealed) throw new Error(sealed.refused.detail);
  return sealed.data;
}

/** The data of a golden entry as its command said them. */
export function goldenClear(trust: string, n: number, recorded: Data): Data {
  const compared = goldenSealing(n).comparable(trust, n, recorded, {});
  if ('refused' in compared) throw new Error(compared.refused.detail);
  return compared.recorded;
}
