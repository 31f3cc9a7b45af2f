import type { KeyOwner } from './token.ts'

/**
 * How App Store Connect names the files of its keys, by their owner. In-App Purchase keys, which the
 * API rejects, are named `SubscriptionKey_<ID>.p8`.
 * https://developer.apple.com/documentation/appstoreconnectapi/creating-api-keys-for-app-store-connect-api
 */
const PREFIXES = { team: 'AuthKey', individual: 'ApiKey' } as const

const KEY_FILE =
  /^(.*[\\/])?(?<prefix>AuthKey|ApiKey|SubscriptionKey)_(?<keyId>[A-Za-z\d]+)(\.p8)?$/

interface KeyFileName {
  readonly keyId: string
  readonly prefix: string
}

/** Returns the name under which App Store Connect saves a key, and altool looks for it. */
export function keyFileName({ type }: KeyOwner, keyId: string): string {
  return `${PREFIXES[type]}_${keyId}.p8`
}

/** Reads the name of a key's file, such as `AuthKey_2X9R4HXF34.p8`, with or without its folder. */
export function readKeyFileName(path: string): KeyFileName | undefined {
  return KEY_FILE.exec(path)?.groups as KeyFileName | undefined
}
