// Bundles the program and everything it needs into dist/: one start of Node reads a handful of files instead of five hundred.
// With two arguments, an entry file and a folder, it bundles that instead (the tests' little programs).
import {createHash} from 'node:crypto';
import {chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {basename, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const forInk = {
  name: 'for-ink',
  setup({onLoad, onResolve}) {
    // Ink's connection to React's developer tools needs a package nobody installs, and the bundler would load it at the start.
    onResolve({filter: /^\.\/devtools\.js$/}, ({importer}) =>
      importer.includes('/ink/') || importer.includes('\\ink\\') ? {path: 'devtools', namespace: 'empty'} : undefined,
    );
    onLoad({filter: /.*/, namespace: 'empty'}, () => ({contents: ''}));
  },
};

const emojiPattern = '/^\\p{RGI_Emoji}$/v';

const whenUsed = {
  name: 'when-used',
  setup({onLoad}) {
    onLoad({filter: /[\\/]node_modules[\\/]string-width[\\/]index\.js$/}, ({path}) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes(emojiPattern)) return undefined;
      return {contents: text.replace(emojiPattern, () => `new PatternWhenUsed(() => ${emojiPattern})`)};
    });
  },
};

const commonOptions = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm', // yoga waits for its WebAssembly at the top level
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'], // jsonc-parser's other build cannot be bundled
  write: false,
  logLevel: 'warning',
};

function bundle(entries, folder) {
  return build({
    ...commonOptions,
    entryPoints: entries,
    outdir: folder,
    entryNames: '[name]', // beside each other, wherever their sources are
    chunkNames: 'chunk-[hash]',
    splitting: true, // what only the console needs (Ink) is loaded by the console only
    jsx: 'automatic',
    minify: true,
    legalComments: 'none', // the licences stand in a file of their own
    metafile: true,
    inject: ['scripts/when-used.js'],
    define: {
      'Intl.Segmenter': 'SegmenterWhenUsed',
      __VERSION__: JSON.stringify(version),
      'process.env.NODE_ENV': '"production"', // React in development mode is slow and remembers every frame
      'process.env.DEV': '"false"',
      "process.env['DEV']": '"false"',
      'process.env.WS_NO_BUFFER_UTIL': '"1"', // ws does without its native helpers, and does not look for them
      'process.env.WS_NO_UTF_8_VALIDATE': '"1"',
      fetch: 'undefined', // yoga would load Node's whole HTTP client to decode a data URL
    },
    banner: {js: 'const require=process.getBuiltinModule;'}, // what is not bundled is Node's own
    plugins: [forInk, whenUsed],
  });
}

/**
 * Takes Node's own modules as they are. An `import` of one reads each of its properties once, also those that load half of Node
 * (`fs.ReadStream`, `process.allowedNodeEnvironmentFlags`): a little of every start.
 */
const withBuiltins = text =>
  text.replace(
    /\bimport(?: ([\w$]+),?)?(?:\* ?as ([\w$]+)|\{([^}]*)\})? ?from ?"((?:node:)?[a-z_/]+)";?/g,
    (_, whole, all, named, name) => {
      const taken = `process.getBuiltinModule("${name}")`;
      const pattern = named === undefined ? [] : [`{${named.replaceAll(' as ', ':')}}`];
      return [whole, all, ...pattern].flatMap(each => (each === undefined ? [] : [`const ${each}=${taken};`])).join('');
    },
  );

const isChunk = path => basename(path).startsWith('chunk-');

/** Every package with code in the bundle and the text of its licence. */
function licences(metafile) {
  const folders = new Set();
  for (const input of Object.keys(metafile.inputs)) {
    const [path] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [];
    if (path !== undefined) folders.add(path);
  }
  return [...folders].sort().map(folder => {
    const {name, version, license} = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, folder)).find(each => /^(licen[cs]e|copying)/i.test(each));
    const text = file === undefined ? `Licensed under ${license}.` : readFileSync(join(root, folder, file), 'utf8').trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
}

/**
 * What each sound incident of `timelines/` says, read and checked now and not at every start: a file named by the hash of the very bytes
 * that were checked. Others, and what a person opens, go through every check when they are opened.
 */
async function checkedTimelines(folder) {
  const {outputFiles} = await build({...commonOptions, entryPoints: ['src/import/load.ts']});
  const {loadTimeline} = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
  const names = readdirSync(join(root, 'timelines')).filter(name => name.endsWith('.json') && !name.endsWith('.schema.json'));
  return names.flatMap(name => {
    const bytes = readFileSync(join(root, 'timelines', name));
    try {
      const contents = JSON.stringify(loadTimeline(name, new TextDecoder('utf-8', {fatal: true}).decode(bytes)));
      return [{path: join(folder, `sha256-${createHash('sha256').update(bytes).digest('hex')}.json`), contents}];
    } catch (error) {
      console.error(`${name} is not sound: ${error.message}`);
      return [];
    }
  });
}

/** Writes what has changed and removes what is no longer there, so that a program running from the folder is not disturbed. */
function update(folder, files) {
  mkdirSync(folder, {recursive: true});
  for (const {path, contents} of files) writeFileSync(path, contents); // the entry comes last: its date says that all are there
  const current = new Set(files.map(({path}) => basename(path)));
  for (const name of readdirSync(folder)) if (!current.has(name) && /^sha256-.*\.json$|\.(js|txt)$/.test(name)) rmSync(join(folder, name));
}

// The program last: its file is written last, and its date says that all are there.
const program = ['src/cli/explore-worker.ts', 'src/cli/program/entry.ts'];
const [entry, folder = 'dist'] = process.argv.slice(2);
const entries = entry === undefined ? program : [entry];
for (const path of entries.filter(each => !existsSync(resolve(root, each)))) {
  console.error(`${path}: no such file`);
  process.exit(1);
}
const bundled = await bundle(entries, folder).catch(() => process.exit(1)); // the bundler has said why
const {metafile} = bundled;
const outputFiles = bundled.outputFiles.map(({path, text}) => ({path, contents: withBuiltins(text)}));
const outputFolder = resolve(root, folder);
const separator = `\n${'-'.repeat(80)}\n\n`;
const licenceFile = {
  path: join(outputFolder, 'THIRD-PARTY-LICENSES.txt'),
  contents: `The program in this folder contains these packages:\n${separator}${licences(metafile).join(separator)}`,
};
const checked = entry === undefined ? await checkedTimelines(outputFolder) : [];
update(outputFolder, [
  licenceFile,
  ...checked,
  ...outputFiles.filter(({path}) => isChunk(path)),
  ...outputFiles.filter(({path}) => !isChunk(path)),
]);
chmodSync(join(root, 'bin/incident-replay.js'), 0o755); // some ways of copying a repository forget it
const kilobytes = Math.round(outputFiles.reduce((sum, {contents}) => sum + contents.length, 0) / 1000);
console.error(`built ${folder}: ${outputFiles.length} files, ${kilobytes} kB`);
