import {toAscii} from '../../screen/ascii.js';
import type {Line, Size} from '../../screen/line.js';
import {paint, type ThemeName, themes} from '../../screen/theme.js';
import {Canvas} from '../../surfaces/canvas.js';
import type {Looks} from './looks.js';

/** A frame on the whole screen, in a theme. */
export function FrameCanvas({lines, theme, size, looks}: {lines: readonly Line[]; theme: ThemeName; size: Size; looks: Looks}) {
  const painted = paint(lines, themes[theme], looks.colorLevel);
  return <Canvas lines={looks.isAscii ? painted.map(toAscii) : painted} width={size.columns} height={size.rows} />;
}
