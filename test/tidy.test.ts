import {readdirSync, readFileSync, statSync} from 'node:fs';
import {dirname, join, normalize} from 'node:path';
import {describe, expect, it} from 'vitest';

/** Which floor a folder of src/ is on: imports go to a lower floor or stay in the folder. */
const floors: Readonly<Record<string, number>> = {
  timeline: 1,
  engine: 2,
  race: 2,
  format: 2,
  import: 3,
  review: 3,
  drill: 3,
  terminal: 4,
  export: 4,
  tui: 4.5, // draws through terminal/
  cli: 5,
};
const pureFolders = ['timeline', 'engine', 'race', 'format', 'import', 'review', 'drill', 'export'];

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
  it.each(sources)('$path imports downwards only', ({path, folder, imports}) => {
    const own = floors[folder];
    if (own === undefined) return;
    const sideways = imports
      .filter(target => target.startsWith('.'))
      .map(target => normalize(join(dirname(path), target)).split('/')[1] as string)
      .filter(other => other !== folder && (floors[other] ?? 0) >= own);
    expect(sideways).toEqual([]);
  });

  it('engine, race and format do not know each other', () => {
    const strangers = sources.flatMap(({path, folder, imports}) =>
      floors[folder] === 2
        ? imports.filter(target => /^\.\.\/(?:\.\.\/)?(?:engine|race|format)\//.test(target)).map(target => `${path} → ${target}`)
        : [],
    );
    expect(strangers).toEqual([]);
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
    const heavy = [...loadedWith('src/cli/entry.ts')].filter(path => /^src\/(?:cli\/run|engine|import|review|terminal)\//.test(path));
    expect(loadedWith('src/cli/entry.ts')).toContain('src/cli/commands/play.ts');
    expect(heavy).toEqual([]);
    expect([...loadedWith('src/cli/run/why.ts')]).toContain('src/engine/simulate.ts');
  });
});

describe('sizes', () => {
  it.each(sources)('$path has at most 300 lines', ({lines}) => {
    expect(lines.length).toBeLessThanOrEqual(301);
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
      .filter(({path}) => path.startsWith('src/engine/'))
      .flatMap(({path, lines}) => lines.filter(line => literal.test(line)).map(line => `${path}: ${line.trim()}`));
    expect(found).toEqual([]);
  });

  it('the engine never reads impacts, phases, events or titles', () => {
    const found = sources
      .filter(({path}) => path.startsWith('src/engine/') && !/(?:check|status|simulate)\.ts$/.test(path))
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
