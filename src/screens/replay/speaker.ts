import type {Plan} from '../../engine/plan.js';
import type {Prepared} from '../../engine/simulate.js';
import {printable} from '../../format/text.js';
import {capital} from '../../screen/aloud.js';
import {keyOfSequence, wordOfKey} from '../../screen/key-names.js';
import type {ThemeName} from '../../screen/theme.js';
import type {Ms} from '../../timeline/types.js';
import {labAt} from '../race-lab/night.js';
import {type LabSpeaker, labSpeaker} from '../race-lab/speaker.js';
import {openedLab} from '../race-lab/state.js';
import {workOn} from './answering.js';
import {type Later, workbench} from './background.js';
import {nextStop} from './breakpoint-words.js';
import {typed} from './commands.js';
import {factsOf, lastFacts} from './facts.js';
import {type Command, commandFor} from './keymap.js';
import {questionsOf} from './questions-of.js';
import {reduce} from './reducer.js';
import type {Opening} from './saved-session.js';
import {asksForAll} from './spoken/keys.js';
import {happeningLines} from './spoken/news.js';
import {present, readingEndOf, spoken} from './spoken/spoken.js';
import {type Action, type AppState, initialState} from './state.js';
import {stageOf} from './timeline-index.js';
import type {View} from './view.js';

export type SpeakerOptions = {
  readonly prepared: Prepared;
  readonly opening: Opening;
  readonly theme: ThemeName;
  /** Prints lines below everything that was said before. */
  readonly say: (lines: readonly string[]) => void;
  readonly quit: () => void;
  /** Told after every change where the replay stands. */
  readonly onMoment: (state: AppState) => void;
  /** The command line that opens the console there. */
  readonly reopen: (plan: Plan, positionMs: Ms, theme: ThemeName) => string;
  readonly later: Later;
  /** Real milliseconds, from any start. */
  readonly nowMs: () => number;
};

export type Speaker = {
  /** What a keyboard sends for one key. */
  readonly press: (sequence: string) => void;
  /** Says where one is again. */
  readonly again: () => void;
  readonly close: () => void;
};

const tickMs = 100;

/** The console for ears: the same keys, the same reducer and the same views as on the screen; of what comes out, the change is said. */
export function speaker(options: SpeakerOptions): Speaker {
  const {quit, reopen, later, nowMs} = options;
  const say = once(options.say);
  const {state, view, change, clock, close} = replayOf(options, () => tell());
  /** What a listener knows. */
  let heard: View | null = null;
  const commandOf = (name: string, input: string, before = view()): Command =>
    commandFor(name, before, readingEndOf(before)) ?? typed(before, name, input) ?? meaningless(name);

  function tell(hasJumped = false): boolean {
    const news = newsOf(heard, view(), hasJumped);
    heard = news.heard;
    return say(news.lines);
  }

  function again(): void {
    const now = view();
    const missed = heard !== null && heard.state.positionMs < now.state.positionMs ? happeningLines(heard, now) : [];
    heard = now;
    say([...missed, ...present(now)], true);
  }

  function obey(command: Command): void {
    const {plan, positionMs: wasAtMs, theme} = state();
    if (command.type === 'quit') quit();
    else if (command.type === 'lab') lab.open();
    else if (command.type === 'copy') say(['To come back here:', printable(reopen(plan, wasAtMs, theme))], true);
    else if (command.type === 'run') {
      change({type: 'close'});
      obey('key' in command.deed ? commandOf(command.deed.key, '') : command.deed);
    } else {
      change(command);
      if (!tell(wasAtMs !== state().positionMs)) say([unchanged(command)]);
    }
  }

  const openLab = (leave: () => void): LabSpeaker => {
    clock.run(false);
    const first = openedLab(labAt(view().now.run, state().positionMs), state().theme, true);
    return labSpeaker({first, say: options.say, quit, leave, onState: () => undefined, later, nowMs});
  };
  const lab = labOver(openLab, () => {
    clock.run(state().playing);
    options.say(['Back to the replay.']);
    again();
  });

  change({type: 'say', notice: ''});
  tell();
  return {
    press(sequence) {
      const open = lab.now();
      if (open !== null) return open.press(sequence);
      const {name, input} = keyOfSequence(sequence);
      if (asksForAll(name, view())) again();
      else obey(commandOf(name, input));
    },
    again: () => (lab.now() ?? {again}).again(),
    close() {
      lab.now()?.close();
      close();
    },
  };
}

