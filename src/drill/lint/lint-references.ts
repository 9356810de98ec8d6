import {nameHint} from '../../timeline/nearest.js';
import {type Path, quoted} from '../../timeline/problem.js';
import {unixMsOf} from '../../timeline/time.js';
import type {FilePredicate} from '../scenario/predicate-schema.js';
import type {LintedDrill, Told} from './linted-drill.js';

/** The names of each kind that a scenario may use. */
type Names = {readonly [kind in Kind]: ReadonlySet<string>};
const kinds = [
  'area',
  'seat',
  'panel',
  'scene',
  'inject',
  'decision',
  'action of the palette',
  'hypothesis',
  'audience',
  'objective',
  'source',
  'recorded action',
  'mitigation',
  'parameter',
] as const;
type Kind = (typeof kinds)[number];

/** What a check has at hand. */
type Desk = {readonly linted: LintedDrill; readonly names: Names; readonly tell: Told};

/** Whatever a scenario names must be there: ids, signals, mitigations; and its times must lie inside the model. */
export function referenceProblems(linted: LintedDrill, tell: Told): void {
  const desk: Desk = {linted, names: namesOf(linted), tell};
  checkIds(desk);
  checkTimes(desk);
  checkPredicates(desk);
  checkPeople(desk);
  checkInjects(desk);
  checkDecisions(desk);
  checkPalette(desk);
  checkRest(desk);
  checkVariants(desk);
  checkTwins(desk);
}

const idsOf = (list: readonly {readonly id: string}[]): ReadonlySet<string> => new Set(list.map(({id}) => id));

function namesOf({timeline, file}: LintedDrill): Names {
  return {
    area: idsOf(file.areas),
    seat: idsOf(file.seats),
    panel: idsOf(file.panels),
    scene: idsOf(file.scenes),
    inject: idsOf(file.msel),
    decision: idsOf(file.decisions),
    'action of the palette': idsOf(file.palette),
    hypothesis: idsOf(file.hypotheses),
    audience: idsOf(file.audiences),
    objective: idsOf(file.objectives),
    source: idsOf(timeline.sources),
    'recorded action': idsOf(timeline.model?.actions ?? []),
    mitigation: idsOf(timeline.mitigations),
    parameter: new Set(Object.keys(timeline.model?.parameters ?? {})),
  };
}

function named({names, tell}: Desk, kind: Kind, name: string | undefined, path: Path): void {
  if (name === undefined || names[kind].has(name)) return;
  tell(path, `there is no ${kind} ${quoted(name)}`, () => nameHint(name, names[kind]));
}

const allNamed = (desk: Desk, kind: Kind, list: readonly string[], path: Path): void =>
  list.forEach((name, index) => {
    named(desk, kind, name, [...path, index]);
  });

/** Injects, decisions and actions are named alike in `since`, so they share their names. */
function checkIds({linted: {file}, tell}: Desk): void {
  const {msel, decisions, palette, ...rest} = file;
  const groups = [
    [['msel', msel] as const, ['decisions', decisions] as const, ['palette', palette] as const],
    ...(
      ['objectives', 'areas', 'seats', 'panels', 'scenes', 'hypotheses', 'audiences', 'facts', 'variants', 'twins', 'policies'] as const
    ).map(key => [[key, rest[key]] as const]),
  ];
  for (const lists of groups) {
    const seen = new Set<string>();
    for (const [key, list] of lists) {
      for (const [index, {id}] of list.entries()) {
        if (seen.has(id)) tell([key, index, 'id'], `is used a second time: ${quoted(id)}`, 'give each its own');
        seen.add(id);
      }
    }
  }
}

function checkTimes({linted: {timeline, file}, tell}: Desk): void {
  const msOf = (iso: string): number => unixMsOf(iso) - timeline.epochUnixMs;
  const within = (iso: string, from: number, to: number, path: Path, what: string): void => {
    if (msOf(iso) < from || msOf(iso) > to) tell(path, `is outside ${what}`, 'move it, or make that longer');
  };
  const model = timeline.model ?? {startsAtMs: 0, endsAtMs: 0};
  const [fromMs, toMs] = [msOf(file.startsAt), msOf(file.endsAt)];
  within(file.startsAt, model.startsAtMs, model.endsAtMs, ['startsAt'], 'the time of the model');
  within(file.endsAt, model.startsAtMs, model.endsAtMs, ['endsAt'], 'the time of the model');
  if (toMs <= fromMs) tell(['endsAt'], 'is not after startsAt');
  for (const [index, {startsAt, endsAt}] of file.scenes.entries()) {
    within(startsAt, fromMs, toMs, ['scenes', index, 'startsAt'], 'the time of the drill');
    within(endsAt, msOf(startsAt), toMs, ['scenes', index, 'endsAt'], 'the time of the drill, or before the scene begins');
  }
  for (const [index, {at}] of file.msel.entries()) within(at, fromMs, toMs, ['msel', index, 'at'], 'the time of the drill');
}

