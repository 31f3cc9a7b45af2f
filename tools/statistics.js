// The arithmetic of `npm run bench`.

/**
 * Returns the median and the quartiles: of the sorted values, those at a half, a quarter and three
 * quarters of the way.
 *
 * @param {readonly number[]} values at least one
 */
export function quartiles(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (/** @type {number} */ part) =>
    /** @type {number} */ (sorted[Math.floor((sorted.length - 1) * part)])
  return { median: at(0.5), lower: at(0.25), upper: at(0.75) }
}

/**
 * Divides values by those of the same round, since noise affects a whole round alike.
 *
 * @param {readonly number[]} values
 * @param {readonly number[]} floor one for each value
 */
export function ratios(values, floor) {
  return values.map((value, round) => value / /** @type {number} */ (floor[round]))
}

/**
 * Formats a row of a table in Markdown.
 *
 * @param {readonly number[]} values
 * @param {number} digits after the point
 */
export function formatSpread(values, digits) {
  const { median, lower, upper } = quartiles(values)
  return `${median.toFixed(digits)} | ${lower.toFixed(digits)}–${upper.toFixed(digits)}`
}
