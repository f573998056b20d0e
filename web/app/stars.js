/**
 * A quiet field of stars behind the curve. It drifts faster as the flight goes on.
 * @module
 */

const COUNT = 70;
const PIXELS_PER_SECOND = 9;
const MAX_STEP_MS = 100;

export class Stars {
  #stars = Array.from({ length: COUNT }, () => ({
    x: Math.random(),
    y: Math.random(),
    depth: 0.25 + Math.random() * 0.75,
  }));
  #drift = 0;
  #drawnAt = performance.now();

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} width
   * @param {number} height
   * @param {number} speed 0 stands still
   */
  draw(context, width, height, speed) {
    const now = performance.now();
    this.#drift += (Math.min(now - this.#drawnAt, MAX_STEP_MS) / 1_000) * PIXELS_PER_SECOND * speed;
    this.#drawnAt = now;
    for (const { x, y, depth } of this.#stars) {
      const left = mod(x * width - this.#drift * depth, width);
      const top = mod(y * height + this.#drift * depth * 0.45, height);
      context.fillStyle = `rgba(190,205,255,${0.1 + depth * 0.28})`;
      context.fillRect(left, top, 1 + depth, 1 + depth);
    }
  }
}

/**
 * @param {number} value
 * @param {number} size
 */
function mod(value, size) {
  return ((value % size) + size) % size;
}