/** Every condition of the scenario, with its place. */
function checkPredicates(desk: Desk): void {
  const {twins, ...night} = desk.linted.file;
  const visit = (value: unknown, path: Path, signals: ReadonlySet<string>): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isPredicate(value)) checkPredicate(desk, value, path, signals);
    else if (Array.isArray(value)) for (const [index, part] of value.entries()) visit(part, [...path, index], signals);
    else for (const [key, part] of Object.entries(value)) visit(part, [...path, key], signals);
  };
  visit(night, [], desk.linted.signals);
  for (const [index, {id, says}] of twins.entries())
    visit(says, ['twins', index, 'says'], desk.linted.signalsOfTwin.get(id) ?? desk.linted.signals);
}

const marks = ['reached', 'since', 'ordered', 'decided', 'looked', 'posted', 'held', 'all', 'any', 'not'];
const isPredicate = (value: object): value is FilePredicate =>
  ('signal' in value && 'op' in value) || (!Array.isArray(value) && marks.some(mark => Object.hasOwn(value, mark)));

function checkPredicate(desk: Desk, predicate: FilePredicate, path: Path, signals: ReadonlySet<string>): void {
  const inner = (parts: readonly FilePredicate[], key: string): void => {
    for (const [index, part] of parts.entries()) checkPredicate(desk, part, [...path, key, index], signals);
  };
  if ('signal' in predicate) unknownSignal(desk, predicate.signal, [...path, 'signal'], signals);
  else if ('all' in predicate) inner(predicate.all, 'all');
  else if ('any' in predicate) inner(predicate.any, 'any');
  else if ('not' in predicate) checkPredicate(desk, predicate.not, [...path, 'not'], signals);
  else if ('ordered' in predicate) named(desk, 'action of the palette', predicate.ordered, [...path, 'ordered']);
  else if ('looked' in predicate) named(desk, 'panel', predicate.looked, [...path, 'looked']);
  else if ('posted' in predicate) named(desk, 'audience', predicate.posted, [...path, 'posted']);
  else if ('held' in predicate) named(desk, 'hypothesis', predicate.held, [...path, 'held']);
  else if ('decided' in predicate) checkDecided(desk, predicate, path);
  else if ('since' in predicate) checkSince(desk, predicate.since, [...path, 'since']);
}

function checkDecided(desk: Desk, {decided, option}: Extract<FilePredicate, {decided: string}>, path: Path): void {
  const decision = desk.linted.file.decisions.find(({id}) => id === decided);
  named(desk, 'decision', decided, [...path, 'decided']);
  if (decision !== undefined && option !== undefined) checkOptions(desk, decision, [option], [...path, 'option']);
}

function checkSince({names, tell}: Desk, since: string, path: Path): void {
  const known = [...names.inject, ...names.decision, ...names['action of the palette']];
  if (!known.includes(since)) tell(path, `there is no inject, decision or action ${quoted(since)}`, () => nameHint(since, known));
}

function unknownSignal({tell}: Desk, signal: string, path: Path, signals: ReadonlySet<string>): void {
  if (!signals.has(signal)) tell(path, `the model has no signal ${quoted(signal)}`, () => nameHint(signal, signals));
}

function checkPeople(desk: Desk): void {
  const {seats, panels, autonomous} = desk.linted.file;
  allNamed(desk, 'recorded action', autonomous, ['autonomous']);
  for (const [index, {areas, covers}] of seats.entries()) {
    allNamed(desk, 'area', areas, ['seats', index, 'areas']);
    allNamed(desk, 'seat', covers, ['seats', index, 'covers']);
  }
  for (const [index, {area, readings}] of panels.entries()) {
    named(desk, 'area', area, ['panels', index, 'area']);
    for (const [at, {signal}] of readings.entries())
      unknownSignal(desk, signal, ['panels', index, 'readings', at, 'signal'], desk.linted.signals);
  }
}

function checkInjects(desk: Desk): void {
  for (const [index, {scene, to, decision, objectives, sources}] of desk.linted.file.msel.entries()) {
    const path = ['msel', index];
    named(desk, 'scene', scene, [...path, 'scene']);
    for (const [at, seat] of to.entries()) if (seat !== 'all') named(desk, 'seat', seat, [...path, 'to', at]);
    named(desk, 'decision', decision, [...path, 'decision']);
    allNamed(desk, 'objective', objectives, [...path, 'objectives']);
    allNamed(desk, 'source', sources, [...path, 'sources']);
  }
}

type Decision = LintedDrill['file']['decisions'][number];

