import * as z from 'zod';
import {expression} from '../model/expression-schema.js';
import {mechanism} from '../model/mechanism.js';

export const signal = mechanism({
  type: 'signal',
  what: 'A named expression of other signals: an alarm, a sum, what a trigger looks at. Its output is its own id.',
  parameters: z.object({expr: expression.describe('The value.')}),
  verbs: {},
  outputs: () => [{name: '', unit: 'as its expression', healthy: 0, what: 'the value of the expression'}],
  build({expr}, {signals, input, output}) {
    const from = input(expr);
    const out = output('');
    return {
      step() {
        signals.set(out, signals.get(from));
      },
      verbs: {},
    };
  },
});
