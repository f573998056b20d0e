/**
 * Lines of profit, drawn by hand: one for each member, from week to week.
 * @module
 */

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 320;
const HEIGHT = 130;
const LEFT = 34;
const MARGIN = 12;
export const COLOURS = 8;

/**
 * @typedef {{ name: string, values: number[] }} Line
 *
 * @param {Line[]} lines each with one value for each label
 * @param {string[]} labels
 * @returns {SVGElement}
 */
export function chartOf(lines, labels) {
  const values = lines.flatMap((line) => line.values);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const span = high - low || 1;
  const x = (/** @type {number} */ at) =>
    LEFT + (at * (WIDTH - LEFT - MARGIN)) / Math.max(1, labels.length - 1);
  const y = (/** @type {number} */ value) => MARGIN + ((high - value) * (HEIGHT - 2 * MARGIN)) / span;
  const svg = draw('svg', {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    class: 'chart',
    role: 'img',
    'aria-label': spoken(lines),
  });
  for (const value of new Set([low, 0, high])) {
    svg.append(
      draw('line', {
        x1: LEFT,
        x2: WIDTH - MARGIN,
        y1: y(value),
        y2: y(value),
        class: value === 0 ? 'zero' : 'grid',
      }),
    );
    const mark = draw('text', { x: LEFT - 5, y: y(value) + 4, 'text-anchor': 'end' });
    mark.textContent = value.toFixed(Math.abs(value) < 10 && value % 1 ? 1 : 0);
    svg.append(mark);
  }
  lines.forEach(({ name, values: own }, at) => {
    const points = own.map((value, week) => `${x(week)},${y(value)}`).join(' ');
    const line = draw('polyline', { points, class: `line-${at % COLOURS}` });
    const title = draw('title', {});
    title.textContent = name;
    line.append(title);
    svg.append(
      line,
      draw('circle', { cx: x(own.length - 1), cy: y(own.at(-1) ?? 0), r: 3, class: `line-${at % COLOURS}` }),
    );
  });
  return svg;
}

/** @param {Line[]} lines */
function spoken(lines) {
  return `Profit: ${lines.map(({ name, values }) => `${name} ${(values.at(-1) ?? 0).toFixed(2)}`).join(', ')}`;
}

/**
 * @param {string} tag
 * @param {Record<string, any>} attributes
 * @returns {any}
 */
function draw(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}
