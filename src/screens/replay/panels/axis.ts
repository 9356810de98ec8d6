import {hourMinute, stamp} from '../../../format/clock.js';
import {width as widthOf} from '../../../format/text.js';
import {cell, type Line, span} from '../../../screen/line.js';
import type {BarScale} from '../bar-scale.js';
import type {Stage} from '../timeline-index.js';

const labelSteps = [5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 10_080] as const;
/** A label needs this many columns to stand apart from the next one. */
const labelColumns = 9;

/** Local times at round hours; the end of a folded tail at the right edge. */
export function axisLine({timeline, startMs, endMs}: Stage, scale: BarScale): Line {
  const mainColumns = scale.breakColumn ?? scale.width;
  const mainEndMs = scale.startOf(mainColumns);
  const mainMinutes = Math.max(1, (mainEndMs - startMs) / 60_000);
  const step = labelSteps.find(minutes => (mainColumns * minutes) / mainMinutes >= labelColumns) ?? 10_080;
  const [hours = 0, minutes = 0] = hourMinute(timeline, startMs).split(':').map(Number);
  const firstMs = startMs + ((step - ((hours * 60 + minutes) % step)) % step) * 60_000;
  let text = '';
  for (let atMs = firstMs; atMs < mainEndMs; atMs += step * 60_000) {
    const column = scale.columnOf(atMs);
    if (column < text.length || column + 5 > mainColumns) continue;
    text = text.padEnd(column) + hourMinute(timeline, atMs);
  }
  if (scale.breakColumn === null) return [span(text.padEnd(scale.width), 'dim')];
  const tail = scale.width - scale.breakColumn - 1;
  const end = widthOf(stamp(timeline, endMs)) <= tail ? stamp(timeline, endMs) : hourMinute(timeline, endMs);
  const words = widthOf(end) <= tail ? cell(end, tail, 'right') : ' '.repeat(tail);
  return [span(text.padEnd(scale.breakColumn), 'dim'), span('≈', 'rule'), span(words, 'dim')];
}
