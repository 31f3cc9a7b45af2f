// A step of ci.yml: creates a throwaway key and masks it line by line, as a runner masks a secret. The
// public key goes into a file, so that the log has no Base64 that check-log.js could mistake for a key.
import { generateKeyPairSync } from 'node:crypto'
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const { GITHUB_OUTPUT = '', RUNNER_TEMP = '' } = process.env

const { privateKey, publicKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})
for (const line of privateKey.trim().split('\n').slice(1, -1)) console.log(`::add-mask::${line}`)
appendFileSync(GITHUB_OUTPUT, `private-key<<END\n${privateKey}END\n`)
writeFileSync(join(RUNNER_TEMP, 'public-key.pem'), publicKey)
