// Measures what a person feels, in the real program where that can be. Prints one JSON object a line: a figure, and the limit it must keep.
// node scripts/bench.mjs [frame|heap|night|record|search|race|start|key|play|line|large]…
import {frame, heap, night, race, record, search} from './bench/inside.mjs';
import {large} from './bench/large.mjs';
import {key, line, play, start} from './bench/real.mjs';

const benches = {frame, heap, night, record, search, race, start, key, play, line, large};
for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benches)) {
  for await (const result of await benches[name]()) console.log(JSON.stringify({bench: name, ...result}));
}
