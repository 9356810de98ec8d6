import {modelProblems} from '../engine/check.js';
import {prepare} from '../engine/simulate.js';
import {type Issue, TimelineError} from '../errors.js';
import {parseTimeline, readTimeline} from '../timeline/parse.js';
import {placesOf} from '../timeline/places.js';
import {issuesFrom, type Problem, pathOf, pathText} from '../timeline/problem.js';
import type {Timeline} from '../timeline/types.js';

/**
 * The text of a timeline file → a timeline that the engine can run.
 *
 * @param fileName only for messages
 * @throws TimelineError with every problem of the file and of its model
 */
export const loadTimeline = (fileName: string, text: string): Timeline => parseTimeline(fileName, text, modelProblems);

/**
 * Every problem of a timeline file; where the file is sound, also those that only show when its history is run.
 *
 * @param more what else a sound timeline is held to, by those who know more
 */
export function issuesOf(text: string, more: (timeline: Timeline) => readonly Problem[] = () => []): readonly Issue[] {
  const {timeline, issues} = readTimeline(text, modelProblems);
  return timeline === null ? issues : [...trialIssues(timeline, text), ...placedIssues(text, more(timeline))];
}

function placedIssues(text: string, problems: readonly Problem[]): readonly Issue[] {
  if (problems.length === 0) return [];
  const places = placesOf(text, problems);
  return issuesFrom(
    problems.map(({path, ...rest}, index) => ({...rest, path: pathText(path), ...(places[index] ?? {line: 0, column: 0})})),
  );
}

/** Runs the history once. The engine knows paths; lines and columns are looked up here. */
function trialIssues(timeline: Timeline, text: string): readonly Issue[] {
  try {
    prepare(timeline);
    return [];
  } catch (error) {
    if (!(error instanceof TimelineError)) throw error;
    const problems = error.issues.map(({path, message, hint}) => ({path: pathOf(path), message, hint}));
    const places = placesOf(text, problems);
    return issuesFrom(error.issues.map((issue, index) => ({...issue, ...(places[index] ?? {line: 0, column: 0})})));
  }
}
