// What a terminal shows, as a picture: text in runs of one look, and the characters that must touch (bars, rules) as shapes.

const cellWidth = 8;
const cellHeight = 17;
const baseline = 13;
const margin = 12;
const ground = '#16181d';
const ink = '#d7dae0';
/** The sixteen colours; the program asks for true ones, so these are for what it does not colour. */
const base = ['#3b4048', '#e06c75', '#7cc379', '#d9b357', '#61afef', '#c678dd', '#56b6c2', '#d7dae0'];

const hex = number => `#${number.toString(16).padStart(6, '0')}`;
const lookOf = cell => {
  const color = cell.isFgRGB() ? hex(cell.getFgColor()) : cell.isFgPalette() ? (base[cell.getFgColor() % 8] ?? ink) : ink;
  const back = cell.isBgRGB() ? hex(cell.getBgColor()) : null;
  const isInverse = cell.isInverse() !== 0;
  return {color: isInverse ? ground : color, back: isInverse ? color : back, bold: cell.isBold() !== 0, dim: cell.isDim() !== 0};
};

const eighths = '▁▂▃▄▅▆▇█';
/** Rules as strokes from the middle of the cell: up, right, down, left. */
const rules = {
  '─': [0, 1, 0, 1],
  '│': [1, 0, 1, 0],
  '┬': [0, 1, 1, 1],
  '┴': [1, 1, 0, 1],
  '┼': [1, 1, 1, 1],
  '├': [1, 1, 1, 0],
  '┤': [1, 0, 1, 1],
};
Object.assign(rules, {'└': [1, 1, 0, 0], '┘': [1, 0, 0, 1], '┌': [0, 1, 1, 0], '┐': [0, 0, 1, 1], '┃': [2, 0, 2, 0], '━': [0, 2, 0, 2]});

/** A character as a shape; null: it is text. */
function shapeOf(character, x, y, color) {
  const height = eighths.indexOf(character) + 1;
  if (height > 0) {
    const tall = (cellHeight * height) / 8;
    return `<rect x="${x}" y="${+(y + cellHeight - tall).toFixed(2)}" width="${cellWidth}" height="${+tall.toFixed(2)}" fill="${color}"/>`;
  }
  const strokes = rules[character];
  if (strokes === undefined) return null;
  const [middleX, middleY] = [x + cellWidth / 2, y + cellHeight / 2];
  const ends = [`V${y}`, `H${x + cellWidth}`, `V${y + cellHeight}`, `H${x}`];
  const path = strokes.map((stroke, side) => (stroke === 0 ? '' : `M${middleX} ${middleY}${ends[side]}`)).join('');
  return `<path d="${path}" stroke="${color}" stroke-width="${Math.max(...strokes) === 2 ? 3 : 1}" fill="none"/>`;
}

const escaped = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Pieces with no more than one space within: viewers do not agree whether several are kept. */
function textOf(text, x, y, {color, bold, dim}) {
  const style = `${bold ? ' font-weight="bold"' : ''}${dim ? ' opacity="0.6"' : ''}`;
  return [...text.matchAll(/\S+(?: \S+)*/g)]
    .map(({0: words, index}) => {
      const before = [...text.slice(0, index)].length;
      const length = [...words].length * cellWidth;
      return `<text x="${x + before * cellWidth}" y="${y + baseline}" textLength="${length}" fill="${color}"${style}>${escaped(words)}</text>`;
    })
    .join('\n');
}

/** The screen of an xterm.js terminal as an SVG document; `title` says what is to be seen. */
export function svgOf(terminal, title) {
  const parts = [];
  for (let row = 0; row < terminal.rows; row++) {
    const line = terminal.buffer.active.getLine(terminal.buffer.active.baseY + row);
    const y = margin + row * cellHeight;
    let run = {text: '', x: 0, look: null, key: ''};
    const flush = () => {
      if (run.look !== null) parts.push(textOf(run.text, run.x, y, run.look));
      run = {text: '', x: 0, look: null, key: ''};
    };
    for (let column = 0; column < terminal.cols; column++) {
      const cell = line?.getCell(column);
      if (cell === undefined || cell.getWidth() === 0) continue;
      const x = margin + column * cellWidth;
      const look = lookOf(cell);
      const character = cell.getChars() || ' ';
      if (look.back !== null) parts.push(`<rect x="${x}" y="${y}" width="${cellWidth}" height="${cellHeight}" fill="${look.back}"/>`);
      const shape = shapeOf(character, x, y, look.color);
      const key = JSON.stringify(look);
      if (shape !== null || run.key !== key) flush();
      if (shape !== null) parts.push(shape);
      else run = run.look === null ? {text: character, x, look, key} : {...run, text: run.text + character};
    }
    flush();
  }
  const [width, height] = [terminal.cols * cellWidth + 2 * margin, terminal.rows * cellHeight + 2 * margin];
  const font = `font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="13"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${font}>
<title>${escaped(title)}</title>
<rect width="100%" height="100%" rx="6" fill="${ground}"/>
${parts.filter(part => part !== '').join('\n')}
</svg>
`;
}
