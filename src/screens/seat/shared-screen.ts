import type {Size} from '../../screen/line.js';
import {fitLine, type Line, span, spread} from '../../screen/line.js';
import {exerciseBadge} from './frame.js';

/**
 * One screen for participants and controller. The way to the console goes through a blank screen that asks first: nothing of the book
 * is drawn before the answer, and every key but the answer goes back.
 */
export type Curtain = 'participants' | 'blank' | 'console';

export const curtainKey = 'ctrl-k';
const confirmKey = 'y';

/** The curtain after a key; null: the key is for the screen that is shown. */
export function drawn(curtain: Curtain, key: string): Curtain | null {
  if (curtain === 'blank') return key === confirmKey ? 'console' : 'participants';
  if (key !== curtainKey) return null;
  return curtain === 'participants' ? 'blank' : 'participants';
}

/** Nothing but the question. */
export function blankFrame(codeName: string, {columns, rows}: Size): readonly Line[] {
  const lines: readonly Line[] = [
    spread([span(' '), exerciseBadge, span(`  ${codeName}`, 'bold')], [span(' ')], columns),
    [],
    [span(' The controller’s console is private. Can anybody else see this screen?', 'bold')],
    [],
    [span(' y', 'key'), span(' nobody can: show the console    '), span('any other key', 'key'), span(' goes back')],
  ];
  return Array.from({length: rows}, (_, row) => fitLine(lines[row] ?? [], columns));
}

/** What is drawn: the console only where the curtain is open. Its frame is not even made anywhere else. */
export function curtainFrame(
  curtain: Curtain,
  codeName: string,
  size: Size,
  participants: () => readonly Line[],
  controller: () => readonly Line[],
): readonly Line[] {
  if (curtain === 'blank') return blankFrame(codeName, size);
  return curtain === 'console' ? controller() : participants();
}
