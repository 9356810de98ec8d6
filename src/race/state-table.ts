import {enlarged} from './edge-list.js';

/** No fuller than this: a look-up then reads two slots on average. */
const fullest = 2 / 3;
const firstCapacity = 1 << 12;

/** A slot has the number of its state in so many bits, which is enough for 33 million, … */
const numberBits = 25;
const numberMask = (1 << numberBits) - 1;
/** … and in the others a part of its hash: nearly every wrong state is passed by without a look at it. */
const tagMask = ~numberMask;

/**
 * The packed states that have been seen, numbered in the order they came: at once the set, the queue of the breadth-first search and
 * the memory of it. Open addressing over one typed array of numbers; the states themselves stand in another, one after the other.
 */
export class StateTable {
  #count = 0;
  #keys: Int32Array;
  /** 0: free; otherwise a tag and the state's number and one. */
  #slots = new Int32Array(2 * firstCapacity);
  #mask = this.#slots.length - 1;

  constructor(readonly words: number) {
    this.#keys = new Int32Array(firstCapacity * words);
  }

  get count(): number {
    return this.#count;
  }

  /** The packed states; the one numbered n begins at n × words. Another array after an `add`. */
  get keys(): Int32Array {
    return this.#keys;
  }

  get bytes(): number {
    return this.#keys.byteLength + this.#slots.byteLength;
  }

  /** The number of a state; -1 when it has not been seen. */
  indexOf(key: Int32Array): number {
    return this.#numberIn(this.#slotOf(key, hashOf(key, 0, this.words)));
  }

  /** The number of a state, which is `count` before the call when it is new. */
  add(key: Int32Array): number {
    const {words} = this;
    const hash = hashOf(key, 0, words);
    const slot = this.#slotOf(key, hash);
    const known = this.#numberIn(slot);
    if (known >= 0) return known;
    const index = this.#count++;
    if (this.#count * words > this.#keys.length) this.#keys = enlarged(this.#keys);
    for (let word = 0; word < words; word++) this.#keys[index * words + word] = key[word] as number;
    this.#slots[slot] = (hash & tagMask) | (index + 1);
    if (this.#count > fullest * this.#slots.length) this.#rehash();
    return index;
  }

  #numberIn(slot: number): number {
    return ((this.#slots[slot] as number) & numberMask) - 1;
  }

  /** Where the state is, or the free slot where it belongs. */
  #slotOf(key: Int32Array, hash: number): number {
    const {words} = this;
    const keys = this.#keys;
    const slots = this.#slots;
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const found = slots[slot] as number;
      if (found === 0) return slot;
      if (((found ^ hash) & tagMask) !== 0) continue;
      const start = ((found & numberMask) - 1) * words;
      let word = 0;
      while (word < words && keys[start + word] === key[word]) word++;
      if (word === words) return slot;
    }
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let index = 0; index < this.#count; index++) {
      const hash = hashOf(this.#keys, index * this.words, this.words);
      let slot = hash & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = (hash & tagMask) | (index + 1);
    }
    this.#slots = slots;
    this.#mask = mask;
  }
}

/** Every bit of the hash depends on every bit of the state. */
function hashOf(words: Int32Array, offset: number, count: number): number {
  let hash = 0;
  for (let word = 0; word < count; word++) {
    hash = Math.imul(hash ^ (words[offset + word] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
