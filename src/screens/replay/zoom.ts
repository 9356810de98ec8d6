import type {View} from './view.js';

/** Why no panel can be zoomed now; null: one can. */
export function cannotZoom({state}: View): string | null {
  if (state.overlay.type !== 'none') return 'esc closes what is open; then z zooms the panel that has the keys.';
  return state.screen.type === 'replay' ? null : 'This screen fills the room already.';
}

/** Whether one panel of the replay has all the room, also under what is open over it. */
export const isZoomed = ({state}: View): boolean => state.zoomed && state.screen.type === 'replay';
