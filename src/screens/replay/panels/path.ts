import {statusAt} from '../../../engine/run.js';
import {stamp} from '../../../format/clock.js';
import {printable} from '../../../format/text.js';
import type {Link, Why} from '../../../review/why.js';
import {serviceOf} from '../../../review/why-words.js';
import {cell, fitLine, type Line, lineWidth, rule, span} from '../../../screen/line.js';
import {prose, proseAfter} from '../../../screen/prose.js';
import {signs, statusSpan} from '../../../screen/signs.js';
import {mapAsked} from '../state/answering.js';
import type {MapLayout, MapNode} from '../state/map-layout.js';
import type {PanelView} from '../state/panel.js';
import {answerTo} from '../state/questions.js';
import {isModelled, statusOf, type View} from '../state/view.js';
import {sustainLines} from './why.js';

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

/** The path that the map draws, in words: from the cause down to the selected service. */

const pathIn = (view: View): MapPath => mapPath(view, view.stage.map());

const selectedNode = ({stage, state}: View): MapNode | undefined => stage.map().nodes.get(state.service);

function title(view: View, width: number): Line {
  const node = selectedNode(view);
  const path = pathIn(view);
  const head = [
    {at: 1, span: span(path.kind === 'broken' ? 'BROKEN PATH' : 'STANDS ON', 'bold')},
    {at: 15, span: isModelled(view) ? span('SIMULATED', 'simulated') : span('FACT', 'bold')},
  ];
  if (node === undefined) return rule(width, head);
  const {status, atMs} = statusAt(view.now.run, node.service.id, view.state.positionMs);
  const since = atMs > view.now.run.startMs && status !== 'operational' ? ` since ${stamp(view.stage.timeline, atMs)}` : '';
  const words = `${signs[status].sign} ${status}${since}`;
  return rule(width, [...head, {at: isModelled(view) ? 27 : 22, span: span(words, signs[status].role)}]);
}

/** How far the path is known. */
function basisWords({basis, why}: MapPath): {readonly short: string; readonly long: string} {
  switch (basis) {
    case 'record':
      return {short: 'by the record', long: 'Through what the record calls broken. Without a model it is not proved.'};
    case 'playing':
      return {short: 'pause to prove', long: 'Through what is broken now. Pause (space) and its causes are proved.'};
    case 'pending':
      return {short: 'proving…', long: 'Through what is broken now. proving…'};
    default:
      if (why?.chain.length === 0) return {short: 'proved', long: 'Nothing but its own load is behind it.'};
      return {short: 'proved', long: 'Proved: each cause was taken out and the incident simulated again.'};
  }
}

/** One line for small screens: `✖ DynamoDB → ✖ EC2 launches → …`, the middle left out where it does not fit. */
function chainLine(view: View, path: MapPath, width: number): Line {
  const node = selectedNode(view);
  if (node === undefined) return [];
  if (path.kind === 'well' && path.edges.length === 0) return [span(' It depends on nothing in this file.', 'dim')];
  const step = ({service}: MapNode): Line => [
    statusSpan(statusOf(view.now.run, service, view.state.positionMs)),
    span(` ${printable(service.name)}`, service === node.service ? 'selected' : undefined),
  ];
  const tail: Line = path.kind === 'broken' ? [span(`  ${basisWords(path).short}`, 'dim')] : [];
  const arrow = span(path.kind === 'broken' ? ' → ' : '  ', path.kind === 'broken' ? 'major' : undefined);
  const shown = path.kind === 'broken' ? path.nodes : path.nodes.slice(0, -1);
  const lineOf = (head: readonly MapNode[], rest: readonly MapNode[], hidden: number): Line => {
    const steps = [...head.map(step), ...(hidden > 0 ? [[span(`… ${hidden} …`, 'dim')]] : []), ...rest.map(step)];
    return [span(' '), ...steps.flatMap((piece, index) => (index === 0 ? piece : [arrow, ...piece])), ...tail];
  };
  for (let hidden = 0; hidden < shown.length - 1; hidden++) {
    const heads = hidden === 0 ? shown.length : Math.max(1, Math.ceil((shown.length - hidden) / 2));
    const line = lineOf(shown.slice(0, heads), shown.slice(heads + hidden), hidden);
    if (lineWidth(line) <= width) return line;
  }
  return fitLine(lineOf(shown.slice(-1), [], 0), width);
}

/** Every service of the path with what it stands on, the cause first; as much of it as there is room for. */
function lines(view: View, width: number, height: number): readonly Line[] {
  const path = pathIn(view);
  const node = selectedNode(view);
  if (node === undefined) return prose('Nothing is selected.', width, 'dim');
  if (height < 3) return [chainLine(view, path, width)];
  const head = headLines(view, path, node, width);
  const forms = ([{hasReasons: true, hasAir: true}, {hasReasons: true}, {}] as const).map(form => [
    ...head,
    ...stepLines(view, path, width, form),
  ]);
  const form = forms.find(one => one.length <= height) ?? forms.at(-1) ?? [];
  const hidden = form.length - height;
  return hidden > 0 ? [...form.slice(0, height - 1), [span(` … ${hidden + 1} more lines`, 'dim')]] : form;
}

