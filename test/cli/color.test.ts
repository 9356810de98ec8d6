import {expect, it} from 'vitest';
import {colorLevelOf} from '../../src/cli/color.js';
import type {ColorLevel} from '../../src/cli/io.js';

const terminal = {write: () => {}, isTTY: true, columns: 80, rows: 24};
const pipe = {...terminal, isTTY: false};

it.each<{why: string; wanted?: boolean; env?: Record<string, string>; to?: typeof pipe; terminalHas?: ColorLevel; level: ColorLevel}>([
  {why: 'a terminal gets what it can show', terminalHas: 2, level: 2},
  {why: 'a terminal that says truecolor gets all colours', env: {COLORTERM: 'truecolor'}, level: 3},
  {why: 'a pipe gets none', to: pipe, env: {COLORTERM: 'truecolor'}, level: 0},
  {why: '--no-color', wanted: false, env: {FORCE_COLOR: '3'}, level: 0},
  {why: 'NO_COLOR beats FORCE_COLOR', env: {NO_COLOR: '1', FORCE_COLOR: '3'}, level: 0},
  {why: 'an empty NO_COLOR is none', env: {NO_COLOR: ''}, level: 1},
  {why: 'FORCE_COLOR reaches a pipe', to: pipe, env: {FORCE_COLOR: '2'}, level: 2},
  {why: 'FORCE_COLOR=0', env: {FORCE_COLOR: '0', COLORTERM: 'truecolor'}, level: 0},
  {why: 'FORCE_COLOR=true', to: pipe, env: {FORCE_COLOR: 'true'}, level: 1},
  {why: 'a dumb terminal', env: {TERM: 'dumb', COLORTERM: 'truecolor'}, level: 0},
  {why: '--color on a pipe', wanted: true, to: pipe, terminalHas: 0, level: 1},
])('$why: level $level', ({wanted, env = {}, to = terminal, terminalHas = 1, level}) => {
  expect(colorLevelOf(wanted, {env, stdout: to, colorLevel: terminalHas})).toBe(level);
});
