import {describe, expect, it} from 'vitest';
import {type CastEvent, castEvents, castHeader} from '../../src/export/asciicast.js';
import {castOf} from '../helpers/cast.js';

const header = {columns: 80, rows: 24, terminal: 'xterm', timestamp: 1509091818.7, title: 'A night', command: 'play', tags: ['a']};

/** Lines for events at times, ms. */
function linesOf(...events: readonly (readonly [atMs: number, event: CastEvent])[]): readonly string[] {
  const line = castEvents();
  return events.map(([atMs, event]) => line(atMs, event));
}
const output = (text: string): CastEvent => ({type: 'output', text});

describe('an asciicast', () => {
  it('begins with a header of version 3', () => {
    expect(castHeader(header)).toBe(
      '{"version":3,"term":{"cols":80,"rows":24,"type":"xterm"},"timestamp":1509091818,"title":"A night","command":"play","tags":["a"]}\n',
    );
    expect(castHeader({...header, terminal: undefined})).toContain('"term":{"cols":80,"rows":24},');
  });

  it('has a line for each event, with the seconds since the one before', () => {
    expect(
      linesOf(
        [0.2, output('\u001B[1mżółć 日本\r\n')],
        [1500, {type: 'resize', columns: 100, rows: 30}],
        [1500.4, {type: 'marker', label: 'Phase: one'}],
        [61_500, {type: 'exit', exitCode: 143}],
      ),
    ).toEqual([
      '[0.000, "o", "\\u001b[1mżółć 日本\\r\\n"]\n',
      '[1.500, "r", "100x30"]\n',
      '[0.000, "m", "Phase: one"]\n',
      '[60.000, "x", "143"]\n',
    ]);
  });

  it('does not drift, and never goes back', () => {
    const lines = linesOf(...Array.from({length: 1000}, (_, index): readonly [number, CastEvent] => [(index + 1) * 33.4, output('x')]));
    const seconds = lines.reduce((sum, line) => sum + (JSON.parse(line)[0] as number), 0);
    expect(seconds).toBeCloseTo(33.4, 3);
    expect(linesOf([10, output('a')], [5, output('b')])[1]).toBe('[0.000, "o", "b"]\n');
  });

  it('has no halves of characters, which strict readers refuse', () => {
    const [line = ''] = linesOf([0, output('a\ud83d b\ude00 c\ud83d\ude00')]);
    expect(JSON.parse(line)[2]).toBe('a\ufffd b\ufffd c\ud83d\ude00');
    expect(castHeader({...header, title: '\ud83d'})).toContain('"title":"\ufffd"');
  });

  it('is what the specification asks for', () => {
    const lines = linesOf([0, output('a')], [1, {type: 'resize', columns: 80, rows: 40}], [2, {type: 'exit', exitCode: 0}]);
    expect(castOf(castHeader(header) + lines.join('')).events.map(({code}) => code)).toEqual(['o', 'r', 'x']);
    expect(() => castOf('{"version":2,"width":80,"height":24}\n')).toThrow();
    expect(() => castOf(`${castHeader(header)}[1.0, "r", "80"]\n`)).toThrow();
  });
});
