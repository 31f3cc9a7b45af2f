import { type Topic, UserError } from '../errors.ts'
import { redact } from '../http/redact.ts'
import { parseJson } from '../json.ts'

/** What requests are sent to. */
export interface Server {
  /** What errors call it, such as `AWS KMS`. */
  readonly name: string
  /** Where errors lead to, if not to those of the KMS. */
  readonly topic?: Topic
  /** What to do about errors, by their codes or statuses, separated by spaces; 0 is no response. */
  readonly remedies: Readonly<Record<string, string>>
  /** As PEM, the authorities to trust in place of those that Node trusts. */
  readonly ca?: string | undefined
}

interface Response {
  readonly status: number
  readonly body: string
}

/** Returns the text of a member of a response. @throws {UserError} if there is none */
export type Answer = (member: string, otherwise?: string) => string

/** Whether the same request may get another response, which AWS also says by codes with the status 400. */
export function isBusy({ status, body }: Response): boolean {
  const isCoded = status === 400 && /Throttling|IDPCommunicationError/.test(body)
  return status === 429 || status > 499 || isCoded
}

const REACH = 'Check that this runner can reach the service itself, and rerun the job.'
const LOOK_UP = "Look up this error in the service's documentation."

/**
 * Reads the response to a request, in JSON or XML. With the status 0, the body says why there is none.
 *
 * @param secrets what a message must not repeat
 * @throws {UserError} if it is an error
 */
export function readAnswer(
  { name, topic = 'kms', remedies }: Server,
  request: string,
  host: string,
  response: Response,
  secrets: readonly string[],
): Answer {
  const { status, body } = response
  const texts = readTexts(body)
  const find = (...members: string[]) => members.map((member) => texts.get(member)).find(Boolean)
  const answered = `${name} (${host}) answered ${request} with`
  if (status > 0 && status < 300) {
    return (member, otherwise) => {
      const text = find(member) ?? otherwise
      if (text !== undefined) return text
      const problem = `${answered} something else than expected: no ${member}.`
      throw new UserError(problem, REACH, topic)
    }
  }
  const code = find('__type', 'status', 'code', 'Code', 'error')?.split('#').at(-1) ?? ''
  const message = find('message', 'Message', 'error_description', '0') ?? body
  const says = redact(`${status} ${code} ${message}`, secrets)
  const problem = status ? `${answered} "${says}".` : `${name} did not answer ${request}: ${body}`
  const other = status === 0 ? REACH : isBusy(response) ? 'Rerun the job.' : LOOK_UP
  const knows = (row: string) => row.split(' ').some((one) => one === code || one === `${status}`)
  const row = Object.keys(remedies).find(knows) ?? ''
  throw new UserError(problem, remedies[row] ?? other, topic)
}

/** Returns the texts and numbers by the names of their members. Of one name, the last counts. */
function readTexts(body: string): ReadonlyMap<string, string> {
  const elements = body.matchAll(/<(\w+)>([^<]+)/g)
  const texts = new Map(Array.from(elements, ([, ...pair]) => pair as [string, string]))
  const visit = (members: object, depth: number) => {
    for (const [name, value] of Object.entries(members)) {
      if (typeof value !== 'object') texts.set(name, `${value}`)
      // Tags are what people write at their keys.
      else if (name !== 'tags' && depth < 9) visit(value ?? {}, depth + 1)
    }
  }
  visit({ json: parseJson(body) }, 0)
  return texts
}
