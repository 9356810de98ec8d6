import {cyclesOf, cycleText, type Edge} from './cycles.js';
import {limits} from './limits.js';
import {nameHint} from './nearest.js';
import {type Path, type Problem, quoted} from './problem.js';
import {get, idsAt, isList, isObject, listAt, objectAt, objectsAt, textAt} from './raw.js';
import {unixMsOf} from './time.js';
import type {Json, JsonObject} from './types.js';

type Report = (path: Path, message: string, hint: Problem['hint']) => void;

/**
 * What in a file does not fit together: names used twice, names that nothing has, times in the wrong order, circles.
 * Takes any object: what does not have the right shape is passed over here. Signals, verbs and components are `engine/check.ts`.
 */
export function referenceProblems(file: JsonObject): readonly Problem[] {
  const problems: Problem[] = [];
  const report: Report = (path, message, hint) => {
    if (problems.length <= limits.problems) problems.push({path, message, hint});
  };
  const known = {
    sources: idsAt(file, 'sources'),
    services: idsAt(file, 'services'),
    actions: idsAt(objectAt(file, 'model'), 'actions'),
    impacts: idsAt(file, 'impacts'),
  };
  duplicateIds(file, report);
  checkTimes(file, report);
  checkServices(file, known, report);
  checkSources(file, known, report);
  checkModel(file, known, report);
  checkEvents(file, known, problems, report);
  return problems;
}

type Known = {
  readonly sources: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly actions: ReadonlySet<string>;
  readonly impacts: ReadonlySet<string>;
};

function duplicateIds(file: JsonObject, report: Report): void {
  for (const key of ['sources', 'phases', 'services', 'impacts', 'mitigations']) duplicatesIn(file, key, [], report);
  for (const key of ['components', 'actions']) duplicatesIn(objectAt(file, 'model'), key, ['model'], report);
}

function duplicatesIn(holder: JsonObject, key: string, base: Path, report: Report): void {
  const firstOf = new Map<string, number>();
  for (const [index, item] of listAt(holder, key).entries()) duplicateAt(firstOf, item, [...base, key], index, report);
}

function duplicateAt(firstOf: Map<string, number>, item: Json, list: Path, index: number, report: Report): void {
  const id = textAt(item, 'id');
  if (id === undefined) return;
  const first = firstOf.get(id);
  if (first === undefined) firstOf.set(id, index);
  else
    report(
      [...list, index, 'id'],
      `is used twice: ${quoted(id)}`,
      `the first is ${list.join('.')}[${first}]; give this one a name of its own`,
    );
}

const msAt = (holder: Json | undefined, key: string): number => unixMsOf(textAt(holder, key) ?? '');

/** `until` before `from`; false too where one of them cannot be read. */
function endsEarly(holder: JsonObject, from: string, until: string, path: Path, report: Report): void {
  if (msAt(holder, until) < msAt(holder, from))
    report([...path, until], `is before ${from}: ${textAt(holder, until)}`, `${from} is ${textAt(holder, from)}`);
}

function checkTimes(file: JsonObject, report: Report): void {
  endsEarly(objectAt(file, 'incident'), 'startsAt', 'endsAt', ['incident'], report);
  for (const key of ['phases', 'impacts'])
    for (const {item, path} of objectsAt(file, key)) endsEarly(item, 'startsAt', 'endsAt', path, report);
  const phases = objectsAt(file, 'phases').filter(({item}) => !Number.isNaN(msAt(item, 'startsAt')) && !Number.isNaN(msAt(item, 'endsAt')));
  const ordered = phases.toSorted((a, b) => msAt(a.item, 'startsAt') - msAt(b.item, 'startsAt'));
  for (const [index, {item, path}] of ordered.entries()) {
    const before = ordered[index - 1]?.item;
    if (before === undefined || msAt(before, 'endsAt') <= msAt(item, 'startsAt')) continue;
    report(
      [...path, 'startsAt'],
      `overlaps the phase before: ${textAt(item, 'startsAt')}`,
      `${quoted(textAt(before, 'id') ?? '')} ends at ${textAt(before, 'endsAt')}`,
    );
  }
}

function unknownName(name: Json | undefined, what: string, known: ReadonlySet<string>, path: Path, report: Report): void {
  if (typeof name !== 'string' || known.has(name)) return;
  report(path, `unknown ${what} ${quoted(name)}`, () => nameHint(name, known));
}

function unknownNames(names: Json | undefined, what: string, known: ReadonlySet<string>, path: Path, report: Report): void {
  if (!isList(names)) return;
  for (let index = 0; index < names.length; index++) {
    const name = names[index];
    if (typeof name === 'string' && !known.has(name)) unknownName(name, what, known, [...path, index], report);
  }
}

function checkServices(file: JsonObject, known: Known, report: Report): void {
  const graph = new Map<string, Edge<Path>[]>();
  for (const {item, path} of objectsAt(file, 'services')) {
    const edges: Edge<Path>[] = [];
    for (const dependency of objectsAt(item, 'dependsOn', path)) {
      const to = textAt(dependency.item, 'service');
      unknownName(to, 'service', known.services, [...dependency.path, 'service'], report);
      if (to !== undefined) edges.push({to, label: [...dependency.path, 'service']});
    }
    const id = textAt(item, 'id');
    if (id !== undefined && !graph.has(id)) graph.set(id, edges);
    checkStatusRule(item, path, report);
  }
  for (const {nodes, closing} of cyclesOf(graph))
    report(closing, `closes a circle of services: ${cycleText(nodes)}`, 'leave out the weakest of these dependencies');
}

