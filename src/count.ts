/** Writes a number with what it counts: `1 hour`, `2 hours`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
