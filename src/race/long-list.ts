const chunkBits = 20;
const chunkLength = 1 << chunkBits;
const firstLength = 1 << 12;

/** A long list of numbers that only grows. Once it is long nothing of it is ever copied, so that nobody waits for that. */
export class LongList {
  readonly #chunks: Int32Array[] = [new Int32Array(firstLength)];
  #last = this.#chunks[0] as Int32Array;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get bytes(): number {
    return this.#chunks.reduce((sum, {byteLength}) => sum + byteLength, 0);
  }

  at(index: number): number {
    return (this.#chunks[index >>> chunkBits] as Int32Array)[index & (chunkLength - 1)] as number;
  }

  push(number: number): void {
    const place = this.#length++ & (chunkLength - 1);
    if (place === 0 && this.#length > 1) {
      this.#last = new Int32Array(chunkLength);
      this.#chunks.push(this.#last);
    } else if (place === this.#last.length) {
      this.#last = enlarged(this.#last);
      this.#chunks[this.#chunks.length - 1] = this.#last;
    }
    this.#last[place] = number;
  }
}

function enlarged(numbers: Int32Array): Int32Array {
  const larger = new Int32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
