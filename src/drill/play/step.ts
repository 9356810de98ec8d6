import type {DrillState, Stamp} from '../scenario/state.js';

/** The state after an input, or why it was refused; a refused input changes nothing. */
export type Step = {readonly state: DrillState; readonly refused: string | null};

export const accepted = (state: DrillState): Step => ({state, refused: null});
export const refused = (state: DrillState, reason: string): Step => ({state, refused: reason});

/** What is done now bears this. */
export const stampOf = ({seq, nowMs, wallMs}: DrillState): Stamp => ({id: `j${seq}`, atMs: nowMs, wallMs});
