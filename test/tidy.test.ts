import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {describe, expect, it} from 'vitest';

/** Which floor a folder of src/ is on: imports go to a lower floor, to the left on the same floor, or stay in the folder. */
const floors: readonly (readonly string[])[] = [
  ['timeline', 'format', 'race'],
  ['model', 'mechanisms', 'engine'],
  ['review', 'drill', 'learn'],
  ['screen', 'export', 'import'],
  ['screens'],
  ['host', 'surfaces'],
  ['cli'],
];
/** Where a folder stands: the floor, and the place on it. */
const placeOf = (folder: string): readonly [number, number] => {
  const floor = floors.findIndex(folders => folders.includes(folder));
  return [floor, floors[floor]?.indexOf(folder) ?? -1];
};
/** Folders of one floor that do not know each other. */
const strangers = ['race', 'screen', 'export', 'import', 'surfaces', 'host'];
const pureFolders = floors.slice(0, 5).flat();

type Source = {
  readonly path: string;
  readonly folder: string;
  readonly lines: readonly string[];
  /** The text without comments, and with every string empty. */
  readonly code: string;
  /** What it imports, as it is written. */
  readonly imports: readonly string[];
  /** What it imports of src/: at its top, or when it is needed. */
  readonly uses: ReadonlySet<string>;
  /** Of these what is loaded with it: values, at its top. */
  readonly loads: readonly string[];
};

/** The file that an import of another one means. */
const fileOf = (path: string, target: string): string | undefined =>
  ['.ts', '.tsx'].map(ending => join(dirname(path), target.replace(/\.js$/, ending))).find(existsSync);
const given = <T>(values: readonly (T | undefined)[]): readonly T[] => values.filter(value => value !== undefined);

const sources: readonly Source[] = readdirSync('src', {recursive: true, encoding: 'utf8'})
  .map(name => join('src', name))
  .filter(path => /\.tsx?$/.test(path) && statSync(path).isFile())
  .map(path => {
    const text = readFileSync(path, 'utf8');
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(match => match[1] as string);
    const values = [...text.matchAll(/^import (?!type )[^;]*?from '(\.[^']+)'/gm)].map(match => match[1] as string);
    return {
      path,
      folder: path.split('/')[1] as string,
      lines: text.split('\n'),
      code: text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replaceAll(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g, "''"),
      imports,
      uses: new Set(given(imports.filter(target => target.startsWith('.')).map(target => fileOf(path, target)))),
      loads: given(values.map(target => fileOf(path, target))),
    };
  });

/** The lines of some files that something is wrong with, each with its file. */
const linesWith = (wrong: RegExp, files: readonly Source[] = sources): readonly string[] =>
  files.flatMap(({path, lines}) => lines.filter(line => wrong.test(line)).map(line => `${path}: ${line.trim()}`));

describe('floors', () => {
  it('imports go down, or to the left', () => {
    const isUp = (folder: string, other: string): boolean => {
      const [[floor, at], [otherFloor, otherAt]] = [placeOf(folder), placeOf(other)];
      return otherFloor > floor || (otherFloor === floor && (otherAt >= at || strangers.includes(folder)));
    };
    const wrong = sources.flatMap(({path, folder, uses}) =>
      [...uses]
        .filter(used => used.split('/')[1] !== folder && isUp(folder, used.split('/')[1] as string))
        .map(used => `${path} → ${used}`),
    );
    expect(wrong).toEqual([]);
  });

  it('what is pure imports nothing that is not', () => {
    const isImpure = (target: string): boolean => target.startsWith('node:') || ['react', 'ink', 'yargs', 'chalk'].includes(target);
    const wrong = sources
      .filter(({folder}) => pureFolders.includes(folder))
      .flatMap(({path, imports}) => imports.filter(isImpure).map(target => `${path} → ${target}`));
    expect(wrong).toEqual([]);
  });

  it('what is pure has no clock, no chance, no process', () => {
    const impure = /\b(?:Date\.now|new Date\b|Math\.random|performance\.|setTimeout|setInterval|setImmediate|process\.|toLocale\w+)/g;
    const wrong = sources
      .filter(({folder}) => pureFolders.includes(folder))
      .flatMap(({path, code}) => (code.match(impure) ?? []).map(found => `${path}: ${found}`));
    expect(wrong).toEqual([]);
  });

  it('the help knows every command and loads nothing of what they do', () => {
    const loadsOf = new Map(sources.map(({path, loads}) => [path, loads]));
    const loadedWith = (path: string): ReadonlySet<string> => reached(path, each => loadsOf.get(each) ?? []);
    const loaded = [...loadedWith('src/cli/program/entry.ts')];
    expect(loaded).toContain('src/cli/commands/play.ts');
    expect(loaded.filter(path => /^src\/(?:cli\/run|engine|import|review|surfaces)\//.test(path))).toEqual([]);
    expect(loadedWith('src/cli/run/why.ts')).toContain('src/engine/simulate.ts');
  });
});

/** Whatever can be reached from something, one step or more away. */
function reached(from: string, next: (each: string) => Iterable<string>): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [from];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    for (const other of next(each)) {
      if (seen.has(other)) continue;
      seen.add(other);
      waiting.push(other);
    }
  }
  return seen;
}

