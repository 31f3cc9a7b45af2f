import { missing, PATH, read, readFileAt, readUrl } from './environment.ts'
import type { KmsService } from './session.ts'

/**
 * The transit engine of HashiCorp Vault or OpenBao.
 * https://developer.hashicorp.com/vault/api-docs/secret/transit
 */
export const vault: KmsService = {
  name: 'Vault',
  forms: 'hashivault://KEY, and set VAULT_ADDR and VAULT_TOKEN in env: of this step',
  start: /^(hashi-?vault:|transit\/(keys|sign)\/[\w-]+$|https?:\/\/[^/]+\/v1\/.+\/(keys|sign)\/)/,
  full: /^hashi-?vault:\/*(\w[\w.-]{0,127})$/,
  connect: async ([, key], { env, mask, ask }) => {
    const base = readUrl(env, 'VAULT_ADDR', () => true) ?? missing(env, 'VAULT_ADDR')
    const token = mask(read(env, 'VAULT_TOKEN') ?? missing(env, 'VAULT_TOKEN'))
    const namespace = read(env, 'VAULT_NAMESPACE', PATH)
    const mount = read(env, 'TRANSIT_SECRET_ENGINE_PATH', PATH) ?? 'transit'
    const server = { ...vault, ca: readFileAt(env, 'VAULT_CACERT') }
    const headers = {
      'x-vault-request': 'true',
      'x-vault-token': token,
      ...(namespace && { 'x-vault-namespace': namespace }),
    }
    const call = (verb: string, body?: object) => {
      const name = `${mount}/${verb}/${key}`.replace('//', '/')
      const path = `${base.pathname}/v1/${name}`.replaceAll(/\/+/g, '/')
      return ask(server, name, new URL(`${base.origin}${path}`), headers, body)
    }
    const answer = await call('keys')
    const version = Number(answer('latest_version'))
    return {
      // Keys that cannot sign have none.
      publicKey: answer('public_key', ''),
      sign: async (digest) => {
        const signed = await call('sign', {
          input: digest.toString('base64'),
          key_version: version,
          prehashed: true,
          hash_algorithm: 'sha2-256',
          marshaling_algorithm: 'jws',
        })
        return signed('signature').replace(/.*:/, '')
      },
    }
  },
  remedies: {
    0: 'Check VAULT_ADDR, and set VAULT_CACERT if the server has a certificate of your own authority.',
    400: 'Use a key of the type ecdsa-p256.',
    403: 'VAULT_TOKEN is not valid, or its policies lack `read` on MOUNT/keys/KEY or `update` on MOUNT/sign/KEY.',
    404: 'Check the name of the key, TRANSIT_SECRET_ENGINE_PATH and VAULT_NAMESPACE.',
    '307 472 473': 'Set VAULT_ADDR to the active node.',
    503: 'Unseal the server, or wait until it is up.',
  },
}
