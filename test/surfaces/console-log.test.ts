import process from 'node:process';
import {describe, expect, it, vi} from 'vitest';
import {keepConsole} from '../../src/surfaces/console-log.js';

describe('a kept console', () => {
  it('returns at the end what was written, formatted as ever, and works again', () => {
    const original = console.log;
    const kept = keepConsole();
    console.log('%d services', 3);
    console.error({red: true});
    console.warn('careful');
    expect(kept.release()).toBe('3 services\n{ red: true }\ncareful\n');
    expect(console.log).toBe(original);
  });

  it('keeps warnings of Node too', async () => {
    const listeners = process.listeners('warning');
    const kept = keepConsole();
    process.emitWarning('something is old');
    await vi.waitFor(() => expect(process.listenerCount('warning')).toBe(1));
    await new Promise(setImmediate);
    expect(kept.release()).toBe('Warning: something is old\n');
    expect(process.listeners('warning')).toEqual(listeners);
  });

  it('keeps the end of an endless log', () => {
    const kept = keepConsole();
    for (let line = 0; line < 20_000; line++) console.log(`line ${line}`);
    const text = kept.release();
    expect(text.length).toBeLessThanOrEqual(100_000);
    expect(text).toMatch(/line 19999\n$/);
  });
});
