import {quoted} from '../../timeline/problem.js';
import {unixMsOf} from '../../timeline/time.js';
import type {FilePredicate} from '../scenario/predicate-schema.js';
import type {DrillFile} from '../scenario/schema.js';
import type {LintedDrill, Told} from './linted-drill.js';

/** More than one inject in so many seconds is more than people can read and talk about. */
const secondsAnInject = 90;
const leastDecoys = 6;
const leastTwins = 2;

/** What an author wants to know of a scenario that could be played as it is. */
export function authorProblems(linted: LintedDrill, tell: Told): void {
  checkObjectives(linted, tell);
  checkCues(linted, tell);
  checkOptions(linted, tell);
  checkPalette(linted, tell);
  checkRecorded(linted, tell);
  checkVariants(linted, tell);
  checkTwins(linted, tell);
  checkPolicies(linted, tell);
}

function checkObjectives({file}: LintedDrill, tell: Told): void {
  for (const [index, {id}] of file.objectives.entries()) {
    const isServed = file.msel.some(({objectives}) => objectives.includes(id)) || file.decisions.some(({objective}) => objective === id);
    if (!isServed) tell(['objectives', index], `no inject and no decision serves ${quoted(id)}`, 'give it one, or leave it out');
  }
}

/** The least and the most instant of history at which a condition can hold, as far as its clock and its injects say; null: they do not. */
export function historyMsOf(file: DrillFile, predicate: FilePredicate): number | null {
  if ('reached' in predicate) return unixMsOf(predicate.reached);
  if ('since' in predicate) {
    const inject = file.msel.find(({id}) => id === predicate.since);
    return inject === undefined ? null : unixMsOf(inject.at) + predicate.minutes * 60_000;
  }
  const parts = 'all' in predicate ? predicate.all : 'any' in predicate ? predicate.any : [];
  const known = parts.flatMap(part => historyMsOf(file, part) ?? []);
  if (known.length === 0) return null;
  return 'all' in predicate ? Math.max(...known) : Math.min(...known);
}

/** A decision needs something that leads to it, before it has to be made. */
function checkCues({file}: LintedDrill, tell: Told): void {
  for (const [index, {id, opens}] of file.decisions.entries()) {
    const rows = file.msel.filter(({decision}) => decision === id);
    if (rows.length === 0 && !asksFor(opens, 'signal') && !asksFor(opens, 'since')) {
      tell(['decisions', index], 'has no cue: no inject leads to it', 'name it as the "decision" of an inject');
      continue;
    }
    const opensMs = historyMsOf(file, opens);
    const cueMs = Math.min(...rows.map(({at}) => unixMsOf(at)));
    if (opensMs !== null && rows.length > 0 && cueMs > opensMs)
      tell(['decisions', index, 'opens'], 'opens before its first cue', `${quoted(rows[0]?.id ?? '')} comes later`);
  }
}

function asksFor(predicate: FilePredicate, mark: string): boolean {
  if (Object.hasOwn(predicate, mark)) return true;
  if ('not' in predicate) return asksFor(predicate.not, mark);
  const parts = 'all' in predicate ? predicate.all : 'any' in predicate ? predicate.any : [];
  return parts.some(part => asksFor(part, mark));
}

/** An option that every expert puts first, and that costs hands the least, is no choice. */
function checkOptions({file}: LintedDrill, tell: Told): void {
  const minutesOf = (orders: readonly string[]): number =>
    Math.max(0, ...file.palette.filter(({id}) => orders.includes(id)).map(({leadMinutes}) => leadMinutes));
  for (const [index, {options, experts}] of file.decisions.entries()) {
    for (const [at, {id, orders}] of options.entries()) {
      const isFirst = experts.length > 0 && experts.every(({ranking}) => ranking[0] === id);
      const isCheapest = options.every(other => minutesOf(orders) <= minutesOf(other.orders));
      if (isFirst && isCheapest)
        tell(
          ['decisions', index, 'options', at],
          `dominates all others: every expert puts ${quoted(id)} first, and it costs the least`,
          'find somebody who would choose otherwise, and why; else it is no decision',
        );
    }
  }
}

