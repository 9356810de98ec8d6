// Writes what is derived from the sources: timelines/timeline.schema.json, the tables of timelines/README.md and timelines/DRILL.md, the keys and the fidelity of README.md.
// With --check it writes nothing and says what is out of date.
import {readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {fidelityTable, mechanismReference, tableOf} from './tables.mjs';

const root = new URL('..', import.meta.url);

const {outputFiles} = await build({
  absWorkingDir: fileURLToPath(root),
  stdin: {
    contents: `export {timelineJsonSchema} from './src/engine/json-schema.ts'; export {drillSchema} from './src/drill/scenario/schema.ts'; export {mechanisms} from './src/mechanisms/index.ts'; export {keyTable} from './src/screen/keys.ts'; export {groups, keysWith} from './src/screens/replay/keys.ts'; export {prepare} from './src/engine/simulate.ts'; export {loadTimeline} from './src/import/load.ts'; export * from './src/review/fidelity.ts';`,
    resolveDir: fileURLToPath(root),
  },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  write: false,
  logLevel: 'warning',
});
const {timelineJsonSchema, drillSchema, mechanisms, keyTable, groups, keysWith, prepare, loadTimeline, fidelityOf, edgeClasses, edgeWorth} =
  await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
const schema = timelineJsonSchema(drillSchema);

/** Fills what stands between `<!-- fields of a.b -->`, `<!-- mechanisms -->`, `<!-- keys -->` or `<!-- fidelity -->` and the next `<!-- end -->`. */
const filled = readme =>
  readme
    .replace(/(<!-- fields of ([^ ]+) -->\n)[\s\S]*?(<!-- end -->)/g, (_, begin, path, end) => `${begin}\n${tableOf(schema, path)}\n${end}`)
    .replace(
      /(<!-- mechanisms -->\n)[\s\S]*?(<!-- end -->)/,
      (_, begin, end) => `${begin}\n${mechanismReference(schema, mechanisms)}\n${end}`,
    )
    .replace(
      /(<!-- keys -->\n)[\s\S]*?(<!-- end -->)/,
      (_, begin, end) => `${begin}\n${keyTable({groups, keys: keysWith(() => '')})}\n${end}`,
    )
    .replace(/(<!-- fidelity -->\n)[\s\S]*?(<!-- end -->)/, (_, begin, end) => `${begin}\n${fidelity()}\n${end}`);

/** How the flagship's simulation agrees with what was published. */
function fidelity() {
  const name = 'timelines/aws-us-east-1-2025-10-20.json';
  const {summary} = fidelityOf(prepare(loadTimeline(name, read(name))));
  return fidelityTable(edgeClasses.map(name => ({name, worth: edgeWorth[name], ...summary[name]})));
}

const read = name => {
  try {
    return readFileSync(new URL(name, root), 'utf8');
  } catch {
    return '';
  }
};
const outputs = [
  {name: 'timelines/timeline.schema.json', text: `${JSON.stringify(schema, null, 2)}\n`},
  ...['timelines/README.md', 'timelines/DRILL.md', 'README.md'].map(name => ({name, text: filled(read(name))})),
];
const stale = outputs.filter(({name, text}) => read(name) !== text);
if (!process.argv.includes('--check')) for (const {name, text} of stale) writeFileSync(new URL(name, root), text);
else if (stale.length > 0) {
  console.error(`${stale.map(({name}) => name).join(' and ')}: out of date, run npm run docs`);
  process.exitCode = 1;
}
