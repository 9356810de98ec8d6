import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {describe, expect, it} from 'vitest';

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** What each file below src/ imports of src/, at its top or when it is needed. */
const files: Graph = new Map(
  readdirSync('src', {recursive: true, encoding: 'utf8'})
    .map(name => join('src', name))
    .filter(path => /\.tsx?$/.test(path))
    .map(path => {
      const targets = [...readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)\.js'/g)].map(([, target = '']) =>
        join(dirname(path), target),
      );
      return [path, new Set(targets.flatMap(target => [`${target}.ts`, `${target}.tsx`].filter(existsSync)))];
    }),
);

/** Folders by what their files import of other folders. */
function foldersOf(graph: Graph): Graph {
  const folders = new Map<string, Set<string>>();
  for (const [path, targets] of graph) {
    const folder = dirname(path);
    const known = folders.get(folder) ?? new Set();
    for (const target of targets) if (dirname(target) !== folder) known.add(dirname(target));
    folders.set(folder, known);
  }
  return folders;
}

/** Whatever can be reached from something and reaches it. */
function inCircles(graph: Graph): readonly string[] {
  const reached = (from: string, seen = new Set<string>()): ReadonlySet<string> => {
    for (const next of graph.get(from) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      reached(next, seen);
    }
    return seen;
  };
  return [...graph.keys()].filter(each => reached(each).has(each)).sort();
}

const isScreen = (path: string): boolean => path.startsWith('src/screens');

describe('circles', () => {
  it('no file imports itself by way of others, below the screens and above', () => {
    expect(inCircles(files).filter(path => !isScreen(path))).toEqual([]);
  });

  it('no folder does', () => {
    expect(inCircles(foldersOf(files)).filter(path => !isScreen(path))).toEqual([]);
  });
});