function checkOptions({tell}: Desk, {id, options}: Decision, named: readonly string[], path: Path): void {
  const known = options.map(option => option.id);
  for (const name of named) {
    if (!known.includes(name)) tell(path, `${id} has no option ${quoted(name)}`, () => nameHint(name, known));
  }
}

function checkDecisions(desk: Desk): void {
  for (const [index, decision] of desk.linted.file.decisions.entries()) {
    const path = ['decisions', index];
    named(desk, 'scene', decision.scene, [...path, 'scene']);
    allNamed(desk, 'seat', decision.seats, [...path, 'seats']);
    named(desk, 'objective', decision.objective, [...path, 'objective']);
    for (const [at, {orders}] of decision.options.entries())
      allNamed(desk, 'action of the palette', orders, [...path, 'options', at, 'orders']);
    if (decision.history !== undefined) checkOptions(desk, decision, [decision.history], [...path, 'history']);
    for (const [at, {ranking}] of decision.experts.entries()) checkOptions(desk, decision, ranking, [...path, 'experts', at, 'ranking']);
  }
}

function checkPalette(desk: Desk): void {
  const {file} = desk.linted;
  const own = new Set(file.autonomous);
  for (const [index, {area, mitigation, recorded, cuePanels, check}] of file.palette.entries()) {
    const path = ['palette', index];
    named(desk, 'area', area, [...path, 'area']);
    named(desk, 'mitigation', mitigation, [...path, 'mitigation']);
    allNamed(desk, 'recorded action', recorded, [...path, 'recorded']);
    for (const [at, id] of recorded.entries())
      if (own.has(id)) desk.tell([...path, 'recorded', at], 'is done by other teams by themselves', 'take it out of "autonomous"');
    allNamed(desk, 'panel', cuePanels, [...path, 'cuePanels']);
    named(desk, 'panel', check, [...path, 'check']);
  }
}

function checkRest(desk: Desk): void {
  const {hypotheses, hints, audiences, facts, debrief, policies, episodes, anchors} = desk.linted.file;
  for (const [index, {panels}] of hypotheses.entries()) allNamed(desk, 'panel', panels, ['hypotheses', index, 'panels']);
  for (const [index, {decision}] of hints.entries()) named(desk, 'decision', decision, ['hints', index, 'decision']);
  for (const [index, {claims}] of audiences.entries()) {
    for (const [at, {pattern}] of claims.entries())
      if (!isPattern(pattern)) desk.tell(['audiences', index, 'claims', at, 'pattern'], 'is no regular expression', 'as in JavaScript');
  }
  for (const [index, {sources}] of facts.entries()) allNamed(desk, 'source', sources, ['facts', index, 'sources']);
  for (const [index, {scene}] of debrief.entries()) named(desk, 'scene', scene, ['debrief', index, 'scene']);
  for (const [index, {rules}] of policies.entries()) {
    for (const [at, {order}] of rules.entries()) named(desk, 'action of the palette', order, ['policies', index, 'rules', at, 'order']);
  }
  for (const [index, {detects, hypothesis}] of episodes.entries()) {
    allNamed(desk, 'inject', detects, ['episodes', index, 'detects']);
    named(desk, 'hypothesis', hypothesis, ['episodes', index, 'hypothesis']);
  }
  for (const [index, {sources}] of anchors.entries()) allNamed(desk, 'source', sources, ['anchors', index, 'sources']);
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'i') instanceof RegExp;
  } catch {
    return false;
  }
}

function checkVariants(desk: Desk): void {
  for (const [index, {injects, decisions, scenes, seats}] of desk.linted.file.variants.entries()) {
    const path = ['variants', index];
    allNamed(desk, 'inject', injects, [...path, 'injects']);
    allNamed(desk, 'decision', decisions, [...path, 'decisions']);
    for (const [at, {scene}] of scenes.entries()) named(desk, 'scene', scene, [...path, 'scenes', at, 'scene']);
    allNamed(desk, 'seat', seats, [...path, 'seats']);
  }
}

function checkTwins(desk: Desk): void {
  const {names} = desk;
  const levers = [...names.mitigation, ...names['recorded action']];
  for (const [index, {parameters, instead, texts, says, withheld, truths}] of desk.linted.file.twins.entries()) {
    const path = ['twins', index];
    const keys = (kind: Kind, key: string, holder: object): void => {
      for (const name of Object.keys(holder)) named(desk, kind, name, [...path, key, name]);
    };
    keys('parameter', 'parameters', parameters);
    for (const name of Object.keys(instead)) {
      if (!levers.includes(name))
        desk.tell([...path, 'instead', name], `there is no mitigation or recorded action ${quoted(name)}`, () => nameHint(name, levers));
    }
    keys('inject', 'texts', texts);
    keys('panel', 'says', says);
    allNamed(desk, 'inject', withheld, [...path, 'withheld']);
    keys('hypothesis', 'truths', truths);
  }
}