/** The replay behind the voice: its state, and what follows from it. `onNews`: something has become known, or playing has stopped. */
function replayOf({prepared, opening, theme, onMoment, later, nowMs}: SpeakerOptions, onNews: () => void) {
  const stage = stageOf(prepared.timeline, prepared.history.tracks);
  const history = factsOf(prepared.history, prepared.history);
  const factsFor = lastFacts(prepared, history);
  const bench = workbench(workOn(prepared), () => state.playing || onNews(), later);
  const clock = playClock(later, nowMs, elapsedMs => {
    change({type: 'tick', elapsedMs, stop: nextStop(view())});
    if (!state.playing) onNews();
  });
  let state: AppState = {...initialState(stage, opening.positionMs, opening.plan, theme), ...opening.start};
  const view = (): View => ({state, stage, now: factsFor(state.plan), history, answers: bench.answers()});
  function change(action: Action): void {
    state = reduce(stage, state, action);
    onMoment(state);
    bench.ask(questionsOf(view()));
    clock.run(state.playing);
  }
  return {
    state: () => state,
    view,
    change,
    clock,
    close() {
      clock.run(false);
      bench.close();
    },
  };
}

/** While it plays, time goes on without being news, unless a key moved it: it is told when it stands still. */
function newsOf(known: View | null, now: View, hasJumped: boolean): {readonly heard: View; readonly lines: readonly string[]} {
  if (known === null || hasJumped || !now.state.playing) return {heard: now, lines: spoken(known, now)};
  const heard = {...now, state: {...now.state, positionMs: known.state.positionMs}};
  return {heard, lines: spoken({...known, state: {...known.state, positionMs: now.state.positionMs}}, now)};
}

/** The lab over the console: everything there stands as it was left, until one comes back. */
function labOver(make: (leave: () => void) => LabSpeaker, onLeft: () => void) {
  let lab: LabSpeaker | null = null;
  const leave = (): void => {
    lab?.close();
    lab = null;
    onLeft();
  };
  return {
    open: (): void => {
      lab = make(leave);
    },
    now: () => lab,
  };
}

const meaningless = (name: string): Action => ({
  type: 'say',
  notice: `${name.length === 1 ? wordOfKey(name) : capital(wordOfKey(name))} means nothing here. Question mark lists the keys.`,
});

/** What is said of a key that works and changes nothing: at the end of a list, or of the night. */
const unchanged = ({type}: Action): string => (type === 'scroll' || type.startsWith('select-') ? 'No further.' : 'Nothing changes.');

/** Says nothing twice in a row, unless it was asked for. Returns whether there was anything to say. */
function once(say: (lines: readonly string[]) => void): (lines: readonly string[], isAsked?: boolean) => boolean {
  let last = '';
  return (lines, isAsked = false) => {
    const text = lines.join('\n');
    if (text !== '' && (isAsked || text !== last)) say(lines);
    if (text !== '') last = text;
    return text !== '';
  };
}

/** Ticks about ten times a second while it runs, with the real milliseconds since the last tick. */
function playClock(later: Later, nowMs: () => number, onTick: (elapsedMs: number) => void): {run(isOn: boolean): void} {
  let callOff: (() => void) | null = null;
  const next = (fromMs: number): void => {
    callOff = later(() => {
      const atMs = nowMs();
      next(atMs);
      onTick(atMs - fromMs);
    }, tickMs);
  };
  return {
    run(isOn) {
      if (isOn && callOff === null) next(nowMs());
      if (isOn || callOff === null) return;
      callOff();
      callOff = null;
    },
  };
}
