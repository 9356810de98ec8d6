/** A mouse report. Columns and rows count from 0. `wheel` is -1 for up, 1 for down. */
export type MouseEvent =
  | {
      readonly type: 'mouse';
      readonly kind: 'down' | 'up' | 'drag' | 'move';
      readonly button: number;
      readonly column: number;
      readonly row: number;
    }
  | {readonly type: 'mouse'; readonly kind: 'wheel'; readonly wheel: -1 | 1; readonly column: number; readonly row: number};
