import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { explainSystemErrors, UserError } from '../errors.ts'
import type { Signer } from '../token.ts'
import { explainFailure, explainTimeout, notInstalled } from './explain.ts'
import { runTool } from './run-tool.ts'
import { type Call, FILES, type KmsKey } from './services.ts'

/** How and where the tools run. */
export interface KmsOptions {
  /** The environment of the job, where the login action put its credentials. */
  readonly env: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  /** Milliseconds for one run of a tool. Some are slow to start, most of all on Windows. */
  readonly timeout?: number
}

/**
 * Returns what signs with a key in a KMS, by the command-line tool of the service. It fetches the
 * public key once, and verifies each signature with it.
 *
 * @throws {UserError} from the returned functions, if the KMS does not sign
 */
export function signWithKms(key: KmsKey, options: KmsOptions): Signer {
  let publicKey: KeyObject | undefined
  const fetchPublicKey = async (folder: string) => {
    publicKey ??= readPublicKey(await run(key, key.publicKey, folder, options))
    return publicKey
  }
  return {
    publicKey: async () => {
      const fetched = await inFolder(options.env, fetchPublicKey)
      return fetched.export({ type: 'spki', format: 'der' })
    },
    sign: (header, payload) =>
      inFolder(options.env, async (folder) => {
        const message = [JSON.stringify(header), payload]
          .map((part) => Buffer.from(part).toString('base64url'))
          .join('.')
        const publicKey = await fetchPublicKey(folder)
        const digest = createHash('sha256').update(message).digest()
        writeFileSync(join(folder, FILES.message), message)
        writeFileSync(join(folder, FILES.digest), digest)
        const signature = await run(key, key.sign(digest), folder, options)
        const isValid = verify(
          'sha256',
          Buffer.from(message),
          { key: publicKey, dsaEncoding: 'ieee-p1363' },
          signature,
        )
        if (!isValid) throw otherSignature()
        return `${message}.${signature.toString('base64url')}`
      }),
  }
}

/** Runs what writes files in a new folder, which the tools start in, and removes it afterwards. */
async function inFolder<T>(
  env: NodeJS.ProcessEnv,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = explainSystemErrors(
    () => mkdtempSync(join(env['RUNNER_TEMP'] || tmpdir(), 'kms-')),
    (code) => [
      `No folder for the request to the KMS could be created in RUNNER_TEMP (${code}).`,
      "Check the runner's disk and the permissions of its work folder.",
    ],
  )
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function run<T>(
  { service }: KmsKey,
  { args, read }: Call<T>,
  cwd: string,
  { env, platform, timeout = 60_000 }: KmsOptions,
): Promise<T> {
  const result = await runTool(service.tool, args, {
    cwd,
    env: withoutInputs(env),
    platform,
    timeout,
  })
  if (result.kind === 'missing') throw notInstalled(service)
  if (result.kind === 'timeout') throw explainTimeout(service, timeout)
  if (result.kind === 'failed') throw explainFailure(service, result.output)
  const value = read(takeOutput(join(cwd, FILES.output)) ?? result.stdout)
  if (value === undefined) {
    throw new UserError(
      `${service.tool} printed something else than expected.`,
      `Update ${service.tool} on this runner.`,
    )
  }
  return value
}

/** The inputs are the action's, and no business of the tool. */
function withoutInputs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('INPUT_')))
}

/** Reads the file that a tool wrote, if it did, and removes it: az overwrites none. */
function takeOutput(path: string): Buffer | undefined {
  if (!existsSync(path)) return undefined
  const output = readFileSync(path)
  rmSync(path)
  return output
}

/** @param text PEM, or the Base64 of DER; or else the type of a key that has no public key */
function readPublicKey(text: string): KeyObject {
  const key = parsePublicKey(text)
  if (key?.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key
  throw new UserError(
    `The key in the KMS is ${describeKey(key)}. App Store Connect API keys are EC keys on the curve P-256.`,
    'Import the .p8 file into the KMS as a key for signing, and use that key.',
  )
}

function parsePublicKey(text: string): KeyObject | undefined {
  try {
    return text.includes('-----BEGIN')
      ? createPublicKey(text)
      : createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
  } catch {
    return undefined // OpenSSL gives a code only to some of its errors.
  }
}

const CURVES: Readonly<Record<string, string>> = {
  secp256k1: 'secp256k1',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
}

function describeKey(key: KeyObject | undefined): string {
  if (key === undefined) return 'not a key for signing'
  const curve = key.asymmetricKeyDetails?.namedCurve
  if (curve !== undefined) return `an EC key on the curve ${CURVES[curve] ?? curve}`
  return key.asymmetricKeyType === 'rsa' ? 'an RSA key' : 'a key of another type'
}

function otherSignature(): UserError {
  return new UserError(
    'The signature of the KMS does not verify with the public key that the KMS returned.',
    'If the key has just been rotated, rerun the job.',
  )
}
