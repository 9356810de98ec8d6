import {useApp} from 'ink';
import type {ControllerPort} from '../../drill/play/port.js';
import {useChanges} from '../../surfaces/use-changes.js';
import {useKeys, usePaste} from '../../surfaces/use-keys.js';
import {useNewest} from '../../surfaces/use-newest.js';
import {useSize} from '../../surfaces/use-size.js';
import {FrameCanvas} from '../seat/canvas.js';
import type {Looks} from '../seat/looks.js';
import {consoleFrame, consoleScrollEnd} from './frame.js';
import {type ConsoleCommand, consoleCommand, consoleTyped} from './keymap.js';
import {type ConsoleAction, type ConsoleUi, initialConsole, reduceConsole} from './state.js';
import type {ConsoleView} from './view.js';

/** The controller's console: one key each for what steers the play. Never mounted on a participant's screen. */
export function ConsoleApp({port, looks}: {readonly port: ControllerPort; readonly looks: Looks}) {
  const {exit} = useApp();
  const {screen} = looks;
  const size = useSize(screen);
  const {state: ui, send, newest} = useNewest(reduceConsole, initialConsole(looks.theme));
  useChanges(port.onChange);
  const viewOf = (of: ConsoleUi): ConsoleView => ({
    book: port.view(),
    ui: of,
    invite: port.invite?.() ?? null,
    lost: port.lost?.() ?? null,
  });
  const run = (command: ConsoleCommand | undefined): void => {
    if (command === undefined) return;
    if (command.type === 'quit') exit();
    else if (command.type === 'send') deliver(port, command, send);
    else send(command);
  };
  useKeys(looks.onKey, (name, input) => {
    const view = viewOf(newest());
    run(consoleCommand(name, {...view, scrollEnd: consoleScrollEnd(view, screen.size())}) ?? consoleTyped(view, name, input));
  });
  usePaste(screen.onPaste, text => run(consoleTyped(viewOf(newest()), 'paste', text)));

  return <FrameCanvas lines={consoleFrame(viewOf(ui), size)} theme={ui.theme} size={size} looks={looks} />;
}

function deliver(
  port: ControllerPort,
  {input, said}: Extract<ConsoleCommand, {type: 'send'}>,
  send: (action: ConsoleAction) => void,
): void {
  const finish = (refused: string | null): void => {
    if (refused === null) send({type: 'close'});
    send(refused === null ? {type: 'say', notice: said} : {type: 'refused', reason: refused});
  };
  const answer = port.send(input);
  if (answer instanceof Promise) void answer.then(finish);
  else finish(answer);
}
