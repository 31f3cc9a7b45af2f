/** Reads JSON that others wrote, so any member may be missing: all of them if it is no JSON. */
export function parseObject(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}
