/** The place of one number in a run's state. */
export type Slot = number;

/**
 * Every number of a running simulation in one array: outputs first (they are the columns of the run's table),
 * then inputs and the components' own state. One array makes a step allocation-free and a run's state one copy.
 */
export class Signals {
  #values: Float64Array;
  #used: number;

  constructor(outputs: number) {
    this.#values = new Float64Array(Math.max(64, outputs * 2));
    this.#used = outputs;
  }

  get(slot: Slot): number {
    return this.#values[slot] as number;
  }

  set(slot: Slot, value: number): void {
    this.#values[slot] = value;
  }

  /** The first of `count` new slots, all set to `initial`. */
  reserve(count: number, initial: number): Slot {
    const first = this.#used;
    this.#used += count;
    if (this.#used > this.#values.length) {
      const grown = new Float64Array(Math.max(this.#used, this.#values.length * 2));
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values.fill(initial, first, this.#used);
    return first;
  }

  /** Copies the first `count` slots (the outputs) to `offset` of a table. */
  record(table: Float64Array, offset: number, count: number): void {
    for (let slot = 0; slot < count; slot++) table[offset + slot] = this.#values[slot] as number;
  }
}
