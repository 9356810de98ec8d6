import type {Exploration, FoundJson, LatestJson} from '../export/exploration.js';
import type {EditJson} from '../export/outcome.js';
import {percent, plural, signed, userMinutes} from '../format/number.js';
import {table} from './report.js';

/** An exploration in words. Everything is in the document, so that merged parts read like the whole. */
export function explorationLines(found: Exploration): readonly string[] {
  const {timeline, hindsight, maxActions, seed, shards, evaluated, seconds, stoppedEarly, find, history} = found;
  const knowing = hindsight ? 'with hindsight' : 'without hindsight: each mitigation after its cue';
  const [shard = '1/1'] = shards;
  const part = shard.endsWith('/1')
    ? ''
    : `, ${shards.length === Number(shard.split('/')[1]) ? 'all shards' : `shards ${shards.join(' ')}`}`;
  return [
    timeline,
    `SIMULATED  ${plural(evaluated, 'plan')} of at most ${plural(maxActions, 'action')}, ${knowing}, seed ${seed}${part}, ${seconds} s`,
    ...(stoppedEarly ? ['stopped early: this is what was found until then'] : []),
    `history: ${userMinutes(history.userMinutes)}, ${allClearWords(history.allClear, found.from)}`,
    ...(find.includes('best') ? section(`BEST PLANS, nothing before ${clockWords(found.from, found.from)}`, found.best, found) : []),
    ...(find.includes('sufficient')
      ? section(`SMALLEST SETS that keep it at or below ${userMinutes(found.under)}`, found.smallestSufficient, found)
      : []),
    ...latestLines(found),
  ];
}

function section(title: string, rows: readonly FoundJson[], found: Exploration): readonly string[] {
  if (rows.length === 0) return ['', title, '  none'];
  const cost = found.history.userMinutes;
  const words = rows.flatMap(row => {
    const share = signed(row.versusHistory / cost, percent);
    return [
      `  ${userMinutes(row.userMinutes)} (${share}), ${allClearWords(row.allClear, found.from)}`,
      ...row.edits.map(edit => `      ${editWords(edit, found.from)}`),
    ];
  });
  return ['', title, ...words];
}

function latestLines({latestUseful, from}: Exploration): readonly string[] {
  if (latestUseful.length === 0) return [];
  const row = ({mitigation, at, gainMinutes, bestAt, bestGainMinutes}: LatestJson): readonly string[] =>
    at === null || bestAt === null
      ? [mitigation, 'never', '', '', '']
      : [mitigation, clockWords(at, from), userMinutes(gainMinutes), clockWords(bestAt, from), userMinutes(bestGainMinutes)];
  const head = ['thrown alone', 'helps until', 'saving then', 'best at', 'saving'];
  return ['', 'LATEST USEFUL MOMENT', ...table([head, ...latestUseful.map(row)], [2, 4])];
}

function editWords(edit: EditJson, from: string): string {
  if (edit.op === 'remove') return `leave out ${edit.action}`;
  return edit.op === 'add'
    ? `throw ${edit.mitigation} at ${clockWords(edit.at, from)}`
    : `do ${edit.action} at ${clockWords(edit.at, from)}`;
}

const allClearWords = (iso: string | null, from: string): string =>
  iso === null ? 'never all clear' : `all clear ${clockWords(iso, from)}`;

/** `02:25` in the 24 hours from the first moment, `21T04:05` outside them: both can be typed again. */
function clockWords(iso: string, from: string): string {
  const [day, clock] = [iso.slice(8, 10), iso.slice(11, 16)];
  const seconds = iso.slice(17, 19);
  const time = seconds === '00' ? clock : `${clock}:${seconds}`;
  const isNear = iso.slice(0, 10) === from.slice(0, 10) ? clock >= from.slice(11, 16) : clock < from.slice(11, 16);
  return isNear ? time : `${day}T${time}`;
}
