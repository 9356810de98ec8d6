import type {AfterActionReport} from '../drill/report/aar-schema.js';
import {grouped, noValue, percent, quantity, userMinutes} from '../format/number.js';
import {type Block, type Cell, type ChartName, type Table, table} from './aar-blocks.js';

export type ReportFigure = AfterActionReport['profile']['episodes'][number]['times'][number];

/** A number of a figure in the words of its unit. */
export function figureWords(value: number | null, unit: ReportFigure['unit'], of: number | null = null): string {
  if (value === null) return noValue;
  switch (unit) {
    case 'userMinutes':
      return userMinutes(value);
    case 'minutes':
      return `${roughly(value)} min${of === null || of === 0 ? '' : ` of ${roughly(of)}`}`;
    case 'share':
      return of === null ? percent(value) : `${grouped(value * of)} of ${grouped(of)} (${percent(value)})`;
    case 'count':
      return grouped(value);
    case 'score':
      return value.toFixed(2);
    default:
      return unit satisfies never;
  }
}

const roughly = (value: number): string => (Number.isInteger(value) ? grouped(value) : value.toFixed(1));

const anchorWords = ({anchors, unit}: ReportFigure, name: string): string =>
  anchors
    .filter(anchor => anchor.name === name)
    .map(({value, mark, says, sources}) => {
      const from = mark === 'SIM' ? 'simulated' : `${mark}${sources.length === 0 ? '' : `: ${sources.join(', ')}`}`;
      return `${figureWords(value, unit)} [${from}]${says === '' || mark === 'SIM' ? '' : ` ${says}`}`;
    })
    .join('; ');

/** Figures with their band, their anchors and their evidence; the conditions that they stand under are in the caption. */
export function figuresTable(caption: string, figures: readonly ReportFigure[], conditions: string): Block {
  const head = ['Measure', 'Team', 'Band', 'History', 'Doing nothing', 'Best known plan', 'Evidence', 'Note'];
  return withoutEmpty(
    `${caption} (${conditions})`,
    head,
    figures.map((figure): readonly Cell[] => [
      [`${figure.what}${figure.isScripted ? ' (the script’s, not the team’s)' : ''}`],
      [figureWords(figure.value, figure.unit, figure.of)],
      [bandWords(figure)],
      [anchorWords(figure, 'history')],
      [anchorWords(figure, 'doing nothing')],
      [anchorWords(figure, 'best known plan')],
      [{evidence: figure.evidence}],
      [figure.note],
    ]),
  );
}

/** What stands in every table of figures, filled or not. */
const alwaysShown = ['Measure', 'Team', 'Evidence'];

/** A column that says nothing in any row is left out. */
function withoutEmpty(caption: string, head: readonly string[], rows: readonly (readonly Cell[])[]): Block {
  const kept = head.flatMap((name, index) => {
    const isEmpty = rows.every(cells => (cells[index] ?? []).every(part => part === ''));
    return isEmpty && !alwaysShown.includes(name) ? [] : [index];
  });
  const of = <T>(all: readonly T[]): readonly T[] => kept.flatMap(index => all[index] ?? []);
  return table(
    caption,
    of(head),
    rows.map(cells => kept.map(index => cells[index] ?? [])),
    'There was nothing to measure.',
  );
}

const bandWords = ({band, unit}: ReportFigure): string =>
  band === null ? '' : `${figureWords(band.p10, unit)} to ${figureWords(band.p90, unit)} in ${band.worlds} worlds`;

const titles: Readonly<Record<ChartName, string>> = {
  impact: 'Impact over time',
  lanes: 'Who did what, when',
  strip: 'What the readings did',
  seen: 'What the world showed, what was seen, what was done',
  beliefs: 'Beliefs over time',
  decisions: 'Decisions and what could be defended',
  words: 'Words to each audience',
  guards: 'Protections that were off',
  objectives: 'Objectives',
};

/** Charts, each with the same as a table. */
export const chartBlocks = (report: AfterActionReport, names: readonly ChartName[]): readonly Block[] =>
  names.flatMap((chart): readonly Block[] => {
    const twin = tables[chart](report);
    return twin.rows.length === 0 ? [] : [{kind: 'chart', chart, title: titles[chart], caption: report.run.conditions, ...twin}];
  });

const one = (...cells: readonly string[]): readonly Cell[] => cells.map(cell => [cell]);
const minute = (value: number | null): string => (value === null ? noValue : `${roughly(value)} min`);

