import type {Dependency, Service} from '../../../timeline/types.js';

/** Where services stand on the map, and the lines between them. Follows from the services alone: no time, no status, no size of a screen. */

/** Control plane to the left of the lines, everything else to the right. */
export type Side = 'left' | 'right';

export type MapNode = {
  readonly service: Service;
  readonly side: Side;
  readonly row: number;
  /** What it stands on, of what is on the map. */
  readonly dependsOn: readonly Pick<Dependency, 'service' | 'how' | 'why'>[];
};

/** Two services at most. `layer`: rows of one layer do not depend on one another. A row with a title has no services. */
export type MapRow = {readonly layer: number; readonly title: string; readonly left: MapNode | null; readonly right: MapNode | null};

/** One line for all who depend on a service, from its row down to the last one's. */
export type Rail = {readonly service: string; readonly fromRow: number; readonly toRow: number; readonly users: number};

export type MapLayout = {
  readonly rows: readonly MapRow[];
  readonly nodes: ReadonlyMap<string, MapNode>;
  /** As they stand between the sides, from left to right. */
  readonly rails: readonly Rail[];
  /** What stands above the sides; empty: nothing is there. */
  readonly titles: Readonly<Record<Side, string>>;
};

type Placed = Omit<MapNode, 'row'> & {readonly section: number; readonly depth: number};

/**
 * Every service once, each below all that it depends on. A row is shared by a service of either side where their lines do not meet.
 * First the planes; below them what belongs to no plane and is only at the receiving end (customers); last what hangs on nothing.
 */
export function mapLayout(services: readonly Service[], all: readonly Service[] = services): MapLayout {
  const dependsOn = dependenciesAmong(services, all);
  const placed = placedIn(services, dependsOn);
  const ranks = ranksOf(placed);
  const rows = rowsOf(placed, ranks);
  const nodes = new Map(rows.flatMap(({left, right}) => [left, right]).flatMap(node => (node === null ? [] : [[node.service.id, node]])));
  return {rows, nodes, rails: railsOf(nodes, ranks), titles: titlesOf(placed)};
}

type Dependencies = ReadonlyMap<string, MapNode['dependsOn']>;

/** What each depends on; through a service that is not on the map on what that one depends on. */
function dependenciesAmong(services: readonly Service[], all: readonly Service[]): Dependencies {
  const shown = new Set(services.map(({id}) => id));
  const byId = new Map(all.map(service => [service.id, service]));
  const reached = (service: Service, seen: Set<string>): MapNode['dependsOn'] =>
    service.dependsOn.flatMap(dependency => {
      const {service: id, how} = dependency;
      if (shown.has(id)) return [dependency];
      const hidden = byId.get(id);
      if (hidden === undefined || seen.has(id)) return [];
      seen.add(id);
      const soft = (further: MapNode['dependsOn'][number]) => ({...further, how: how === 'soft' ? how : further.how, why: ''});
      return reached(hidden, seen).map(soft);
    });
  const once = (found: MapNode['dependsOn']) =>
    found.filter(({service}, index) => found.findIndex(other => other.service === service) === index);
  return new Map(services.map(service => [service.id, once(reached(service, new Set()))]));
}

/** Sections of the map, from the top. */
const planes = 0;
const customers = 1;
const alone = 2;

function placedIn(services: readonly Service[], dependsOn: Dependencies): readonly Placed[] {
  const depths = new Map<string, number>();
  const depthOf = (id: string): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    const depth = Math.max(-1, ...(dependsOn.get(id) ?? []).map(({service}) => depthOf(service))) + 1;
    depths.set(id, depth);
    return depth;
  };
  const used = new Set([...dependsOn.values()].flat().map(({service}) => service));
  const above = new Set<string>();
  const lift = (id: string): void => {
    if (above.has(id)) return;
    above.add(id);
    for (const {service} of dependsOn.get(id) ?? []) lift(service);
  };
  for (const {id, plane} of services) if (plane !== null) lift(id);
  return services.map(service => {
    const {id, plane} = service;
    const own = dependsOn.get(id) ?? [];
    const hangsOn = own.length > 0 || used.has(id);
    const section = !hangsOn && used.size > 0 ? alone : above.has(id) ? planes : customers;
    return {service, side: plane === 'control' ? 'left' : 'right', dependsOn: own, section, depth: depthOf(id)};
  });
}

