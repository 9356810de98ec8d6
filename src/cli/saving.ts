import {createHash} from 'node:crypto';
import * as z from 'zod';
import {bugExitCode} from '../errors.js';
import {type ThemeName, themeNames} from '../screen/theme.js';
import {type Asked, keptOf, type Opening, openingOf} from '../screens/replay/saved-session.js';
import type {AppState} from '../screens/replay/state/state.js';
import {jsonOf, keptText, type Reading, readKept} from './saved-session-file.js';
import type {StateFolder} from './state-folder.js';
import type {Opened} from './timeline-argument.js';

/** What the console opens with, and where it is put away when it is left. */
export type Keeping = {
  readonly opening: Opening;
  readonly theme: ThemeName;
  /** The theme that every timeline opens with where none is asked for; undefined: nobody has chosen one. */
  readonly keptTheme: ThemeName | undefined;
  /** Puts away what the console is left with. After a bug (exit code 70) that must be a state that was drawn. */
  leave(state: AppState, exitCode: number): void;
};

/** A file per timeline. Its name is a hash: an id is a text that anybody may have written, and must not become a path. */
export const keptFile = ({timeline}: Pick<Opened, 'timeline'>): string =>
  `timeline-${createHash('sha256').update(timeline.incident.id).digest('hex').slice(0, 32)}.json`;

const noneKept: Reading = {kept: {}, leftOut: [], isNewer: false};

/** Null: nothing is kept, and nothing kept is used. */
export function keepingIn(folder: StateFolder | null, opened: Opened, asked: Asked & {readonly theme?: ThemeName | undefined}): Keeping {
  const {timeline} = opened;
  const name = keptFile(opened);
  const text = folder?.read(name) ?? null;
  const {kept, leftOut, isNewer} = text === null ? noneKept : readKept(text, opened);
  const looks = looksOf(folder?.read(looksFile) ?? null);
  const opening = openingOf(timeline, {kept, leftOut: [...leftOut, ...looks.leftOut], isFirst: folder?.isEmpty ?? false}, asked);
  const theme = asked.theme ?? looks.theme ?? 'dark';
  const {positionMs, plan, start} = opening;
  const openedText = keptText(opened, {positionMs, plan, bookmarks: start.bookmarks ?? []});
  return {
    opening,
    theme,
    keptTheme: looks.theme,
    leave(state, exitCode) {
      // Chosen by a key; an option is for once.
      if (state.theme !== theme) {
        if (looks.leftOut.length > 0) folder?.setAside(looksFile);
        folder?.write(looksFile, `${JSON.stringify({...looks.others, theme: state.theme}, null, 2)}\n`);
      }
      if (isNewer) return;
      const left = keptText(opened, keptOf(state));
      // Fallen over what was kept, before anything was done: the next start must not fall over it again.
      const isFatal = exitCode === bugExitCode && left === openedText;
      if (isFatal || leftOut.length > 0) folder?.setAside(name);
      if (!isFatal) folder?.write(name, left);
    },
  };
}

const looksFile = 'looks.json';
/** A theme that is not known may be one of a later program. */
const looksShape = z.looseObject({theme: z.enum(themeNames).optional().catch(undefined)});

function looksOf(text: string | null): {
  readonly theme?: ThemeName | undefined;
  readonly others: object;
  readonly leftOut: readonly string[];
} {
  if (text === null) return {others: {}, leftOut: []};
  const {success, data} = looksShape.safeParse(jsonOf(text));
  return success ? {theme: data.theme, others: data, leftOut: []} : {others: {}, leftOut: ['the kept theme, unreadable']};
}