/** What each chart shows, in words. */
const tables: Readonly<Record<ChartName, (report: AfterActionReport) => Table>> = {
  impact: ({charts: {impact}}) => {
    const every = Math.max(1, Math.ceil(impact.minutes.length / 12));
    const rows = impact.minutes.flatMap((at, index) => {
      if (index % every !== 0 && index !== impact.minutes.length - 1) return [];
      const value = (line: readonly number[] | null): string => userMinutes(line?.[index] ?? Number.NaN);
      const band = impact.low === null ? '' : `${value(impact.low)} to ${value(impact.high)}`;
      return [one(minute(at), value(impact.team), band, value(impact.history), value(impact.nothing), value(impact.best))];
    });
    return {head: ['After', 'Team', 'Band', 'History', 'Doing nothing', 'Best known plan'], rows};
  },
  lanes: ({charts: {lanes}}) => {
    const kinds = [...new Set(lanes.flatMap(({acts}) => acts.map(({kind}) => kind)))];
    const count = (acts: (typeof lanes)[number]['acts'], kind: string): string => String(acts.filter(act => act.kind === kind).length);
    return {
      head: ['Seat', ...kinds, 'First act'],
      rows: lanes.map(({seat, acts}) =>
        one(seat, ...kinds.map(kind => count(acts, kind)), minute(acts.find(({kind}) => kind !== 'inject')?.minute ?? null)),
      ),
    };
  },
  strip: ({charts: {strip}}) => ({
    head: ['Reading', 'Panel', 'Normal', 'Furthest from it', 'Out from', 'Back for good'],
    rows: strip.map(({label, panel, normal: [low, high], unit, furthest, outFrom, backAt}) =>
      one(
        label,
        panel,
        `${quantity(low, unit)} to ${quantity(high, unit)}`,
        quantity(furthest, unit),
        minute(outFrom),
        backAt === null ? 'not before EndEx' : minute(backAt),
      ),
    ),
  }),
  seen: ({charts: {seen}}) => ({
    head: ['What', 'Shown from', 'Looked at', 'Acted on', 'Evidence'],
    rows: seen.map(({what, available, lookedAt, actedOn, evidence}): readonly Cell[] => [
      [what],
      [minute(available)],
      [minute(lookedAt)],
      [minute(actedOn)],
      [{evidence}],
    ]),
  }),
  beliefs: ({charts: {beliefs}}) => ({
    head: ['Mechanism', 'Was so at some time', 'Beliefs'],
    rows: beliefs.map(({text, wasTrue, points}) =>
      one(text, wasTrue ? 'yes' : 'no', points.map(([at, p]) => `${percent(p)} at ${minute(at)}`).join(', ')),
    ),
  }),
  decisions: ({decisions: {decisions}}) => ({
    head: ['Decision', 'Chosen', 'Defensible', 'History', 'Distance from the best option'],
    rows: decisions.map(({id, options, regret}) => {
      const ids = (test: (option: (typeof options)[number]) => boolean): string =>
        options
          .filter(test)
          .map(({id}) => id)
          .join(', ');
      const canTell = options.some(({isDefensible}) => isDefensible !== null);
      return one(
        id,
        ids(({isChosen}) => isChosen) || noValue,
        canTell ? ids(({isDefensible}) => isDefensible === true) : 'the model cannot tell',
        ids(({isHistory}) => isHistory) || noValue,
        regret === null ? noValue : percent(regret),
      );
    }),
  }),
  words: ({charts: {words}}) => ({
    head: ['Audience', 'Posts (next promised)', 'Without a new enough word'],
    rows: words.map(({audience, posts, stale}) =>
      one(
        audience,
        posts.map(({minute: at, due, isKept}) => `${minute(at)} (${minute(due)}${isKept === false ? ', not kept' : ''})`).join(', ') ||
          'none',
        stale.map(([from, until]) => `${minute(from)} to ${minute(until)}`).join(', ') || 'never',
      ),
    ),
  }),
  guards: ({charts: {guards}}) => ({
    head: ['Protection', 'Off from', 'Until', 'Owned from', 'Owner'],
    rows: guards.map(({title, from, until, ownedFrom, owner}) =>
      one(title, minute(from), minute(until), minute(ownedFrom), owner ?? 'nobody'),
    ),
  }),
  objectives: ({objectives}) => ({
    head: ['Objective', 'Target', 'Rating', 'Evidence'],
    rows: objectives.map(({id, title, target, rating, ratingWords, evidence}): readonly Cell[] => [
      [`${id} ${title}`],
      [target],
      [rating === null ? ratingWords : `${rating}: ${ratingWords}`],
      [{evidence}],
    ]),
  }),
};