function checkStatusRule(service: JsonObject, path: Path, report: Report): void {
  const rule = objectAt(service, 'status');
  const [degraded, partial, major] = ['degraded', 'partial', 'major'].map(key => get(rule, key));
  if (typeof degraded !== 'number' || typeof partial !== 'number' || typeof major !== 'number') return;
  const isRising = degraded <= partial && partial <= major;
  const isFalling = degraded >= partial && partial >= major;
  if (!isRising && !isFalling)
    report([...path, 'status', 'partial'], `is not between degraded and major: ${partial}`, `degraded is ${degraded}, major is ${major}`);
}

function checkSources(file: JsonObject, known: Known, report: Report): void {
  for (const key of ['impacts', 'mitigations']) {
    for (const {item, path} of objectsAt(file, key))
      unknownNames(get(item, 'sources'), 'source', known.sources, [...path, 'sources'], report);
  }
  for (const {item, path} of objectsAt(file, 'impacts'))
    unknownName(textAt(item, 'service'), 'service', known.services, [...path, 'service'], report);
  for (const {item, path} of objectsAt(file, 'mitigations'))
    unknownNames(get(objectAt(item, 'cue'), 'after'), 'action', known.actions, [...path, 'cue', 'after'], report);
}

function checkModel(file: JsonObject, known: Known, report: Report): void {
  const model = objectAt(file, 'model');
  endsEarly(model, 'startsAt', 'endsAt', ['model'], report);
  const stepSeconds = get(model, 'stepSeconds') ?? 15;
  if (typeof stepSeconds === 'number' && stepSeconds > 0) {
    const steps = Math.floor((msAt(model, 'endsAt') - msAt(model, 'startsAt')) / (stepSeconds * 1000));
    if (steps > limits.modelSteps)
      report(
        ['model', 'stepSeconds'],
        `makes ${steps} steps; at most ${limits.modelSteps} can be run`,
        'take a longer step or a shorter time',
      );
    if (!Number.isInteger(Number((stepSeconds * 1000).toFixed(6))))
      report(['model', 'stepSeconds'], `must be whole milliseconds, found ${stepSeconds}`, '');
  }
  for (const {item, path} of objectsAt(model, 'actions', ['model'])) {
    unknownNames(get(item, 'sources'), 'source', known.sources, [...path, 'sources'], report);
    unknownNames(get(objectAt(item, 'when'), 'after'), 'action', known.actions, [...path, 'when', 'after'], report);
  }
  for (const [name, parameter] of Object.entries(objectAt(model, 'parameters'))) {
    const [low, high] = listAt(parameter, 'range');
    if (typeof low === 'number' && typeof high === 'number' && low > high)
      report(['model', 'parameters', name, 'range'], `begins above its end: ${low} > ${high}`, '');
    const fits = textAt(parameter, 'fits');
    // Without any published window there is nothing to fit to: the model runs all the same.
    if (fits !== undefined && known.impacts.size > 0)
      unknownName(fits.replace(/\.(?:start|end)$/, ''), 'impact', known.impacts, ['model', 'parameters', name, 'fits'], report);
  }
  checkWorlds(model, report);
  for (const [name, curve] of Object.entries(objectAt(model, 'demand'))) {
    if (isList(curve)) checkCurve(curve, ['model', 'demand', name], report);
  }
}

function checkWorlds(model: JsonObject, report: Report): void {
  const worlds = objectAt(model, 'worlds');
  const names = listAt(worlds, 'parameters');
  const parameters = new Set(Object.keys(objectAt(model, 'parameters')));
  unknownNames(names, 'parameter', parameters, ['model', 'worlds', 'parameters'], report);
  for (const [index, row] of listAt(worlds, 'values').entries())
    if (isList(row) && row.length !== names.length)
      report(['model', 'worlds', 'values', index], `has ${row.length} values for ${names.length} parameters`, '');
}

function checkCurve(curve: readonly Json[], path: Path, report: Report): void {
  let before = Number.NEGATIVE_INFINITY;
  for (const [index, point] of curve.entries()) {
    const at = isList(point) && typeof point[0] === 'string' ? unixMsOf(point[0]) : Number.NaN;
    if (at <= before) report([...path, index, 0], 'is not after the point before', 'write the points in order of time, each instant once');
    if (!Number.isNaN(at)) before = at;
  }
}

/** One pass without allocation where nothing is wrong: there may be a million rows. */
function checkEvents(file: JsonObject, known: Known, problems: readonly Problem[], report: Report): void {
  const firstOf = new Map<string, number>();
  for (const [index, event] of listAt(file, 'events').entries()) {
    if (problems.length > limits.problems) return;
    if (!isObject(event)) continue;
    const path = (...rest: readonly (string | number)[]): Path => ['events', index, ...rest];
    duplicateAt(firstOf, event, ['events'], index, report);
    if (event.services !== undefined) unknownNames(event.services, 'service', known.services, path('services'), report);
    if (event.sources !== undefined) unknownNames(event.sources, 'source', known.sources, path('sources'), report);
    if (event.action !== undefined) unknownName(event.action, 'action', known.actions, path('action'), report);
    if (event.until !== undefined) endsEarly(event, 'at', 'until', path(), report);
    if (event.conflicts === undefined) continue;
    for (const {item, path: at} of objectsAt(event, 'conflicts', path()))
      unknownNames(get(item, 'sources'), 'source', known.sources, [...at, 'sources'], report);
  }
}
