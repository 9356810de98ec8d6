import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import type {TestProject} from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The bundled test/fixtures/terminal-app.ts. */
    terminalApp: string;
  }
}

/** Builds the program and the tests' own little one, once for all end-to-end tests. */
export default function setup(project: TestProject): () => void {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'incident-replay-'));
  const build = (...args: readonly string[]) =>
    execFileSync(process.execPath, ['scripts/build.mjs', ...args], {cwd: root, stdio: ['ignore', 'ignore', 'inherit']});
  build();
  build('test/fixtures/terminal-app.ts', folder);
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  project.provide('terminalApp', join(folder, 'terminal-app.js'));
  return () => rmSync(folder, {recursive: true, force: true});
}
