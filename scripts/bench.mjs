// Measures what a person feels, in the real program where that can be. Prints one JSON object a line: a figure, and the limit it must keep.
// node scripts/bench.mjs [frame|heap|night|record|search|race|lab|drills|drill|report|start|key|play|line|large]…
import {drill} from './bench/drill.mjs';
import {drills, frame, heap, night, race, record, report, search} from './bench/inside.mjs';
import {lab} from './bench/lab.mjs';
import {large} from './bench/large.mjs';
import {key, line, play, start} from './bench/real.mjs';

const benches = {frame, heap, night, record, search, race, lab, drills, drill, report, start, key, play, line, large};
for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benches)) {
  for await (const result of await benches[name]()) console.log(JSON.stringify({bench: name, ...result}));
}