function headLines(view: View, path: MapPath, {service, dependsOn}: MapNode, width: number): readonly Line[] {
  if (path.kind === 'well') {
    const words = dependsOn.length === 0 ? 'It depends on nothing in this file.' : 'It stands on:';
    return [...prose(`${printable(service.name)} is operational. ${words}`, width, 'dim'), []];
  }
  const fault = path.why?.chain.findLast(({kind}) => kind === 'fault');
  return [
    ...prose(basisWords(path).long, width, path.basis === 'pending' ? 'accent' : 'dim'),
    ...sustainLines(view, service, width),
    [],
    ...(fault === undefined ? [] : [...proseAfter([span(' '), span('FAULT ', 'bold')], fault.text, width, 3), strongThread]),
  ];
}

const strongThread: Line = [span(' ┃', 'major')];

type Form = {readonly hasReasons?: true; readonly hasAir?: true};

function stepLines(view: View, path: MapPath, width: number, {hasReasons, hasAir}: Form): readonly Line[] {
  if (path.kind === 'well') return wellLines(view, path, width);
  return path.nodes.flatMap((node, index): readonly Line[] => {
    const isLast = index === path.nodes.length - 1;
    const thread = isLast ? [] : strongThread;
    const proof = isLast ? [] : proofLine(path, node.service.id);
    const reasons = hasReasons ? reasonLines(view, path, node, width) : [];
    return [nodeLine(view, node), ...[...proof, ...reasons].map(line => threaded(thread, line)), ...(hasAir ? [thread] : [])];
  });
}

/** What a service that is well stands on, and what stands on it. */
function wellLines(view: View, {nodes}: MapPath, width: number): readonly Line[] {
  const {state, stage} = view;
  const selected = selectedNode(view);
  const below = nodes.slice(0, -1).flatMap(node => [
    nodeLine(view, node),
    ...whyLines(
      selected?.dependsOn.find(({service}) => service === node.service.id),
      '',
      width,
    ),
  ]);
  const above = [...stage.map().nodes.values()].filter(({dependsOn}) => dependsOn.some(({service}) => service === state.service));
  if (above.length === 0) return below;
  const names = above.map(({service}) => printable(service.name)).join(', ');
  return [...below, ...(below.length > 0 ? [[]] : []), ...prose(`${above.length} depend on it: ${names}.`, width, 'dim')];
}

const nameColumns = 18;

function nodeLine(view: View, {service}: MapNode): Line {
  const {status, atMs} = statusAt(view.now.run, service.id, view.state.positionMs);
  const isSelected = service.id === view.state.service;
  const since = atMs > view.now.run.startMs ? ` since ${stamp(view.stage.timeline, atMs)}` : '';
  return [
    span(' '),
    statusSpan(status),
    span(` ${cell(printable(service.name), nameColumns)}`, isSelected ? 'selected' : 'bold'),
    span(` ${status}${since}`, status === 'operational' ? 'dim' : signs[status].role),
  ];
}

/** What became of the selected status in a run without this service's part in it. */
function proofLine({proof}: MapPath, id: string): readonly Line[] {
  const link = proof.get(id);
  if (link === undefined) return [];
  if (!link.necessary) return [[span('   '), span('would have happened anyway', 'dim')]];
  return [
    [
      span('   '),
      span('NECESSARY', 'bold'),
      span('  without it: '),
      statusSpan(link.without),
      span(` ${link.without}`, signs[link.without].role),
    ],
  ];
}

/** What it stands on along the path, and why, as the file says it. */
const reasonLines = (view: View, {edges}: MapPath, {service, dependsOn}: MapNode, width: number): readonly Line[] =>
  dependsOn
    .filter(dependency => edges.some(({from, to}) => from === dependency.service && to === service.id))
    .flatMap(dependency => whyLines(dependency, view.stage.serviceById.get(dependency.service)?.name ?? '', width));

/** `needs DynamoDB: …` */
function whyLines(dependency: MapNode['dependsOn'][number] | undefined, name: string, width: number): readonly Line[] {
  if (dependency === undefined) return [];
  const {how, why} = dependency;
  const words = `${how === 'hard' ? 'needs' : 'leans on'} ${name === '' ? 'it' : printable(name)}${why === '' ? '' : ':'}`;
  return proseAfter([span('   '), span(`${words} `, 'dim')], why, width, 5, 'dim');
}

/** The path's line in the second column of a line that is blank there. */
function threaded(thread: Line, line: Line): Line {
  const [first, ...rest] = line;
  if (thread.length === 0 || first === undefined || !first.text.startsWith('   ')) return line;
  return [...thread, {...first, text: first.text.slice(2)}, ...rest];
}

export const path: PanelView = {
  title,
  lines,
  need: (view, width) => lines(view, width, 999).length,
};
