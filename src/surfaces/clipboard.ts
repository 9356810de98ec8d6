/** What asks a terminal to put a text into the clipboard (OSC 52), also over ssh; empty for a terminal that knows no sequences. */
export function copySequence(text: string, term: string | undefined): string {
  return term === 'dumb' ? '' : `\u001B]52;c;${Buffer.from(text).toString('base64')}\u0007`;
}
