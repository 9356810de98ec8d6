import {readFileSync} from 'node:fs';
import {type Prepared, prepare} from '../../src/engine/simulate.js';
import {loadTimeline} from '../../src/import/load.js';
import {msAt} from '../../src/timeline/time.js';
import type {Ms, Timeline} from '../../src/timeline/types.js';

export const flagshipFile = 'timelines/aws-us-east-1-2025-10-20.json';
export const flagshipText = readFileSync(flagshipFile, 'utf8');
export const flagship: Timeline = loadTimeline(flagshipFile, flagshipText);
export const prepared: Prepared = prepare(flagship);

/** A clock time of the night, `23:30` (the 19th) or `02:25` (the 20th), in PDT. */
export const night = (clock: string): Ms => msAt(flagship, `2025-10-${clock >= '23:00' ? 19 : 20}T${clock}:00-07:00`);

/** The flagship's file with something else in it. */
export function flagshipWith(change: (file: Record<string, unknown>) => void): Timeline {
  const file = JSON.parse(flagshipText) as Record<string, unknown>;
  change(file);
  return loadTimeline('changed.json', JSON.stringify(file));
}
