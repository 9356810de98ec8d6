// Plain Node, no packages: makes `npm start` and `npm test` work in a fresh clone. Installs and builds only what is missing or old.
// Everything it says goes to stderr: stdout belongs to the program that runs next.
import '../bin/require-node.js';
import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync, statSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** When a file was last written, in ms; 0 when there is none. */
const writtenAtMs = path => statSync(root + path, {throwIfNoEntry: false})?.mtimeMs ?? 0;
const newestIn = folder => Math.max(0, ...readdirSync(root + folder, {recursive: true}).map(name => writtenAtMs(`${folder}/${name}`)));

function run(command, args) {
  const isWindows = process.platform === 'win32'; // npm is a script there
  const {status, error} = spawnSync(command, args, {cwd: root, stdio: ['ignore', 2, 2], shell: isWindows && command === 'npm'});
  if (error !== undefined) console.error(`${command} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

const installed = 'node_modules/.package-lock.json';
if (writtenAtMs(installed) < writtenAtMs('package-lock.json') - 1000) {
  if (!existsSync(root + installed)) console.error('Installing what the build needs; this happens once.');
  // The build's tools are development packages, which npm leaves out where NODE_ENV says production. None needs its install script.
  run('npm', ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
}
if (
  writtenAtMs('dist/entry.js') <
  Math.max(newestIn('src'), newestIn('scripts'), writtenAtMs('package-lock.json'), writtenAtMs('package.json'))
) {
  run(process.execPath, ['scripts/build.mjs']);
}
