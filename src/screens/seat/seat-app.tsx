import {useApp} from 'ink';
import type {DrillPort} from '../../drill/play/port.js';
import {useChanges} from '../../surfaces/use-changes.js';
import {useKeys, usePaste} from '../../surfaces/use-keys.js';
import {useNewest} from '../../surfaces/use-newest.js';
import {useSize} from '../../surfaces/use-size.js';
import {FrameCanvas} from './canvas.js';
import {madeOf, wordsIn} from './forms.js';
import {seatFrame, seatLayout} from './frame.js';
import {type Command, commandFor, typed} from './keymap.js';
import type {Looks} from './looks.js';
import {type Action, initialUi, reduce, type Ui} from './state.js';
import type {SeatView} from './view.js';

export type SeatAppProps = {
  readonly port: DrillPort;
  /** Lets simulated time go on for so many minutes, or until something happens (null), and says what came. Null: somebody else keeps the time. */
  readonly wait: ((minutes: number | null) => string) | null;
  readonly looks: Looks;
};

/** A participant's screen: keys go into one reducer or to the drill, one pure function draws what may be known. */
export function SeatApp({port, wait, looks}: SeatAppProps) {
  const {exit} = useApp();
  const {screen} = looks;
  const size = useSize(screen);
  const {state: ui, send, newest} = useNewest(reduce, initialUi(looks.theme));
  useChanges(port.onChange);
  const viewOf = (of: Ui): SeatView => {
    const observation = port.observation();
    const pace = wait !== null ? 'own' : observation.role === null ? 'watched' : 'led';
    return {observation, ui: of, pace, lost: port.lost?.() ?? null};
  };

  const run = (command: Command | undefined): void => {
    if (command === undefined) return;
    if (command.type === 'quit') exit();
    else if (command.type === 'wait') send({type: 'say', notice: wait?.(command.minutes) ?? ''});
    else if (command.type === 'send') deliver(port, command, send);
    else if (command.type === 'submit') submit(port, viewOf(newest()), send);
    else {
      send(command);
      if (command.type === 'field') lookOver(port, viewOf(newest()), send);
    }
  };
  useKeys(looks.onKey, (name, input) => {
    const view = viewOf(newest());
    const {scrollEnd} = seatLayout(view, screen.size());
    run(commandFor(name, {...view, scrollEnd}) ?? typed(view, name, input));
  });
  usePaste(screen.onPaste, text => run(typed(viewOf(newest()), 'paste', text)));

  return <FrameCanvas lines={seatFrame(viewOf(ui), size)} theme={ui.theme} size={size} looks={looks} />;
}

type Send = (action: Action) => void;

/** An answer that may take its time: from this process at once, so that the next key sees what came of it. */
function whenAnswered<T>(answer: T | Promise<T>, then: (value: T) => void): void {
  if (answer instanceof Promise) void answer.then(then);
  else then(answer);
}

function deliver(port: DrillPort, {input, said, next}: Extract<Command, {type: 'send'}>, send: Send): void {
  whenAnswered(port.send(input), refused => {
    if (refused !== null) {
      send({type: 'refused', reason: refused});
      return;
    }
    send({type: 'close'});
    if (next !== undefined) send(next);
    const words = port.passed?.() || said;
    if (words !== '') send({type: 'say', notice: words});
  });
}

/** A finished form; a word goes out only when nothing blocks it. */
function submit(port: DrillPort, view: SeatView, send: Send): void {
  const {overlay} = view.ui;
  if (overlay.type !== 'form') return;
  const made = madeOf(overlay, view.observation);
  if ('missing' in made) {
    send({type: 'field', at: made.at});
    send({type: 'refused', reason: made.missing});
    return;
  }
  if (overlay.kind !== 'post') {
    deliver(port, {type: 'send', ...made}, send);
    return;
  }
  whenAnswered(port.check(wordsIn(overlay, view.observation)), findings => {
    send({type: 'found', findings});
    if (!findings.some(({isBlocking}) => isBlocking)) deliver(port, {type: 'send', ...made}, send);
    else send({type: 'refused', reason: 'Not sent: change what is marked. ↑ goes back to a field.'});
  });
}

/** What is to be said about a word while it is written. */
function lookOver(port: DrillPort, {ui: {overlay}, observation}: SeatView, send: Send): void {
  if (overlay.type !== 'form' || overlay.kind !== 'post') return;
  whenAnswered(port.check(wordsIn(overlay, observation)), findings => send({type: 'found', findings}));
}
