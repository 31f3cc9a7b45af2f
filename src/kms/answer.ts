import { type Topic, UserError } from '../errors.ts'
import { redact } from '../http/redact.ts'
import { parseJson } from '../json.ts'

/** What requests are sent to. */
export interface Server {
  /** What errors call it, such as `AWS KMS`. */
  readonly name: string
  readonly topic: Topic
  /** What to do about errors, by their codes or statuses, separated by spaces; 0 is no response. */
  readonly remedies: Readonly<Record<string, string>>
  /** As PEM, the authorities to trust in place of those that Node trusts. */
  readonly ca?: string | undefined
}

/** Returns the text of a member of a response. @throws {UserError} if there is none */
export type Answer = (member: string, otherwise?: string) => string

const REACH = 'Check that this runner can reach the service itself, and rerun the job.'
const LOOK_UP = "Look up this error in the service's documentation."

/**
 * Reads the response to a request, in JSON or XML.
 *
 * @param request what errors call it
 * @param response with the status 0, why there is none
 * @param secrets what a message must not repeat
 * @throws {UserError} if it is an error
 */
export function readAnswer(
  { name, topic, remedies }: Server,
  request: string,
  host: string,
  { status, body }: { readonly status: number; readonly body: string },
  secrets: readonly string[],
): Answer {
  const fail = (problem: string, otherwise: string, ...codes: string[]): never => {
    const fits = (row: string) => codes.some((code) => row.split(' ').includes(code))
    const row = Object.keys(remedies).find(fits) ?? ''
    throw new UserError(problem, remedies[row] ?? otherwise, topic)
  }
  if (status === 0) fail(`${name} did not answer ${request}: ${body}`, REACH, '0')
  const texts = readTexts(body)
  const find = (...members: string[]) => members.map((member) => texts.get(member)).find(Boolean)
  const answered = `${name} (${host}) answered ${request} with`
  if (status > 299) {
    const code = find('__type', 'status', 'code', 'Code', 'error')?.split('#').at(-1) ?? ''
    const message = find('message', 'Message', 'error_description', '0') ?? body
    const says = redact(`${status} ${code} ${message}`, secrets)
    const other = status === 429 || status > 499 ? 'Rerun the job.' : LOOK_UP
    fail(`${answered} "${says}".`, other, code, `${status}`)
  }
  return (member, otherwise) =>
    find(member) ??
    otherwise ??
    fail(`${answered} something else than expected: no ${member}.`, REACH)
}

/** Returns the texts and numbers by the names of their members. Of one name, the last counts. */
function readTexts(body: string): ReadonlyMap<string, string> {
  const elements = body.matchAll(/<(\w+)>([^<]+)</g)
  const texts = new Map(Array.from(elements, ([, ...pair]) => pair as [string, string]))
  const visit = (members: object, depth: number) => {
    for (const [name, value] of Object.entries(members)) {
      if (typeof value !== 'object') texts.set(name, `${value}`)
      // Tags are what people write at their keys.
      else if (name !== 'tags' && depth < 9) visit(value ?? {}, depth + 1)
    }
  }
  // Of a text in JSON, the characters would be members.
  const json = parseJson(body)
  if (typeof json === 'object') visit({ json }, 0)
  return texts
}
