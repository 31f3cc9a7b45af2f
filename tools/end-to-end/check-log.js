// Reads a log of ci.yml's end-to-end job from standard input: nothing of key or token may stand in
// it. No job can read its own log, so that this runs after the job has ended.
import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'

const log = await text(process.stdin)

// The careless line proves that this is the whole log, and that masking was put to the test.
assert.match(log, /The token shows as \*\*\*\s/, 'The log does not show the token as ***.')
for (const [what, pattern] of Object.entries({
  // The base64url of any JSON object.
  'part of a token': /eyJ[\w-]{8}/,
  // The last and shortest line of a key has 56 characters. Digests are small letters only.
  'a line of a key': /(?=[a-z\d+/]*[A-Z])[A-Za-z\d+/]{56}/,
})) {
  const lines = log.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []))
  assert.equal(lines.length, 0, `The log holds ${what}, in line ${lines.join(', ')}.`)
}
console.log('The log is masked.')
