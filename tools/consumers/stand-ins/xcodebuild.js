#!/usr/bin/env node
// Stands in for Apple's xcodebuild: accepts the options of an export, and uses the key.
import { readOptions, request } from './sign.js'

const KEY = ['-authenticationKeyPath', '-authenticationKeyID', '-authenticationKeyIssuerID']
const PATHS = ['-archivePath', '-exportOptionsPlist', '-exportPath']

const options = readOptions(
  process.argv.slice(2),
  [...KEY, ...PATHS],
  ['-exportArchive', '-allowProvisioningUpdates'],
)
const [path = '', keyId = '', issuerId = ''] = KEY.map((name) => options[name])
await request('https://api.appstoreconnect.apple.com/v1/certificates', path, keyId, issuerId)
