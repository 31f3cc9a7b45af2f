import { readFileSync } from 'node:fs'
import { listCauses, UserError } from '../errors.ts'
import { mayContainIds } from '../ids.ts'
import { member, textMember } from '../json.ts'
import type { LoadedKey } from '../private-key/load.ts'
import type { KeyOwner } from '../token.ts'
import { trim } from '../trim.ts'
import { type InputName, readInput } from './action-inputs.ts'
import { type IdName, idsWith } from './identity.ts'
import type { RenamedInput } from './renamed.ts'

/**
 * Checks that the required inputs are set, or came with the key.
 *
 * @param known what of the inputs could be read
 * @param renamed inputs with other names, for which there is an error
 * @param env the environment that the runner gave the step
 * @throws {UserError} naming the cause as far as the runner shows it
 */
export function checkMissing(
  { keyType, privateKey: key }: { keyType?: KeyOwner['type']; privateKey?: LoadedKey },
  renamed: readonly RenamedInput[],
  env: NodeJS.ProcessEnv,
): undefined {
  const other = renamed.find(({ meant }) => meant === 'private-key')?.name ?? ''
  const text = readInput(env, 'private-key') || trim(env[`INPUT_${other.toUpperCase()}`] ?? '')
  // IDs may have come with a key that could not be loaded, but PEM alone has none.
  const isPem = () => text.startsWith('-----BEGIN') && !mayContainIds(text)
  if (!key && text !== '' && !isPem()) return
  const ids: IdName[] = keyType === 'team' ? ['issuer-id', 'key-id'] : ['key-id']
  const required = [
    ...ids.filter((name) => idsWith(key, name).length === 0),
    'private-key',
  ] as const
  const names = required.filter(
    (name) => readInput(env, name) === '' && !renamed.some(({ meant }) => meant === name),
  )
  if (names.length === 0) return
  const last = names.at(-1)
  const list = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last} are` : `${last} is`
  const skip = skipWithoutSecrets(env, key !== undefined && !key.kmsKey)
  const remedy = skip ?? causesOf(names, key)
  throw new UserError(`${list} empty.`, remedy, skip ? 'no-secrets' : 'empty')
}

/**
 * Says how to skip the step if this is one of the runs to which GitHub gives no secrets, or only others.
 *
 * @param hasKey whether there is a key, which is a secret
 */
function skipWithoutSecrets(env: NodeJS.ProcessEnv, hasKey: boolean): string | undefined {
  const { GITHUB_ACTOR: actor = '', GITHUB_EVENT_NAME: eventName } = env
  const skip = (why: string, condition: string) =>
    `${why}. Skip the step there: \`if: ${condition}\`, or set \`optional: true\`.`
  if (actor === 'dependabot[bot]') {
    return skip('Runs of Dependabot get only Dependabot secrets', `github.actor != '${actor}'`)
  }
  if (actor.toLowerCase().startsWith('copilot')) {
    const why = 'Runs of Copilot get only the secrets of the environment `copilot`'
    return skip(why, `github.actor != '${actor}'`)
  }
  if (hasKey) return undefined
  const event = readEvent(env['GITHUB_EVENT_PATH'])
  // The head's repository is null once the fork is deleted. Runs on pull_request_target do get secrets.
  const nameOf = (side: string) => textMember(event, 'pull_request', side, 'repo', 'full_name')
  if (nameOf('head') !== nameOf('base') && eventName !== 'pull_request_target') {
    const condition = 'github.event.pull_request.head.repo.fork != true'
    return skip('Pull requests from forks get no secrets', condition)
  }
  if (member(event, 'repository', 'fork') === true) {
    const why = 'This repository is a fork, which has none of the secrets of the original'
    return skip(why, 'github.event.repository.fork != true')
  }
  return undefined
}

/** Returns the payload of the event, or nothing if there is none that can be read. */
function readEvent(path = ''): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/* biome-ignore-start lint/suspicious/noTemplateCurlyInString: this is the workflow's syntax. */
const VARIABLE_OR_SECRET =
  'A variable is `${{ vars.NAME }}`, a secret is `${{ secrets.NAME }}`: the other one is empty.'
/* biome-ignore-end lint/suspicious/noTemplateCurlyInString: this is the workflow's syntax. */

const NOT_IN_KMS = 'A key in a KMS comes without IDs: set them next to private-key.'
const NOT_IN_TEXT =
  'private-key does not contain them, as key_id and issuer_id next to the key: set them, or add them there.'
const INDIVIDUAL_KEY =
  'An individual key has no issuer ID: if yours is one, set `key-type: individual`.'

/** https://docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/use-secrets */
const SECRET_CAUSES = [
  'The name is misspelled: what does not exist is empty.',
  'It belongs to an environment: set `environment:` on the job.',
  'The workflow is a reusable one: its caller has to list the secret under `secrets:`. A composite action needs an input for it.',
  'It belongs to the organization, which does not share it with this repository.',
]

function causesOf(names: readonly InputName[], key: LoadedKey | undefined): string {
  const isKeyEmpty = names.includes('private-key')
  return listCauses([
    ...(names.join() === 'issuer-id' ? [INDIVIDUAL_KEY] : []),
    ...(key?.kmsKey ? [NOT_IN_KMS] : key?.hasOtherText ? [NOT_IN_TEXT] : []),
    ...(isKeyEmpty
      ? [...SECRET_CAUSES, VARIABLE_OR_SECRET]
      : [VARIABLE_OR_SECRET, ...SECRET_CAUSES]),
  ])
}
