import type { Server } from './answer.ts'
import { missing, read, readFileAt, readUrl } from './environment.ts'
import { exchange, getIdToken } from './id-token.ts'
import type { KmsService, Session } from './session.ts'
import { signHeaders } from './sigv4.ts'

const REGION = '[a-z]{2,4}(?:-[a-z]+)+-\\d'
const LOCAL = '(?:localhost|127\\.0\\.0\\.1)(?::\\d{1,5})?'
/** KMS itself, or an endpoint for it: machines and buckets of customers have names there, too. */
const HOST = `(?:vpce-[\\w-]+\\.)?kms(?:-fips)?\\.(${REGION})\\.(?:vpce\\.)?(?:amazonaws\\.(?:com|com\\.cn|eu)|api\\.aws)`
const ID = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}|mrk-[\\da-f]{32}'
const ALIAS = 'alias/[\\w/-]{1,250}'
const KEY = `arn:aws[\\w-]*:kms:(${REGION}):\\d{12}:(?:key/(?:${ID})|${ALIAS})|${ID}|${ALIAS}`

const ONE_LOGIN =
  'Check that AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN come from one login.'

/** https://docs.aws.amazon.com/kms/latest/APIReference/Welcome.html */
export const aws: KmsService = {
  name: 'AWS KMS',
  forms: 'awskms:///KEY_ID, awskms:///alias/NAME or the ARN of the key',
  start: /^(aws-?kms:|arn:aws[\w-]*:kms:|alias\/[\w/-]+$)/,
  full: new RegExp(`^(?:aws-?kms:/*|(?=arn:))(?:(${HOST}|${LOCAL})/)?(${KEY})$`),
  connect: async ([, host, hostRegion, key, keyRegion], session) => {
    const { env, now, ask } = session
    const region = hostRegion ?? keyRegion ?? readRegion(env)
    const own = host && `${hostRegion ? 'https' : 'http'}://${host}`
    const url = readUrl({ 'private-key': own }, 'private-key') ?? readEndpoint(env, 'kms', region)
    const credentials = await findCredentials(session, region)
    const call = async (action: string, member: string, parameters = {}) => {
      const body = JSON.stringify({ KeyId: key, ...parameters })
      const target = { host: url.host, 'x-amz-target': `TrentService.${action}` }
      const unsigned = { ...target, 'content-type': 'application/x-amz-json-1.1' }
      const headers = signHeaders(unsigned, body, credentials, `${region}/kms`, now())
      return (await ask(aws, `kms:${action}`, url, headers, body))(member)
    }
    const der = Buffer.from(await call('GetPublicKey', 'PublicKey'), 'base64')
    return {
      publicKey: { key: der, format: 'der', type: 'spki' },
      sign: (digest) => {
        const message = { Message: digest.toString('base64'), MessageType: 'DIGEST' }
        return call('Sign', 'Signature', { ...message, SigningAlgorithm: 'ECDSA_SHA_256' })
      },
    }
  },
  remedies: {
    'AccessDeniedException AccessDenied':
      'Allow this role or user kms:Sign and kms:GetPublicKey on this key.',
    NotFoundException: 'Check the name of the key, its region and its account.',
    DisabledException: 'Enable the key: aws kms enable-key.',
    KMSInvalidStateException:
      'If the key is pending import, import the .p8 file. If it is pending deletion, cancel that.',
    'InvalidKeyUsageException UnsupportedOperationException ValidationException':
      'Use a key with the usage SIGN_VERIFY and the spec ECC_NIST_P256.',
    LimitExceededException: 'Rerun the job.',
    'UnrecognizedClientException InvalidClientTokenId IncompleteSignatureException MissingAuthenticationTokenException':
      ONE_LOGIN,
    ExpiredTokenException: 'Sign in right before this step.',
    'InvalidSignatureException SignatureDoesNotMatch':
      "If the signature is expired or not yet current, correct the runner's clock. Otherwise, AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID.",
  },
}

function readRegion(env: NodeJS.ProcessEnv): string {
  const form = new RegExp(`^${REGION}$`)
  const region = read(env, 'AWS_REGION', form) ?? read(env, 'AWS_DEFAULT_REGION', form)
  return region ?? missing(env, 'AWS_REGION', 'Set it to the region of the key, or use its ARN.')
}

function readEndpoint(env: NodeJS.ProcessEnv, service: 'kms' | 'sts', region: string): URL {
  const suffix = region.startsWith('cn-') ? 'com.cn' : region.startsWith('eusc-') ? 'eu' : 'com'
  const url = `https://${service}.${region}.amazonaws.${suffix}`
  const own = readUrl(env, `AWS_ENDPOINT_URL_${service.toUpperCase()}`)
  // The signature is for the path `/`.
  return new URL('/', own ?? readUrl(env, 'AWS_ENDPOINT_URL') ?? url)
}

/** Finds credentials in the environment, or gets those of a role for an ID token. */
async function findCredentials(session: Session, region: string): Promise<string[]> {
  const { env, mask } = session
  const id = read(env, 'AWS_ACCESS_KEY_ID')
  if (id !== undefined) {
    const secret = read(env, SECRET) ?? missing(env, SECRET, ONE_LOGIN)
    return [id, secret, read(env, 'AWS_SESSION_TOKEN') ?? ''].map(mask)
  }
  const role = read(env, 'AWS_ROLE_ARN') ?? missing(env, 'AWS_ROLE_ARN', SIGN_IN)
  const url = readEndpoint(env, 'sts', region)
  const file = readFileAt(env, 'AWS_WEB_IDENTITY_TOKEN_FILE')
  const idToken = file ?? (await getIdToken(session, 'sts.amazonaws.com'))
  const answer = await exchange(session, STS, url, idToken, {
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: role,
    RoleSessionName: 'create-app-store-connect-token',
    WebIdentityToken: idToken,
    DurationSeconds: '900',
  })
  return ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map((name) => mask(answer(name)))
}

const SECRET = 'AWS_SECRET_ACCESS_KEY'
const SIGN_IN =
  'Set it in env: of this step and `permissions: id-token: write` for the job, or sign in with aws-actions/configure-aws-credentials.'

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
const STS: Server = {
  name: 'AWS STS',
  topic: 'sign-in',
  remedies: {
    AccessDenied: 'Have the trust policy of the role in AWS_ROLE_ARN accept this subject.',
    InvalidIdentityToken:
      'Add the identity provider token.actions.githubusercontent.com to the account, with the audience sts.amazonaws.com.',
  },
}
