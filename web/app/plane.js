/**
 * The plane that the flight is drawn on: from time and multiplier to pixels, and its grid.
 * @module
 */

import { heightAt } from '../lib/curve.js';

const LEAST_SPAN_MS = 8_000;
const LEAST_RISE = 1;
/** Where on the plane the head comes to rest while the axes stretch. */
const HEAD_X = 0.84;
const HEAD_Y = 0.74;
const MAX_LINES = 5;
const MAX_TIMES = 6;
const TIME_STEPS = [1, 2, 5, 10, 20, 30, 60, 120, 300];
const FONT = '500 11px "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

export class Plane {
  /**
   * @param {number} width pixels
   * @param {number} height pixels
   * @param {number} elapsedMs of the flight, which the axes stretch with
   */
  constructor(width, height, elapsedMs) {
    this.left = width < 520 ? 34 : 46;
    this.right = width - 12;
    this.top = 14;
    this.bottom = height - 34;
    this.spanMs = Math.max(LEAST_SPAN_MS, elapsedMs / HEAD_X);
    this.rise = Math.max(LEAST_RISE, (heightAt(elapsedMs) - 1) / HEAD_Y);
  }

  /** @param {number} ms */
  x(ms) {
    return this.left + (ms / this.spanMs) * (this.right - this.left);
  }

  /** @param {number} height of the curve, 1 at the start */
  y(height) {
    return this.bottom - ((height - 1) / this.rise) * (this.bottom - this.top);
  }

  /** @param {CanvasRenderingContext2D} context */
  drawGrid(context) {
    context.font = FONT;
    context.lineWidth = 1;
    context.strokeStyle = 'rgba(160,175,220,0.07)';
    context.fillStyle = 'rgba(160,172,205,0.62)';
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    const step = riseStep(this.rise);
    this.#drawHeight(context, 1, '1×');
    // Whole multiples of the step, the first of them above the ground.
    for (let each = Math.floor(1 / step) + 1; each * step <= 1 + this.rise * 0.96; each += 1) {
      this.#drawHeight(context, each * step, tickText(each * step, step));
    }
    context.textAlign = 'center';
    context.textBaseline = 'top';
    const seconds = TIME_STEPS.find((each) => this.spanMs / (each * 1_000) <= MAX_TIMES) ?? 600;
    for (let at = seconds; at * 1_000 <= this.spanMs * 0.97; at += seconds) {
      context.fillText(`${at}s`, this.x(at * 1_000), this.bottom + 8);
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} height
   * @param {string} text
   */
  #drawHeight(context, height, text) {
    const y = Math.round(this.y(height)) + 0.5;
    context.beginPath();
    context.moveTo(this.left, y);
    context.lineTo(this.right, y);
    context.stroke();
    context.fillText(text, this.left - 8, y);
  }
}

/**
 * @param {number} height
 * @param {number} step between ticks
 * @returns {string} short enough for the margin: 1.4×, 20×, 5k×
 */
function tickText(height, step) {
  if (height >= 1_000) return `${Number((height / 1_000).toFixed(1))}k×`;
  return `${height.toFixed(step < 1 ? 1 : 0)}×`;
}

/**
 * @param {number} rise of the plane
 * @returns {number} distance of the grid lines: 1, 2 or 5 of a power of ten
 */
function riseStep(rise) {
  const power = 10 ** Math.floor(Math.log10(rise / MAX_LINES));
  return [1, 2, 5].map((each) => each * power).find((step) => rise / step <= MAX_LINES + 0.001) ?? 10 * power;
}
