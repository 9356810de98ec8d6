// Writes what is derived from the sources: timelines/timeline.schema.json, the tables of timelines/README.md, the keys of README.md.
// With --check it writes nothing and says what is out of date.
import {readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {mechanismReference, tableOf} from './tables.mjs';

const root = new URL('..', import.meta.url);

const {outputFiles} = await build({
  absWorkingDir: fileURLToPath(root),
  stdin: {
    contents: `export {timelineJsonSchema} from './src/engine/json-schema.ts'; export {mechanisms} from './src/engine/mechanisms/index.ts'; export {keyTable} from './src/tui/keymap.ts';`,
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
const {timelineJsonSchema, mechanisms, keyTable} = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);
const schema = timelineJsonSchema();

/** Fills what stands between `<!-- fields of a.b -->`, `<!-- mechanisms -->` or `<!-- keys -->` and the next `<!-- end -->`. */
const filled = readme =>
  readme
    .replace(/(<!-- fields of ([^ ]+) -->\n)[\s\S]*?(<!-- end -->)/g, (_, begin, path, end) => `${begin}\n${tableOf(schema, path)}\n${end}`)
    .replace(
      /(<!-- mechanisms -->\n)[\s\S]*?(<!-- end -->)/,
      (_, begin, end) => `${begin}\n${mechanismReference(schema, mechanisms)}\n${end}`,
    )
    .replace(/(<!-- keys -->\n)[\s\S]*?(<!-- end -->)/, (_, begin, end) => `${begin}\n${keyTable()}\n${end}`);

const read = name => {
  try {
    return readFileSync(new URL(name, root), 'utf8');
  } catch {
    return '';
  }
};
const outputs = [
  {name: 'timelines/timeline.schema.json', text: `${JSON.stringify(schema, null, 2)}\n`},
  ...['timelines/README.md', 'README.md'].map(name => ({name, text: filled(read(name))})),
];
const stale = outputs.filter(({name, text}) => read(name) !== text);
if (!process.argv.includes('--check')) for (const {name, text} of stale) writeFileSync(new URL(name, root), text);
else if (stale.length > 0) {
  console.error(`${stale.map(({name}) => name).join(' and ')}: out of date, run npm run docs`);
  process.exitCode = 1;
}
