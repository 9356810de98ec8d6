import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {loadTimeline} from '../../src/import/load.js';

const folder = mkdtempSync(join(tmpdir(), 'incident-replay-package-'));
const installed = join(folder, 'node_modules/incident-replay');
const {version} = JSON.parse(readFileSync('package.json', 'utf8'));

/** Runs a command as a stranger would: with nothing of npm's own surroundings, an empty cache, and no network. */
function run(command: string, args: readonly string[], cwd = folder): {status: number | null; stdout: string; stderr: string} {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_ENV$|NO_COLOR$|FORCE_COLOR$)/i.test(name));
  const env = {
    ...Object.fromEntries(own),
    npm_config_cache: join(folder, 'cache'),
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
  };
  return spawnSync(command, args, {cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});
}
const filesIn = (path: string) =>
  readdirSync(path, {recursive: true, encoding: 'utf8'})
    .filter(name => statSync(join(path, name)).isFile())
    .map(name => name.replaceAll('\\', '/'))
    .sort();

describe('the package', () => {
  beforeAll(() => {
    const packed = run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], process.cwd());
    expect(packed.status, packed.stderr).toBe(0);
    writeFileSync(join(folder, 'package.json'), '{"private": true}');
    const install = run('npm', ['install', '--offline', '--ignore-scripts', `./incident-replay-${version}.tgz`]);
    expect(install.status, install.stderr).toBe(0);
  });
  afterAll(() => rmSync(folder, {recursive: true, force: true}));

  it('installs without a network, and brings nobody along', () => {
    expect(readdirSync(join(folder, 'node_modules')).filter(name => !name.startsWith('.'))).toEqual(['incident-replay']);
  });

  it('holds what runs and what tells about it, and nothing else', () => {
    const names = filesIn(installed);
    const belongs =
      /^(bin\/[\w-]+\.js|dist\/[\w-]+\.js|dist\/sha256-[0-9a-f]{64}\.json|dist\/THIRD-PARTY-LICENSES\.txt|timelines\/[\w.-]+\.(json|md)|(LICENSE|README\.md|CHANGELOG\.md|package\.json))$/;
    expect(names.filter(name => !belongs.test(name))).toEqual([]);
    expect(names).toEqual(
      expect.arrayContaining(['LICENSE', 'bin/incident-replay.js', 'dist/THIRD-PARTY-LICENSES.txt', 'dist/entry.js', 'package.json']),
    );
    const bundled = readdirSync('timelines').filter(name => name.endsWith('.json'));
    expect(names.filter(name => name.endsWith('.json') && name.startsWith('timelines/'))).toEqual(
      bundled.map(name => `timelines/${name}`).sort(),
    );
  });

  it('brings every incident checked, named by the hash of the very bytes that were checked', () => {
    for (const name of readdirSync('timelines').filter(each => each.endsWith('.json') && !each.endsWith('.schema.json'))) {
      const bytes = readFileSync(join(installed, 'timelines', name));
      const checked = join(installed, 'dist', `sha256-${createHash('sha256').update(bytes).digest('hex')}.json`);
      expect(JSON.parse(readFileSync(checked, 'utf8'))).toEqual(loadTimeline(name, bytes.toString()));
    }
  });

  it('names every package inside it and its licence', () => {
    const text = readFileSync(join(installed, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
    const names = [...text.matchAll(/^(\S+) \d+\.\d+\.\S+ \(MIT\)$/gm)].map(([, name]) => name);
    expect(names).toEqual(expect.arrayContaining(['chalk', 'date-fns', 'ink', 'react', 'yargs', 'yoga-layout', 'zod']));
  });

  it('runs by its name', () => {
    expect(run('npx', ['--no-install', 'incident-replay', '--version'])).toMatchObject({status: 0, stdout: `${version}\n`});
  });

  it('finds the incidents that come with it, from any folder', () => {
    const {status, stdout, stderr} = run(process.execPath, [join(installed, 'bin/incident-replay.js'), 'list']);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    for (const name of filesIn(join(installed, 'timelines')))
      if (/^[\w-]+\.json$/.test(name)) expect(stdout).toContain(name.replace('.json', ''));
  });
});
