import type { Server } from './answer.ts'
import { missing, NAME, read, readUrl } from './environment.ts'
import { exchange, getIdToken } from './id-token.ts'
import type { KmsService, Session } from './session.ts'

const HOST = '([a-z\\d-]+\\.(vault|managedhsm)\\.(azure\\.net|azure\\.cn|usgovcloudapi\\.net))'
const KEY = '([a-z\\d-]+)(?:/([\\da-f]{32}))?'

/** https://learn.microsoft.com/rest/api/keyvault/keys/operation-groups */
export const azure: KmsService = {
  name: 'Azure Key Vault',
  forms: 'https://VAULT.vault.azure.net/keys/KEY or azurekms://VAULT.vault.azure.net/KEY',
  start: new RegExp(`^(azure-?kms:|(https://)?${HOST}/keys/)`),
  full: new RegExp(`^(?:azure-?kms:/*|https://)?${HOST}/(?:keys/)?${KEY}$`, 'i'),
  connect: async ([, host, kind, cloud, key, given], session) => {
    const token = await signIn(session, `${kind}`.toLowerCase(), `${cloud}`.toLowerCase())
    const call = (name: string, path = '', body?: object) => {
      const url = new URL(`https://${host}/keys/${key}${path}?api-version=7.4`)
      const headers = { authorization: `Bearer ${token}` }
      return session.ask(azure, name, url, headers, body)
    }
    const answer = await call('the request for the key', given && `/${given}`)
    const version = answer('kid').replace(/.*\//, '')
    // Keys of other types lack the coordinates of a point, or have longer ones.
    const jwk = { kty: 'EC', crv: 'P-256', x: answer('x', ''), y: answer('y', '') }
    return {
      publicKey: { key: jwk, format: 'jwk' },
      sign: async (digest) => {
        const body = { alg: 'ES256', value: digest.toString('base64url') }
        return (await call('sign', `/${version}/sign`, body))('value')
      },
    }
  },
  remedies: {
    Unauthorized: 'Check that AZURE_TENANT_ID is the tenant of the vault.',
    ForbiddenByRbac: 'Assign the app the role Key Vault Crypto User on this key.',
    'Forbidden ForbiddenByPolicy AccessDenied': 'Allow the app the key permissions get and sign.',
    ForbiddenByFirewall: 'Allow this runner in the firewall of the vault.',
    KeyDisabled: 'Enable this version of the key, or use another one.',
    KeyNotFound: 'Check the name of the vault, the key and the version.',
    'BadParameter KeyOperationForbidden':
      'Use a key of the type EC on the curve P-256, with the operation sign.',
  },
}

/** Where to sign in to which cloud, and how its audience of ID tokens ends. */
const CLOUDS = {
  'azure.net': ['login.microsoftonline.com', ''],
  'azure.cn': ['login.partner.microsoftonline.cn', 'China'],
  'usgovcloudapi.net': ['login.microsoftonline.us', 'USGov'],
} as const

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
async function signIn(session: Session, kind: string, cloud: string): Promise<string> {
  const { env, mask } = session
  const need = (name: string) => read(env, name, NAME) ?? missing(env, name)
  const [client, tenant] = [need('AZURE_CLIENT_ID'), need('AZURE_TENANT_ID')]
  const [host, suffix] = CLOUDS[cloud as keyof typeof CLOUDS]
  const base = readUrl(env, 'AZURE_AUTHORITY_HOST') ?? `https://${host}`
  const url = new URL(`/${tenant}/oauth2/v2.0/token`, base)
  const idToken = await getIdToken(session, `api://AzureADTokenExchange${suffix}`)
  const answer = await exchange(session, ENTRA, url, idToken, {
    grant_type: 'client_credentials',
    client_id: client,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: idToken,
    scope: `https://${kind}.${cloud}/.default`,
  })
  return mask(answer('access_token'))
}

const ENTRA: Server = {
  name: 'Microsoft Entra ID',
  topic: 'sign-in',
  remedies: {
    'invalid_client unauthorized_client invalid_request':
      'Add this subject to the federated credentials of the app in AZURE_CLIENT_ID.',
  },
}
