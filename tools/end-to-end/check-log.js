// Reads a log of ci.yml's end-to-end job from standard input: it must contain no
// part of the key or the token. No job can read its own log, so this runs after the job has ended.
import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'

const log = await text(process.stdin)

// The careless line shows that this is the whole log, and that masking was tested.
assert.match(log, /The token shows as \*\*\*\s/, 'The log does not show the token as ***.')
for (const [what, pattern] of Object.entries({
  // The base64url of any JSON object.
  'part of a token': /eyJ[\w-]{8}/,
  // The last and shortest line of a key has 56 characters. Digests have only lowercase letters.
  'a line of a key': /(?=[a-z\d+/]*[A-Z])[A-Za-z\d+/]{56}/,
})) {
  const lines = log.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []))
  assert.equal(lines.length, 0, `The log contains ${what}, in line ${lines.join(', ')}.`)
}
console.log('The log is masked.')
