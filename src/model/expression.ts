import type {Json} from '../timeline/types.js';
import type {Signals, Slot} from './signals.js';

/** What an expression is compiled into. */
export type Circuit = {
  readonly signals: Signals;
  /** The slot of a signal's value in this step. */
  slotOf(name: string): Slot;
  /** The slot of a signal's value in the previous step. */
  lastSlotOf(name: string): Slot;
  /** Appends an operation that runs before the component's step. */
  push(operation: () => void): void;
};

/**
 * Turns an expression into the slot that holds its value: a constant is written once, a signal is read where it is,
 * everything else becomes one operation per node that writes its own slot (a number returned from a call would be allocated). The form was checked when the timeline was read (`references.ts`).
 */
export function compileExpression(expression: Json, circuit: Circuit): Slot {
  const {signals} = circuit;
  if (typeof expression === 'number') return signals.reserve(1, expression);
  if (typeof expression === 'string') return circuit.slotOf(expression);
  const [operator, operand] = Object.entries(expression as {readonly [key: string]: Json})[0] as [string, Json];
  if (operator === 'last') return circuit.lastSlotOf(operand as string);
  const operands = operator === 'not' ? [operand] : (operand as readonly Json[]);
  const inner = (part: Json | undefined): Slot => compileExpression(part as Json, circuit);
  const bound = (index: number): number => operands[index] as number;
  const out = signals.reserve(1, 0);
  const put = (operation: () => void): Slot => {
    circuit.push(operation);
    return out;
  };
  switch (operator) {
    case 'not': {
      const x = inner(operands[0]);
      return put(() => signals.set(out, 1 - signals.get(x)));
    }
    case 'mul': {
      const slots = operands.map(inner);
      return put(() => {
        let product = 1;
        for (const slot of slots) product *= signals.get(slot);
        signals.set(out, product);
      });
    }
    case 'min':
    case 'max': {
      const slots = operands.map(inner);
      const sign = operator === 'max' ? 1 : -1;
      return put(() => {
        let most = Number.NEGATIVE_INFINITY;
        for (const slot of slots) most = Math.max(most, sign * signals.get(slot));
        signals.set(out, sign * most);
      });
    }
    case 'sum': {
      const terms = (operands as readonly (readonly [number, Json])[]).map(([factor, part]) => ({factor, slot: inner(part)}));
      return put(() => {
        let sum = 0;
        for (const {factor, slot} of terms) sum += factor * signals.get(slot);
        signals.set(out, sum);
      });
    }
    case 'step': {
      const x = inner(operands[0]);
      const threshold = bound(1);
      return put(() => signals.set(out, signals.get(x) >= threshold ? 1 : 0));
    }
    case 'ramp': {
      const x = inner(operands[0]);
      const low = bound(1);
      const high = bound(2);
      // A ramp of no width is a step.
      if (low === high) return put(() => signals.set(out, signals.get(x) >= low ? 1 : 0));
      return put(() => signals.set(out, Math.min(1, Math.max(0, (signals.get(x) - low) / (high - low)))));
    }
    default:
      throw new Error(`expression operator ${operator} got past the check`);
  }
}
