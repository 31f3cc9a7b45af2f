#!/usr/bin/env node
// Stands in for eas: reads the variables that it reads, and signs with the library that it uses.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(join(process.cwd(), 'package.json'))
const library = '@expo/apple-utils'
const { App, getRequestClient, Token } = require(library)

// Its axios sends requests for https to a proxy in plain text. Node itself opens a tunnel.
getRequestClient().defaults.proxy = false

const { env } = process
const token = new Token({
  key: readFileSync(env['EXPO_ASC_API_KEY_PATH'] ?? '', 'utf8'),
  keyId: env['EXPO_ASC_KEY_ID'],
  issuerId: env['EXPO_ASC_ISSUER_ID'],
})
console.log(await App.getAsync({ token }))