const order = (a: Placed, b: Placed): number => a.section - b.section || a.depth - b.depth;

/**
 * The place of each rail between the sides: what the left side is depended on for stands left, the earliest in the middle and later ones
 * further out, so that the lines spread downwards like a fir tree.
 */
function ranksOf(placed: readonly Placed[]): ReadonlyMap<string, number> {
  const used = new Set(placed.flatMap(({dependsOn}) => dependsOn.map(({service}) => service)));
  const sources = placed.filter(({service}) => used.has(service.id)).sort(order);
  const of = (side: Side) => sources.filter(source => source.side === side).map(({service}) => service.id);
  return new Map([...of('left').reverse(), ...of('right')].map((id, rank) => [id, rank]));
}

/** The ranks that a service's line touches: those of what it depends on, and its own. */
function reachOf({service, dependsOn}: Placed, ranks: ReadonlyMap<string, number>): readonly number[] {
  return [service.id, ...dependsOn.map(({service: id}) => id)].flatMap(id => ranks.get(id) ?? []);
}

/** Whether two lines of one row, from either side, do not run into one another. At most they end at the same rail. */
function fits(left: Placed, right: Placed, ranks: ReadonlyMap<string, number>): boolean {
  return Math.max(-1, ...reachOf(left, ranks)) <= Math.min(ranks.size, ...reachOf(right, ranks));
}

function rowsOf(placed: readonly Placed[], ranks: ReadonlyMap<string, number>): readonly MapRow[] {
  const rows: MapRow[] = [];
  const layers = new Map<string, Placed[]>();
  for (const one of [...placed].sort(order)) {
    const key = `${one.section} ${one.section === alone ? '' : one.depth}`;
    layers.set(key, [...(layers.get(key) ?? []), one]);
  }
  const first = placed.reduce((least, {section}) => Math.min(least, section), alone);
  let section = first;
  for (const [layer, members] of [...layers.values()].entries()) {
    const own = members[0]?.section ?? first;
    if (own !== section) rows.push({layer, title: own === alone ? 'On its own' : groupTitle(placed, own), left: null, right: null});
    section = own;
    const rights = members.filter(({side}) => side === 'right');
    const add = (left: Placed | undefined, right: Placed | undefined): void => {
      const node = (one: Placed | undefined): MapNode | null =>
        one === undefined ? null : {service: one.service, side: one.side, dependsOn: one.dependsOn, row: rows.length};
      rows.push({layer, title: '', left: node(left), right: node(right)});
    };
    for (const left of members.filter(({side}) => side === 'left')) {
      const beside = rights.findIndex(right => fits(left, right, ranks));
      add(left, beside < 0 ? undefined : rights.splice(beside, 1)[0]);
    }
    for (const right of rights) add(undefined, right);
  }
  return rows;
}

/** The name of the group that a section is; of several a word for all. */
function groupTitle(placed: readonly Placed[], section: number): string {
  const groups = new Set(placed.filter(one => one.section === section).map(({service}) => service.group));
  return groups.size === 1 ? ([...groups][0] ?? '') : 'Others';
}

function railsOf(nodes: ReadonlyMap<string, MapNode>, ranks: ReadonlyMap<string, number>): readonly Rail[] {
  const users = new Map<string, number[]>();
  for (const {dependsOn, row} of nodes.values())
    for (const {service} of dependsOn) users.set(service, [...(users.get(service) ?? []), row]);
  return [...ranks.keys()].map(service => {
    const rows = users.get(service) ?? [];
    return {service, fromRow: nodes.get(service)?.row ?? 0, toRow: Math.max(0, ...rows), users: rows.length};
  });
}

function titlesOf(placed: readonly Placed[]): MapLayout['titles'] {
  const hasLeft = placed.some(({side}) => side === 'left');
  const main = placed.filter(({section}) => section === planes);
  const has = (plane: Service['plane']) => main.some(({service}) => service.plane === plane);
  if (main.length === 0) return {left: hasLeft ? 'Control plane' : '', right: placed.length > 0 ? 'Services' : ''};
  const data = [...(has('data') ? ['Data plane'] : []), ...(has(null) ? ['others'] : [])].join(' and ');
  return {left: hasLeft ? 'Control plane' : '', right: data};
}
