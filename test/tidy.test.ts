import {readdirSync, readFileSync, statSync} from 'node:fs';
import {dirname, join, normalize} from 'node:path';
import {describe, expect, it} from 'vitest';

/** Which floor a folder of src/ is on: imports go to a lower floor, to the left on the same floor, or stay in the folder. */
const floors: readonly (readonly string[])[] = [
  ['timeline', 'format', 'race'],
  ['model', 'mechanisms', 'engine'],
  ['review', 'drill', 'learn'],
  ['screen', 'export', 'import'],
  ['surfaces'],
  ['screens'],
  ['host'],
  ['cli'],
];
/** Where a folder stands: the floor, and the place on it. */
const placeOf = (folder: string): readonly [number, number] => {
  const floor = floors.findIndex(folders => folders.includes(folder));
  return [floor, floors[floor]?.indexOf(folder) ?? -1];
};
/** Folders of one floor that do not know each other. */
const strangers = ['race', 'screen', 'export', 'import', 'surfaces', 'host'];
const pureFolders = floors.slice(0, 4).flat();

type Source = {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly imports: readonly string[];
};

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .map(name => join(folder, name))
    .filter(path => /\.tsx?$/.test(path) && statSync(path).isFile());

const sources: readonly Source[] = filesBelow('src').map(path => {
  const text = readFileSync(path, 'utf8');
  const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(match => match[1] as string);
  return {path, folder: path.split('/')[1] as string, text, lines: text.split('\n'), imports};
});
const isPure = ({folder}: Source): boolean => pureFolders.includes(folder);

describe('floors', () => {
  it('imports go down, or to the left', () => {
    const wrong = sources.flatMap(({path, folder, imports}) => {
      const [floor, at] = placeOf(folder);
      return imports
        .filter(target => target.startsWith('.'))
        .map(target => normalize(join(dirname(path), target)).split('/')[1] as string)
        .filter(other => other !== folder && floors.some(folders => folders.includes(other)))
        .filter(other => {
          const [otherFloor, otherAt] = placeOf(other);
          return otherFloor > floor || (otherFloor === floor && (otherAt >= at || strangers.includes(folder)));
        })
        .map(other => `${path} → ${other}`);
    });
    expect(wrong).toEqual([]);
  });

  it.each(sources.filter(isPure))('$path is pure', ({text, imports}) => {
    expect(imports.filter(target => target.startsWith('node:') || ['react', 'ink', 'yargs', 'chalk'].includes(target))).toEqual([]);
    const code = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replaceAll(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g, "''");
    expect(
      code.match(/\b(?:Date\.now|new Date\b|Math\.random|performance\.|setTimeout|setInterval|setImmediate|process\.|toLocale\w+)/g) ?? [],
    ).toEqual([]);
  });
});

describe('starts', () => {
  /** What is loaded with a file, before anything is asked of it: its imports of values, and theirs. */
  const loadedWith = (path: string, seen = new Set<string>()): ReadonlySet<string> => {
    const source = sources.find(each => each.path === path);
    if (source === undefined || seen.has(path)) return seen;
    seen.add(path);
    for (const [, names, target = ''] of source.text.matchAll(/^import (type )?[^;]*?from '(\.[^']+)'/gm)) {
      if (names === undefined) loadedWith(normalize(join(dirname(path), target.replace(/\.js$/, '.ts'))), seen);
    }
    return seen;
  };

  it('the help knows every command and loads nothing of what they do', () => {
    const heavy = [...loadedWith('src/cli/program/entry.ts')].filter(path =>
      /^src\/(?:cli\/run|engine|import|review|surfaces)\//.test(path),
    );
    expect(loadedWith('src/cli/program/entry.ts')).toContain('src/cli/commands/play.ts');
    expect(heavy).toEqual([]);
    expect([...loadedWith('src/cli/run/why.ts')]).toContain('src/engine/simulate.ts');
  });
});

describe('sizes', () => {
  it.each(sources)('$path has at most 400 lines', ({lines}) => {
    expect(lines.length).toBeLessThanOrEqual(401);
  });

  it.each(sources)('$path: functions fit on a screen (70 lines)', ({lines}) => {
    // The formatter gives a function's last line the indent of its first.
    const long = lines.flatMap((line, start) => {
      const opened =
        /^(\s*)(?:export )?(?:async )?(?:function\b|(?:const|readonly) [\w#]+ = .*=>\s*\{$|(?:#?\w+)\(.*\)(?:: [^=]+)? \{$)/.exec(line);
      if (opened === null || /^\s*(?:if|for|while|switch|return|describe|it)\b/.test(line)) return [];
      const end = lines.findIndex((other, index) => index > start && other.startsWith(`${opened[1]}}`));
      return end - start >= 70 ? [`line ${start + 1}: ${end - start + 1} lines`] : [];
    });
    expect(long).toEqual([]);
  });
});

describe('words', () => {
  it('no mechanism knows a date or an hour of an incident', () => {
    const literal = /\d{4}-\d\d-\d\d|'\d\d:\d\d/;
    const found = sources
      .filter(({path}) => /^src\/(?:engine|model|mechanisms)\//.test(path))
      .flatMap(({path, lines}) => lines.filter(line => literal.test(line)).map(line => `${path}: ${line.trim()}`));
    expect(found).toEqual([]);
  });

  it('the engine never reads impacts, phases, events or titles', () => {
    const found = sources
      .filter(({path}) => /^src\/(?:engine|model|mechanisms)\//.test(path) && !/(?:check|status|simulate)\.ts$/.test(path))
      .flatMap(({path, lines}) =>
        lines.filter(line => /\.(?:impacts|phases|events|title)\b/.test(line)).map(line => `${path}: ${line.trim()}`),
      );
    expect(found).toEqual([]);
  });

  it('no enum, no any, no default export', () => {
    const found = sources.flatMap(({path, lines}) =>
      lines
        .filter(line => /^\s*(?:export )?(?:const )?enum |: any(?=[;,)=[\]> ]*$)|\bas any\b|^export default/.test(line))
        .map(line => `${path}: ${line.trim()}`),
    );
    expect(found).toEqual([]);
  });
});
