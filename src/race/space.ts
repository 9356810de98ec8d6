import {LongList} from './long-list.js';
import type {Action, Model} from './model.js';
import {type Packing, packingOf} from './packing.js';
import {breaksNeverEmpty, breaksNoRegress} from './properties.js';
import {copyInto, copyOf, type State} from './state.js';
import {StateTable} from './state-table.js';

const firstCapacity = 1 << 10;
const sliceStates = 8192;

/**
 * The states that a model can come to, as far as they have been explored: breadth first, so that a state's number grows with its
 * distance from the start. Grows by `expand`, one state after the other, in the order of their numbers.
 */
export class Space {
  readonly #packing: Packing;
  readonly #table: StateTable;
  readonly #key: Int32Array;
  readonly #before: State;
  readonly #after: State;
  /** Where each step out of the present state leads, packed. */
  readonly #steps: Int32Array;
  /** For each state the one it was first reached from. */
  readonly #parents = new LongList();
  /** Where each step leads: the steps out of state 0, of state 1, … */
  readonly #targets = new LongList();
  /** For each state how many steps lead out of it. */
  #degrees = new Uint8Array(firstCapacity);
  /** The first state of each level, of the one after the current one too. */
  readonly #levelStarts: number[] = [0, 1];
  #level = 0;
  #expanded = 0;
  #edgeSum = 0;
  #firstEmpty = -1;
  #firstRegress = -1;
  #firstDead = -1;

  constructor(
    readonly model: Model,
    readonly interchangeable = false,
  ) {
    this.#packing = packingOf(model.rules, interchangeable);
    this.#table = new StateTable(this.#packing.words);
    this.#key = new Int32Array(this.#packing.words);
    this.#before = copyOf(model.start);
    this.#after = copyOf(model.start);
    this.#steps = new Int32Array(this.#packing.words * model.actions.length);
    this.#packing.pack(model.start, this.#key, 0);
    this.#found(this.#table.add(this.#key), 0);
  }

  /** States that have been found. */
  get states(): number {
    return this.#table.count;
  }

  /** Pairs of a state and a step that can be done in it. */
  get edges(): number {
    return this.#targets.length;
  }

  /** States whose steps have been followed; all of them in the end. */
  get expanded(): number {
    return this.#expanded;
  }

  /** Steps from the start to the states that are being expanded. */
  get level(): number {
    return this.#level;
  }

  /** How many states there are at each distance from the start. */
  get levels(): readonly number[] {
    const starts = this.#levelStarts;
    const sizes = starts.map((start, level) => (starts[level + 1] ?? this.states) - start);
    return sizes.filter(size => size > 0);
  }

  /** Over all edges: one more than the level it comes from, times one more than the level it goes to. */
  get edgeSum(): number {
    return this.#edgeSum;
  }

  /** The first state with an empty record; -1: none. */
  get firstEmpty(): number {
    return this.#firstEmpty;
  }

  /** The first state in which a step can set a record to an older plan; -1: none. */
  get firstRegress(): number {
    return this.#firstRegress;
  }

  /** The first state in which nothing can happen any more; -1: none. */
  get firstDead(): number {
    return this.#firstDead;
  }

  /** What it holds in memory. */
  get bytes(): number {
    return this.#table.bytes + this.#parents.bytes + this.#targets.bytes + this.#degrees.byteLength;
  }

  /** The state it was first reached from, one step nearer to the start; the start's is itself. */
  parentOf(index: number): number {
    return this.#parents.at(index);
  }

  /** Steps from the start, at least. */
  levelOf(index: number): number {
    let level = this.#level + 1;
    while (index < (this.#levelStarts[level] as number)) level--;
    return level;
  }

  /** The number of a state; -1 when it cannot be reached, or not yet. */
  indexOf(state: State): number {
    this.#packing.pack(state, this.#key, 0);
    return this.#table.indexOf(this.#key);
  }

  /** The state of a number. Interchangeable enactors are in order of what they are at. */
  stateAt(index: number, into: State = copyOf(this.model.start)): State {
    this.#packing.unpack(this.#table.keyAt(index, this.#key), 0, into);
    return into;
  }

  /** Where the step at this place among all leads. */
  targetAt(edge: number): number {
    return this.#targets.at(edge);
  }

  /** Follows every step out of the next states, `count` at most. False: there are none left. */
  expand(count: number): boolean {
    for (let done = 0; done < count && this.#expanded < this.states; done++) {
      if (this.#expanded === this.#levelStarts[this.#level + 1]) {
        this.#level++;
        this.#levelStarts.push(this.states);
      }
      this.#expandOne(this.#expanded++);
    }
    return this.#expanded < this.states;
  }

  /** First where every step leads, then which states those are: the look-ups, one close upon another, wait for memory together. */
  #expandOne(from: number): void {
    const {words} = this.#packing;
    const count = this.#pack(from);
    let levelSum = 0;
    for (let step = 0; step < count; step++) {
      const known = this.states;
      const to = this.#table.add(this.#steps, step * words);
      if (to === known) this.#found(to, from);
      this.#targets.push(to);
      levelSum += 1 + this.levelOf(to);
    }
    this.#edgeSum += (1 + this.#level) * levelSum;
    if (from === this.#degrees.length) this.#degrees = enlarged(this.#degrees);
    this.#degrees[from] = count;
    if (count === 0 && this.#firstDead < 0) this.#firstDead = from;
  }

  /** Packs where every step out of a state leads, one after the other, and says how many there are. */
  #pack(from: number): number {
    const {actions} = this.model;
    const before = this.stateAt(from, this.#before);
    const after = this.#after;
    let count = 0;
    for (let index = 0; index < actions.length; index++) {
      const action = actions[index] as Action;
      if (!action.enabled(before)) continue;
      action.act(copyInto(after, before));
      if (this.#firstRegress < 0 && breaksNoRegress(before, after)) this.#firstRegress = from;
      this.#packing.pack(after, this.#steps, count++ * this.#packing.words);
    }
    return count;
  }

  /** A new state. */
  #found(index: number, from: number): void {
    this.#parents.push(from);
    if (this.#firstEmpty < 0 && breaksNeverEmpty(this.stateAt(index, this.#after))) this.#firstEmpty = index;
  }

  /**
   * Goes backwards over all states, those farthest from the start first; a slice of the work ends at each yield.
   *
   * @param visit is told the number of a state, and between which places its steps stand: see `targetAt`
   */
  *backwards(visit: (index: number, fromEdge: number, toEdge: number) => void): Generator<undefined, void> {
    let toEdge = this.edges;
    for (let index = this.states - 1; index >= 0; index--) {
      const fromEdge = toEdge - (this.#degrees[index] as number);
      visit(index, fromEdge, toEdge);
      toEdge = fromEdge;
      if (index % sliceStates === 0) yield;
    }
  }
}

function enlarged(degrees: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(degrees.length * 2);
  larger.set(degrees);
  return larger;
}
