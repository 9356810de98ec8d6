import {MINUTE_MS} from '../../timeline/time.js';
import type {Input} from './input.js';

/** Simulated minutes that an act costs somebody who drills alone, and programs: thinking is free, hands and words are not. */
export function minutesOf(input: Input): number {
  if (input.type === 'look') return 2;
  if (input.type === 'post') return 2;
  return input.type === 'order' || input.type === 'decide' || input.type === 'ask-hint' ? 1 : 0;
}

export const afterMinutes = (minutes: number): Input => ({type: 'advance', byMs: minutes * MINUTE_MS});