function checkPalette({timeline, file}: LintedDrill, tell: Told): void {
  const decoys = file.palette.filter(({decoy}) => decoy).length;
  if (decoys < leastDecoys)
    tell(['palette'], `has ${decoys} decoys`, `add some: at least ${leastDecoys} keep people from pressing everything`);
  for (const [index, {mitigation, leadMinutes, decoy, cue, isSafeEarly, cuePanels}] of file.palette.entries()) {
    const lead = timeline.mitigations.find(({id}) => id === mitigation)?.leadMinutes;
    if (lead !== undefined && lead !== leadMinutes)
      tell(['palette', index, 'leadMinutes'], `says ${leadMinutes}, and the mitigation takes ${lead}`, 'say the same');
    if (cue === undefined && !decoy && !isSafeEarly)
      tell(
        ['palette', index],
        'has no cue, and is not said to be safe early',
        'without one, nobody can tell whether it was ordered on evidence',
      );
    const signals = cue === undefined ? [] : signalsOf(cue);
    const shown = file.panels.filter(({id}) => cuePanels.includes(id)).flatMap(({readings}) => readings.map(({signal}) => signal));
    if (signals.length > 0 && cuePanels.length > 0 && !signals.some(signal => shown.includes(signal)))
      tell(['palette', index, 'cuePanels'], 'show no signal of its cue', `it asks for ${signals.map(signal => quoted(signal)).join(', ')}`);
  }
}

function signalsOf(predicate: FilePredicate): readonly string[] {
  if ('signal' in predicate) return [predicate.signal];
  if ('not' in predicate) return signalsOf(predicate.not);
  return 'all' in predicate ? predicate.all.flatMap(signalsOf) : 'any' in predicate ? predicate.any.flatMap(signalsOf) : [];
}

/** What was done on the night and is the team's to do must be in the palette, in one way or another. */
function checkRecorded({timeline, file}: LintedDrill, tell: Told): void {
  const own = new Set(file.autonomous);
  const thrown = timeline.mitigations.filter(({id}) => file.palette.some(({mitigation}) => mitigation === id));
  for (const {id, target, verb} of timeline.model?.actions ?? []) {
    const isThere =
      own.has(id) ||
      file.palette.some(({recorded}) => recorded.includes(id)) ||
      thrown.some(other => other.target === target && other.verb === verb);
    if (!isThere)
      tell(
        ['palette'],
        `nobody can do what was done on the night: ${quoted(id)}`,
        'add an action that carries it out, or let other teams do it',
      );
  }
}

function checkVariants({file}: LintedDrill, tell: Told): void {
  for (const [index, {injects, decisions, scenes}] of file.variants.entries()) {
    const told = file.msel.filter(({id, kind}) => injects.includes(id) && kind === 'contextual').length;
    const seconds = scenes.reduce((sum, {wallMinutes}) => sum + wallMinutes * 60, 0);
    if (told * secondsAnInject > seconds)
      tell(
        ['variants', index, 'injects'],
        `${told} injects in ${seconds / 60} minutes: more than one in ${secondsAnInject} seconds`,
        'leave some out',
      );
    const scene = new Set(scenes.map(({scene}) => scene));
    for (const [at, id] of decisions.entries()) {
      const decision = file.decisions.find(decision => decision.id === id);
      if (decision === undefined) continue;
      if (!canHold(decision.opens, new Set([...injects, ...decisions, ...file.palette.map(({id}) => id)])))
        tell(['variants', index, 'decisions', at], `${quoted(id)} can never open here`, 'add the inject that opens it');
      else if (!scene.has(decision.scene))
        tell(['variants', index, 'decisions', at], `${quoted(id)} belongs to a scene that is not played`, 'add the scene');
    }
  }
}

function canHold(predicate: FilePredicate, known: ReadonlySet<string>): boolean {
  if ('since' in predicate) return known.has(predicate.since);
  if ('decided' in predicate) return known.has(predicate.decided);
  if ('all' in predicate) return predicate.all.every(part => canHold(part, known));
  return !('any' in predicate) || predicate.any.some(part => canHold(part, known));
}

function checkTwins({file}: LintedDrill, tell: Told): void {
  const real = file.twins.filter(
    ({parameters, components, faults}) => Object.keys(parameters).length + Object.keys(components).length > 0 || faults !== undefined,
  );
  if (real.length < leastTwins)
    tell(['twins'], `${real.length} differ in the model`, `with fewer than ${leastTwins} a remembered answer works every time`);
}

/** A policy plays under the same fog: it can act only on what a panel shows. */
function checkPolicies({file}: LintedDrill, tell: Told): void {
  const shown = new Set(file.panels.flatMap(({readings}) => readings.map(({signal}) => signal)));
  for (const [index, {rules}] of file.policies.entries()) {
    for (const [at, {when}] of rules.entries()) {
      for (const signal of signalsOf(when)) {
        if (!shown.has(signal))
          tell(['policies', index, 'rules', at, 'when'], `asks for ${quoted(signal)}, which no panel shows`, 'it would never act');
      }
    }
  }
}
