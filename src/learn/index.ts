import {cachesLesson} from './caches.js';
import {closeLesson} from './close.js';
import {consoleLesson} from './console.js';
import {guardsLesson} from './guards.js';
import type {Lesson} from './lesson.js';
import {shedLesson} from './load-shedding.js';
import {loopLesson} from './loop.js';
import {miniDrillLesson} from './mini-drill.js';
import {symptomLesson} from './symptom.js';
import {wordsLesson} from './wording.js';

const before: readonly Lesson[] = [
  consoleLesson,
  symptomLesson,
  cachesLesson,
  loopLesson,
  guardsLesson,
  shedLesson,
  wordsLesson,
  miniDrillLesson,
];

/** The curriculum, in order. */
export const lessons: readonly Lesson[] = [...before, closeLesson(before)];
