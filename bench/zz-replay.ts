import { EngineTrustModel } from '@remit/engine/nest';
import { SystemClock, TrustSession } from '@remit/record/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { prepareRecord } from './prepared-record.js';
import { paceFor } from './trust-entries.js';
import { existsSync } from 'node:fs';
const dir = '/tmp/zz-replay-db'; const times = 10;
if (!existsSync(dir)) await prepareRecord(dir, [{ seed: 2026, trust: 'bench', pace: paceFor(times, 2026) }]);
const store = new SqliteRecordStore({ directory: dir, access: 'read' });
let best = 1e9, bestCpu = 1e9, n = 0;
for (let i = 0; i < Number(process.argv[2] ?? 6); i++) {
  globalThis.gc?.(); const c = process.cpuUsage(); const t = performance.now();
  const v = await new TrustSession('bench', store, new EngineTrustModel(), new SystemClock()).view(); n = v.head + 1;
  best = Math.min(best, performance.now() - t); const d = process.cpuUsage(c); bestCpu = Math.min(bestCpu, (d.user + d.system) / 1000);
}
console.log(n, 'wall', (n / best * 1000) | 0, '/s  cpu', (n / bestCpu * 1000) | 0, '/s');
