/** What part of a long list a short window shows. */

/** The line at the top: where it was, as long as the cursor is in sight; else the cursor is in the middle. */
export function firstShown(cursor: number, top: number, height: number, lines: number): number {
  const isInSight = cursor >= top && cursor < top + height;
  return Math.max(0, Math.min(isInSight ? top : cursor - Math.floor(height / 2), lines - height));
}

/** The line at the top after the cursor has moved: the list moves no further than it must. */
export const topFor = (cursor: number, top: number, height: number): number =>
  Math.max(0, Math.min(cursor, Math.max(top, cursor - height + 1)));
