import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {referencesOf, resolveParameters} from '../../src/model/references.js';
import {cyclesOf} from '../../src/timeline/cycles.js';
import {distanceOf, nameHint} from '../../src/timeline/nearest.js';
import {pathOf, pathText, quoted} from '../../src/timeline/problem.js';

describe('an expression', () => {
  it('tells what it refers to, each name once', () => {
    const expression = {
      sum: [
        [{param: 'k'}, {mul: ['a.x', {last: 'b.y'}, 'a.x']}],
        [1, {ramp: [{not: 'c'}, {param: 'low'}, 1]}],
      ],
    };
    expect(referencesOf(expression)).toEqual({names: ['a.x', 'c'], lasts: ['b.y'], params: ['k', 'low'], problems: []});
  });

  it.each([
    {expression: null, path: '$', message: 'must be an expression, found null'},
    {expression: {}, path: '$', message: 'must be an expression with one operator, found an empty object'},
    {expression: {not: 'a b'}, path: 'not', message: 'must name a signal'},
    {expression: {mul: 'a.b'}, path: 'mul', message: 'must have the form {"mul": [x, …]}'},
    {expression: {step: ['a.b', 'c.d']}, path: 'step[1]', message: 'must be a number, found "c.d"'},
    {expression: {last: 3}, path: 'last', message: 'must have the form {"last": "component.output"}'},
    {expression: {max: [1, {min: [true]}]}, path: 'max[1].min[0]', message: 'must be an expression, found true'},
  ])('$path: $message', ({expression, path, message}) => {
    const {problems} = referencesOf(expression as never);
    expect(problems.map(problem => pathText(problem.path))).toEqual([path]);
    expect(problems[0]?.message).toContain(message);
  });
});

describe('a named number', () => {
  it('is put in wherever its name stands, however deep; nothing else changes', () => {
    const value = {a: {param: 'x'}, b: [{param: 'y'}, {c: {param: 'x'}}], d: {param: 'x', e: 1}, f: 'x'};
    expect(resolveParameters(value, {x: 1, y: 2})).toEqual({a: 1, b: [2, {c: 1}], d: {param: 'x', e: 1}, f: 'x'});
  });

  it('stays a name when nobody declared it, be it one that every object has', () => {
    expect(resolveParameters([{param: 'toString'}, {param: '__proto__'}], {})).toEqual([{param: 'toString'}, {param: '__proto__'}]);
  });
});

describe('circles', () => {
  const graph = (edges: Record<string, string>) =>
    new Map(Object.entries(edges).map(([from, to]) => [from, [...to].map(node => ({to: node, label: `${from}${node}`}))]));

  it.each([
    {edges: {a: 'b', b: 'c', c: ''}, circles: []},
    {edges: {a: 'a'}, circles: ['a']},
    {edges: {a: 'bc', b: 'd', c: 'd', d: ''}, circles: []},
    {edges: {a: 'b', b: 'c', c: 'b'}, circles: ['bc']},
    {edges: {a: 'b', b: 'a', c: 'd', d: 'c'}, circles: ['ab', 'cd']},
    {edges: {a: 'z'}, circles: []},
  ])('of $edges: $circles', ({edges, circles}) => {
    expect(cyclesOf(graph(edges as unknown as Record<string, string>)).map(({nodes}) => nodes.join(''))).toEqual(circles);
  });

  it('are found in a chain of a hundred thousand', () => {
    const chain = new Map(Array.from({length: 100_000}, (_, index) => [`${index}`, [{to: `${(index + 1) % 100_000}`, label: index}]]));
    expect(cyclesOf(chain)).toMatchObject([{closing: 99_999}]);
  });
});

describe('the name that was meant', () => {
  it.each([
    {a: 'service', b: 'service', distance: 0},
    {a: 'servce', b: 'service', distance: 1},
    {a: 'sevrice', b: 'service', distance: 1},
    {a: '', b: 'abc', distance: 3},
  ])('$a is $distance from $b', ({a, b, distance}) => {
    expect(distanceOf(a, b)).toBe(distance);
  });

  it('is guessed only when it is near, and eight known names are enough', () => {
    expect(nameHint('dynamdb', ['ec2', 'dynamodb'])).toBe('did you mean "dynamodb"? known: dynamodb, ec2');
    expect(nameHint('x', ['a'])).toBe('known: a');
    expect(nameHint('x', [])).toBe('none is declared');
    expect(
      nameHint(
        'x',
        Array.from({length: 10}, (_, index) => `n${index}`),
      ),
    ).toMatch(/^known: n0, .*n7 and 2 more$/);
  });
});

describe('a path', () => {
  it('can be read back', () => {
    const part = fc.oneof(fc.nat(), fc.string({maxLength: 50}), fc.constantFrom('a.b', '[0]', '"', '\\', ']', '$', '', 'events', 'x-y'));
    fc.assert(
      fc.property(fc.array(part, {maxLength: 5}), path => {
        expect(pathOf(pathText(path))).toEqual(path);
      }),
    );
  });

  it('shows no raw control character', () => {
    expect(pathText(['model', '\u001b[2J'])).toBe('model["\\u001b[2J"]');
    expect(quoted('\u009b\u202e')).toBe('"\\u009b\\u202e"');
  });
});
