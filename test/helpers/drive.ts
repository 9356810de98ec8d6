import {type Drive, driveOf} from '../../src/drill/drive/drive.js';
import type {Answer} from '../../src/drill/drive/drive-schema.js';
import type {Setup} from '../../src/drill/scenario/setup.js';

/** One seat of a drill; its score is that it is over. */
export const driven = (setup: Setup, seat: string): Drive =>
  driveOf(
    () => setup,
    setup.choice.seed,
    seat,
    () => ({isOver: true}),
  );

export const asked = (drive: Drive, ...requests: readonly unknown[]): readonly Answer[] =>
  requests.map(request => drive.answer(JSON.stringify(request)));
