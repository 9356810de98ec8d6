import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {describe, expect, it} from 'vitest';
import packageJson from '../package.json' with {type: 'json'};
import {argumentsOf} from '../src/cli/arguments.js';
import {commands} from '../src/cli/commands/index.js';
import {actions} from '../src/cli/drill/actions.js';
import {commonOptions} from '../src/cli/help.js';
import {lessons} from '../src/learn/index.js';
import {mechanisms} from '../src/mechanisms/index.js';
import {themes} from '../src/screen/theme.js';
import {flagship} from './helpers/flagship.js';
import {quietSunday as drill} from './helpers/quiet-sunday.js';

/** What is said to people: every command, option, file, script and count in it must be so. */

type Text = {readonly path: string; readonly text: string};

const read = (path: string): Text => ({path, text: readFileSync(path, 'utf8')});
const changelog = read('CHANGELOG.md');
/** The newest parts of the changelog, with what is not released yet: what is older was true once. */
const newest = {...changelog, text: changelog.text.split(/^## /m).slice(1, 3).join('')};
const readme = read('README.md');
const documents: readonly Text[] = [
  readme,
  newest,
  ...['CONTRIBUTING.md', 'src/README.md', 'timelines/README.md', 'timelines/DRILL.md'].map(read),
];
const sources: readonly Text[] = readdirSync('src', {recursive: true, encoding: 'utf8'})
  .filter(name => /\.tsx?$/.test(name))
  .map(name => read(join('src', name)));

/** What stands between backticks, and what is to be typed. */
const codeIn = (text: string): readonly string[] => [
  ...[...text.matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].map(([, code = '']) => code),
  ...[...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, code = '']) => code.split('\n').map(line => line.replace(/ +#.*/, ''))),
];

/** The files that links go to. */
const linksIn = (text: string): readonly string[] =>
  [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, target = '']) => target).filter(target => !/^https?:/.test(target));

/** The words of a command line, as a shell would give them, up to a pipe. */
const wordsOf = (line: string): readonly string[] =>
  [...(line.split(/ [|>] /)[0] as string).matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? (plain as string));

/** Why the program would not take a command line; null: it would. */
function refusal(line: string): string | null {
  const words = wordsOf(line).slice(1);
  const command = commands.find(({name}) => name === words[0]) ?? commands[0];
  if (command === undefined) return 'there are no commands';
  if (words.includes('--help')) return null;
  const named = words[0] === command.name ? words : [command.name, ...words];
  // Whatever is no command is taken for a file: a file has a name.
  if (named !== words && words[0] !== undefined && !/^-|[.…]|FILE|COMMAND/.test(words[0])) return `${words[0]} is no command`;
  if (command.name === 'drill' && /^[a-z]/.test(words[1] ?? '') && !(actions as readonly string[]).includes(words[1] as string)) {
    return `drill does not ${words[1]}`;
  }
  try {
    argumentsOf(command, named);
    return null;
  } catch (error) {
    return String(error);
  }
}

const wrongOf = (path: string, lines: readonly string[]): readonly string[] =>
  lines.flatMap(line => {
    const why = refusal(line);
    return why === null ? [] : [`${path}: ${line}: ${why}`];
  });

const options = new Set(
  commands.flatMap(({options: own}) =>
    Object.entries(own).flatMap(([name, {alias}]) => [name, `no-${name}`, ...(alias === undefined ? [] : [String(alias)])]),
  ),
);
for (const name of ['version', 'color', ...Object.keys(commonOptions)]) options.add(name);

describe('what can be typed', () => {
  it('every example of the help is taken', () => {
    expect(
      commands.flatMap(({name, examples}) =>
        wrongOf(
          name,
          examples.map(([line]) => line),
        ),
      ),
    ).toEqual([]);
  });

  it('every command line of a document is taken', () => {
    const wrong = documents.flatMap(({path, text}) =>
      wrongOf(
        path,
        codeIn(text).filter(code => /^incident-replay( |$)/.test(code)),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('every command that the program names exists', () => {
    // Names of file formats, and the program as a noun.
    const isNoCommand = /^(?:timeline, version|drill journal|stopped:|kept)/;
    const wrong = sources.flatMap(({path, text}) =>
      [...text.matchAll(/incident-replay ([a-z][^'`\n]*)/g)]
        .map(([, line = '']) => line)
        .filter(line => !isNoCommand.test(line))
        .filter(line => {
          const [first = '', second = ''] = line.split(/[^a-z-]/);
          const isAction = first !== 'drill' || !/^[a-z]/.test(second) || (actions as readonly string[]).includes(second);
          return !/^\S+\.json/.test(line) && !(commands.some(({name}) => name === first) && isAction);
        })
        .map(line => `${path}: incident-replay ${line}`),
    );
    expect(wrong).toEqual([]);
  });

  it('every option that a document names exists', () => {
    const ours = (code: string): boolean => !/^(?:npm|npx|node|git)\b/.test(code);
    const wrong = documents.flatMap(({path, text}) =>
      codeIn(text)
        .filter(ours)
        .flatMap(code => [...code.matchAll(/(?:^|\s)--([a-z][a-z-]*)/g)].map(([, name = '']) => name))
        .filter(name => !options.has(name))
        .map(name => `${path}: --${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('every npm script that a text names exists', () => {
    const scripts = Object.keys(packageJson.scripts);
    const wrong = [...documents, ...sources].flatMap(({path, text}) =>
      [...text.matchAll(/npm (?:run ([a-z:]+)|(test|start)\b)/g)]
        .map(([, run, short]) => (run ?? short) as string)
        .filter(name => !scripts.includes(name))
        .map(name => `${path}: npm run ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('every key that the README and the changelog name is in the table of keys', () => {
    const table = /<!-- keys -->([\s\S]*?)<!-- end -->/.exec(readme.text)?.[1] ?? '';
    // `1` … `6`: those between are there too. Then those of every screen, and the voice's own.
    const known = new Set([...codeIn(table), '2', '3', '4', '5', 'T', 'S', 'Z', 'i', 'I']);
    const named = [
      ...[...readme.text.matchAll(/<kbd>([^<]+)<\/kbd>/g)].map(([, key = '']) => key),
      ...codeIn(newest.text).filter(code => code.length === 1),
    ];
    expect(named.filter(key => !known.has(key))).toEqual([]);
  });
});

describe('what can be looked up', () => {
  /** A path may begin where the document stands, or in a few places; a name alone may stand anywhere in the sources. */
  const stands = (document: string, path: string): boolean =>
    [dirname(document), '.', 'src', 'timelines'].some(folder => existsSync(join(folder, path))) ||
    sources.some(source => source.path.endsWith(`/${path}`));

  it('every file and folder that a document names exists', () => {
    const isFile = (code: string): boolean => /^\.?[\w.-]+(?:\/[\w.-]+)+\/?$|^[\w-]+\/$|^[\w-]+\.(?:ts|tsx|mjs|md)$/.test(code);
    // A file to be written, an id with a slash, what the build writes.
    const isExample = (code: string): boolean => /(?:^|\/)x\.ts$|^\.\/|^dist\/|^~|\.jsonl?$|^test\/golden/.test(code);
    const wrong = documents.flatMap(({path, text}) =>
      [...codeIn(text).filter(code => isFile(code) && !isExample(code)), ...linksIn(text)]
        .filter(target => !stands(path, target))
        .map(target => `${path}: ${target}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('what is counted', () => {
  const counts = [
    {what: /record has (\d+) rows/, count: flagship.events.length},
    {what: /timeline: (\d+) rows with sources/, count: flagship.events.length},
    {what: /(\d+) published impact windows/, count: flagship.impacts.length},
    {what: /(\d+) mitigations, a calibrated model/, count: flagship.mitigations.length},
    {what: /model has (\d+) components/, count: flagship.model?.components.length},
    {what: /(\w+) mechanisms declared in the timeline/, count: mechanisms.length},
    {what: /(\d+) injects/, count: drill.msel.length},
    {what: /injects, (\d+) that come/, count: drill.msel.filter(({kind}) => kind === 'contextual').length},
    {what: /and (\d+) that the controller holds back/, count: drill.msel.filter(({kind}) => kind === 'contingency').length},
    {what: /(\d+) decisions/, count: drill.decisions.length},
    {what: /(\d+) actions of which/, count: drill.palette.length},
    {what: /(\w+) twins with the same first signs/, count: drill.twins.length},
    {what: /variants from (\d+) to/, count: Math.min(...drill.variants.map(({minutes}) => minutes))},
    {what: /variants from \d+ to (\d+) minutes/, count: Math.max(...drill.variants.map(({minutes}) => minutes))},
    {what: /with \w+ twins and (\w+) variants/, count: drill.variants.length},
    {what: /(\w+) (?:short )?lessons for somebody/, count: lessons.length},
    {what: /(\w+) themes/, count: Object.keys(themes).length},
  ];
  const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

  it.each(counts)('$what is $count', ({what, count}) => {
    const said = [readme, newest].flatMap(({text}) => [...text.matchAll(new RegExp(what, 'g'))].map(([, number = '']) => number));
    expect(said).not.toEqual([]);
    expect(said.map(number => (/^\d/.test(number) ? Number(number) : words.indexOf(number.toLowerCase())))).toEqual(said.map(() => count));
  });

  it('the record is as long for the ear as for the eye', () => {
    const golden = (name: string): string => readFileSync(`test/golden/${name}.txt`, 'utf8');
    const drawn = /─ RECORD ─.* of (\d+) ─/.exec(golden('console-history-120x40'))?.[1];
    const heard = /^FACT .* \d+ of (\d+)\.$/m.exec(golden('spoken-night'))?.[1];
    expect([drawn, heard]).toEqual([String(flagship.events.length), String(flagship.events.length)]);
  });
});
