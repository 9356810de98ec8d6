/** What an exhaustive search finds in the model, found by independent checkers (Spin and two breadth-first searches). */
import type {World} from '../helpers/race.js';

export const theDefault: World = [3, 4, 1, 2];

type Verdict = readonly [
  variant: string,
  states: number,
  edges: number,
  depth: number,
  neverEmpty: number | null,
  noRegress: number | null,
  doomed: number | null,
  dead: number | null,
  doomedStates: number,
];

/** Three enactors, four plans, one endpoint, clean-up age two. */
export const verdicts: readonly Verdict[] = [
  ['none', 7_717, 24_549, 23, 10, 8, 10, 17, 378],
  ['recheck', 15_271, 48_524, 29, 12, 10, 12, 22, 772],
  ['fence', 4_757, 15_476, 16, null, null, null, null, 0],
  ['skip', 7_339, 23_676, 23, null, 8, null, null, 0],
  ['early', 20_771, 65_134, 30, 11, 8, 11, 19, 936],
  ['hold', 7_367, 23_618, 23, 11, 8, 11, 17, 135],
  ['passed', 30_596, 96_783, 31, null, 8, null, null, 0],
  ['guard', 7_339, 23_676, 23, null, 8, null, null, 0],
  ['heal', 7_774, 24_981, 23, 10, 8, null, null, 0],
  ['lease', 121, 198, 10, null, null, null, null, 0],
  ['lease+expire', 17_809, 63_972, 28, 11, 9, 11, 21, 819],
  ['lease+expire+fence', 10_886, 39_818, 19, null, null, null, null, 0],
  ['off', 15_434, 32_266, 24, 10, 8, 1, 1, 6_722],
  ['repair', 7_835, 25_281, 23, 10, 8, null, null, 0],
  ['off+repair', 15_671, 40_492, 24, 10, 8, null, null, 0],
  ['fence+guard+heal', 4_757, 15_476, 16, null, null, null, null, 0],
  ['crash', 11_806, 56_754, 23, 10, 8, 10, 15, 600],
  ['fence+crash', 7_655, 36_317, 17, null, null, null, null, 0],
  ['lease+crash', 415, 984, 11, null, null, 2, 5, 33],
  ['lease+expire+crash', 29_344, 149_145, 28, 11, 9, 11, 18, 1_419],
  ['lease+expire+fence+crash', 18_974, 95_162, 20, null, null, null, null, 0],
  ['passed+crash', 49_424, 229_737, 31, null, 8, null, null, 0],
];

export const sizes: readonly World[] = [
  [2, 4, 1, 2],
  [2, 4, 2, 2],
  [2, 5, 1, 2],
  [2, 5, 2, 2],
  [2, 5, 2, 3],
  [3, 4, 1, 2],
  [3, 4, 2, 2],
  [3, 5, 1, 3],
  [3, 5, 2, 2],
  [4, 4, 1, 2],
];

/** States by variant, in the order of the sizes; null: not known. */
export const statesBySize: Readonly<Record<string, readonly (number | null)[]>> = {
  none: [612, 1_376, 1_524, 3_719, 3_236, 7_717, 27_731, 20_371, 100_098, 93_058],
  recheck: [953, 2_669, 2_439, 7_381, 6_540, 15_271, 77_861, 41_901, 290_083, null],
  fence: [471, 739, 1_090, 1_758, 1_633, 4_757, 9_591, 12_141, 29_300, 49_203],
  skip: [597, 1_363, 1_468, 3_696, 3_223, 7_339, 26_957, 19_858, 98_216, null],
  early: [1_016, 2_241, 2_857, 6_738, 4_889, 20_771, 68_965, 48_822, 327_255, 418_874],
  hold: [632, 1_432, 1_590, 3_990, 3_292, 7_367, 28_551, 19_811, 103_405, null],
  passed: [1_200, 2_640, 3_326, 8_026, 7_166, 30_596, 111_927, 118_320, 512_117, 782_016],
  guard: [597, 1_410, 1_444, 3_919, 3_270, 7_339, 28_476, 19_858, 105_514, null],
  heal: [614, 1_384, 1_532, 3_751, 3_244, 7_774, 28_043, 20_464, 101_562, null],
  lease: [84, 104, 153, 193, 187, 121, 151, 213, 282, null],
  'lease+expire': [1_286, 2_924, 3_178, 7_833, 6_780, 17_809, 64_052, 45_259, 224_769, null],
  'lease+expire+fence': [981, 1_573, 2_250, 3_694, 3_423, 10_886, 22_440, 26_811, 66_308, null],
  off: [1_224, 2_752, 3_048, 7_438, 6_472, 15_434, 55_462, 40_742, 200_196, null],
  repair: [617, 1_389, 1_578, 3_915, 3_249, 7_835, 28_167, 20_552, 108_321, null],
  'off+repair': [1_283, 3_441, 3_303, 9_888, 7_697, 15_671, 58_925, 41_006, 220_433, null],
};

/** Without any protection, in the order of the sizes. */
export const edgesBySize = [1_409, 3_097, 3_612, 8_642, 7_618, 24_549, 86_634, 66_653, 317_444, 380_817];
export const emptyAndDeadBySize = [
  [10, 15],
  [11, 16],
  [10, 16],
  [11, 17],
  [12, 17],
  [10, 17],
  [11, 18],
  [11, 18],
  [11, 19],
  [10, 19],
] as const;

/** A larger clean-up age makes it rarer, not safer: age, states, steps to the outage, different stories of that length. */
export const byAge = [
  [2, 7_717, 10, 30],
  [3, 20_371, 11, 36],
  [4, 44_348, 12, 42],
  [6, 153_405, 14, 54],
] as const;

/** Interchangeable enactors: how many states are left. */
export const interchangeable: readonly (readonly [world: World, states: number])[] = [
  [[5, 4, 1, 2], 19_943],
  [[6, 4, 1, 2], 55_181],
  [[4, 5, 2, 2], 129_208],
  [[4, 6, 2, 2], 429_494],
];
