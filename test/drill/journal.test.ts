import {describe, expect, it} from 'vitest';
import {type JournalHeader, journalFormat, lineOf, parseJournal, seal, unseal} from '../../src/drill/play/journal.js';

const header: JournalHeader = {
  format: journalFormat,
  version: 1,
  exercise: 'EXERCISE - not a real incident',
  codeName: 'Quiet Sunday',
  scenarioHash: 'sha256:1',
  timelineHash: 'sha256:2',
  variant: '60',
  seed: 1,
  policy: 'hold',
  seats: ['ic', 'dns'],
  sealed: seal({scenario: 'quiet-sunday', twin: 'other-cause'}),
};
const note = (text: string) => ({wallMs: 5, input: {type: 'note', seat: 'ic', text, kind: 'note'} as const, key: 'ic:1'});
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string) => parseJournal('drill.jsonl', bytes(text));
const first = lineOf(header) + lineOf(note('Grüße 👋'));

describe('a journal', () => {
  it('is read as it was written', () => {
    expect(read(first)).toEqual({
      header,
      lines: [note('Grüße 👋')],
      keptBytes: bytes(first).length,
      readBytes: bytes(first).length,
      isTorn: false,
    });
  });

  it('cut anywhere in its last line, it has every line before', () => {
    const last = bytes(lineOf(note('the last ünput')));
    const whole = bytes(first);
    for (let cut = 0; cut < last.length; cut++) {
      const torn = parseJournal('drill.jsonl', new Uint8Array([...whole, ...last.subarray(0, cut)]));
      expect(torn).toMatchObject({keptBytes: whole.length, isTorn: cut > 0});
      expect(torn.lines).toHaveLength(1);
    }
  });

  it('a last line of which only the length reached the disk does not count', () => {
    expect(read(`${first}\0\0\0\0\n`)).toMatchObject({keptBytes: bytes(first).length, isTorn: true});
  });

  it.each([
    ['broken', '{"wallMs": 1, "inp\n'],
    ['no input', '{"wallMs":1,"input":{"type":"win"}}\n'],
    ['an input with a key too many', '{"wallMs":1,"input":{"type":"look","seat":"ic","panel":"p","as":"root"}}\n'],
    ['a time that is none', '{"wallMs":-1,"input":{"type":"start-ex"}}\n'],
  ])('a line in the middle that is %s is an error with its number', (_, line) => {
    expect(() => read(first + line + lineOf(note('after')))).toThrow('drill.jsonl:3: this line is no input');
  });

  it.each([
    ['nothing', ''],
    ['a header that was being written', lineOf(header).slice(0, 40)],
    ['something else', '{"incident": {}}\n'],
    ['one of a later version', lineOf({...header, version: 2 as 1})],
  ])('%s is no journal', (_, text) => {
    expect(() => read(text)).toThrow('drill.jsonl:1: this is no journal');
  });

  it('says nothing in clear of where the scenario came from and which world it is', () => {
    expect(lineOf(header)).not.toMatch(/other-cause|quiet-sunday/);
    expect(unseal(header.sealed)).toEqual({scenario: 'quiet-sunday', twin: 'other-cause'});
    expect(() => unseal('???')).toThrow('does not say which scenario');
  });
});
