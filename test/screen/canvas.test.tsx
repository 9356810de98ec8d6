import {Box, render, renderToString, Text} from 'ink';
import {describe, expect, it} from 'vitest';
import {Canvas} from '../../src/surfaces/canvas.js';
import {InputRouter} from '../../src/surfaces/input-router.js';
import {Painter} from '../../src/surfaces/painter.js';
import {Emulator} from '../helpers/emulator.js';

describe('the canvas', () => {
  it('shows its lines as they are', () => {
    expect(renderToString(<Canvas lines={['abc', '\u001B[31mred\u001B[39m']} width={3} height={2} />)).toBe('abc\n\u001B[31mred\u001B[39m');
  });

  it('is as large as it says, whatever it shows and stands in', () => {
    const frame = renderToString(
      <Box width={5} flexDirection="column">
        <Canvas lines={['first 1234']} width={10} height={3} />
        <Text>below</Text>
      </Box>,
    );
    expect(frame).toBe('first 1234\n\n\nbelow');
  });

  it.each([
    [0, 1],
    [1, 0],
    [-1, 5],
  ])('is nothing at %i by %i', (width, height) => {
    expect(renderToString(<Canvas lines={['x']} width={width} height={height} />)).toBe('');
  });

  it('stands beside another, and below a box laid over it', () => {
    const frame = renderToString(
      <Box>
        <Canvas lines={['left', 'LEFT']} width={4} height={2} />
        <Canvas lines={['|right', '|RIGHT']} width={6} height={2} />
        <Box position="absolute" marginLeft={3} marginTop={1}>
          <Text>over</Text>
        </Box>
      </Box>,
    );
    expect(frame).toBe('left|right\nLEFoverGHT');
  });

  it('follows its lines, which Ink does not keep', async () => {
    const emulator = new Emulator(12, 2);
    const painter = new Painter(emulator);
    const stdin = new InputRouter(process.stdin, () => false);
    const show = (frame: number) => <Canvas lines={[`frame ${frame}`.padEnd(12), '='.repeat(12)]} width={12} height={2} />;
    const app = render(show(0), {
      stdout: painter as unknown as NodeJS.WriteStream,
      stdin: stdin as unknown as NodeJS.ReadStream,
      debug: true,
      patchConsole: false,
    });
    for (let frame = 1; frame <= 5; frame++) app.rerender(show(frame));
    expect(await emulator.screen()).toEqual(['frame 5', '============']);
    app.unmount();
  });
});
