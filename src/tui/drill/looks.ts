import type {FullScreen} from '../../terminal/full-screen.js';
import type {OnKey} from '../hooks/use-keys.js';
import type {ColorLevel, ThemeName} from '../theme.js';

/** How a drill's screens look, and the terminal they are on. */
export type Looks = {
  readonly screen: Pick<FullScreen, 'size' | 'onResize' | 'onPaste'>;
  readonly onKey: OnKey;
  readonly theme: ThemeName;
  readonly colorLevel: ColorLevel;
  /** Draws with ASCII alone. */
  readonly isAscii: boolean;
};
