import { UserError } from '../errors.ts'
import { parseJson, textMember } from '../json.ts'
import type { Server } from './answer.ts'
import { missing, read, readFileAt, readUrl } from './environment.ts'
import { exchange, getIdToken } from './id-token.ts'
import type { KmsService, Session } from './session.ts'

const HOST = 'https://cloudkms.googleapis.com'
const KEY =
  '(projects/[a-z\\d][a-z\\d.:-]*/locations/[a-z\\d-]+/keyRings/[\\w-]+/cryptoKeys/[\\w-]+)/(?:cryptoKeyV|v)ersions/(\\d+)'

/** https://cloud.google.com/kms/docs/reference/rest */
export const google: KmsService = {
  name: 'Google Cloud KMS',
  forms: 'projects/P/locations/L/keyRings/R/cryptoKeys/K/cryptoKeyVersions/V',
  start:
    /^((gcp|google)-?kms:|(https:)?\/\/cloudkms\.|projects\/[^/]+\/locations\/[^/]+\/keyrings\/)/,
  full: new RegExp(`^(?:(?:gcp|google)-?kms:/*|${HOST}/v1/|//cloudkms.googleapis.com/)?${KEY}$`),
  connect: async ([, key, version], session) => {
    const { env, mask, ask } = session
    const base = readUrl(env, 'CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDKMS') ?? HOST
    const given = read(env, 'CLOUDSDK_AUTH_ACCESS_TOKEN') ?? read(env, 'GOOGLE_OAUTH_ACCESS_TOKEN')
    const token = mask(given ?? (await signIn(session)))
    const call = async (action: string, member: string, body?: object) => {
      const url = new URL(`/v1/${key}/cryptoKeyVersions/${version}${action}`, base)
      const headers = { authorization: `Bearer ${token}` }
      return (await ask(google, action.slice(1), url, headers, body))(member)
    }
    return {
      publicKey: await call('/publicKey', 'pem'),
      sign: (digest) => {
        const body = { digest: { sha256: digest.toString('base64') } }
        return call(':asymmetricSign', 'signature', body)
      },
    }
  },
  remedies: {
    UNAUTHENTICATED: 'Sign in right before this step: the access token is not valid or expired.',
    PERMISSION_DENIED:
      'Grant roles/cloudkms.signerVerifier on this key to the account that signs in, and check that the key exists.',
    NOT_FOUND: 'Check the name of the key and version, the project and the location.',
    FAILED_PRECONDITION: 'Enable or restore this version of the key, or wait until it is imported.',
    INVALID_ARGUMENT: 'Use a key with the algorithm EC_SIGN_P256_SHA256.',
  },
}

const FILE = 'GOOGLE_APPLICATION_CREDENTIALS'
const SIGN_IN =
  'Set it or GOOGLE_OAUTH_ACCESS_TOKEN in env: of this step, from google-github-actions/auth with workload_identity_provider.'

/**
 * Gets an access token for an ID token, by the file that google-github-actions/auth writes. The servers
 * are Google's, whatever the file says: https://google.aip.dev/auth/4117
 */
async function signIn(session: Session): Promise<string> {
  const { env, mask, ask } = session
  const file = parseJson(readFileAt(env, FILE) ?? missing(env, FILE, SIGN_IN))
  const [, query] = textMember(file, 'credential_source', 'url').split('?')
  const audience = new URLSearchParams(query).get('audience')
  if (textMember(file, 'type') !== 'external_account' || audience === null) {
    throw new UserError(`${FILE} points to a file for another way to sign in.`, SIGN_IN, 'sign-in')
  }
  const idToken = await getIdToken(session, audience)
  const url = new URL('https://sts.googleapis.com/v1/token')
  const exchanged = await exchange(session, STS, url, idToken, {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    audience: textMember(file, 'audience'),
    scope: 'https://www.googleapis.com/auth/cloud-platform',
    requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    subject_token: idToken,
  })
  const token = mask(exchanged('access_token'))
  const account = textMember(file, 'service_account_impersonation_url')
  if (account === '') return token
  const generate = new URL('https://iamcredentials.googleapis.com')
  generate.pathname = account.replace(/^https:\/\/[^/]*/, '')
  const headers = { authorization: `Bearer ${token}` }
  const body = { scope: ['https://www.googleapis.com/auth/cloudkms'] }
  return (await ask(STS, 'generateAccessToken', generate, headers, body))('accessToken')
}

const STS: Server = {
  name: 'Google STS',
  topic: 'sign-in',
  remedies: {
    'unauthorized_client invalid_grant':
      'Have the attribute condition of the workload identity provider accept this subject.',
    invalid_target: 'Check workload_identity_provider, and that the provider is enabled.',
    PERMISSION_DENIED:
      'Grant roles/iam.workloadIdentityUser on the service account to the principal of this job.',
  },
}
