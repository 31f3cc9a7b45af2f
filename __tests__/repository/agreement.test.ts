import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { isKeyLeftOut, readInputs } from '../../src/inputs/read.ts'
import { AUDIENCES, MAX_LIFETIME, MAX_SCOPED_LIFETIME } from '../../src/token.ts'
import { asInputs, root, runStep } from '../../tools/runner.js'
import { codeIn, tableBelow } from '../helpers/markdown.ts'
import { action } from '../helpers/project.ts'
import { ISSUER_ID, KEY_ID, makeKey } from '../helpers/support.ts'

const readme = readFileSync(join(root, 'README.md'), 'utf8')
const inputRows = tableBelow(readme, 'Inputs')
const outputRows = tableBelow(readme, 'Outputs')
const inputNames = Object.keys(action.inputs)
const outputNames = Object.keys(action.outputs)
/** As the runner sets them: an input without a default is empty. */
const defaults = Object.fromEntries(
  Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? '']),
)
const given = { 'issuer-id': ISSUER_ID, 'key-id': KEY_ID, 'private-key': makeKey().pem }
/** The values of each input of which the code has a choice. */
const choices = inputNames
  .map((name) => [name, choicesOf(name)] as const)
  .filter(([, values]) => values.length > 0)

test('the action runs what is in dist, on the Node of these tests', () => {
  const { using, ...scripts } = action.runs
  expect(using).toBe(`node${process.version.match(/\d+/)}`)
  const files = Object.values(scripts).filter((value) => value.endsWith('.js'))
  expect(files).toContain(scripts['main'])
  expect(files.filter((file) => !/^dist\//.test(file) || !existsSync(join(root, file)))).toEqual([])
})

test('every description is whole sentences', () => {
  const all = [action, ...Object.values(action.inputs), ...Object.values(action.outputs)]
  const descriptions = all.map(({ description }) => description)
  expect(descriptions.filter((text) => !/[^.]\.$/.test(text))).toStrictEqual([])
})

test("the README's tables name the inputs with their defaults, and the outputs", () => {
  const declared = Object.entries(action.inputs).map(([name, input]) => [
    [name],
    input.default === undefined ? [] : [input.default],
  ])
  const listed = inputRows.map(([name = '', value = '']) => [codeIn(name), codeIn(value)])
  expect(listed).toStrictEqual(declared)
  expect(outputRows.map(([name = '']) => codeIn(name).join())).toStrictEqual(outputNames)
})

test("what the README's tables format as code is in action.yml too", () => {
  const others = [...inputRows, ...outputRows].map(([name = '', ...cells]) => {
    const declared = codeIn(name).join()
    return [declared, codeIn(cells.join(' ')).filter((code) => !saysInAction(declared, code))]
  })
  expect(others.filter(([, codes]) => codes?.length)).toStrictEqual([])
})

test('action.yml and the README name the choices and limits of the code', () => {
  expect(Object.fromEntries(choices)).toMatchObject({ audience: AUDIENCES })
  const limits = [`${MAX_LIFETIME / 60}m`, `${MAX_SCOPED_LIFETIME / 86_400}d`]
  const unnamed = [...choices, ['lifetime', limits] as const].map(([name, values]) => [
    name,
    values.filter((value) => !saysInAction(name, value) || !codeIn(rowOf(name)).includes(value)),
  ])
  expect(unnamed.filter(([, values]) => values?.length)).toStrictEqual([])
  expect(action.inputs['lifetime']?.description.match(/\b\d+[smhd]\b/g)).toStrictEqual(limits)
})

test('the README offers no choice that the code rejects', () => {
  const rejected = choices.flatMap(([name, values]) => {
    // What is switched on or off is explained in other words.
    if (values.includes('true')) return []
    return codeIn(rowOf(name)).filter((code) => ![...inputNames, ...values].includes(code))
  })
  expect(rejected).toStrictEqual([])
})

test('action-types.yml types what is declared, with the choices of the code', () => {
  const types = parse(readFileSync(join(root, 'action-types.yml'), 'utf8'))
  expect(Object.keys(types.inputs)).toStrictEqual(inputNames)
  expect(Object.keys(types.outputs)).toStrictEqual(outputNames)
  // Requests can be listed in verify, too.
  const others = choices.filter(([name]) => name !== 'verify')
  const typed = others.map(([name]) => {
    const { type, 'allowed-values': values } = types.inputs[name]
    return [name, type === 'boolean' ? ['true', 'false'] : values]
  })
  expect(typed).toStrictEqual(others)
})

test('the code reads the inputs that are declared', () => {
  const read = new Set<string>()
  const everyChoice = choices.flatMap(([name, values]) =>
    values.map((value) => ({ ...given, [name]: value })),
  )
  for (const inputs of [given, ...everyChoice]) {
    const env = new Proxy(asInputs(inputs), {
      get(target, name) {
        if (String(name).startsWith('INPUT_')) read.add(String(name))
        return Reflect.get(target, name)
      },
    })
    isKeyLeftOut(env)
    readInputs(env)
  }
  expect([...read].sort()).toStrictEqual(Object.keys(asInputs(defaults)).sort())
})

test('an input left out means the same as its default', () => {
  // Keys cannot be compared, and the text of this one is the same.
  const read = (inputs: Record<string, string>) => ({
    ...readInputs(asInputs(inputs)),
    privateKey: undefined,
  })
  expect(read({ ...defaults, ...given })).toStrictEqual(read(given))
})

test('the step sets the outputs that are declared, some of them only if an input says so', async () => {
  const set = Object.keys((await runStep({ inputs: given })).outputs)
  expect(outputNames.filter((name) => set.includes(name))).toStrictEqual(set)
  const others = outputNames.filter((name) => !set.includes(name))
  const unasked = others.filter((name) => !inputNames.some((input) => saysInAction(name, input)))
  expect(unasked).toStrictEqual([])
})

/** The choices that the code itself lists when it rejects another; none if it accepts any. */
function choicesOf(input: string): string[] {
  const env = asInputs({ ...given, [input]: '?' })
  try {
    if (!isKeyLeftOut(env)) readInputs(env)
    return []
  } catch (error) {
    const problem = /^(\S+) cannot be "\?"\. Use (.+?)(, or write .+)?\.$/
    const [, name, values = ''] = problem.exec((error as Error).message) ?? []
    return name === input ? values.split(' or ') : []
  }
}

function saysInAction(name: string, value: string): boolean {
  const declaration = action.inputs[name] ?? action.outputs[name]
  const words = (text: string) => ` ${text.match(/[\w-]+/g)?.join(' ')} `
  return words(`${declaration?.description} ${declaration?.default}`).includes(words(value))
}

/** The row of an input in the README, without its name. */
function rowOf(input: string): string {
  const row = inputRows.find(([name = '']) => codeIn(name).join() === input)
  return row?.slice(1).join(' ') ?? ''
}
