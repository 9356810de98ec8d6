import {pathText} from '../../timeline/problem.js';
import {shapeProblems} from '../../timeline/shape.js';
import {MINUTE_MS} from '../../timeline/time.js';
import type {SeatInput} from '../play/input.js';
import {type Observation, observe} from '../play/observe.js';
import {type Play, playOf} from '../play/play.js';
import {passSolo, rateOf, takeSolo} from '../play/solo-play.js';
import type {Seat} from '../scenario/scenario.js';
import type {Setup} from '../scenario/setup.js';
import {
  type Answer,
  answerJsonSchema,
  driveVersion,
  type Op,
  ops,
  type Request,
  type RunMarks,
  requestJsonSchema,
  requestSchema,
} from './drive-schema.js';

/** An act of a program counts so much wall time: nothing reads a clock. */
export const actWallMs = 10_000;

/** A drill that a program plays: what it does takes its minutes, and there is no controller. It follows from the inputs alone. */
export type ProgramPlay = {
  readonly play: Play;
  isOver(): boolean;
  /** Does something and lets its minutes pass; or says why not. */
  act(input: SeatInput): string | null;
  /** Lets minutes pass, at most to where the scene changes; with `hasComeUp`, to the minute in which that says so. */
  goOn(minutes: number, hasComeUp?: () => boolean): void;
};

export function programPlay(setup: Setup, marks: readonly ('agent' | 'practice')[]): ProgramPlay {
  const play = playOf(setup);
  const wallMs = (): number => play.state().wallMs;
  const isOver = (): boolean => play.state().phase !== 'play';
  for (const as of marks) play.take({type: 'mark', as}, 0);
  play.take({type: 'start-ex'}, 0);
  return {
    play,
    isOver,
    act(input) {
      const thinkingMs = actWallMs * rateOf(setup.choice.policy, play.state());
      const refused = takeSolo(play, input, wallMs() + actWallMs);
      if (refused === null && thinkingMs > 0 && !isOver()) passSolo(play, thinkingMs, wallMs());
      return refused;
    },
    goOn(minutes, hasComeUp) {
      const {scene} = play.state();
      const step = hasComeUp === undefined ? minutes : 1;
      for (let left = minutes; left > 0; left -= step) {
        passSolo(play, step * MINUTE_MS, wallMs());
        if (isOver() || play.state().scene !== scene || hasComeUp?.() === true) return;
      }
    },
  };
}

/** One seat of a drill, played by a program: a line in, a line out. The same lines give the same answers, on every machine. */
export type Drive = {
  answer(line: string): Answer;
  /** For whoever runs it; no part of it is sent. */
  drill(): ProgramPlay;
};

const head = {version: driveVersion, exercise: true} as const;
const most = 24 * 60;

/** An answer that says what was wrong; nothing has changed. */
export const refusal = (error: string, hint = '', op: Op | null = null): Answer => ({ok: false, ...head, op, error, hint});

/**
 * @param setUpFor a drill made ready, by seed
 * @param score what is said of a finished drill
 */
export function driveOf(setUpFor: (seed: number) => Setup, seed: number, seatId: string, score: (drill: ProgramPlay) => Profile): Drive {
  let drill = programPlay(setUpFor(seed), ['agent']);
  const viewer = (): {readonly kind: 'seat'; readonly seat: Seat} => ({kind: 'seat', seat: seatOf(drill.play.setup, seatId)});
  const observation = (): Observation => observe(drill.play.setup, drill.play.state(), viewer());
  const seen = <Name extends Op>(op: Name) => ({ok: true, ...head, op, run: marksOf(drill), observation: observation()}) as const;
  const answers: {readonly [Name in Op]: (request: Extract<Request, {op: Name}>) => Answer} = {
    schema: ({op}) => ({ok: true, ...head, op, request: requestJsonSchema(), answer: answerJsonSchema()}),
    reset({op, seed: wanted}) {
      const {play} = drill;
      const {isPractice} = play.state();
      const next = wanted === undefined ? play.setup : setUpFor(wanted);
      drill = programPlay(next, hasBegun(drill) || isPractice ? ['agent', 'practice'] : ['agent']);
      return seen(op);
    },
    observe: ({op}) => seen(op),
    act({op, input}) {
      const reason = drill.act({...input, seat: seatId} as SeatInput);
      return reason === null ? seen(op) : refusal(reason, '', op);
    },
    advance({op, minutes, until}) {
      if (drill.isOver()) return refusal('The drill is over.', 'Ask for its score, or begin again.', op);
      const isFor = minutes !== undefined && until === undefined;
      drill.goOn(minutes ?? most, isFor ? undefined : news(drill, observation));
      return seen(op);
    },
    score({op}) {
      if (!drill.isOver()) return refusal('There is no score before the end.', 'Let time pass: advance.', op);
      const {variant, twin} = drill.play.setup.choice;
      return {...seen(op), choice: {variant, twin}, profile: score(drill)};
    },
  };
  return {
    drill: () => drill,
    answer(line) {
      const request = read(line);
      return 'ok' in request ? request : (answers[request.op] as (request: Request) => Answer)(request);
    },
  };
}

export type Profile = Readonly<Record<string, unknown>>;

/** A request, or what is wrong with it. */
function read(line: string): Request | Answer {
  const value = parsed(line);
  if (value === undefined) return refusal('This is no JSON.', 'One JSON object a line, for example {"op":"observe"}.');
  const result = requestSchema.safeParse(value);
  if (result.success) return result.data;
  const op = typeof value === 'object' && value !== null && 'op' in value ? ops.find(name => name === value.op) : undefined;
  const [problem] = shapeProblems(requestSchema, value, []);
  const hint = typeof problem?.hint === 'function' ? problem.hint() : (problem?.hint ?? '');
  const where = problem === undefined || problem.path.length === 0 ? 'The request' : pathText(problem.path);
  return refusal(`${where} ${problem?.message ?? 'is no request'}.`, hint === '' ? '{"op":"schema"} shows what can be asked.' : hint, op);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function seatOf({seats}: Setup, id: string): Seat {
  const seat = seats.find(seat => seat.id === id);
  if (seat === undefined) throw new RangeError(`there is no seat "${id}"`);
  return seat;
}

/** Whether anything was played: a drill that only stood there can be begun again without having been rehearsed. */
const hasBegun = ({play}: ProgramPlay): boolean => play.entries().some(({input}) => input.type === 'advance' || 'seat' in input);

function marksOf({play}: ProgramPlay): RunMarks {
  const {isPractice, hints} = play.state();
  const {seed, policy} = play.setup.choice;
  return {agent: true, unsealed: true, practice: isPractice, seed, policy, hintsOpened: hints.length};
}

/** Says when the seat has a message or decision that it did not have before. */
function news({play}: ProgramPlay, observation: () => Observation): () => boolean {
  const countOf = ({messages, decisions}: Observation): number => messages.length + decisions.length;
  const all = (): number => play.state().messages.length + Object.keys(play.state().decisions).length;
  const before = countOf(observation());
  let known = all();
  return () => {
    if (all() === known) return false;
    known = all();
    return countOf(observation()) > before;
  };
}
