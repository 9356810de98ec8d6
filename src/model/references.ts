import type {Path, Problem} from '../timeline/problem.js';
import {kindOf, quoted} from '../timeline/problem.js';
import {isList, isObject} from '../timeline/raw.js';
import type {Json} from '../timeline/types.js';

/** What an expression is told of while it is walked. */
export type ExpressionVisitor = {
  /** `"component.output"`: this step's value. */
  name?(name: string, path: Path): void;
  /** `{"last": "component.output"}`: the previous step's value. */
  last?(name: string, path: Path): void;
  /** `{"param": "name"}`. */
  param?(name: string, path: Path): void;
  problem?(problem: Problem): void;
};

const operators = ['not', 'mul', 'min', 'max', 'sum', 'step', 'ramp', 'last', 'param'] as const;
type Operator = (typeof operators)[number];

const forms: Readonly<Record<Operator, string>> = {
  not: '{"not": x}',
  mul: '{"mul": [x, …]}',
  min: '{"min": [x, …]}',
  max: '{"max": [x, …]}',
  sum: '{"sum": [[factor, x], …]}',
  step: '{"step": [x, threshold]}',
  ramp: '{"ramp": [x, low, high]}',
  last: '{"last": "component.output"}',
  param: '{"param": "name"}',
};

/** `{"param": "name"}`, the one form of a number that is no number; null for anything else. */
export function parameterOf(value: Json | undefined): string | null {
  if (!isObject(value) || typeof value.param !== 'string') return null;
  return Object.keys(value).length === 1 ? value.param : null;
}

/** Goes through an expression and tells of every reference and every mistake of form, with its place. */
export function walkExpression(expression: Json, visitor: ExpressionVisitor, path: Path = []): void {
  const wrong = (message: string, hint: string, at: Path = path): void => visitor.problem?.({path: at, message, hint});
  if (typeof expression === 'number') {
    if (!Number.isFinite(expression)) wrong('must be a finite number', '');
    return;
  }
  if (typeof expression === 'string') {
    if (/^[^\s.]+(\.[^\s.]+)*$/.test(expression)) visitor.name?.(expression, path);
    else wrong(`must name a signal as "component.output", found ${quoted(expression)}`, '');
    return;
  }
  if (!isObject(expression)) {
    wrong(`must be an expression, found ${kindOf(expression)}`, formsHint);
    return;
  }
  const keys = Object.keys(expression);
  const operator = operators.find(name => name === keys[0]);
  if (keys.length !== 1 || operator === undefined) {
    const found =
      keys.length === 0
        ? 'an empty object'
        : keys
            .slice(0, 5)
            .map(key => quoted(key))
            .join(' and ');
    wrong(`must be an expression with one operator, found ${found}`, formsHint);
    return;
  }
  const operand = expression[operator] as Json;
  if (!walkOperand(operator, operand, visitor, [...path, operator])) {
    wrong(`must have the form ${forms[operator]}, found ${kindOf(operand)}`, '', [...path, operator]);
  }
}

const formsHint = `an expression is a number, a signal "component.output", or one of ${operators.map(name => forms[name]).join(' ')}`;

/** False: the operand does not have the operator's form. */
function walkOperand(operator: Operator, operand: Json, visitor: ExpressionVisitor, path: Path): boolean {
  switch (operator) {
    case 'not':
      walkExpression(operand, visitor, path);
      return true;
    case 'last':
    case 'param':
      if (typeof operand !== 'string' || operand === '') return false;
      visitor[operator]?.(operand, path);
      return true;
    case 'mul':
    case 'min':
    case 'max':
      if (!isList(operand) || operand.length === 0) return false;
      for (const [index, part] of operand.entries()) walkExpression(part, visitor, [...path, index]);
      return true;
    case 'sum':
      if (!isList(operand) || operand.length === 0) return false;
      return operand.every((term, index) => {
        if (!isList(term) || term.length !== 2) return false;
        walkNumber(term[0] as Json, visitor, [...path, index, 0]);
        walkExpression(term[1] as Json, visitor, [...path, index, 1]);
        return true;
      });
    case 'step':
    case 'ramp':
      if (!isList(operand) || operand.length !== (operator === 'step' ? 2 : 3)) return false;
      walkExpression(operand[0] as Json, visitor, [...path, 0]);
      for (const [index, bound] of operand.entries()) if (index > 0) walkNumber(bound, visitor, [...path, index]);
      return true;
  }
}

function walkNumber(value: Json, visitor: ExpressionVisitor, path: Path): void {
  const parameter = parameterOf(value);
  if (parameter !== null) visitor.param?.(parameter, [...path, 'param']);
  else if (typeof value !== 'number' || !Number.isFinite(value)) {
    visitor.problem?.({
      path,
      message: `must be a number, found ${kindOf(value)}`,
      hint: 'only numbers and {"param": "name"} may stand here',
    });
  }
}

/** What an expression refers to, without repeats, and what is wrong with its form. */
export function referencesOf(expression: Json): {
  readonly names: readonly string[];
  readonly lasts: readonly string[];
  readonly params: readonly string[];
  readonly problems: readonly Problem[];
} {
  const names = new Set<string>();
  const lasts = new Set<string>();
  const params = new Set<string>();
  const problems: Problem[] = [];
  walkExpression(expression, {
    name: name => names.add(name),
    last: name => lasts.add(name),
    param: name => params.add(name),
    problem: problem => problems.push(problem),
  });
  return {names: [...names], lasts: [...lasts], params: [...params], problems};
}

/** The value with every `{"param": "name"}` in it, however deep, replaced by its number; unknown names stay as they are. */
export function resolveParameters(value: Json, parameters: Readonly<Record<string, number>>): Json {
  const parameter = parameterOf(value);
  if (parameter !== null) return Object.hasOwn(parameters, parameter) ? (parameters[parameter] as number) : value;
  if (isList(value)) return value.map(part => resolveParameters(part, parameters));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolveParameters(part, parameters)]));
}
