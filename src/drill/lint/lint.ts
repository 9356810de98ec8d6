import {compile} from '../../engine/compile.js';
import {UserError} from '../../errors.js';
import type {Problem} from '../../timeline/problem.js';
import type {Timeline} from '../../timeline/types.js';
import {drillOf, drillShapeProblems} from '../scenario/scenario.js';
import {type DrillFile, drillSchema} from '../scenario/schema.js';
import {twinOf} from '../scenario/setup.js';
import {authorProblems} from './lint-author.js';
import {referenceProblems} from './lint-references.js';
import {textProblems} from './lint-texts.js';
import type {LintedDrill, Told} from './linted-drill.js';

/** Something wrong with a scenario (it cannot be played as it says), or something that its author may want to know. */
export type DrillProblem = Problem & {readonly severity: 'error' | 'warning'};

/** Everything to be said about a timeline's drill; nothing where it has none. A drill of a wrong shape is told of that alone. */
export function drillProblems(timeline: Timeline): readonly DrillProblem[] {
  const shape = drillShapeProblems(timeline);
  if (shape.length > 0) return shape.map(problem => ({...problem, severity: 'error'}));
  const parsed = drillSchema.safeParse(timeline.drill);
  if (timeline.drill === null || !parsed.success) return [];
  if (timeline.model === null)
    return [{path: ['drill'], message: 'needs a model to be played', hint: 'give the timeline a "model"', severity: 'error'}];
  const problems: DrillProblem[] = [];
  const tellAs =
    (severity: DrillProblem['severity']): Told =>
    (path, message, hint = '') =>
      problems.push({path: ['drill', ...path], message, hint, severity});
  const linted: LintedDrill = {
    timeline,
    file: parsed.data,
    signals: new Set(compile(timeline, timeline.model).signals),
    signalsOfTwin: new Map(twinSignals(timeline, parsed.data, tellAs('error'))),
  };
  referenceProblems(linted, tellAs('error'));
  textProblems(linted, tellAs('error'), tellAs('warning'));
  authorProblems(linted, tellAs('warning'));
  return problems;
}

/** The signals of every twin whose model can be made. */
function twinSignals(timeline: Timeline, {twins}: DrillFile, tell: Told): readonly (readonly [string, ReadonlySet<string>])[] {
  const drill = drillOf(timeline);
  if (drill === null) return [];
  return twins.flatMap((twin, index) => {
    try {
      const read = drill.twins[index];
      const {model, ...rest} = read === undefined ? timeline : twinOf(timeline, drill, read);
      return model === null ? [] : [[twin.id, new Set(compile({...rest, model}, model).signals)] as const];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      tell(['twins', index], `makes no model: ${error.message}`, error.hint);
      return [];
    }
  });
}
