import type {PanelView} from './panel.js';

/** `height` includes the title. */
export type Part<V, M = never> = {readonly panel: PanelView<V, M>; readonly height: number};
/** Panels below one another; beside it stands the next column, with one column of rule between them. */
export type Column<V, M = never> = {readonly width: number; readonly parts: readonly Part<V, M>[]};

/** `most`: rows it can fill; default: what the panel says. */
export type Want<V, M = never> = {readonly panel: PanelView<V, M>; readonly least: number; readonly most?: number};

/**
 * Shares rows among panels, earlier ones first: each gets its least (a panel for which there is no room is left out), then all grow
 * in turn up to what they can fill, and what is left over goes to the last one.
 */
export function stack<V, M>(view: V, width: number, rows: number, wants: readonly Want<V, M>[]): readonly Part<V, M>[] {
  const kept: {readonly panel: PanelView<V, M>; height: number; readonly full: number}[] = [];
  let left = rows;
  for (const {panel, least, most} of wants) {
    const full = (most ?? panel.need(view, width)) + 1;
    const height = Math.min(least + 1, Math.max(full, 2));
    if (kept.length > 0 && height > left) continue;
    kept.push({panel, height: Math.min(height, left), full});
    left -= Math.min(height, left);
  }
  while (left > 0 && kept.some(({height, full}) => height < full)) {
    for (const part of kept) {
      if (left === 0 || part.height >= part.full) continue;
      part.height++;
      left--;
    }
  }
  const last = kept.at(-1);
  if (last !== undefined) last.height += left;
  return kept.map(({panel, height}) => ({panel, height}));
}
