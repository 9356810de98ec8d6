import type {ColorLevel, Io} from './io.js';

/** `--no-color` and NO_COLOR beat FORCE_COLOR; without either, a terminal gets what it can show and a pipe gets none. */
export function colorLevelOf(
  wanted: boolean | undefined,
  {env, stdout, colorLevel}: Pick<Io, 'env' | 'stdout' | 'colorLevel'>,
): ColorLevel {
  if (wanted === false || (env.NO_COLOR !== undefined && env.NO_COLOR !== '')) return 0;
  const forced = forcedLevel(env.FORCE_COLOR);
  if (forced !== null) return forced;
  if (env.TERM === 'dumb') return 0;
  if (!stdout.isTTY && wanted !== true) return 0;
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return 3;
  return wanted === true && colorLevel === 0 ? 1 : colorLevel;
}

function forcedLevel(value: string | undefined): ColorLevel | null {
  switch (value) {
    case undefined:
      return null;
    case '0':
    case 'false':
      return 0;
    case '2':
      return 2;
    case '3':
      return 3;
    default:
      return 1;
  }
}
