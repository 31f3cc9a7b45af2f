import { UserError } from '../errors.ts'
import { parseObject } from '../json.ts'
import { fromDer, fromRaw } from './signature.ts'

/** The files in the folder that a tool runs in. */
export const FILES = { message: 'message', digest: 'digest', output: 'output' } as const

/** What to run, and how to read what it prints. */
export interface Call<T> {
  /** The arguments of the tool. */
  readonly args: readonly string[]
  /**
   * Reads the output: the file {@link FILES.output} if the tool wrote one, or else standard output.
   *
   * @returns undefined if the tool printed something else
   */
  readonly read: (output: Buffer) => T | undefined
}

/** A key in a KMS. */
export interface KmsKey extends KmsCalls {
  readonly uri: string
  readonly service: KmsService
}

/** How a service is asked about one of its keys. */
interface KmsCalls {
  /** Fetches the public key, as PEM or as the Base64 of its DER. */
  readonly publicKey: Call<string>
  /** Signs, and returns r and s, 32 bytes each. */
  readonly sign: (digest: Buffer) => Call<Buffer>
}

export interface KmsService {
  /** The name of the service's command-line tool. */
  readonly tool: string
  /** What brings the tool and the credentials. */
  readonly login: string
  /** What the URIs look like. */
  readonly uri: string
  /** What the step needs to be allowed. */
  readonly permissions: string
  /** Reads what follows the scheme in a URI; undefined if it has another form. */
  readonly parse: (rest: string) => KmsCalls | undefined
  /** What the tool prints if it fails, by cause. */
  readonly failures: Readonly<Record<Failure, RegExp>>
}

export type Failure = 'credentials' | 'permission' | 'missing' | 'disabled' | 'type'

const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/.source
const AWS_KEY = `(?:${UUID}|mrk-[\\da-f]{32})`
const AWS_ALIAS = 'alias/[\\w/-]{1,250}'
const AWS_URI = `^([\\w.-]+(?::\\d{1,5})?)?/((?:arn:aws[a-z-]*:kms:([a-z]{2}[a-z-]*-\\d):\\d{12}:(?:key/${AWS_KEY}|${AWS_ALIAS}))|${AWS_KEY}|${AWS_ALIAS})$`

/** https://docs.aws.amazon.com/cli/latest/reference/kms/sign.html */
const aws: KmsService = {
  tool: 'aws',
  login: 'aws-actions/configure-aws-credentials',
  uri: 'awskms:///KEY_ID, awskms:///alias/NAME or awskms:///ARN',
  permissions: 'kms:Sign and kms:GetPublicKey',
  parse: (rest) => {
    const [, host, key = '', region] = new RegExp(AWS_URI).exec(rest) ?? []
    if (key === '') return undefined
    const options = [
      ...['--key-id', key, '--output', 'json'],
      ...(region === undefined ? [] : ['--region', region]),
      ...(host === undefined ? [] : ['--endpoint-url', endpoint(host)]),
    ]
    // Versions 1 and 2 read a literal value differently, and a file in the same way.
    const message = ['--message-type', 'DIGEST', '--message', `fileb://${FILES.digest}`]
    return {
      publicKey: {
        args: ['kms', 'get-public-key', ...options],
        read: (output) => readText(readJson(output)['PublicKey']),
      },
      sign: () => ({
        args: ['kms', 'sign', '--signing-algorithm', 'ECDSA_SHA_256', ...message, ...options],
        read: (output) => fromDer(decode(readJson(output)['Signature'])),
      }),
    }
  },
  failures: {
    credentials:
      /Unable to locate credentials|ExpiredToken|UnrecognizedClient|InvalidClientTokenId|InvalidSignatureException|must specify a region|Error when retrieving|config profile .* could not be found/,
    permission: /AccessDenied/,
    missing: /NotFoundException/,
    disabled: /DisabledException|KMSInvalidState/,
    type: /InvalidKeyUsage|UnsupportedOperation|ValidationException/,
  },
}

/** The tool of a service on this machine needs no TLS. */
function endpoint(host: string): string {
  return `${/^(localhost|127\.[\d.]+)(:|$)/.test(host) ? 'http' : 'https'}://${host}`
}

const GCP_URI =
  /^projects\/([a-z][a-z\d.:-]{4,62})\/locations\/([a-z\d-]{1,40})\/keyRings\/([\w-]{1,63})\/cryptoKeys\/([\w-]{1,63})\/(?:cryptoKeyVersions|versions)\/(\d{1,6})$/

/** https://cloud.google.com/sdk/gcloud/reference/kms/asymmetric-sign */
const gcloud: KmsService = {
  tool: 'gcloud',
  login: 'google-github-actions/auth and google-github-actions/setup-gcloud',
  uri: 'gcpkms://projects/P/locations/L/keyRings/R/cryptoKeys/K/cryptoKeyVersions/V',
  permissions: 'cloudkms.cryptoKeyVersions.useToSign and cloudkms.cryptoKeyVersions.viewPublicKey',
  parse: (rest) => {
    const [, project, location, keyring, key, version] = GCP_URI.exec(rest) ?? []
    if (version === undefined) return undefined
    const where = Object.entries({ project, location, keyring, key }).map(
      ([name, value]) => `--${name}=${value}`,
    )
    const output = `=${FILES.output}`
    return {
      publicKey: {
        args: [
          ...['kms', 'keys', 'versions', 'get-public-key', version],
          ...[...where, `--output-file${output}`, '--quiet'],
        ],
        read: (output) => output.toString(),
      },
      sign: () => ({
        args: [
          ...['kms', 'asymmetric-sign', `--version=${version}`, ...where],
          ...['--digest-algorithm=sha256', `--input-file=${FILES.message}`],
          ...[`--signature-file${output}`, '--quiet'],
        ],
        // Its documentation says Base64, and it writes DER.
        read: (output) => fromDer(output) ?? fromDer(decode(output.toString())),
      }),
    }
  },
  failures: {
    credentials:
      /active account|Reauthentication|refreshing your current auth|UNAUTHENTICATED|invalid_grant|application-default/,
    permission: /PERMISSION_DENIED|does not have permission/,
    missing: /NOT_FOUND/,
    disabled: /FAILED_PRECONDITION/,
    type: /INVALID_ARGUMENT/,
  },
}

