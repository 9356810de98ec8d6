import {findNodeAtLocation, type Node, parseTree} from 'jsonc-parser';
import type {Worlds} from '../timeline/types.js';

/** The text of a timeline file with other values of parameters; everything else stays as it was written. */
export function withValues(text: string, values: Readonly<Record<string, number>>): string {
  const nodes = Object.entries(values).map(([name, value]) => ({node: nodeAt(text, 'model', 'parameters', name, 'value'), value}));
  return nodes
    .sort((a, b) => b.node.offset - a.node.offset)
    .reduce((now, {node, value}) => replaced(now, node.offset, node.length, JSON.stringify(value)), text);
}

/** The text of a timeline file with these worlds; everything else stays as it was written. */
export function withWorlds(text: string, worlds: Worlds): string {
  const model = nodeAt(text, 'model');
  const existing = findNodeAtLocation(model, ['worlds']);
  if (existing !== undefined) return replaced(text, existing.offset, existing.length, worldsText(worlds));
  const last = model.children?.at(-1);
  if (last === undefined) throw new Error('an empty model has no worlds');
  return replaced(text, last.offset + last.length, 0, `,\n    "worlds": ${worldsText(worlds)}`);
}

/** A row a world, as the file's other tables are laid out. */
const worldsText = ({values, ...rest}: Worlds): string => {
  const fields = Object.entries({...rest, parameters: [...rest.parameters]}).map(([key, value]) => `      "${key}": ${spaced(value)},`);
  return ['{', ...fields, '      "values": [', values.map(row => `        ${spaced(row)}`).join(',\n'), '      ]', '    }'].join('\n');
};

const spaced = (value: unknown): string => (Array.isArray(value) ? `[${value.map(spaced).join(', ')}]` : JSON.stringify(value));

const replaced = (text: string, offset: number, length: number, part: string): string =>
  text.slice(0, offset) + part + text.slice(offset + length);

function nodeAt(text: string, ...path: readonly string[]): Node {
  const tree = parseTree(text);
  const node = tree === undefined ? undefined : findNodeAtLocation(tree, [...path]);
  if (node === undefined) throw new Error(`the file has no ${path.join('.')}`);
  return node;
}
