import {describe, expect, it} from 'vitest';
import {beginning} from '../../../src/drill/play/session.js';
import {bindings, commandFor, contexts} from '../../../src/screens/seat/keymap.js';
import {played} from '../../helpers/drill.js';
import {alone, on, rowsOf, seatView} from '../../helpers/drill-screens.js';

const tables = [{name: 'a participant', rows: bindings, contexts}] as const;

describe('the key tables of a drill', () => {
  it.each(tables.flatMap(({name, rows, contexts}) => contexts.map(context => ({name, context, rows}))))(
    'bind no key twice for $name in $context',
    ({rows, context}) => {
      const keys = rows.filter(row => (row.contexts as readonly string[]).includes(context)).flatMap(row => row.keys);
      expect(keys).toEqual([...new Set(keys)]);
    },
  );

  it('explain every key of a participant’s own screen: a row without words has its opposite beside it', () => {
    const pictures: Readonly<Record<string, string>> = {up: '↑', 'shift-tab': '⇧tab', 'page-up': '↑', 'page-down': '↓', escape: 'esc'};
    const said = new Set(bindings.filter(({help}) => help !== '').flatMap(({keys, shown}) => [...keys, ...(shown ?? '').split(' ')]));
    const silent = bindings.filter(({contexts}) => contexts.includes('seat')).flatMap(({keys}) => keys);
    expect(silent.filter(key => !said.has(key) && !said.has(pictures[key] ?? key))).toEqual([]);
  });

  it('say why a key does nothing', () => {
    const quiet = {...seatView(alone, played(alone, [{type: 'start-ex'}])), scrollEnd: 0};
    expect(commandFor('a', quiet)).toEqual({type: 'say', notice: 'Every message is acknowledged.'});
    expect(commandFor('d', quiet)).toEqual({type: 'say', notice: 'There is nothing for you to decide.'});
    expect(commandFor('g', quiet)).toMatchObject({notice: expect.stringContaining('nobody to give it to')});
    const halted = {...seatView(alone, played(alone, [{type: 'start-ex'}, {type: 'halt'}])), scrollEnd: 0};
    expect(commandFor('o', halted)).toMatchObject({notice: expect.stringContaining('something real')});
    const led = {...quiet, pace: 'led' as const};
    expect(commandFor('space', led)).toMatchObject({notice: 'The facilitator keeps the time.'});
  });

  it('show the next key to whoever knows none, at every moment', () => {
    const line = (inputs: Parameters<typeof played>[1]) =>
      rowsOf(seatView(alone, inputs.length === 0 ? beginning(alone) : played(alone, inputs)), '80x24');
    expect(line([])[2]).toContain('press enter to begin');
    expect(line([{type: 'start-ex'}])[2]).toContain('space waits');
    expect(line([{type: 'start-ex'}, on(5)])[2]).toContain('a acknowledges');
    expect(line([{type: 'start-ex'}, on(5), {type: 'acknowledge', seat: 'you', message: 'Q-01'}])[2]).toContain('l looks');
    for (const key of ['a ack', 'l look', 'o order', 'd decide', 'p post', 'space wait', '? help', 'q quit'])
      expect(line([{type: 'start-ex'}]).at(-1)).toContain(key);
  });
});
