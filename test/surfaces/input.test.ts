import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {type InputEvent, parseInput} from '../../src/surfaces/input.js';
import {InputReader} from '../../src/surfaces/input-reader.js';
import {keyPressOf} from '../../src/surfaces/key-press.js';
import {manualTime} from '../helpers/program.js';

const key = (sequence: string): InputEvent => ({type: 'key', key: sequence, ...keyPressOf(sequence)});
const garbled: InputEvent = {type: 'garbled'};

describe('what the terminal sends', () => {
  it.each<{sent: string; events: readonly InputEvent[]; why: string}>([
    {sent: 'jjj', events: [key('j'), key('j'), key('j')], why: 'a held key is several keys'},
    {sent: '\t\t', events: [key('\t'), key('\t')], why: 'so is Tab'},
    {sent: 'é日👩‍👧', events: [key('é'), key('日'), key('👩‍👧')], why: 'a character is one key, however it is made'},
    {sent: '\u001B[A\u001B[1;2Cx', events: [key('\u001B[A'), key('\u001B[1;2C'), key('x')], why: 'arrows, with and without shift'},
    {sent: '\u001BOP\u001B[[A\u001B[15~', events: [key('\u001BOP'), key('\u001B[[A'), key('\u001B[15~')], why: 'function keys'},
    {sent: '\u001Bx\u001B\u001B[A', events: [key('\u001Bx'), key('\u001B'), key('\u001B[A')], why: 'Alt with a key, Escape before another'},
    {sent: '\u001B[200~a\r\nb\rc\u001B[201~d', events: [{type: 'paste', text: 'a\nb\nc'}, key('d')], why: 'a paste, then a key'},
    {sent: '\u001B[200~\u001B[A\u001B[201~', events: [{type: 'paste', text: '\u001B[A'}], why: 'no keys within a paste'},
    {
      sent: '\u001B[I\u001B[O',
      events: [
        {type: 'focus', hasFocus: true},
        {type: 'focus', hasFocus: false},
      ],
      why: 'the window is looked at, or not',
    },
    {
      sent: '\u001B[<0;1;2M\u001B[<2;3;4m',
      events: [
        {type: 'mouse', kind: 'down', button: 0, column: 0, row: 1},
        {type: 'mouse', kind: 'up', button: 2, column: 2, row: 3},
      ],
      why: 'buttons',
    },
    {
      sent: '\u001B[<32;5;6M\u001B[<35;5;6M',
      events: [
        {type: 'mouse', kind: 'drag', button: 0, column: 4, row: 5},
        {type: 'mouse', kind: 'move', button: 3, column: 4, row: 5},
      ],
      why: 'motion, with and without a button',
    },
    {
      sent: '\u001B[<64;1;1M\u001B[<65;1;1M',
      events: [
        {type: 'mouse', kind: 'wheel', wheel: -1, column: 0, row: 0},
        {type: 'mouse', kind: 'wheel', wheel: 1, column: 0, row: 0},
      ],
      why: 'the wheel',
    },
    {
      sent: '\u001B[<66;1;1M\u001B[<67;1;1M\u001B[<128;1;1M',
      events: [
        {type: 'mouse', kind: 'down', button: 6, column: 0, row: 0},
        {type: 'mouse', kind: 'down', button: 7, column: 0, row: 0},
        {type: 'mouse', kind: 'down', button: 8, column: 0, row: 0},
      ],
      why: 'a wheel that goes sideways and a button at the side are neither the wheel nor the first button',
    },
    {
      sent: '\u001B[<0;5M\u001B[<M\u001B[<0;5;9;1Mj\u001B[<-1;2;3M\u001B[<0;99999999999;1M\u001B[<0;1\u001B[<9m',
      events: [garbled, garbled, garbled, key('j'), garbled, garbled, garbled, garbled],
      why: 'a mouse report that is wrong or cut is no text',
    },
    {sent: '\u001B[M !!j', events: [garbled, key('j')], why: 'nor is one of the old kind'},
    {
      sent: '\u001B[99;5u\u001B[27;5;122~\u001B[97u\u001B[97;2u\u001B[47:63;2u\u001B[9;2u\u001B[13;2u\u001B[27u\u001B[120;3u',
      events: ['\u0003', '\u001A', 'a', 'A', '?', '\u001B[Z', '\r', '\u001B', '\u001Bx'].map(key),
      why: 'keys in the longer forms are the same keys: Ctrl-C ends, whatever was left on',
    },
    {
      sent: '\u001B[97;1:3u\u001B[1;1:3A\u001B[1;2:1C\u001B[57441;2u\u001B[1114112uj',
      events: [garbled, garbled, key('\u001B[1;2C'), garbled, garbled, key('j')],
      why: 'a key let go is none, nor is Shift alone',
    },
    {
      sent: '\u001B[?62;22c\u001B[12;40R\u001B]11;rgb:0000/bbbb\u0007\u001B]10;rgb:1\u001B\\\u001BP1+r71\u001B\\\u001B_Gi=1;OK\u001B\\j',
      events: [garbled, garbled, garbled, garbled, garbled, garbled, key('j')],
      why: 'an answer to what another program asked is no text',
    },
    {sent: '\u001B]\u001BPj', events: [key('\u001B]'), key('\u001BP'), key('j')], why: 'Alt with what begins an answer'},
    {sent: '\u001B[é', events: [key('\u001B'), key('['), key('é')], why: 'what is no sequence is keys'},
  ])('$why', ({sent, events}) => {
    expect(parseInput(sent)).toEqual({events, rest: ''});
  });

  it.each([
    '\u001B',
    '\u001B[',
    '\u001B[[',
    '\u001BO',
    '\u001B[1;',
    '\u001B[<0;1',
    '\u001B[<-',
    '\u001B[M',
    '\u001B[M !',
    '\u001B]',
    '\u001B]11;rgb:00',
    '\u001BP1$r\u001B',
    '\u001B[200~never ending',
  ])('waits for the rest of %j', rest => {
    expect(parseInput(`j${rest}`)).toEqual({events: [key('j')], rest});
  });

  it('means the same in however many pieces it arrives', () => {
    const piece = fc.constantFrom(
      'j',
      '\u001B[A',
      '\u001B[1;5C',
      '\u001B[<0;10;20M',
      '\u001B[<0;10M',
      '\u001B[M !!',
      '\u001B]11;rgb:0/0/0\u001B\\',
      '\u001B[99;5u',
      '\u001B[200~some\rtext\u001B[201~',
      '\u001B[I',
      '日',
      '\u001BOP',
    );
    const isSame = fc.property(fc.array(piece), fc.array(fc.nat(40)), (pieces, cuts) => {
      const sent = pieces.join('');
      const events: InputEvent[] = [];
      let rest = '';
      const places = [...cuts.map(cut => Math.min(cut, sent.length)), 0, sent.length].sort((a, b) => a - b);
      for (const [index, place] of places.entries()) {
        const parsed = parseInput(rest + sent.slice(places[index - 1] ?? 0, place));
        events.push(...parsed.events);
        rest = parsed.rest;
      }
      expect({events, rest}).toEqual(parseInput(sent));
    });
    fc.assert(isSame);
  });
});

