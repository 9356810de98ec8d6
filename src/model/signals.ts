/** The place of one number in a run's state. */
export type Slot = number;

/**
 * Every number of a running simulation in one array: outputs first (they are the columns of the run's table),
 * then inputs and the components' own state. One array makes a step allocation-free and a run's state one copy.
 */
export class Signals {
  #values: Float64Array;
  #used: number;
  #outputs: Float64Array = new Float64Array(0);

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

  snapshot(): Float64Array {
    return this.#values.slice(0, this.#used);
  }

  restore(snapshot: Float64Array): void {
    this.#values.set(snapshot);
  }

  /** Copies the first `count` slots (the outputs) to `offset` of a table. */
  record(table: Float64Array, offset: number, count: number): void {
    // A kept view makes this one block copy; the array does not grow while a run goes on.
    if (this.#outputs.buffer !== this.#values.buffer) this.#outputs = this.#values.subarray(0, count);
    table.set(this.#outputs, offset);
  }
}
