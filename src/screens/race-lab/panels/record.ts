import {isEmpty} from '../../../race/state.js';
import {cell, fitLine, type Line, rule, type Span, span} from '../../../screen/line.js';
import type {PanelView} from '../../../screen/panel.js';
import type {LabAction, LabState} from '../state.js';

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
