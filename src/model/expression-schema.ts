import * as z from 'zod';
import type {Json} from '../timeline/types.js';
import {walkExpression} from './references.js';

export {instant} from '../timeline/scalars.js';

const form = z.custom<Json>().check(ctx => {
  walkExpression(ctx.value, {
    problem: ({path, message, hint}) =>
      ctx.issues.push({code: 'custom', input: ctx.value, path: [...path], message, params: {hint}, continue: true}),
  });
});

/** An input of a component that may be a number, a signal or an expression. Mechanism schemas say `expression` for those and `z.number()` for the rest. */
export const expression: z.ZodType<Json> = form.meta({
  id: 'expression',
  description: 'A number, a signal "component.output", or an expression over them.',
});

const formCheck = form._zod.def.checks?.at(-1);

/** Whether a schema is `expression`, or `expression` with a description of its own. */
export const isExpression = (schema: z.core.$ZodType): boolean => formCheck !== undefined && schema._zod.def.checks?.at(-1) === formCheck;
