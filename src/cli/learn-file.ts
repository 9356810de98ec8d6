import * as z from 'zod';
import {lessons} from '../learn/index.js';
import {beginning, exerciseOf, type Walk} from '../learn/walk.js';
import {jsonOf} from './saved-session-file.js';

/** Of the format below; a file with a higher one was written by a later program. */
const version = 1;
export const learnFile = 'learn.json';

const whole = z.number().int().min(0);
const answers = z.record(z.string(), z.string().max(2000));
const shape = z.object({
  version: z.literal(version),
  seed: whole,
  lesson: z.string(),
  opened: z.record(z.string(), whole),
  isAgain: z.boolean(),
  given: z.array(answers).max(200),
  misses: whole,
  missesInAll: whole,
  passed: z.record(z.string(), z.object({seed: whole, misses: whole, story: z.array(z.string().max(2000)).max(200)})),
});

/** Where a learner stands, as the text of a file. */
export function learnText({seed, lesson, opened, isAgain, given, misses, missesInAll, passed, stage}: Walk): string {
  // Past the last lesson one is at its end, not in it.
  const place = stage.type === 'done' ? (lessons[0]?.id ?? '') : (lessons[lesson]?.id ?? '');
  return `${JSON.stringify({version, seed, lesson: place, opened, isAgain, given, misses, missesInAll, passed}, null, 2)}\n`;
}

/** `isBroken`: it cannot be used. `isNewer`: it belongs to a later program, and must stay as it is. */
export type LearnReading = {readonly walk: Walk | null; readonly isBroken: boolean; readonly isNewer: boolean};

/** A kept way. What a lesson no longer understands is begun again; nothing throws. */
export function readLearn(text: string): LearnReading {
  const json = jsonOf(text);
  const {success, data} = shape.safeParse(json);
  if (!success) {
    const head = z.object({version: z.number()}).safeParse(json);
    const isNewer = head.success && head.data.version > version;
    return {walk: null, isBroken: !isNewer, isNewer};
  }
  const {lesson: id, version: _, ...rest} = data;
  const lesson = Math.max(
    0,
    lessons.findIndex(each => each.id === id),
  );
  const walk: Walk = {...beginning(data.seed), ...rest, lesson};
  // The answers must still lead to a page of the lesson.
  const isAtPage = exerciseOf(walk).step(walk.given) !== null;
  return {walk: isAtPage ? walk : {...walk, given: [], misses: 0}, isBroken: false, isNewer: false};
}
