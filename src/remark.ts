/** What the log says in addition to the result. */
export interface Remark {
  readonly level: 'info' | 'notice' | 'warning'
  readonly message: string
}

export function info(message: string): Remark {
  return { level: 'info', message }
}

export function notice(message: string): Remark {
  return { level: 'notice', message }
}

export function warning(message: string): Remark {
  return { level: 'warning', message }
}
