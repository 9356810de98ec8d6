/** The first of `height` rows of a list of `total`: `top`, moved no further than the selected row needs, and never past the ends. */
export function firstShown(top: number, selected: number, total: number, height: number): number {
  const showing = Math.max(selected - height + 1, Math.min(top, selected));
  return Math.max(0, Math.min(showing, total - height));
}