const paste = (text: string): InputEvent => ({type: 'paste', text});

/** A reader whose time passes when a test says so. `heard`: what it has told since that was last asked. */
function reading() {
  const {later, pass} = manualTime();
  let told: InputEvent[] = [];
  const reader = new InputReader(event => void told.push(event), later);
  const heard = (): readonly InputEvent[] => {
    const events = told;
    told = [];
    return events;
  };
  return {reader, read: reader.read, heard, pass};
}

describe('the reader', () => {
  it('tells one key at a time, in order with everything else', () => {
    const {read, heard} = reading();
    read('jj/\u001B[200~text\u001B[201~x\u001B[<0;1;1My\u001B[I\u001B[B');
    expect(heard()).toEqual([
      ...[key('j'), key('j'), key('/'), paste('text'), key('x')],
      {type: 'mouse', kind: 'down', button: 0, column: 0, row: 0},
      key('y'),
      {type: 'focus', hasFocus: true},
      key('\u001B[B'),
    ]);
  });

  it('joins a sequence that arrives in two reads, if the second comes in time', () => {
    const {read, heard, pass} = reading();
    read('\u001B');
    pass(24);
    read('[C');
    expect(heard()).toEqual([key('\u001B[C')]);
    pass(1000);
    expect(heard()).toEqual([]);
  });

  it('takes a lone Escape as the key, a moment later', () => {
    const {read, heard, pass} = reading();
    read('\u001B');
    pass(24);
    expect(heard()).toEqual([]);
    pass(1);
    expect(heard()).toEqual([key('\u001B')]);
    read('[C');
    expect(heard()).toEqual([key('['), key('C')]);
  });

  it('says that something has begun until its end has come, or is not waited for any more', () => {
    const {reader, read, pass} = reading();
    const within = (text: string): boolean => {
      read(text);
      return reader.isWithin();
    };
    expect(['j', '\u001B', '[C', '\u001B[200~half', '\u001B[201~', '\u001B['].map(within)).toEqual([false, true, false, true, false, true]);
    pass(25);
    expect(reader.isWithin()).toBe(false);
  });

  it('takes a paste whose end never comes, and the keys after it', () => {
    const {read, heard, pass} = reading();
    read('\u001B[200~half');
    pass(999);
    expect(heard()).toEqual([]);
    pass(1);
    expect(heard()).toEqual([paste('half')]);
    read('j');
    expect(heard()).toEqual([key('j')]);
  });

  it('takes the rest of a paste that paused for no keys', () => {
    const {read, heard, pass} = reading();
    read('\u001B[200~half');
    pass(1000);
    read(' and q\u001B[201~j');
    expect(heard()).toEqual([paste('half'), paste(' and q'), key('j')]);
  });

  it('looks at each piece of a long paste once, and keeps no more of it than anybody needs', () => {
    const {read, heard} = reading();
    read('\u001B[200~first\u001B[31m');
    for (let piece = 0; piece < 2000; piece++) read(`${'text '.repeat(800)}\u001B[20`);
    read('1~');
    read('j');
    const [pasted, ...others] = heard();
    expect(others).toEqual([key('j')]);
    expect(pasted).toEqual(paste(expect.stringMatching(/^first\u001B\[31mtext /)));
    expect(pasted?.type === 'paste' && pasted.text.length).toBeLessThan(200_000);
  });

  it('means the same in however many pieces it is read', () => {
    const sent = 'j\u001B[A\u001B[200~a\rb\u001B[201\u001B[201~k\u001B[200~\u001B[201~\u001B]11;x\u001B\\l';
    const whole = [key('j'), key('\u001B[A'), paste('a\nb\u001B[201'), key('k'), paste(''), garbled, key('l')];
    for (let length = 1; length <= sent.length; length++) {
      const {read, heard} = reading();
      for (let at = 0; at < sent.length; at += length) read(sent.slice(at, at + length));
      expect(heard()).toEqual(whole);
    }
  });

  it.each([
    {sent: '\u001B[<0;10', event: garbled, why: 'the beginning of a mouse report is no text'},
    {sent: '\u001B[1;', event: garbled, why: 'nor is that of a sequence'},
    {sent: '\u001B]', event: key('\u001B]'), why: 'Alt with what could begin an answer is the key'},
  ])('when the end does not come: $why', ({sent, event}) => {
    const {read, heard, pass} = reading();
    read(sent);
    expect(heard()).toEqual([]);
    pass(25);
    expect(heard()).toEqual([event]);
  });

  it('waits for nothing more once it is stopped', () => {
    const {reader, read, heard, pass} = reading();
    read('\u001B');
    reader.stop();
    pass(1000);
    expect(heard()).toEqual([]);
  });
});
