import {quoted} from './problem.js';

/** Circles that are looked for; whoever has more mends these first. */
const mostCycles = 100;

/** A way from one node to another, and whatever the caller wants to know of it. */
export type Edge<T> = {readonly to: string; readonly label: T};

/**
 * The cycles of a directed graph: one for every edge that closes a circle on the way down, as the nodes in order and that edge.
 * Without recursion: a hostile file may chain thousands of nodes.
 */
export function cyclesOf<T>(
  graph: ReadonlyMap<string, readonly Edge<T>[]>,
): readonly {readonly nodes: readonly string[]; readonly closing: T}[] {
  const cycles: {nodes: readonly string[]; closing: T}[] = [];
  const done = new Set<string>();
  const depthOf = new Map<string, number>();
  for (const root of graph.keys()) {
    if (done.has(root)) continue;
    const way: {node: string; next: number}[] = [{node: root, next: 0}];
    depthOf.set(root, 0);
    for (let top = way.at(-1); top !== undefined; top = way.at(-1)) {
      const edge = graph.get(top.node)?.[top.next++];
      if (edge === undefined) {
        done.add(top.node);
        depthOf.delete(top.node);
        way.pop();
        continue;
      }
      const depth = depthOf.get(edge.to);
      if (depth !== undefined) {
        cycles.push({nodes: way.slice(depth).map(({node}) => node), closing: edge.label});
        if (cycles.length === mostCycles) return cycles;
      } else if (!done.has(edge.to) && graph.has(edge.to)) {
        depthOf.set(edge.to, way.length);
        way.push({node: edge.to, next: 0});
      }
    }
  }
  return cycles;
}

/** `a → b → a`; the middle of a long one is left out. */
export function cycleText(nodes: readonly string[]): string {
  const circle = [...nodes, ...nodes.slice(0, 1)].map(node => quoted(node).slice(1, -1));
  return (circle.length > 12 ? [...circle.slice(0, 6), '…', ...circle.slice(-5)] : circle).join(' → ');
}
