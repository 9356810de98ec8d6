import {width} from '../format/text.js';

/** What stands for a character where the terminal shows ASCII alone. Signs of status and heights of bars stay told apart. */
const table: Readonly<Record<string, string>> = {
  ...{'●': 'o', '▲': '^', '◆': '!', '✖': 'X', '↻': '@', '△': 'A', '▚': '%', '⌐': ']', '▼': 'V', '◇': 'B'},
  ...{'▁': '_', '▂': '.', '▃': '-', '▄': '=', '▅': '+', '▆': '*', '▇': '#', '█': '@', '▏': '|'},
  ...{'─': '-', '╌': '-', '│': '|', '┃': 'I', '┬': '+', '┴': '+', '┼': '+', '├': '+', '┤': '+', '└': '+', '≈': '~', '≠': '/'},
  // Strong lines, and those that turn into one.
  ...{'━': '=', '╍': '=', '‹': '<', '╋': '*'},
  ...Object.fromEntries([...'┍┎┏┑┒┓┕┖┗┙┚┛┝┞┟┠┡┢┣┥┦┧┨┩┪┫┭┮┯┰┱┲┳┵┶┷┸┹┺┻┽┾┿╀╁╂╃╄╅╆╇╈╉╊'].map(joint => [joint, '#'])),
  ...{'┌': '+', '┐': '+', '┘': '+', '╴': '-', '╶': '-', '╵': '|', '╷': '|', '╸': '=', '╺': '=', '╹': 'I', '╻': 'I'},
  // Not < and >: those are keys themselves, and do something else.
  ...{'←': '{', '→': '}', '↑': '^', '↓': 'v', '⇧': '+', '▶': '>', '›': '>'},
  ...{'…': '.', '·': '.', '•': '*', '×': 'x', '–': '-', '—': '-', '−': '-', '‘': "'", '’': "'", '“': '"', '”': '"', '\u00A0': ' '},
};

const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/** A painted line in ASCII, as wide as it was. Letters lose their accents; what has no likeness becomes `?`. */
export const toAscii = (line: string): string =>
  line.replace(/[ -~]?[^\u0000-\u007F]+/g, text => [...graphemes.segment(text)].map(({segment}) => likeness(segment)).join(''));

function likeness(character: string): string {
  const columns = width(character);
  const like = table[character] ?? character.normalize('NFKD').replace(/[^ -~]/g, '');
  return like.length === columns ? like : '?'.repeat(columns);
}
