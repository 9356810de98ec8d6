/**
 * Chance as a function of its place, not of a stream: the same seed, purpose and draw give the same number in [0, 1), and a new
 * purpose does not re-roll the old ones.
 */
export function randomAt(seed: number, purpose: string, draw: number): number {
  let hash = mixed(seed ^ 0x9e3779b9) ^ mixed(draw + 0x85ebca6b);
  for (let index = 0; index < purpose.length; index++) hash = mixed(hash ^ purpose.charCodeAt(index));
  return mixed(hash) / 2 ** 32;
}

/** Every bit of the answer depends on every bit of the number (the finalizer of MurmurHash3). */
function mixed(number: number): number {
  let hash = number >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
