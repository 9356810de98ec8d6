// Writes a record of any length, the same every time: for `npm run bench`, and to try the console on something big.
// node scripts/long-record.mjs EVENTS FILE
import {closeSync, openSync, writeSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const names = ['api', 'auth', 'billing', 'cache', 'cdn', 'database', 'dns', 'gateway', 'queue', 'search', 'storage', 'web'];
const services = names.map((id, index) => ({id, name: id.toUpperCase(), group: index < 6 ? 'core' : 'edge'}));
const sources = ['pager', 'chat', 'status-page', 'deploys'].map(id => ({id, title: `Export of ${id}`, publisher: id}));
const kinds = ['detection', 'action', 'automation', 'communication', 'impact', 'recovery', 'fault'];
const what = [
  'alarm on error rate above 5 % in zone',
  'responder acknowledges page for shard',
  'automation restarts stuck worker',
  'status page tells customers of delays in region',
  'requests fail with connection timeouts on host',
  'throughput back to normal on partition',
  'disk full on replica',
];
const statuses = ['degraded', 'partial outage', 'operational', 'major outage', 'operational'];

const startUnixMs = Date.UTC(2024, 4, 6, 9);
const hours = 48;
const iso = unixMs => new Date(unixMs).toISOString();

/** A row of about 250 bytes. Rows come in bursts, as alarms do: every seventh takes a leap. */
function row(index, count) {
  const burst = Math.floor(index / 7) * 7;
  const atMs = Math.floor(((burst + (index - burst) * 0.2) / count) * hours * 3_600_000);
  const kind = index % kinds.length;
  const service = names[(index * 5) % names.length];
  return {
    id: `R${index}`,
    at: iso(startUnixMs + atMs),
    kind: kinds[kind],
    services: index % 11 === 0 ? [service, names[index % names.length]].filter((id, at, ids) => ids.indexOf(id) === at) : [service],
    ...(index % 997 === 0 ? {status: statuses[Math.floor(index / 997) % statuses.length]} : {}),
    title: `${service}: ${what[kind]} ${(index * 7919) % 10_007}`,
    detail: `Row ${index} of the export, seen by ${(index * 31) % 400} probes.`,
    sources: [sources[index % sources.length].id],
    confidence: 'single source',
  };
}

export function writeLongRecord(count, path) {
  const incident = {
    id: `record-${count}`,
    title: `A record of ${count} events`,
    startsAt: iso(startUnixMs),
    endsAt: iso(startUnixMs + hours * 3_600_000),
  };
  const file = openSync(path, 'w');
  writeSync(file, JSON.stringify({schemaVersion: 1, incident, sources, services}).slice(0, -1));
  writeSync(file, ',"events":[\n');
  const rows = 10_000;
  for (let from = 0; from < count; from += rows) {
    const some = Array.from({length: Math.min(rows, count - from)}, (_, index) => JSON.stringify(row(from + index, count)));
    writeSync(file, `${from === 0 ? '' : ',\n'}${some.join(',\n')}`);
  }
  writeSync(file, '\n]}\n');
  closeSync(file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [count = '', path] = process.argv.slice(2);
  if (!/^\d+$/.test(count) || path === undefined) {
    console.error('node scripts/long-record.mjs EVENTS FILE');
    process.exit(2);
  }
  writeLongRecord(Number(count), path);
}
