import {enactorName} from '../../../race/label.js';
import {has} from '../../../race/plan-set.js';
import type {Position} from '../../../race/position.js';
import {isEmpty} from '../../../race/state.js';
import {cell, fitLine, type Line, type Role, rule, type Span, span} from '../../../screen/line.js';
import type {PanelView} from '../../../screen/panel.js';
import type {LabAction, LabState} from '../state.js';

/** A cell with words, and one that is just wide enough for several plans. */
const roomy = 15;
const least = 8;

/** How many plans stand side by side. */
function perRow(width: number, plans: number): number {
  const room = width - 2;
  const fits = Math.floor(room / roomy);
  if (plans <= fits) return plans;
  return plans <= 2 * fits && plans > 8 ? fits : Math.min(plans, Math.floor(room / least));
}

type Cell = {readonly what: Span; readonly below: Span};

/** The plan store: which plans there are, who holds them, and which are live. A deleted live plan is the picture of the outage. */
export const store: PanelView<LabState, LabAction> = {
  title: (_, width) =>
    rule(width, [
      {at: 1, span: span('PLAN STORE', 'bold')},
      {at: width - 33, span: span('SIMULATED', 'simulated')},
      {at: width - 22, span: span('a model of the race', 'dim')},
    ]),
  need: ({position}, width) => 2 * Math.ceil(plansOf(position) / perRow(width, plansOf(position))),
  lines({position}, width) {
    const plans = plansOf(position);
    const count = perRow(width, plans);
    const columns = Math.floor((width - 2) / count);
    const cells = Array.from({length: plans}, (_, index) => cellOf(position, index + 1, columns));
    return Array.from({length: Math.ceil(plans / count)}, (_, row) => cells.slice(row * count, (row + 1) * count)).flatMap(
      (some): Line[] => [
        [span('  '), ...some.map(({what}) => ({...what, text: cell(what.text, columns)}))],
        [span('  '), ...some.map(({below}) => ({...below, text: cell(below.text, columns)}))],
      ],
    );
  },
};

/** A plan in a line of words: `plan 2 DELETED, <- LIVE, held by E1`. */
export const planWords = (position: Position): readonly string[] =>
  Array.from({length: plansOf(position)}, (_, index) => {
    const {what, below} = cellOf(position, index + 1, Number.MAX_SAFE_INTEGER);
    return [what.text, below.text].filter(text => text !== '').join(', ');
  });

const plansOf = ({model}: Position): number => model.rules.size.plans;

function cellOf({state}: Position, plan: number, columns: number): Cell {
  const isWide = columns >= roomy;
  const holders = state.enactors.flatMap((me, index) => (me.plan === plan ? [enactorName(index)] : []));
  const isLive = state.dns.includes(plan);
  const isGone = has(state.deleted, plan);
  const name = isWide ? `plan ${plan}` : `${plan}`;
  const held =
    holders.length === 0 ? '' : `${columns >= 24 || (columns > 16 && holders.length === 1) ? 'held by ' : ''}${holders.join(' ')}`;
  if (plan > state.top) return {what: span(`${name} ${columns > 16 ? 'not made' : '-'}`, 'dim'), below: span('')};
  if (isGone) {
    const below = [isLive ? '<- LIVE' : '', held].filter(words => words !== '').join('  ');
    return {
      what: span(`${name} ${isWide ? 'DELETED' : 'DEL'}`, isLive ? 'major' : 'dim'),
      below: span(below, isLive ? 'major' : undefined),
    };
  }
  const [word, role]: readonly [string, Role | undefined] = plan === state.top ? ['newest', 'bold'] : ['kept', undefined];
  const below = [isLive ? 'LIVE' : '', held].filter(words => words !== '').join(isWide ? ', ' : ' ');
  return {what: span(`${name} ${word}`, isLive ? 'ok' : role), below: span(below, isLive ? 'ok' : undefined)};
}

const nameColumns = 22;
const planColumns = 11;
const statusColumns = 25;

/** What DNS answers: a row for each endpoint, with every plan that its record has had. `4<2`: it was set back from 4 to 2. */
export const record: PanelView<LabState, LabAction> = {
  title: ({position}, width) => {
    const isOne = position.state.dns.length === 1;
    return rule(width, [
      {at: 1, span: span(isOne ? 'DNS RECORD' : 'DNS RECORDS', 'bold')},
      ...(isOne ? [] : [{at: 15, span: span('dynamodb.us-east-1', 'dim')}]),
    ]);
  },
  need: ({position}) => position.state.dns.length,
  lines({position}, width) {
    const {state} = position;
    return state.dns.map((plan, endpoint): Line => {
      const name = state.dns.length === 1 ? 'dynamodb.us-east-1' : `record ${endpoint + 1}`;
      const status: Span = isEmpty(state, endpoint) ? span(`EMPTY: plan ${plan} is gone`, 'major') : span('RESOLVES', 'ok');
      const used = 2 + nameColumns + 3 + planColumns + statusColumns + 8;
      return fitLine(
        [
          span(`  ${cell(name, nameColumns)}`),
          span('-> ', 'dim'),
          span(cell(`plan ${plan}`, planColumns), 'bold'),
          {...status, text: cell(status.text, statusColumns)},
          span('history ', 'dim'),
          ...historySpans(position.records[endpoint] ?? [], width - used - 1),
        ],
        width,
      );
    });
  },
};

/** The newest that fit, oldest first. */
function historySpans(plans: readonly number[], columns: number): readonly Span[] {
  const words = plans.map((plan, index): Span => {
    const before = plans[index - 1];
    const isBack = before !== undefined && before > plan;
    return isBack ? span(`<${plan}`, 'major') : span(index === 0 ? `${plan}` : ` ${plan}`);
  });
  let first = 0;
  const wide = (): number => words.slice(first).reduce((sum, {text}) => sum + text.length, first > 0 ? 1 : 0);
  while (first < words.length - 1 && wide() > columns) first++;
  return first === 0 ? words : [span('…', 'dim'), ...words.slice(first)];
}
