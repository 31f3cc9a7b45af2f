import { redact } from '../http/redact.ts'
import { parseJson, textMember } from '../json.ts'
import type { Answer, Server } from './answer.ts'
import { missing, read, readUrl } from './environment.ts'
import type { Session } from './session.ts'

const URL_NAME = 'ACTIONS_ID_TOKEN_REQUEST_URL'
const TOKEN_NAME = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'
const PERMIT =
  'Set `permissions: id-token: write` for the job. Pull requests from forks never get an ID token.'
const GITHUB: Server = { name: 'GitHub', topic: 'sign-in', remedies: {} }

/** Gets an ID token of this job. https://docs.github.com/actions/reference/security/oidc */
export async function getIdToken(session: Session, audience: string): Promise<string> {
  const { env, mask, ask } = session
  const url = readUrl(env, URL_NAME) ?? missing(env, URL_NAME, PERMIT)
  const token = mask(read(env, TOKEN_NAME) ?? missing(env, TOKEN_NAME, PERMIT))
  url.searchParams.set('audience', audience)
  const headers = { authorization: `bearer ${token}` }
  return (await ask(GITHUB, 'the request for an ID token', url, headers))('value')
}

/** Exchanges an ID token for credentials. Errors name its subject, which is what a cloud has to trust. */
export function exchange(
  { ask, mask }: Session,
  server: Server,
  url: URL,
  idToken: string,
  form: Readonly<Record<string, string>>,
): Promise<Answer> {
  mask(idToken)
  const payload = parseJson(`${Buffer.from(`${idToken.split('.')[1]}`, 'base64url')}`)
  const name = `the ID token of ${redact(textMember(payload, 'sub'), [])}`
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return ask(server, name, url, headers, `${new URLSearchParams(form)}`)
}
