import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { isKeyLeftOut, readInputs } from '../../src/inputs/read.ts'
import { AUDIENCES, MAX_LIFETIME, MAX_SCOPED_LIFETIME } from '../../src/token.ts'
import { asInputs, root, runStep } from '../../tools/runner.js'
import { codeIn, tableBelow } from '../helpers/markdown.ts'
import { action } from '../helpers/project.ts'
import { ISSUER_ID, KEY_ID, makeKey, messageOf } from '../helpers/support.ts'

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

test('the action runs what is in dist, on the Node of these tests', () => {
  const { using, ...scripts } = action.runs
  expect(using).toBe(`node${process.version.match(/\d+/)}`)
  const files = Object.values(scripts).filter((value) => value.endsWith('.js'))
  expect(files).toContain(scripts['main'])
  for (const file of files) expect([file, existsSync(join(root, file))]).toStrictEqual([file, true])
  expect(files.filter((file) => !file.startsWith('dist/'))).toStrictEqual([])
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
  const rows = [...inputRows, ...outputRows]
  const others = rows.map(([name = '', ...cells]) => {
    const declared = codeIn(name).join()
    return [declared, codeIn(cells.join(' ')).filter((code) => !saysInAction(declared, code))]
  })
  expect(others.filter(([, codes]) => codes?.length)).toStrictEqual([])
})

test('action.yml and the README name the choices and limits of the code', () => {
  const named = inputNames.map((name) => [name, choicesOf(name)] as const)
  expect(Object.fromEntries(named)).toMatchObject({ audience: AUDIENCES })
  const limits = [`${MAX_LIFETIME / 60}m`, `${MAX_SCOPED_LIFETIME / 86_400}d`]
  const unnamed = [...named, ['lifetime', limits] as const].map(([name, values]) => [
    name,
    values.filter((value) => !saysInAction(name, value) || !saysInReadme(name, value)),
  ])
  expect(unnamed.filter(([, values]) => values?.length)).toStrictEqual([])
  expect(action.inputs['lifetime']?.description.match(/\b\d+[smhd]\b/g)).toStrictEqual(limits)
})

test('the README offers no choice that the code rejects', () => {
  const rejected = inputNames.map((name) => {
    const choices = choicesOf(name)
    // What is switched on or off is explained in other words.
    if (choices.length === 0 || choices.includes('true')) return []
    const offered = codeIn(rowOf(name)).filter((code) => !inputNames.includes(code))
    return offered.filter((code) => !choices.includes(code))
  })
  expect(rejected.flat()).toStrictEqual([])
})

test('the code reads the inputs that are declared', () => {
  const read = new Set<string>()
  for (const inputs of [given, ...everyChoice()]) {
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
  expect(resultOf({ ...defaults, ...given })).toStrictEqual(resultOf(given))
})

test('no declared input is treated as one of another action', () => {
  const [lone = ''] = Object.keys(given)
  const taken = inputNames.filter((name) =>
    messageOf(() => readInputs(asInputs({ [name === lone ? 'key-id' : name]: 'x' }))).includes(
      'rename',
    ),
  )
  expect(taken).toStrictEqual([])
})

test('the step sets the outputs that are declared, some of them only if an input says so', async () => {
  const set = Object.keys((await runStep({ inputs: given })).outputs)
  expect(outputNames.filter((name) => set.includes(name))).toStrictEqual(set)
  const others = outputNames.filter((name) => !set.includes(name))
  const unasked = others.filter((name) => !inputNames.some((input) => saysInAction(name, input)))
  expect(unasked).toStrictEqual([])
})

/** The choices that the code itself lists when it rejects another. */
function choicesOf(input: string): string[] {
  try {
    readInputs(asInputs({ ...given, [input]: '?' }))
    return []
  } catch (error) {
    const [, name, choices = ''] = CHOICES.exec((error as Error).message) ?? []
    return name === input ? choices.split(' or ') : []
  }
}

const CHOICES = /^(\S+) cannot be "\?"\. Use (.+?)(, or write .+)?\.$/

/** The inputs of a step for each choice of each input. */
function everyChoice(): Record<string, string>[] {
  return inputNames.flatMap((name) =>
    choicesOf(name).map((choice) => ({ ...given, [name]: choice })),
  )
}

/** What becomes of the inputs; keys cannot be compared, and the text of this one is the same. */
function resultOf(inputs: Record<string, string>): unknown {
  return { ...readInputs(asInputs(inputs)), privateKey: undefined }
}

function saysInAction(name: string, value: string): boolean {
  const declaration = action.inputs[name] ?? action.outputs[name]
  return isIn(`${declaration?.description} ${declaration?.default}`, value)
}

function saysInReadme(name: string, value: string): boolean {
  return codeIn(rowOf(name)).includes(value)
}

/** The row of an input in the README, without its name. */
function rowOf(input: string): string {
  const row = inputRows.find(([name = '']) => codeIn(name).join() === input)
  return row?.slice(1).join(' ') ?? ''
}

/** Whether a text contains a value that is not part of a longer word. */
function isIn(text: string, value: string): boolean {
  const at = text.split(value)
  return at.some(
    (before, n) => n + 1 < at.length && !/[\w-]$/.test(before) && !/^[\w-]/.test(at[n + 1] ?? ''),
  )
}
