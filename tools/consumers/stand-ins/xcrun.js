#!/usr/bin/env node
// Stands in for Apple's xcrun: accepts the options of altool and notarytool, and uses the key.
import { join } from 'node:path'
import { readOptions, request } from './sign.js'

const [tool = '', ...args] = process.argv.slice(2)

if (tool === 'altool') await altool()
else if (tool === 'notarytool') await notarytool()
else if (`${tool} ${args[0]}` !== '--find notarytool' && tool !== 'stapler') {
  throw new Error(`Unknown tool ${tool}`)
}

/** Finds the key by its ID. */
async function altool() {
  const valued = ['-f', '-t', '--apple-id', '--api-key', '--api-issuer']
  const options = readOptions(args, valued, ['--upload-app'])
  const keyId = options['--api-key'] ?? ''
  const path = join(process.env['API_PRIVATE_KEYS_DIR'] ?? '', `AuthKey_${keyId}.p8`)
  const url = 'https://api.appstoreconnect.apple.com/v1/apps'
  await request(url, path, keyId, options['--api-issuer'])
}

async function notarytool() {
  const [command = '', subject = '', ...others] = args
  const valued = ['--key', '--key-id', '--issuer', '--output-format']
  const options = readOptions(others, valued, ['--wait'])
  const { '--key': path = '', '--key-id': keyId = '', '--issuer': issuerId } = options
  const url = 'https://appstoreconnect.apple.com/notary/v2/submissions'
  await request(command === 'log' ? `${url}/${subject}/logs` : url, path, keyId, issuerId)
  console.log(JSON.stringify({ id: '1', status: 'Accepted' }))
}
