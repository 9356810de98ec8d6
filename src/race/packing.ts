import type {Rules} from './enactor.js';
import {noPlans} from './plan-set.js';
import {type Enactor, enactorAt, type ProgramCounter, planAt, type State} from './state.js';

/**
 * A state as a few 32-bit words, and back. An enactor is one piece, what all share is one, each record is one; a piece never stands
 * across two words. That bounds the sizes: at 16 plans and 8 endpoints an enactor takes all 32 bits (3 program counter, 3 endpoint,
 * 5 plan, 16 victims, 5 done). The default size takes one word, of 28 bits; four enactors, five plans and two endpoints take two; how
 * many words there are is not limited.
 */
export type Packing = {
  readonly words: number;
  pack(state: State, into: Int32Array, offset: number): void;
  /** Fills `state`, which is of the right size. */
  unpack(from: Int32Array, offset: number, state: State): void;
};

/** Some bits of a piece. */
type Field = {readonly shift: number; readonly mask: number};

const wordBits = 32;

/** Bits for the numbers 0 to `most`. */
const bitsFor = (most: number): number => 32 - Math.clz32(most);

const maskOf = (bits: number): number => (bits === wordBits ? -1 : (1 << bits) - 1);

/** Fields side by side, and the bits they take together. */
function fieldsOf<Name extends string>(bits: Readonly<Record<Name, number>>): {fields: Readonly<Record<Name, Field>>; bits: number} {
  const fields: Partial<Record<Name, Field>> = {};
  let shift = 0;
  for (const name of Object.keys(bits) as Name[]) {
    fields[name] = {shift, mask: maskOf(bits[name])};
    shift += bits[name];
  }
  return {fields: fields as Record<Name, Field>, bits: shift};
}

const put = (value: number, {shift, mask}: Field): number => (value & mask) << shift;
const get = (piece: number, {shift, mask}: Field): number => (piece >>> shift) & mask;

/** For each piece its word, the first that has room for it, and where it begins in there. */
function placesOf(pieces: readonly number[]) {
  const used: number[] = [];
  const places = pieces.map(bits => {
    const room = used.findIndex(taken => taken + bits <= wordBits);
    const word = room < 0 ? used.length : room;
    const shift = used[word] ?? 0;
    used[word] = shift + bits;
    return {word, shift};
  });
  return {
    wordOf: Int32Array.from(places, ({word}) => word),
    shiftOf: Int32Array.from(places, ({shift}) => shift),
    maskOfPiece: Int32Array.from(pieces, maskOf),
    words: used.length,
  };
}

/**
 * @param interchangeable enactors are packed in order of what they are at, not of who they are: states that differ in names only
 * become one. Not for a lease: its holder has a name.
 */
export function packingOf({size, protect}: Rules, interchangeable = false): Packing {
  const {enactors, plans, endpoints} = size;
  const planBits = bitsFor(plans);
  const mine = fieldsOf({
    pc: 3,
    endpoint: bitsFor(endpoints - 1),
    plan: planBits,
    victims: protect.early ? plans : 0,
    done: protect.passed ? planBits : 0,
  });
  const shared = fieldsOf({top: planBits, deleted: plans, lease: protect.lease ? bitsFor(enactors) : 0, off: protect.off ? 1 : 0});
  const pieceBits = [...Array<number>(enactors).fill(mine.bits), shared.bits, ...Array<number>(endpoints).fill(planBits)];
  const {wordOf, shiftOf, maskOfPiece, words} = placesOf(pieceBits);
  const pieces = new Int32Array(pieceBits.length);
  const codeOf = ({pc, endpoint, plan, victims, done}: Enactor): number =>
    put(pc, mine.fields.pc) |
    put(endpoint, mine.fields.endpoint) |
    put(plan, mine.fields.plan) |
    put(victims, mine.fields.victims) |
    put(done, mine.fields.done);

  return {
    words,
    pack(state, into, offset) {
      for (let index = 0; index < enactors; index++) pieces[index] = codeOf(enactorAt(state, index));
      if (interchangeable) sortFirst(pieces, enactors);
      const {top, deleted, lease, off} = shared.fields;
      pieces[enactors] = put(state.top, top) | put(state.deleted, deleted) | put(state.lease, lease) | put(state.off ? 1 : 0, off);
      for (let endpoint = 0; endpoint < endpoints; endpoint++) pieces[enactors + 1 + endpoint] = planAt(state, endpoint);
      for (let word = 0; word < words; word++) into[offset + word] = 0;
      for (let index = 0; index < pieces.length; index++) {
        const place = offset + (wordOf[index] as number);
        into[place] = (into[place] as number) | ((pieces[index] as number) << (shiftOf[index] as number));
      }
    },
    unpack(from, offset, state) {
      for (let index = 0; index < pieces.length; index++) {
        const word = from[offset + (wordOf[index] as number)] as number;
        pieces[index] = (word >>> (shiftOf[index] as number)) & (maskOfPiece[index] as number);
      }
      for (let index = 0; index < enactors; index++) {
        const code = pieces[index] as number;
        const me = enactorAt(state, index);
        me.pc = get(code, mine.fields.pc) as ProgramCounter;
        me.endpoint = get(code, mine.fields.endpoint);
        me.plan = get(code, mine.fields.plan);
        me.victims = protect.early ? get(code, mine.fields.victims) : noPlans;
        me.done = protect.passed ? get(code, mine.fields.done) : 1;
      }
      const code = pieces[enactors] as number;
      state.top = get(code, shared.fields.top);
      state.deleted = get(code, shared.fields.deleted);
      state.lease = get(code, shared.fields.lease);
      state.off = get(code, shared.fields.off) === 1;
      for (let endpoint = 0; endpoint < endpoints; endpoint++) state.dns[endpoint] = pieces[enactors + 1 + endpoint] as number;
    },
  };
}

/** Sorts the first `count` numbers by insertion: there are a dozen at most. */
function sortFirst(numbers: Int32Array, count: number): void {
  for (let index = 1; index < count; index++) {
    const number = numbers[index] as number;
    let hole = index;
    for (; hole > 0 && (numbers[hole - 1] as number) > number; hole--) numbers[hole] = numbers[hole - 1] as number;
    numbers[hole] = number;
  }
}
