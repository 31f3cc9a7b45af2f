import type { KeyObject } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach } from '@jest/globals'
import { readKmsName } from '../../src/kms/names.ts'
import { signWithKms } from '../../src/kms/signer.ts'
import type { Signer } from '../../src/token.ts'
import { type Behavior, startCloud } from './cloud.ts'
import { fakeTimer } from './fake-timer.ts'
import { makeKey } from './support.ts'

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
    env: {
      AZURE_CLIENT_ID: 'client',
      AZURE_TENANT_ID: 'tenant',
      ...ID_TOKEN_ENV,
    },
  },
  vault: {
    name: 'hashivault://asc',
    env: { VAULT_ADDR: 'https://vault.example.org', VAULT_TOKEN: 'hvs.vault-token' },
  },
}
export type ServiceName = keyof typeof SERVICES

/** Writes the file of google-github-actions/auth into a folder, and returns its path. */
export function googleFile(folder: string, more: object = {}): string {
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
  return file
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

  const signer = (name: string, env: NodeJS.ProcessEnv): Signer => {
    const kmsKey = readKmsName(name)
    if (kmsKey === undefined) throw new Error('This is no name of a key in a KMS.')
    const options = {
      env: { ...cloud.env, ...env },
      now: () => new Date('2026-11-25T12:00:00Z'),
      mask: (secret: string) => masked.push(secret),
    }
    return signWithKms(kmsKey, options, timer)
  }
  return {
    key,
    masked,
    signer,
    sign: (name: string, env: NodeJS.ProcessEnv) => signer(name, env).sign(HEADER, PAYLOAD),
    /** Signs with a service, in the environment that it needs and in what is said in addition. */
    signWith: (service: ServiceName, more: NodeJS.ProcessEnv = {}, name?: string) => {
      const { name: own, env } = SERVICES[service]
      return signer(name ?? own, { ...env, ...more }).sign(HEADER, PAYLOAD)
    },
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
