import type {Drill} from '../scenario/scenario.js';

export const figureUnits = ['userMinutes', 'minutes', 'share', 'count', 'score'] as const;
/** `userMinutes`: user counts are illustrative, differences mean something. `share`: of `of`. `score`: Brier, 0 is best, 0.25 is always 50 %. */
export type FigureUnit = (typeof figureUnits)[number];

/** What a number is held against. SIM: simulated. V, R: history's own figure, read in its source or remembered from it. */
export type Anchor = {
  readonly name: 'history' | 'doing nothing' | 'best known plan' | 'target';
  readonly value: number;
  readonly mark: 'SIM' | 'V' | 'R';
  readonly says: string;
  readonly sources: readonly string[];
};

/** The spread over other worlds that fit the record as well. */
export type FigureBand = {readonly p10: number; readonly p90: number; readonly worlds: number};

/** One number of a report: never without where it comes from. */
export type Figure = {
  readonly id: string;
  readonly what: string;
  /** Null: there was nothing to measure; `note` says why. */
  readonly value: number | null;
  readonly unit: FigureUnit;
  /** Of how many; null: it is no part of anything. */
  readonly of: number | null;
  readonly band: FigureBand | null;
  readonly anchors: readonly Anchor[];
  /** Ids of the journal (`j12`) and of injects. */
  readonly evidence: readonly string[];
  readonly note: string;
  /** The script decides it, not the team. */
  readonly isScripted: boolean;
};

/** A figure with what history came to, where the scenario says it. */
export function figureOf(
  {anchors}: Pick<Drill, 'anchors'>,
  id: string,
  what: string,
  unit: FigureUnit,
  value: number | null,
  rest: Partial<Figure> = {},
): Figure {
  const known = anchors
    .filter(({figure}) => figure === id)
    .map(({value, mark, says, sources}): Anchor => ({name: 'history', value, mark, says, sources}));
  const plain = {of: null, band: null, evidence: [], note: '', isScripted: false};
  return {...plain, ...rest, id, what, unit, value, anchors: [...known, ...(rest.anchors ?? [])]};
}

export const simulated = (name: Anchor['name'], value: number, says = ''): Anchor => ({name, value, mark: 'SIM', says, sources: []});

/** A share as a figure: nothing to share is nothing to measure. */
export const shareOf = (
  drill: Pick<Drill, 'anchors'>,
  id: string,
  what: string,
  [part, whole]: readonly [number, number],
  rest: Partial<Figure> = {},
): Figure => figureOf(drill, id, what, 'share', whole === 0 ? null : part / whole, {...rest, of: whole});
