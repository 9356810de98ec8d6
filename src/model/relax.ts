/**
 * Where a value that drifts towards `target` with time constant `tau` is after `elapsed` (same unit). Exact for any step length,
 * so there is no stiffness limit; tau 0 is at once.
 */
export function relax(value: number, target: number, elapsed: number, tau: number): number {
  if (value === target || tau === 0) return target;
  if (elapsed === 0) return value;
  return target - (target - value) * Math.exp(-elapsed / tau);
}
