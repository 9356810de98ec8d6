import {toAscii} from '../ascii.js';
import {Canvas} from '../canvas.js';
import type {Line} from '../line.js';
import {paint, type ThemeName, themes} from '../theme.js';
import type {Size} from '../view.js';
import type {Looks} from './looks.js';

/** A frame on the whole screen, in a theme. */
export function FrameCanvas({lines, theme, size, looks}: {lines: readonly Line[]; theme: ThemeName; size: Size; looks: Looks}) {
  const painted = paint(lines, themes[theme], looks.colorLevel);
  return <Canvas lines={looks.isAscii ? painted.map(toAscii) : painted} width={size.columns} height={size.rows} />;
}
