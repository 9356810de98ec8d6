import {sizeWords} from '../../../export/race.js';
import {count} from '../../../format/number.js';
import {holdsAll} from '../../../race/explore.js';
import {type Prospect, prospectWords} from '../../../race/outlook.js';
import {variantOf} from '../../../race/protections.js';
import {cell, fitLine, type Line, type Role, type Span, span, spread} from '../../../screen/line.js';
import {type LabState, rulesOf} from '../state.js';
import {prospectAt} from '../view.js';

/** From this width on the words are not shortened. */
const roomy = 110;

/** Which world this is; where one stands in it, how near the outage is, what the checker says. Every word keeps its column. */
export function header(state: LabState, columns: number): readonly Line[] {
  return [worldLine(state, columns), standingLine(state, columns)];
}

/** Where both do not fit, first the words go that one can do without, then the end of the protections. */
function worldLine(state: LabState, columns: number): Line {
  const {size, protect} = rulesOf(state);
  const variant = variantOf(protect);
  const name = ' RACE LAB  ';
  const longest = [sizeWords(size), `  protections: ${variant} `];
  const shorter = [sizeWords(size).replace('clean-up ', ''), `  ${variant} `];
  const [world = '', protection = ''] = name.length + longest.join('').length <= columns ? longest : shorter;
  const right = [span(cell(protection, Math.min(protection.length, Math.max(8, columns - name.length - world.length))), 'bold')];
  return spread([span(name, 'accent'), span(world)], right, columns);
}

function standingLine(state: LabState, columns: number): Line {
  const {position} = state;
  const isWide = columns >= roomy;
  const outage = outageSpan(state, isWide);
  const back = span(isWide ? 'went backwards: ' : 'backwards: ');
  const answer = position.wentBackwards ? span('YES', 'major') : span('no ', 'ok');
  return fitLine(
    [
      span(` step ${cell(String(position.path.length), 4)}`, 'bold'),
      span(cell(outage.text, isWide ? 62 : 38), outage.role),
      back,
      answer,
      span('  checker: '),
      checkerSpan(state),
    ],
    columns,
  );
}

function outageSpan(state: LabState, isWide: boolean): Span {
  const prospect = prospectAt(state);
  if (prospect === null) return span('outage: not known without the check', 'dim');
  return span(isWide ? prospectWords(prospect) : shortWords(prospect), roleOf(prospect));
}

function shortWords(prospect: Prospect): string {
  if (!prospect.doomed) return prospectWords(prospect);
  return prospect.toOutage === 0 ? 'outage: now; no enactor leads back' : 'no way to the newest plan any more';
}

function roleOf({toOutage, doomed}: Prospect): Role {
  if (doomed || toOutage === 0) return 'major';
  if (toOutage === null) return 'ok';
  return toOutage <= 2 ? 'partial' : 'degraded';
}

function checkerSpan({checker}: LabState): Span {
  switch (checker.type) {
    case 'working':
      return span(`${count(checker.states)} …`, 'accent');
    case 'waiting':
      return span('idle', 'dim');
    case 'done':
      return holdsAll(checker.outlook.explored.check) ? span('HOLDS', 'ok') : span('BROKEN', 'major');
    case 'refused':
      return span('refused', 'partial');
    case 'stopped':
      return span('stopped', 'dim');
    default:
      return checker satisfies never;
  }
}
