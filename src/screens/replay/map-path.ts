import type {Link, Why} from '../../review/why.js';
import {serviceOf} from '../../review/why-words.js';
import type {MapLayout, MapNode} from './map-layout.js';
import {answerTo} from './questions.js';
import {mapAsked} from './questions-of.js';
import {isModelled, statusOf, type View} from './view.js';

/** The way from a cause down to the selected service. */

/** A line of the map: from what is depended on to who depends. */
export type Edge = {readonly from: string; readonly to: string};

export type MapPath = {
  /** Broken: from the cause to the selected service. Well: what the selected service stands on. */
  readonly kind: 'broken' | 'well';
  /** What the path rests on: a proof, the statuses of this moment, or those of the record. */
  readonly basis: 'proved' | 'pending' | 'playing' | 'record';
  /** The services on it in the order of the map, the selected one last. */
  readonly nodes: readonly MapNode[];
  readonly edges: readonly Edge[];
  /** The proof, where there is one … */
  readonly why: Why | null;
  /** … and in it the link that is a service's part; of several one that is necessary. */
  readonly proof: ReadonlyMap<string, Link>;
};

const none: MapPath = {kind: 'well', basis: 'record', nodes: [], edges: [], why: null, proof: new Map()};

/** Once the causes are proved the path goes through what they name, over by now or not; before that through what is broken at this moment. */
export function mapPath(view: View, map: MapLayout): MapPath {
  const {state, now} = view;
  const selected = map.nodes.get(state.service);
  if (selected === undefined) return none;
  const isBroken = ({service}: MapNode) => statusOf(now.run, service, state.positionMs) !== 'operational';
  if (!isBroken(selected)) {
    const edges = selected.dependsOn.map(({service}) => ({from: service, to: state.service}));
    return {...none, nodes: nodesOf(map, selected, edges), edges};
  }
  const why = answerTo(view.answers, mapAsked(view)) ?? null;
  const proof = why === null ? none.proof : provedServices(view, why);
  const edges = edgesTo(map, selected, node => (why === null ? isBroken(node) : proof.has(node.service.id)));
  const basis = !isModelled(view) ? 'record' : why !== null ? 'proved' : state.playing ? 'playing' : 'pending';
  return {kind: 'broken', basis, nodes: nodesOf(map, selected, edges), edges, why, proof};
}

/** The services whose components a proof names. */
function provedServices({stage}: View, {chain}: Why): ReadonlyMap<string, Link> {
  const proved = new Map<string, Link>();
  for (const link of chain) {
    const service = link.kind === 'component' ? serviceOf(stage.timeline, link) : null;
    if (service !== null && (link.necessary || !proved.has(service.id))) proved.set(service.id, link);
  }
  return proved;
}

/** Back over hard dependencies; over soft ones only where no hard one leads on. */
function edgesTo({nodes}: MapLayout, selected: MapNode, isOn: (node: MapNode) => boolean): readonly Edge[] {
  const edges: Edge[] = [];
  const seen = new Set<string>();
  const visit = (node: MapNode): void => {
    if (seen.has(node.service.id)) return;
    seen.add(node.service.id);
    const on = node.dependsOn.flatMap(({service, how}) => {
      const other = nodes.get(service);
      return other !== undefined && isOn(other) ? [{other, how}] : [];
    });
    const hard = on.filter(({how}) => how === 'hard');
    for (const {other} of hard.length > 0 ? hard : on) {
      edges.push({from: other.service.id, to: node.service.id});
      visit(other);
    }
  };
  visit(selected);
  return edges;
}

function nodesOf({nodes}: MapLayout, selected: MapNode, edges: readonly Edge[]): readonly MapNode[] {
  const ids = new Set(edges.flatMap(({from, to}) => [from, to]));
  const others = [...nodes.values()].filter(node => node !== selected && ids.has(node.service.id));
  return [...others, selected];
}
