import {type ParseErrorCode, visit} from 'jsonc-parser';
import {limits} from './limits.js';
import {type Finding, type Path, type Place, type Problem, pathText, quoted} from './problem.js';

type Wanted = {readonly children: Map<string | number, Wanted>; key: Place | null; value: Place | null};

const wanted = (): Wanted => ({children: new Map(), key: null, value: null});

/** Ends a walk that goes too deep; brackets in broken strings may be counted differently before. */
const tooDeep = new Error('too deep');

/** What is told of while a text is walked. The path is only good until the callback returns. */
export type TextVisitor = {
  key?(path: Path, place: Place): void;
  value?(path: Path, place: Place): void;
  error?(code: ParseErrorCode, path: Path, place: Place): void;
};

/** Goes through a text, broken or not, with comments and trailing commas. False: it is nested too deep, and the walk stopped there. */
export function walkText(text: string, visitor: TextVisitor): boolean {
  try {
    visitText(text, visitor);
    return true;
  } catch (error) {
    if (error === tooDeep) return false;
    throw error;
  }
}

/** A visit that keeps its own path: the parser's is copied for every token. */
function visitText(text: string, on: TextVisitor): void {
  const path: (string | number)[] = [];
  const lists: boolean[] = [];
  const step = (): void => {
    if (lists.at(-1) === true) path[path.length - 1] = (path.at(-1) as number) + 1;
  };
  const open = (isList: boolean, line: number, column: number): void => {
    step();
    on.value?.(path, {line: line + 1, column: column + 1});
    if (lists.length > limits.depth) throw tooDeep;
    lists.push(isList);
    path.push(isList ? -1 : '');
  };
  const close = (): void => {
    lists.pop();
    path.pop();
  };
  visit(
    text,
    {
      onObjectBegin: (_offset, _length, line, column) => open(false, line, column),
      onArrayBegin: (_offset, _length, line, column) => open(true, line, column),
      onObjectEnd: close,
      onArrayEnd: close,
      onObjectProperty: (name, _offset, _length, line, column) => {
        path[path.length - 1] = name;
        on.key?.(path, {line: line + 1, column: column + 1});
      },
      onLiteralValue: (_value, _offset, _length, line, column) => {
        step();
        on.value?.(path, {line: line + 1, column: column + 1});
      },
      onError: (code, _offset, _length, line, column) => on.error?.(code, path, {line: line + 1, column: column + 1}),
    },
    {allowTrailingComma: true, allowEmptyContent: false},
  );
}

/** Where the problems' values (or keys) stand in the text; a missing one stands where its nearest holder begins. */
export function placesOf(text: string, problems: readonly Problem[]): readonly Place[] {
  const root = wanted();
  for (const {path} of problems) {
    let node = root;
    for (const part of path) {
      const next = node.children.get(part) ?? wanted();
      node.children.set(part, next);
      node = next;
    }
  }
  const find = (path: Path): Wanted | undefined => {
    let node: Wanted | undefined = root;
    for (const part of path) node = node?.children.get(part);
    return node;
  };
  walkText(text, {
    key: (path, place) => {
      const node = find(path);
      if (node !== undefined) node.key = place;
    },
    value: (path, place) => {
      const node = find(path);
      if (node !== undefined) node.value = place;
    },
  });
  return problems.map(problem => placeIn(root, problem));
}

function placeIn(root: Wanted, {path, atKey}: Problem): Place {
  let node = root;
  let best = root.value ?? {line: 1, column: 1};
  for (const [index, part] of path.entries()) {
    const next = node.children.get(part);
    if (next === undefined || next.value === null) break;
    best = atKey && index === path.length - 1 && next.key !== null ? next.key : next.value;
    node = next;
  }
  return best;
}

/** The place of an offset. */
export function placeOf(text: string, offset: number): Place {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return {line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1};
}

/** Every key that an object has a second time. */
export function duplicateKeys(text: string): readonly Finding[] {
  const findings: Finding[] = [];
  const seen: {readonly depth: number; readonly keys: Set<string>}[] = [];
  walkText(text, {
    value(path) {
      while (seen.length > 0 && (seen.at(-1)?.depth ?? 0) > path.length) seen.pop();
    },
    key(path, place) {
      while (seen.length > 0 && (seen.at(-1)?.depth ?? 0) > path.length) seen.pop();
      if (seen.at(-1)?.depth !== path.length) seen.push({depth: path.length, keys: new Set()});
      const keys = seen.at(-1)?.keys ?? new Set();
      const key = path.at(-1) as string;
      if (keys.has(key) && findings.length < limits.problems) {
        findings.push({...place, path: pathText(path), message: `is in the object twice: ${quoted(key)}`, hint: 'keep one of them'});
      }
      keys.add(key);
    },
  });
  return findings;
}
