import type {EventKind} from '../timeline/types.js';

/** What each kind of event is called on screen and in the plain stream. */
export const kindWords: Readonly<Record<EventKind, string>> = {
  fault: 'FAULT',
  automation: 'AUTOMATION',
  detection: 'DETECTION',
  action: 'ACTION',
  recovery: 'RECOVERY',
  communication: 'NOTICE',
  impact: 'IMPACT',
};

/** `did you mean "x"? known: …` → `Did you mean "x"? Known: …`. */
export const sentence = (text: string): string => text.replace(/^[a-z]|(?<=\? )[a-z]/g, letter => letter.toUpperCase());
