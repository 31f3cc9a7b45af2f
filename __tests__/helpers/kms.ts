import type { KeyObject } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach } from '@jest/globals'
import { type KmsKey, readKmsName } from '../../src/kms/names.ts'
import { signWithKms } from '../../src/kms/signer.ts'
import { type Behavior, startCloud } from './cloud.ts'
import { fakeTimer } from './fake-timer.ts'
import { makeKey, openToken } from './support.ts'

export const HEADER = { alg: 'ES256', kid: '2X9R4HXF34', typ: 'JWT' } as const
export const PAYLOAD = Buffer.from('{"aud":"appstoreconnect-v1"}')

export const ID_TOKEN_ENV = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.actions.githubusercontent.com/id-token?api=2',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
}

/** What each service needs to sign, if nothing else is said. */
export const SERVICES = {
  aws: {
    name: 'awskms:///alias/asc',
    env: {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'aws-secret-access-key',
    },
  },
  google: {
    name: 'gcpkms://projects/acme/locations/global/keyRings/ring/cryptoKeys/asc/cryptoKeyVersions/1',
    env: { GOOGLE_OAUTH_ACCESS_TOKEN: 'google-access-token' },
  },
  azure: {
    name: 'azurekms://my-vault.vault.azure.net/asc',
    env: { AZURE_CLIENT_ID: 'client', AZURE_TENANT_ID: 'tenant', ...ID_TOKEN_ENV },
  },
  vault: {
    name: 'hashivault://asc',
    env: { VAULT_ADDR: 'https://vault.example.org', VAULT_TOKEN: 'hvs.vault-token' },
  },
} as const
export type ServiceName = keyof typeof SERVICES
export const SERVICE_NAMES = Object.keys(SERVICES) as ServiceName[]

/** What AWS needs in addition for a role in place of credentials. */
export const ROLE = {
  AWS_ACCESS_KEY_ID: '',
  AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/asc',
  ...ID_TOKEN_ENV,
}

/** Writes the file of google-github-actions/auth, and returns what Google needs in addition for it. */
export function googleFile(folder: string, more: object = {}): NodeJS.ProcessEnv {
  const audience = encodeURIComponent('https://iam.googleapis.com/g')
  const content = {
    type: 'external_account',
    audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: 'https://sts.googleapis.com/v1/token',
    credential_source: {
      url: `${ID_TOKEN_ENV.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${audience}`,
      headers: { Authorization: 'Bearer request-token' },
      format: { type: 'json', subject_token_field_name: 'value' },
    },
    ...more,
  }
  const file = join(folder, 'gha-creds.json')
  writeFileSync(file, JSON.stringify(content))
  return { ...ID_TOKEN_ENV, GOOGLE_OAUTH_ACCESS_TOKEN: '', GOOGLE_APPLICATION_CREDENTIALS: file }
}

/** Lets the tests of a file sign with the services of {@link startCloud}. */
export function useCloud() {
  const { key } = makeKey()
  const keys: KeyObject[] = []
  const masked: string[] = []
  const nothing: Behavior = () => undefined
  let cloud: Awaited<ReturnType<typeof startCloud>>
  let behavior = nothing
  let timer = fakeTimer()

  beforeAll(async () => {
    cloud = await startCloud(keys, (request, count) => behavior(request, count))
  })
  beforeEach(() => {
    keys.splice(0, keys.length, key)
    masked.length = 0
    cloud.requests.length = 0
    behavior = nothing
    timer = fakeTimer()
  })
  afterAll(() => cloud.close())

  /** Signs with a service, in the environment that it needs and in what is said in addition. */
  const signer = (service: ServiceName, more: NodeJS.ProcessEnv = {}, name?: string) => {
    const options = {
      env: { ...cloud.env, ...SERVICES[service].env, ...more },
      now: () => new Date('2026-11-25T12:00:00Z'),
      mask: (secret: string) => masked.push(secret),
    }
    return signWithKms(readKmsName(name ?? SERVICES[service].name) as KmsKey, options, timer)
  }
  return {
    key,
    masked,
    signer,
    /** Signs, verifies the signature, and returns what was signed. */
    sign: async (...args: Parameters<typeof signer>) =>
      openToken(await signer(...args).sign(HEADER, PAYLOAD), key),
    /** Changes what the services answer, for the rest of a test. */
    behave: (next: Behavior) => {
      behavior = next
    },
    /** Rotates the key: from now on, the services sign with another one. */
    rotate: (next: KeyObject) => keys.push(next),
    requests: () => cloud.requests,
    targets: () => cloud.requests.map(({ target }) => target),
    cloud: () => cloud,
    timer: () => timer,
  }
}
