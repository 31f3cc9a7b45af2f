// A step of ci.yml: checks the token as a server would, with the public key.
import assert from 'node:assert/strict'
import { verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const { TOKEN = '', EXPIRES_AT, ISSUER_ID, KEY_ID, RUNNER_TEMP = '' } = process.env
const publicKey = readFileSync(join(RUNNER_TEMP, 'public-key.pem'), 'utf8')

const [header = '', payload = '', signature = '', ...rest] = TOKEN.split('.')
assert.equal(rest.length, 0)
assert.ok(
  verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  ),
  'The signature does not verify.',
)

const { iat, exp, ...claims } = decode(payload)
assert.deepEqual(decode(header), { alg: 'ES256', kid: KEY_ID, typ: 'JWT' })
assert.deepEqual(claims, { iss: ISSUER_ID, aud: 'appstoreconnect-v1' })
// The command of later steps prints nothing but the token.
if (EXPIRES_AT) assert.equal(Date.parse(EXPIRES_AT) / 1000, exp)

const now = Date.now() / 1000
assert.ok(iat < now && now < exp && exp - iat <= 1200, `${iat} to ${exp} does not match ${now}.`)

console.log(
  `The signature verifies, and the token is valid until ${new Date(exp * 1000).toISOString()}.`,
)
// What a careless step prints, for check-log.js to find masked.
console.log(`The token shows as ${TOKEN}`)

/** @param {string} part */
function decode(part) {
  return JSON.parse(Buffer.from(part, 'base64url').toString())
}
