import {PassThrough} from 'node:stream';
import {render, Text, useInput} from 'ink';
import {expect, it} from 'vitest';
import {keyOfSequence, nameOfKey} from '../../src/screen/key-names.js';
import {InputRouter} from '../../src/surfaces/input-router.js';
import {Painter} from '../../src/surfaces/painter.js';
import {Emulator} from '../helpers/emulator.js';

const escaped = ['[A', '[B', '[C', '[D', 'OA', 'OD', '[1;2C', '[1;2D', '[1;2A', '[5~', '[6~', '[Z', '[H', '[F', '[1~', '[4~', '[3~'];
const sequences = [...escaped.map(rest => `\u001B${rest}`), '\r', '\t', ' ', '\u007F', '\b', '\u0012', ...'aZ$?,é日'];

/** The names that the console on the screen gives to the same bytes. */
it('names every key as the screen does', async () => {
  const names: string[] = [];
  const Names = () => {
    useInput((input, key) => void names.push(nameOfKey(input, key)));
    return <Text>names</Text>;
  };
  const painter = new Painter(new Emulator(80, 24));
  const keyboard = new PassThrough();
  const router = new InputRouter(keyboard as unknown as NodeJS.ReadStream, () => false);
  router.start();
  const app = render(<Names />, {
    stdout: painter as unknown as NodeJS.WriteStream,
    stdin: router as unknown as NodeJS.ReadStream,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  for (const sequence of sequences) keyboard.write(sequence);
  await expect.poll(() => names.length).toBe(sequences.length);
  app.unmount();
  router.stop();
  expect(names).toEqual(sequences.map(sequence => keyOfSequence(sequence).name));
});

it('types what is a character, and nothing else', () => {
  expect(['a', ' ', 'é', '\r', '\u001B[A', '\u0012', '\u001B'].map(sequence => keyOfSequence(sequence).input)).toEqual([
    'a',
    ' ',
    'é',
    '',
    '',
    '',
    '',
  ]);
});
