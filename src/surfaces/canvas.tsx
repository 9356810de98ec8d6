import {Box, Transform} from 'ink';

export type CanvasProps = {
  /** Styled lines, each exactly `width` columns wide; a missing one is blank. */
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
};

/**
 * A rectangle of finished lines. Ink measures every text it has not seen before and keeps it for ever; here it sees one placeholder
 * that never changes, a blank per line, and the lines take its place at the moment of drawing. Boxes drawn later lie above it.
 */
export function Canvas({lines, width, height}: CanvasProps) {
  if (width < 1 || height < 1) return null;
  return (
    <Box width={width} height={height} flexShrink={0}>
      <Transform transform={(_placeholder, index) => lines[index] ?? ''}>{Array(height).fill(' ').join('\n')}</Transform>
    </Box>
  );
}
