import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { isKeyLeftOut, readInputs } from '../../src/inputs/read.ts'
import { asInputs, root } from '../../tools/runner.js'
import { ISSUER_ID, KEY_ID, makeKey } from '../helpers/keys.ts'

interface Type {
  readonly type: string
  readonly 'allowed-values'?: readonly string[]
}

const read = (name: string) => parse(readFileSync(join(root, name), 'utf8'))
const action = read('action.yml')
const types: Record<'inputs' | 'outputs', Record<string, Type>> = read('action-types.yml')

/** The values that each input with a choice accepts. */
const choices = Object.entries(types.inputs).flatMap(([name, type]) => {
  const values = type.type === 'boolean' ? ['true', 'false'] : (type['allowed-values'] ?? [])
  return values.length > 0 ? [{ name, values }] : []
})

test.each(['inputs', 'outputs'] as const)('types the %s that action.yml declares', (kind) => {
  expect(Object.keys(types[kind])).toStrictEqual(Object.keys(action[kind]))
})

test.each(choices)('the values of $name are those that the code accepts', ({ name, values }) => {
  const given = { 'issuer-id': ISSUER_ID, 'key-id': KEY_ID, 'private-key': makeKey().pem }
  const readWith = (value: string) => () => {
    const env = asInputs({ ...given, [name]: value })
    return isKeyLeftOut(env) || readInputs(env)
  }
  // The code lists them when it rejects another.
  expect(readWith('?')).toThrow(`${name} cannot be "?". Use ${values.join(' or ')}`)
  expect(values).toContain(action.inputs[name].default)
})