describe('circles', () => {
  type Graph = ReadonlyMap<string, ReadonlySet<string>>;

  const files: Graph = new Map(sources.map(({path, uses}) => [path, uses]));
  const folders: Graph = new Map(
    [...new Set(sources.map(({path}) => dirname(path)))].map(folder => {
      const within = sources.filter(({path}) => dirname(path) === folder);
      return [folder, new Set(within.flatMap(({uses}) => [...uses].map(dirname)).filter(other => other !== folder))];
    }),
  );

  // Below the screens and above.
  it.each([
    {what: 'file', graph: files},
    {what: 'folder', graph: folders},
  ])('no $what imports itself by way of others', ({graph}) => {
    const inCircles = [...graph.keys()].filter(each => reached(each, other => graph.get(other) ?? []).has(each));
    expect(inCircles.filter(path => !path.startsWith('src/screens'))).toEqual([]);
  });
});

describe('sizes', () => {
  it('a file has at most 400 lines', () => {
    expect(sources.filter(({lines}) => lines.length > 401).map(({path, lines}) => `${path}: ${lines.length - 1} lines`)).toEqual([]);
  });

  it('a function fits on a screen: 70 lines', () => {
    const opens = /^(\s*)(?:export )?(?:async )?(?:function\b|(?:const|readonly) [\w#]+ = .*=>\s*\{$|(?:#?\w+)\(.*\)(?:: [^=]+)? \{$)/;
    // The formatter gives a function's last line the indent of its first.
    const long = sources.flatMap(({path, lines}) =>
      lines.flatMap((line, start) => {
        const opened = opens.exec(line);
        if (opened === null || /^\s*(?:if|for|while|switch|return|describe|it)\b/.test(line)) return [];
        const end = lines.findIndex((other, index) => index > start && other.startsWith(`${opened[1]}}`));
        return end - start >= 70 ? [`${path}:${start + 1}: ${end - start + 1} lines`] : [];
      }),
    );
    expect(long).toEqual([]);
  });
});

describe('words', () => {
  const model = sources.filter(({folder}) => ['engine', 'model', 'mechanisms'].includes(folder));

  it('no mechanism knows a date or an hour of an incident', () => {
    expect(linesWith(/\d{4}-\d\d-\d\d|'\d\d:\d\d/, model)).toEqual([]);
  });

  it('the engine never reads impacts, phases, events or titles', () => {
    const blind = model.filter(({path}) => !/(?:check|status|simulate)\.ts$/.test(path));
    expect(linesWith(/\.(?:impacts|phases|events|title)\b/, blind)).toEqual([]);
  });

  it('no enum, no any, no default export', () => {
    expect(linesWith(/^\s*(?:export )?(?:const )?enum |: any(?=[;,)=[\]> ]*$)|\bas any\b|^export default/)).toEqual([]);
  });

  it('a test is not called by a number that only its author can look up', () => {
    const numbered = /\b(?:it|describe|test)\b.*\(['`](?:\(\d+[a-z]?\)|\d+(?:\.\d+)?(?:(?:,| and) \d+)*:) /;
    const tests = readdirSync('test', {recursive: true, encoding: 'utf8'}).filter(name => /\.test\.tsx?$/.test(name));
    const wrong = tests.flatMap(name =>
      readFileSync(join('test', name), 'utf8')
        .split('\n')
        .filter(line => numbered.test(line))
        .map(line => `${name}: ${line.trim()}`),
    );
    expect(wrong).toEqual([]);
  });
});
