import {grouped, plural} from '../format/number.js';
import {wrap} from '../format/text.js';
import {type Check, type Explored, isBroken} from '../race/explore.js';
import {type Told, toldTrace} from '../race/narrate.js';
import {type Property, properties} from '../race/properties.js';
import {lessonOf, namesOf, protections, variantOf} from '../race/protections.js';
import {canEmpty, type Size} from '../race/size.js';
import {shortestTrace} from '../race/trace.js';

/** An exhaustive check, and how long it took. */
export type Checked = {readonly explored: Explored; readonly seconds: number};

/** The shortest story of the first property that is broken, and of which; null: all hold. */
function story(explored: Explored): {readonly words: string; readonly told: readonly Told[]} | null {
  const first = properties.find(({name}) => isBroken(explored.check, name));
  if (first === undefined) return null;
  return {words: first.words, told: toldTrace(explored.space.model, shortestTrace(explored, first.name) ?? [])};
}

/** For programs: lengths in steps, null where there is no such story; `trace` only when a property is broken. */
export function raceJson({explored, seconds}: Checked) {
  const {states, edges, depth, neverEmpty, noRegress, doomed, dead, doomedStates, levels, edgeSum} = explored.check;
  const numbers = {states, edges, depth, neverEmpty, noRegress, doomed, dead, doomedStates, levels, edgeSum, seconds};
  const told = story(explored)?.told;
  return told === undefined ? numbers : {...numbers, trace: told};
}

/** For people, in lines of at most `columns`. */
export function raceLines(checked: Checked, columns: number): readonly string[] {
  const {rules} = checked.explored.space.model;
  return [
    `THE DNS RACE  ${sizeWords(rules.size)}; protections: ${variantOf(rules.protect)}`,
    ...wrap('SIMULATED, in a model of the race: every situation of this size, whatever the delays.', columns),
    '',
    ...wrap(summary(checked), columns),
    '',
    ...verdictLines(checked.explored.check, rules.size, columns),
    ...noteLines(checked.explored, columns),
    ...storyLines(checked.explored, columns),
  ];
}

export const sizeWords = ({enactors, plans, endpoints, age}: Size): string =>
  `${plural(enactors, 'enactor')}, ${plural(plans, 'plan')}, ${plural(endpoints, 'endpoint')}, clean-up age ${age}`;

/** How much was looked at, and how long that took. */
export function summary({explored: {check, space}, seconds}: Checked): string {
  const same = space.interchangeable ? ' Enactors are interchangeable: what differs in their names only counts once.' : '';
  return (
    `${plural(check.states, 'different situation')}, ${plural(check.edges, 'step')} between them, ` +
    `none farther than ${plural(check.depth, 'step')} from the start. Every one looked at in ${seconds.toFixed(2)} s.${same}`
  );
}

/** `always resolves  BROKEN  shortest story: 10 steps`, one property a line. */
export function verdictLines(check: Check, size: Size, columns: number): readonly string[] {
  const indent = 31;
  const lines = properties.flatMap(({name, words}) => {
    const verdict = isBroken(check, name) ? 'BROKEN' : 'HOLDS';
    const [first = '', ...rest] = wrap(verdictWords(check, name), Math.max(20, columns - indent));
    return [`${words.padEnd(22)} ${verdict.padEnd(7)} ${first}`.trimEnd(), ...rest.map(line => ' '.repeat(indent) + line)];
  });
  if (!properties.some(({name}) => !isBroken(check, name))) return lines;
  return [...lines, '', ...wrap(proofWords(check, size), columns)];
}

/** How far a property that holds can be relied on. */
export function proofWords(check: Check, {enactors, plans, endpoints}: Size): string {
  const world = `${plural(enactors, 'enactor')}, ${plural(plans, 'plan')}, ${plural(endpoints, 'endpoint')}`;
  return `HOLDS: in all ${plural(check.states, 'situation')} of this size (${world}). This is not a proof for every size.`;
}

/** What is broken about a property; empty where it holds. */
export function verdictWords(check: Check, property: Property): string {
  switch (property) {
    case 'neverEmpty':
      return check.neverEmpty === null ? '' : `shortest story: ${plural(check.neverEmpty, 'step')}`;
    case 'noRegress':
      return check.noRegress === null ? '' : `shortest story: ${plural(check.noRegress, 'step')}`;
    case 'recoverable': {
      if (check.doomed === null) return '';
      const stuck = check.dead === null ? '' : `; nothing at all can happen after ${plural(check.dead, 'step')} at the earliest`;
      const none = `${plural(check.doomedStates, 'situation')} ${check.doomedStates === 1 ? 'has' : 'have'} no way back`;
      return `${none}, the first after ${plural(check.doomed, 'step')}${stuck}`;
    }
    default:
      return property satisfies never;
  }
}

/** What the chosen protections teach, and why a size may be too small for the race. */
export function noteLines({space}: Explored, columns: number): readonly string[] {
  const {size, protect} = space.model.rules;
  const {enactors, plans, age} = size;
  const chosen = namesOf(protect);
  const lessons = protections
    .filter(({name}) => chosen.includes(name))
    .flatMap(({name, words}) => [
      '',
      ...wrap(`${name}: ${words}.`, columns),
      ...wrap(lessonOf(name, protect), columns - 2).map(line => `  ${line}`),
    ]);
  if (canEmpty(size)) return lessons;
  const why =
    enactors === 1
      ? 'One enactor alone has nobody to race with: no record can empty, whatever protects it.'
      : `With ${plural(plans, 'plan')} no clean-up of age ${age} reaches a plan that an old pass can bring back: no record can empty. ` +
        `It takes ${age + 2} plans.`;
  return ['', ...wrap(why, columns), ...lessons];
}

function storyLines(explored: Explored, columns: number): readonly string[] {
  const found = story(explored);
  if (found === null) return [];
  const steps = found.told.flatMap(({step, label, sentences, badges}) => [
    `${grouped(step).padStart(3)}  ${[label, ...badges].join('   ')}`,
    ...wrap(sentences.join(' '), columns - 5).map(line => `     ${line}`),
  ]);
  return ['', `SHORTEST STORY against "${found.words}"`, ...steps];
}
