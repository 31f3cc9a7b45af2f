import { UserError } from '../errors.ts'
import { areSwapped, isReal, isUsualKeyId, parseIssuerId, parseKeyId } from '../ids.ts'
import { notice, type Remark, warning } from '../log.ts'
import type { LoadedKey } from '../private-key/load.ts'
import type { InputName } from './action-inputs.ts'

const IDS = {
  'issuer-id': { noun: 'issuer ID', parse: parseIssuerId, of: 'issuerIds' },
  'key-id': { noun: 'key ID', parse: parseKeyId, of: 'keyIds' },
} as const
export type IdName = keyof typeof IDS

/**
 * Reads an ID. What the user writes counts; left out, it is the one that came with the key, if any.
 *
 * @param key the key if it could be loaded
 * @param input returns an input as it was written
 * @throws {UserError} for anything else, and if the object that has the key says otherwise
 */
export function readId(
  name: IdName,
  key: LoadedKey | undefined,
  input: (name: InputName) => string,
): string | undefined {
  const { noun, parse, of } = IDS[name]
  if (input(name) === '') {
    const ids = idsWith(key, name)
    if (ids.length < 2) return ids[0]
    throw new UserError(
      `private-key comes with more than one ${noun}: ${ids.join(', ')}.`,
      `Set ${name} to the one that belongs to the key.`,
      'id',
    )
  }
  if (areSwapped(input('issuer-id'), input('key-id'))) {
    const problem = 'issuer-id and key-id are swapped.'
    throw new UserError(problem, 'Swap them: issuer-id is the UUID.', 'id')
  }
  const id = parse(input(name))
  const own = key?.ids.object[of] ?? []
  // As Apple's, it is in capitals.
  if (!isOther(id, own)) return own.find((other) => other === id.toUpperCase()) ?? id
  throw new UserError(
    `${name} is ${id}, but private-key belongs to the ${noun} ${own.join(', ')}.`,
    'Use an ID and a key that belong together.',
    'id',
  )
}

/** Returns the IDs that came with a key: those in the object that has it count, if there are any. */
export function idsWith(key: LoadedKey | undefined, name: IdName): readonly string[] {
  const { of } = IDS[name]
  const own = key?.ids.object[of] ?? []
  return (own.length > 0 ? own : (key?.ids.nearby[of] ?? [])).filter(isReal)
}

function isOther(id: string, ids: readonly string[]): boolean {
  return ids.length > 0 && !ids.some((other) => other.toLowerCase() === id.toLowerCase())
}

/** @param text the input that the ID was read from, or empty if it came with the key */
export function remarkOnId(name: IdName, id: string, text: string, key: LoadedKey): Remark[] {
  const ids = idsWith(key, name)
  const remarks: Remark[] = []
  if (isOther(id, ids)) {
    const others = `the ${IDS[name].noun} ${ids.join(', ')}`
    const message = `${name} is ${id}, but private-key comes with ${others}. The input counts.`
    remarks.push(warning(message, 'id'))
  }
  if (name === 'key-id' && !isUsualKeyId(id)) {
    // What the user did not write may be right all the same.
    const [say, from] = text === '' ? [notice, ', which came with the key'] : [warning, '']
    remarks.push(say(`key-id is ${id}${from}. ${UNUSUAL}`, 'id'))
  }
  if (text !== '' && id.toLowerCase() !== text.toLowerCase()) {
    const message = `${name} is not written as App Store Connect shows it; using ${id}.`
    remarks.push(notice(message))
  }
  return remarks
}

const UNUSUAL =
  'Key IDs of App Store Connect have about ten capital letters and digits. If the API rejects the token, copy it again.'
