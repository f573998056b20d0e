/**
 * The flight on a canvas: grid, curve, its glow and head, and the fall after a crash. Drawn anew each
 * frame from the elapsed time alone, so that a frame that comes late shows the right instant.
 * @module
 */

import { heightAt } from '../lib/curve.js';
import { Plane } from './plane.js';
import { Stars } from './stars.js';

const POINTS = 96;
const FALL_MS = 1_100;
const MAX_PIXEL_RATIO = 3;

const COLOURS = {
  flying: { line: '77,240,184', head: '#eafff7' },
  crashed: { line: '255,93,108', head: '#ffd9dc' },
  resting: { line: '138,150,255', head: '#e6e8ff' },
};

/**
 * @typedef {object} Scene
 * @property {'resting' | 'flying' | 'crashed'} mood
 * @property {number} elapsedMs of the flight
 * @property {number} sinceCrashMs
 */

export class Sky {
  #canvas;
  #context;
  #stars = new Stars();
  #still;
  #width = 0;
  #height = 0;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {MediaQueryList} still matches when the player wants no motion
   */
  constructor(canvas, still) {
    this.#canvas = canvas;
    this.#context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    this.#still = still;
    new ResizeObserver(() => this.#resize()).observe(canvas);
    this.#resize();
  }

  /** @param {Scene} scene */
  draw({ mood, elapsedMs, sinceCrashMs }) {
    const context = this.#context;
    context.clearRect(0, 0, this.#width, this.#height);
    const moving = !this.#still.matches;
    const speed = mood === 'flying' ? 1 + elapsedMs / 6_000 : 0.25;
    this.#stars.draw(context, this.#width, this.#height, moving ? speed : 0);
    const plane = new Plane(this.#width, this.#height, elapsedMs);
    plane.drawGrid(context);
    const colour = COLOURS[mood];
    if (mood !== 'resting') this.#curve(plane, elapsedMs, colour.line);
    const fall = mood === 'crashed' && moving ? Math.min(1, sinceCrashMs / FALL_MS) : 0;
    if (mood === 'crashed' && moving) this.#debris(plane, elapsedMs, fall);
    if (mood !== 'crashed' || fall < 1) this.#head(plane, elapsedMs, colour, fall, moving);
  }

  #resize() {
    const { width, height } = this.#canvas.getBoundingClientRect();
    const ratio = Math.min(window.devicePixelRatio || 1, MAX_PIXEL_RATIO);
    this.#width = width;
    this.#height = height;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  /**
   * @param {Plane} plane
   * @param {number} elapsedMs
   * @param {string} colour r,g,b
   */
  #curve(plane, elapsedMs, colour) {
    const context = this.#context;
    const path = new Path2D();
    for (let point = 0; point <= POINTS; point += 1) {
      const ms = (elapsedMs * point) / POINTS;
      path.lineTo(plane.x(ms), plane.y(heightAt(ms)));
    }
    const area = new Path2D(path);
    area.lineTo(plane.x(elapsedMs), plane.bottom);
    area.lineTo(plane.x(0), plane.bottom);
    const shade = context.createLinearGradient(0, plane.y(heightAt(elapsedMs)), 0, plane.bottom);
    shade.addColorStop(0, `rgba(${colour},0.26)`);
    shade.addColorStop(1, `rgba(${colour},0.01)`);
    context.fillStyle = shade;
    context.fill(area);
    const along = context.createLinearGradient(plane.x(0), 0, plane.x(elapsedMs) + 1, 0);
    along.addColorStop(0, `rgba(${colour},0.25)`);
    along.addColorStop(0.5, `rgba(${colour},0.9)`);
    along.addColorStop(1, `rgba(${colour},1)`);
    context.save();
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.shadowColor = `rgba(${colour},0.75)`;
    context.shadowBlur = 26;
    context.strokeStyle = along;
    context.lineWidth = 4;
    context.stroke(path);
    context.restore();
  }

  /**
   * @param {Plane} plane
   * @param {number} elapsedMs
   * @param {{ line: string, head: string }} colour
   * @param {number} fall 0 in flight, up to 1 on the ground
   * @param {boolean} moving
   */
  #head(plane, elapsedMs, colour, fall, moving) {
    const context = this.#context;
    const top = plane.y(heightAt(elapsedMs));
    const at = { x: plane.x(elapsedMs) + fall * 26, y: top + (plane.bottom - top) * fall * fall };
    const pulse = moving && fall === 0 ? Math.sin(performance.now() / 180) * 3 : 0;
    const radius = 24 + pulse;
    const halo = context.createRadialGradient(at.x, at.y, 0, at.x, at.y, radius);
    halo.addColorStop(0, `rgba(${colour.line},${0.6 * (1 - fall)})`);
    halo.addColorStop(1, `rgba(${colour.line},0)`);
    context.fillStyle = halo;
    disc(context, at.x, at.y, radius);
    context.globalAlpha = 1 - fall;
    context.fillStyle = colour.head;
    disc(context, at.x, at.y, 5.5);
    context.globalAlpha = 1;
  }

  /**
   * @param {Plane} plane
   * @param {number} elapsedMs
   * @param {number} fall
   */
  #debris(plane, elapsedMs, fall) {
    const context = this.#context;
    const from = { x: plane.x(elapsedMs), y: plane.y(heightAt(elapsedMs)) };
    context.fillStyle = `rgba(255,120,130,${0.9 * (1 - fall)})`;
    for (let piece = 0; piece < 16; piece += 1) {
      const angle = piece * 2.4;
      const reach = (30 + (piece % 5) * 17) * Math.sqrt(fall);
      const drop = 90 * fall * fall;
      disc(
        context,
        from.x + Math.cos(angle) * reach,
        from.y + Math.sin(angle) * reach + drop,
        1.4 + (piece % 3) * 0.7,
      );
    }
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
function disc(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
}
