// Measures what a person feels, in the real program where that can be. Prints one JSON object a line: a figure, and the limit it must keep.
// With --against FOLDER: what a person feels, beside another state of the program that is built there (git worktree add, npm ci).
// node scripts/bench.mjs [--against FOLDER] [frame|heap|night|record|search|race|lab|drills|drill|report|start|key|play|line|large]…
import {against} from './bench/against.mjs';
import {drill} from './bench/drill.mjs';
import {drills, frame, heap, night, race, record, report, search} from './bench/inside.mjs';
import {lab} from './bench/lab.mjs';
import {large} from './bench/large.mjs';
import {key, line, play, start} from './bench/real.mjs';

const benches = {frame, heap, night, record, search, race, lab, drills, drill, report, start, key, play, line, large};
const isAgainst = process.argv[2] === '--against';
const chosen = isAgainst ? against(process.argv[3]) : benches;
const named = process.argv.slice(isAgainst ? 4 : 2);
for (const name of named.length > 0 ? named : Object.keys(chosen)) {
  for await (const result of await chosen[name]()) console.log(JSON.stringify({bench: name, ...result}));
}
