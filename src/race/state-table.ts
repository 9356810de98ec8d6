/** No fuller than this: a look-up then reads two slots on average. */
const fullest = 2 / 3;
const firstCapacity = 1 << 12;
/** So many states stand together; more of them never move those that are there: nobody waits for a copy of millions. */
const chunkBits = 14;
const chunkMask = (1 << chunkBits) - 1;
/** So many slots are moved with each new state, once their number has been doubled: all of them long before that happens again. */
const movedAtOnce = 32;

/** A slot has the number of its state in so many bits, which is enough for 33 million, … */
const numberBits = 25;
const numberMask = (1 << numberBits) - 1;
/** … and in the others a part of its hash: nearly every wrong state is passed by without a look at it. */
const tagMask = ~numberMask;

/**
 * The packed states that have been seen, numbered in the order they came: at once the set, the queue of the breadth-first search and
 * the memory of it. Open addressing over one typed array of numbers; the states themselves stand in others, one after the other.
 */
export class StateTable {
  #count = 0;
  /** The words of the states. */
  readonly #chunks: Int32Array[] = [];
  /** 0: free; otherwise a tag and the state's number and one. */
  #slots = new Int32Array(2 * firstCapacity);
  #mask = this.#slots.length - 1;
  /** The slots before they were last doubled, as long as not all of them have been moved: nobody waits for a million of them. */
  #oldSlots: Int32Array | null = null;
  #moved = 0;
  readonly #moving: Int32Array;

  constructor(readonly words: number) {
    this.#moving = new Int32Array(words);
  }

  get count(): number {
    return this.#count;
  }

  /** The words of a state, by its number. */
  keyAt(index: number, into: Int32Array): Int32Array {
    const {words} = this;
    const chunk = this.#chunks[index >>> chunkBits] as Int32Array;
    const start = (index & chunkMask) * words;
    for (let word = 0; word < words; word++) into[word] = chunk[start + word] as number;
    return into;
  }

  get bytes(): number {
    return this.#chunks.reduce((sum, {byteLength}) => sum + byteLength, 0) + this.#slots.byteLength + (this.#oldSlots?.byteLength ?? 0);
  }

  /** The number of a state; -1 when it has not been seen. */
  indexOf(key: Int32Array): number {
    return this.#known(key, 0, hashOf(key, 0, this.words));
  }

  /** The number of the state whose words begin at `offset`; it is `count` before the call when the state is new. */
  add(key: Int32Array, offset = 0): number {
    const {words} = this;
    const hash = hashOf(key, offset, words);
    const known = this.#known(key, offset, hash);
    if (known >= 0) return known;
    const index = this.#count++;
    const place = index & chunkMask;
    if (place === 0) this.#chunks.push(new Int32Array(words << chunkBits));
    const chunk = this.#chunks[index >>> chunkBits] as Int32Array;
    for (let word = 0; word < words; word++) chunk[place * words + word] = key[offset + word] as number;
    this.#put(hash, index);
    if (this.#oldSlots !== null) this.#move(this.#oldSlots);
    else if (this.#count > fullest * this.#slots.length) this.#double();
    return index;
  }

  #known(key: Int32Array, offset: number, hash: number): number {
    const number = this.#numberIn(this.#slots, this.#mask, key, offset, hash);
    return number >= 0 || this.#oldSlots === null ? number : this.#numberIn(this.#oldSlots, this.#mask >>> 1, key, offset, hash);
  }

  #numberIn(slots: Int32Array, mask: number, key: Int32Array, offset: number, hash: number): number {
    const {words} = this;
    const chunks = this.#chunks;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const found = slots[slot] as number;
      if (found === 0) return -1;
      if (((found ^ hash) & tagMask) !== 0) continue;
      const number = (found & numberMask) - 1;
      const chunk = chunks[number >>> chunkBits] as Int32Array;
      const start = (number & chunkMask) * words;
      let word = 0;
      while (word < words && chunk[start + word] === key[offset + word]) word++;
      if (word === words) return number;
    }
  }

  /** Into the first free slot where it belongs; it must not be there yet. */
  #put(hash: number, index: number): void {
    let slot = hash & this.#mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
    this.#slots[slot] = (hash & tagMask) | (index + 1);
  }

  #double(): void {
    this.#oldSlots = this.#slots;
    this.#moved = 0;
    this.#slots = new Int32Array(this.#slots.length * 2);
    this.#mask = this.#slots.length - 1;
  }

  /** Moves the next few; what has been moved may be found in both. */
  #move(old: Int32Array): void {
    const end = Math.min(old.length, this.#moved + movedAtOnce);
    for (; this.#moved < end; this.#moved++) {
      const index = ((old[this.#moved] as number) & numberMask) - 1;
      if (index >= 0) this.#put(hashOf(this.keyAt(index, this.#moving), 0, this.words), index);
    }
    if (this.#moved === old.length) this.#oldSlots = null;
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
