import type {ColorLevel, ThemeName} from '../../screen/theme.js';
import type {FullScreen} from '../../surfaces/full-screen.js';
import type {OnKey} from '../../surfaces/use-keys.js';

/** How a drill's screens look, and the terminal they are on. */
export type Looks = {
  readonly screen: Pick<FullScreen, 'size' | 'onResize' | 'onPaste'>;
  readonly onKey: OnKey;
  readonly theme: ThemeName;
  readonly colorLevel: ColorLevel;
  /** Draws with ASCII alone. */
  readonly isAscii: boolean;
};
