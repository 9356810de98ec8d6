import {keptWorlds} from '../../drill/play/worlds.js';
import {type BotResult, botResults, rowsOfHistory} from '../../drill/report/bot-runs.js';
import type {Figure} from '../../drill/report/figure.js';
import type {Profile} from '../../drill/report/profile.js';
import {type Choice, type Setup, setUp} from '../../drill/scenario/setup.js';
import {hourMinute} from '../../format/clock.js';
import {compact, noValue, percent, signed} from '../../format/number.js';
import {fit, width} from '../../format/text.js';
import type {Ms} from '../../timeline/types.js';
import type {Io} from '../io.js';
import {printJson, printLines} from '../print.js';
import {type ChoiceArgs, chosenDrill} from './scenario-file.js';

export type BotsArguments = ChoiceArgs & {readonly file?: string | undefined; readonly json?: boolean | undefined};

/** For the author of a scenario: each bot's profile in a drill, beside what it should come to. It gives the scenario away. */
export async function bots(args: BotsArguments, io: Io): Promise<number> {
  const {
    opened: {timeline, drill},
    choice,
  } = await chosenDrill(args, io);
  const night = (): Setup => setUp(timeline, drill, {...choice, twin: null}, keptWorlds());
  const results = botResults(setUp(timeline, drill, choice), night);
  if (args.json === true) {
    const rows = rowsOfHistory(night());
    printJson(io.stdout, {
      exercise: true,
      choice,
      bots: results.map(({bot, profile}) => ({id: bot.id, expected: bot.expected, profile})),
      rows,
    });
    return 0;
  }
  printLines(io.stdout, [
    ...headOf(drill.codeName, choice),
    '',
    ...tableOf(results, choice.twin === null ? columns : withoutHistory),
    ...(choice.twin === null ? rowLines(night()) : []),
  ]);
  return 0;
}

const headOf = (codeName: string, {variant, twin, seed}: Choice): readonly string[] => [
  `EXERCISE  ${codeName}, variant ${variant}, ${twin === null ? 'the night itself' : `twin ${twin}`}, seed ${seed}`,
  'SIMULATED. Impact in millions of user-minutes; user counts are illustrative.',
];

/** When rows come while history is played by its rules: those that are off, and how many are not. */
function rowLines(night: Setup): readonly string[] {
  const rows = rowsOfHistory(night);
  const off = rows.filter(({isNear}) => !isNear);
  const clock = (atMs: Ms): string => hourMinute(night.timeline, atMs);
  if (rows.length === 0) return [];
  return [
    '',
    `Rows while history is played by its rules: ${rows.length - off.length} of ${rows.length} come within 10 minutes of their time, or are held back.`,
    ...off.map(({id, atMs, cameMs, offMinutes}) =>
      cameMs === null
        ? `▲ ${id}  ${clock(atMs)}  does not come`
        : `▲ ${id}  ${clock(atMs)}  comes at ${clock(cameMs)}, ${signed(offMinutes ?? 0, String)} min`,
    ),
  ];
}

type Column = {readonly title: string; readonly cell: (profile: Profile) => string};

const versus = 'of history';
const columns: readonly Column[] = [
  {title: 'impact', cell: ({impact}) => valueIn(impact.figures, 'impact.lost', value => compact(value))},
  {title: versus, cell: ({impact}) => versusHistory(impact.figures)},
  {title: 'cue seen', cell: ({orders}) => shareOf(orders.evidence, 'evidence.seen')},
  {title: 'defensible', cell: ({decisions}) => shareOf(decisions.figures, 'decisions.defensible')},
  {title: 'Brier', cell: ({picture}) => valueIn(picture.figures, 'picture.brier', value => value.toFixed(2))},
  {title: 'coverage', cell: ({words}) => valueIn(words.figures, 'words.public.coverage', percent)},
  {title: 'noise', cell: ({words}) => valueIn(words.figures, 'words.public.noise', String)},
];

/** Under another cause there was no history. */
const withoutHistory = columns.filter(({title}) => title !== versus);

function tableOf(results: readonly BotResult[], columns: readonly Column[]): readonly string[] {
  const rows = [
    ['bot', ...columns.map(({title}) => title), 'it should come to'],
    ...results.map(({bot, profile}) => [bot.id, ...columns.map(({cell}) => cell(profile)), bot.expected]),
  ];
  const last = columns.length + 1;
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => width(row[column] ?? '')))) ?? [];
  return rows.map(row =>
    row.map((text, column) => (column === last ? text : fit(text, widths[column] ?? 0, column === 0 ? 'left' : 'right'))).join('  '),
  );
}

const figureOf = (figures: readonly Figure[], id: string): Figure | undefined => figures.find(figure => figure.id === id);

function valueIn(figures: readonly Figure[], id: string, words: (value: number) => string): string {
  const value = figureOf(figures, id)?.value ?? null;
  return value === null ? noValue : words(value);
}

/** `2 of 3`. */
function shareOf(figures: readonly Figure[], id: string): string {
  const {value = null, of = null} = figureOf(figures, id) ?? {};
  return value === null || of === null ? noValue : `${Math.round(value * of)} of ${of}`;
}

function versusHistory(figures: readonly Figure[]): string {
  const lost = figureOf(figures, 'impact.lost');
  const past = lost?.anchors.find(({name}) => name === 'history')?.value ?? 0;
  return lost?.value == null || past === 0 ? noValue : signed(lost.value / past - 1, percent);
}
