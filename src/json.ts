/** Parses JSON that others wrote, also behind a byte-order mark; undefined if it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}

/** Reads a member of JSON that others wrote, in which any may be missing. */
export function member(json: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce((value, name) => Object(value)[name], json)
}

/** Reads a member that is text; empty if it is missing or of another type. */
export function textMember(json: unknown, ...path: readonly (string | number)[]): string {
  const value = member(json, ...path)
  return typeof value === 'string' ? value : ''
}

/** Returns the objects and arrays in JSON, also in JSON that is text in it. */
export function objectsIn(json: unknown): object[] {
  const value = typeof json === 'string' && /^\s*[[{]/.test(json) ? parseJson(json) : json
  if (typeof value !== 'object' || value === null) return []
  return [value, ...Object.values(value).flatMap(objectsIn)]
}