const AZURE_URI =
  /^([a-z\d][a-z\d-]{1,62}\.(?:vault|managedhsm)\.(?:azure\.(?:net|cn)|usgovcloudapi\.net))\/([A-Za-z\d-]{1,127})(?:\/([\da-f]{32}))?$/

/** https://learn.microsoft.com/cli/azure/keyvault/key#az-keyvault-key-sign */
const az: KmsService = {
  tool: 'az',
  login: 'azure/login',
  uri: 'azurekms://VAULT.vault.azure.net/KEY or azurekms://VAULT.vault.azure.net/KEY/VERSION',
  permissions: 'the key permissions sign and get',
  parse: (rest) => {
    const [, host, key, version = ''] = AZURE_URI.exec(rest) ?? []
    if (host === undefined) return undefined
    const id = `https://${host}/keys/${key}${version && '/'}${version}`
    const options = ['--id', id, '--output', 'json', '--only-show-errors']
    return {
      publicKey: {
        args: [
          ...['keyvault', 'key', 'download', '--file', FILES.output],
          ...['--encoding', 'PEM', ...options],
        ],
        read: (output) => output.toString(),
      },
      sign: (digest) => ({
        args: [
          ...['keyvault', 'key', 'sign', '--algorithm', 'ES256'],
          ...['--digest', digest.toString('base64'), ...options],
        ],
        read: (output) => fromRaw(decode(readJson(output)['signature'])),
      }),
    }
  },
  failures: {
    credentials: /az login|AADSTS|No subscription found|ClientAuthenticationError/,
    permission: /does not have keys|ForbiddenByRbac|not authorized to perform|ForbiddenByPolicy/,
    missing: /KeyNotFound|VaultNotFound|getaddrinfo|resolve/,
    disabled: /KeyDisabled|disabled key|not enabled|Operation sign is not allowed/i,
    type: /BadParameter|incompatible|Unsupported key type/,
  },
}

const VAULT_URI = /^([\w][\w.-]{0,127})$/

/** https://developer.hashicorp.com/vault/api-docs/secret/transit#sign-data */
const vault: KmsService = {
  tool: 'vault',
  login: 'hashicorp/vault-action, and a step that installs vault,',
  uri: 'hashivault://KEY',
  permissions: 'update on transit/sign/KEY and read on transit/keys/KEY',
  parse: (rest) => {
    const [, key] = VAULT_URI.exec(rest) ?? []
    if (key === undefined) return undefined
    return {
      publicKey: {
        args: ['read', '-format=json', `transit/keys/${key}`],
        read: (output) => {
          const data = Object(readJson(output)['data'])
          const version = Object(Object(data.keys)[String(data.latest_version)])
          // Keys for encryption have only a number here.
          return readText(version.public_key) ?? readText(data.type)
        },
      },
      sign: (digest) => ({
        args: [
          ...['write', '-format=json', `transit/sign/${key}`],
          ...['hash_algorithm=sha2-256', 'prehashed=true', 'marshaling_algorithm=jws'],
          `input=${digest.toString('base64')}`,
        ],
        read: (output) => {
          const signature = readText(Object(readJson(output)['data']).signature) ?? ''
          return fromRaw(decode(/^vault:v\d+:(.+)$/.exec(signature)?.[1]))
        },
      }),
    }
  },
  failures: {
    credentials: /missing client token|invalid token|connection refused|no such host|x509/,
    permission: /permission denied/,
    missing: /No value found|signing key not found|no handler for route/,
    disabled: /not allowed|minimum (en|de)cryption version|soft.?deleted/,
    type: /unsupported key type|does not support signing|unknown marshaling/,
  },
}

/** By the schemes of sigstore's tools: https://docs.sigstore.dev/cosign/key_management/overview/ */
const SERVICES = new Map([
  ['awskms', aws],
  ['gcpkms', gcloud],
  ['azurekms', az],
  ['hashivault', vault],
])

/**
 * Reads the URI of a key in a KMS, such as `awskms:///alias/NAME`.
 *
 * @returns undefined if the text does not start with one of the schemes
 * @throws {UserError} if it does, and is not the URI of a key
 */
export function readKmsUri(text: string): KmsKey | undefined {
  const [, scheme = '', rest = ''] = /^([a-z]+):\/\/(.*)$/.exec(text) ?? []
  const service = SERVICES.get(scheme)
  if (service === undefined) return undefined
  const calls = service.parse(rest)
  if (calls !== undefined) return { uri: text, service, ...calls }
  throw new UserError(
    `private-key starts with ${scheme}://, but is not the URI of a key.`,
    `Write ${service.uri}.`,
  )
}

function readJson(output: Buffer): Record<string, unknown> {
  return parseObject(output.toString())
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Decodes Base64 or base64url, with or without padding; anything else gives no bytes. */
function decode(value: unknown): Buffer {
  const isBase64 = typeof value === 'string' && /^\s*[\w+/-]+={0,2}\s*$/.test(value)
  return isBase64 ? Buffer.from(value, 'base64') : Buffer.alloc(0)
}
