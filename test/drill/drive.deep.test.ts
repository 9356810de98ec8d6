import {createHash} from 'node:crypto';
import {describe, expect, it, vi} from 'vitest';
import {answerJsonSchema, answerSchema, requestJsonSchema} from '../../src/drill/drive/drive-schema.js';
import {worldFor} from '../../src/drill/scenario/setup.js';
import {setUpSmall, smallScenario} from '../helpers/drill.js';
import {asked, driven} from '../helpers/drive.js';
import {flagship, flagshipText} from '../helpers/flagship.js';
import {type Finished, runCli} from '../helpers/run-cli.js';

const small = JSON.stringify({...JSON.parse(flagshipText), drill: smallScenario});
const drive = (lines: string, ...options: readonly string[]): Promise<Finished> =>
  runCli(['drive', 'small.json', ...options], {files: {'small.json': small}, stdin: lines});
const answersOf = ({stdout}: Finished) =>
  stdout
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));

const card = {effect: 'the name answers', check: 'resolver', risk: 'a typing error', wayBack: 'the old record'};
const look = {op: 'act', input: {type: 'look', panel: 'resolver'}};

describe('a drill for programs', () => {
  const setup = setUpSmall({variant: '30'});

  it('a seat looks, orders, waits, and is scored at the end', () => {
    const [begun, page, looked, ordered, tooSoon, early, ended, scored] = asked(
      driven(setup, 'you'),
      {op: 'observe'},
      {op: 'advance'},
      look,
      {op: 'act', input: {type: 'order', action: 'restore', card}},
      {op: 'act', input: {type: 'order', action: 'stop', card}},
      {op: 'score'},
      {op: 'advance', minutes: 1440},
      {op: 'score'},
    );
    expect(begun).toMatchObject({ok: true, observation: {exercise: true, phase: 'play', messages: []}});
    expect(page).toMatchObject({observation: {messages: [{id: 'Q-01', text: 'Error rate high.'}]}});
    expect(looked).toMatchObject({observation: {panels: [{looks: [{words: ['NOERROR with zero addresses']}]}]}});
    expect(ordered).toMatchObject({ok: true, observation: {orders: [{action: 'restore'}]}});
    expect(tooSoon).toMatchObject({ok: false, error: 'The hands of this area are at work: one order at a time.'});
    expect(early).toMatchObject({ok: false, error: 'There is no score before the end.'});
    expect(ended).toMatchObject({ok: true, observation: {phase: 'hotWash'}});
    expect(scored).toMatchObject({ok: true, profile: {isOver: true}});
  });

  it.each([
    {input: {type: 'look', panel: 'resolver'}, minutes: 2},
    {input: {type: 'order', action: 'stop', card}, minutes: 1},
    {input: {type: 'note', text: 'new connections only', kind: 'note'}, minutes: 0},
  ])('$input.type costs $minutes minutes', ({input, minutes}) => {
    const [before, after] = asked(driven(setup, 'you'), {op: 'observe'}, {op: 'act', input});
    const nowOf = (answer: unknown): number => (answer as {observation: {nowMs: number}}).observation.nowMs;
    expect((nowOf(after) - nowOf(before)) / 60_000).toBe(minutes);
  });

  it('an advance without minutes stops at the next message or decision', () => {
    const answers = asked(driven(setup, 'you'), {op: 'advance'}, {op: 'advance'}, {op: 'advance'});
    expect(answers).toMatchObject([
      {observation: {messages: [{id: 'Q-01'}], decisions: []}},
      {observation: {messages: [{id: 'Q-01'}], decisions: [{id: 'DP-04'}]}},
      {observation: {messages: [{id: 'Q-01'}, {id: 'Q-02'}]}},
    ]);
  });

  it('a run is a program’s and unsealed; begun again after it was played, it is practice', () => {
    const seat = driven(setup, 'you');
    const marks = asked(seat, {op: 'observe'}, {op: 'reset'}, look, {op: 'reset'}, {op: 'reset', seed: 2});
    const run = {agent: true, unsealed: true};
    expect(marks).toMatchObject([false, false, false, true, true].map(practice => ({run: {...run, practice}})));
    expect(seat.drill().play.state()).toMatchObject({isAgent: true, isPractice: true});
  });

  it('a seat acts as itself only', () => {
    const [answer] = asked(driven(setUpSmall(), 'ten'), {op: 'act', input: {type: 'note', seat: 'ic', text: 'hello', kind: 'note'}});
    expect(answer).toMatchObject({ok: false, error: 'input.seat unknown key "seat".'});
  });

  it.each([
    {line: 'nonsense', error: 'This is no JSON.'},
    {line: '[1]', error: 'The request must be an object, found a list of 1.'},
    {line: '{"op":"obsreve"}', error: 'op must be one of', hint: 'did you mean "observe"?'},
    {line: '{"op":"act"}', error: 'input is missing.'},
    {line: '{"op":"act","input":{"type":"lok","panel":"p"}}', error: 'input.type must be one of', hint: 'did you mean "look"?'},
    {line: '{"op":"advance","minutes":1e999}', error: 'minutes must be'},
    {line: '{"op":"advance","minutes":0.5}', error: 'minutes must be a whole number'},
    {line: '{"op":"observe","__proto__":{"op":"score"}}', error: 'unknown key "__proto__"'},
    {line: `{"op":"act","input":{"type":"note","kind":"note","text":"${'x'.repeat(2001)}"}}`, error: 'must have at most 2000 characters'},
    {line: `{"op":${'['.repeat(20_000)}`, error: 'This is no JSON.'},
    {line: `{"op":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, error: 'op must be'},
  ])('what cannot be answered is answered: $line', ({line, error, hint = ''}) => {
    const answer = driven(setup, 'you').answer(line);
    expect(answer).toMatchObject({ok: false, error: expect.stringContaining(error)});
    expect(answer).toMatchObject({hint: expect.stringContaining(hint)});
  });
});

describe('drive on the command line', () => {
  it('one line in, one line out; the end of stdin ends it', async () => {
    const finished = await drive('{"op":"observe"}\n\n  \nnonsense\r\n{"op":"advance","minutes":5}');
    expect(finished).toMatchObject({exitCode: 0, stderr: ''});
    expect(answersOf(finished)).toMatchObject([{ok: true}, {ok: false}, {ok: true}]);
    expect(await drive('')).toEqual({exitCode: 0, stdout: '', stderr: ''});
  });

  it('the exercise goes by its neutral name, and is the first one by default', async () => {
    const stdin = '{"op":"observe"}';
    const [byName, byDefault] = [await runCli(['drive', 'quiet-sunday'], {stdin}), await runCli(['drive'], {stdin})];
    expect(answersOf(byName)).toMatchObject([{ok: true, observation: {codeName: 'Quiet Sunday'}}]);
    expect(byDefault.stdout).toBe(byName.stdout);
  });

  it('a line that is too long, or no text, is answered, and the next one too', async () => {
    const long = `{"op":"${'x'.repeat(70_000)}"}\n{"op":"observe"}\n`;
    expect(answersOf(await drive(long))).toMatchObject([{ok: false, error: 'A line has at most 65536 bytes.'}, {ok: true}]);
  });

  it.each([
    {options: ['--variant', '45'], stderr: 'There is no variant 45'},
    {options: ['--variant', '60'], stderr: '--seat is missing'},
    {options: ['--variant', '60', '--seat', 'cfo'], stderr: 'there is no seat "cfo"'},
    {options: ['--twin', 'V9'], stderr: 'There is no such twin'},
    {options: ['--seed', '0'], stderr: 'A seed is a whole number from 1'},
    {options: ['--policy', 'fast'], stderr: '--policy is one of'},
  ])('$options is wrong usage', async ({options, stderr}) => {
    const finished = await drive('', ...options);
    expect(finished).toMatchObject({exitCode: 2, stdout: '', stderr: expect.stringContaining(stderr)});
  });

  it('requests come from stdin, so the timeline cannot; and it must have a drill', async () => {
    expect(await runCli(['drive', '-'])).toMatchObject({exitCode: 2, stderr: expect.stringContaining('reads requests from stdin')});
    const plain = JSON.stringify({...JSON.parse(flagshipText), drill: undefined});
    expect(await runCli(['drive', 'plain.json'], {files: {'plain.json': plain}})).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('has no drill'),
    });
  });
});

const transcript = [
  {op: 'observe'},
  {op: 'advance'},
  look,
  {op: 'act', input: {type: 'believe', hypothesis: 'name-gone', probability: 0.7, because: 'zero addresses'}},
  {op: 'advance'},
  {op: 'act', input: {type: 'ask-hint', decision: 'DP-04'}},
  {op: 'act', input: {type: 'decide', decision: 'DP-04', option: 'a', ranking: ['a', 'b'], reason: 'nothing may write over our record'}},
  {op: 'act', input: {type: 'post', audience: 'public', impact: 'Sign-in fails', scope: 'the region', doing: 'we look', nextMinutes: 20}},
  {op: 'advance', minutes: 45},
  look,
  {op: 'reset', seed: 5},
  {op: 'advance', until: 'something', minutes: 30},
  look,
  {op: 'advance', minutes: 1440},
  {op: 'observe'},
];

describe('the same lines give the same answers', () => {
  it('every seed has its world', () => {
    for (let seed = 1; seed <= 1 + (flagship.model?.worlds?.values.length ?? 0); seed++) {
      expect(() => worldFor(flagship, seed), `seed ${seed}`).not.toThrow();
    }
  });

  const lines = transcript.map(request => JSON.stringify(request)).join('\n');
  const hashOf = ({stdout}: Finished): string => createHash('sha256').update(stdout).digest('hex');

  it('byte for byte, in every time zone', async () => {
    const here = await drive(lines, '--seed', '3');
    vi.stubEnv('TZ', 'Asia/Kolkata');
    expect(new Date(0).getHours()).toBe(5);
    const there = await drive(lines, '--seed', '3');
    vi.unstubAllEnvs();
    expect(there.stdout).toBe(here.stdout);
    expect(hashOf(here)).toMatchInlineSnapshot(`"85b952a802ac0828269a37185d301df7d388a20a811fc9abb3572845b3e86107"`);
  });

  it('under another clock policy thinking costs time', async () => {
    const nowOf = async (policy: string, ...requests: readonly unknown[]): Promise<number> =>
      answersOf(await drive(requests.map(request => JSON.stringify(request)).join('\n'), '--policy', policy)).at(-1).observation.nowMs;
    const seconds = async (policy: string, ...requests: readonly unknown[]): Promise<number> =>
      ((await nowOf(policy, ...requests)) - (await nowOf('hold', ...requests))) / 1000;
    expect(await seconds('run', look)).toBe(10);
    expect(await seconds('tax', look)).toBe(0);
    // While something is to be decided.
    expect(await seconds('tax', {op: 'advance', minutes: 20}, look)).toBe(40);
  });
});

it('the schema of requests and answers is the one of this version', async () => {
  const schemas = {request: requestJsonSchema(), answer: answerJsonSchema()};
  await expect(`${JSON.stringify(schemas, null, 1)}\n`).toMatchFileSnapshot('../golden/drive-schema.json');
  const [answer] = asked(driven(setUpSmall(), 'ic'), {op: 'schema'});
  expect(answer).toMatchObject({ok: true, ...schemas});
});

it('every answer is what the schema says', () => {
  const answers = asked(driven(setUpSmall({variant: '30'}), 'you'), ...transcript, {op: 'score'}, {op: 'schema'}, {op: 'nothing'});
  for (const answer of answers) expect(answerSchema.safeParse(answer).error).toBeUndefined();
});
