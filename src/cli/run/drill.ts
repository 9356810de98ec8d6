import {UserError} from '../../errors.js';
import {sentence} from '../../format/words.js';
import {nameHint} from '../../timeline/nearest.js';
import {actions} from '../drill/actions.js';
import type {HostArgs} from '../drill/host.js';
import type {JoinArgs} from '../drill/join.js';
import type {ReplayArgs} from '../drill/replay.js';
import type {ReportArgs} from '../drill/report.js';
import type {SoloArgs} from '../drill/solo.js';
import type {Io} from '../io.js';

type Action = (typeof actions)[number];
const isAction = (word: string): word is Action => actions.some(action => action === word);

type Args = Omit<SoloArgs & HostArgs & JoinArgs & ReplayArgs & ReportArgs, 'code'> & {
  readonly action?: string | undefined;
  readonly solo?: boolean | undefined;
};

/** Every action is loaded by who asks for it only. */
export async function drill(args: Args, io: Io): Promise<number> {
  const {action, file} = chosen(args.action, args.file, args.solo === true, args.controller === true);
  switch (action) {
    case 'solo':
      return (await import('../drill/solo.js')).solo({...args, file}, io);
    case 'host':
      return (await import('../drill/host.js')).host({...args, file}, io);
    case 'join':
      return (await import('../drill/join.js')).join({...args, code: file}, io);
    case 'resume':
      return (await import('../drill/resume.js')).resume(needed(file, action), args, io);
    case 'replay':
      return (await import('../drill/replay.js')).replay(needed(file, action), args, io);
    case 'bots':
      return (await import('../drill/bots.js')).bots({...args, file}, io);
    case 'report':
      return (await import('../drill/report.js')).report(needed(file, action), args, io);
    default:
      return (await import('../drill/list.js')).list(args, io);
  }
}

type Chosen = {readonly action: Action; readonly file: string | undefined};

/** `drill --solo quiet-sunday` and `drill quiet-sunday --solo` say the same as `drill solo quiet-sunday`. */
function chosen(word: string | undefined, file: string | undefined, isSolo: boolean, isController: boolean): Chosen {
  if (word !== undefined && isAction(word)) return {action: word, file};
  if (isSolo) return {action: 'solo', file: word};
  if (isController) return {action: 'join', file: word};
  if (word === undefined) return {action: 'list', file};
  throw new UserError(
    `drill: there is no "${word}".`,
    `${sentence(nameHint(word, actions))}. incident-replay drill --help shows how it is used.`,
    2,
  );
}

function needed(file: string | undefined, action: Action): string {
  if (file !== undefined) return file;
  throw new UserError(`drill ${action} needs a journal.`, `incident-replay drill ${action} FILE.jsonl`, 2);
}
