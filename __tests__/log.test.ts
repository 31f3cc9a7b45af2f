import { expect, test } from '@jest/globals'
import { describeToken, formatRemark, info, measure, notice, workflowCommand } from '../src/log.ts'
import type { TokenSpec } from '../src/token.ts'
import { TEAM_SPEC } from './helpers/support.ts'

const UNTIL = '2026-11-25T12:15:00Z'

const cases: [Partial<TokenSpec>, string][] = [
  [{}, 'the team key 2X9R4HXF34. It is valid for 15 minutes, until 2026-11-25T12:15:00Z.'],
  [{ owner: { type: 'individual' } }, 'the individual key 2X9R4HXF34. It is valid '],
  [
    { audience: 'apple-developer-enterprise-v1' },
    'the team key 2X9R4HXF34 for the Enterprise Program API. It is valid ',
  ],
  [{ scope: ['GET /v1/apps'] }, 'the team key 2X9R4HXF34, limited to 1 request. It is valid '],
  [
    { scope: ['GET /v1/apps', 'GET /v1/builds'] },
    'the team key 2X9R4HXF34, limited to 2 requests. It is valid ',
  ],
]

test.each(cases)('describes a token with %j', (more, text) => {
  expect(describeToken({ ...TEAM_SPEC, ...more }, UNTIL, '')).toContain(
    `Created a token with ${text}`,
  )
})

test.each([
  [1, '1 second'],
  [90, '90 seconds'],
  [60, '1 minute'],
  [900, '15 minutes'],
  [7200, '2 hours'],
  [86_400, '1 day'],
])('formats a lifetime of %i seconds as %s', (lifetime, text) => {
  expect(describeToken({ ...TEAM_SPEC, lifetime }, UNTIL, '')).toContain(
    ` valid for ${text}, until `,
  )
})

test('escapes what would end a workflow command, or read as an escape', () => {
  expect(workflowCommand('warning', 'C:\\100%25\r\nnext: line')).toBe(
    '::warning::C:\\100%2525%0D%0Anext: line\n',
  )
})

test('says where to read more about a token that has expired', () => {
  expect(describeToken(TEAM_SPEC, UNTIL, 'https://example.org/help')).toMatch(
    /, until 2026-11-25T12:15:00Z\. See https:\/\/example\.org\/help#the-token-has-expired$/,
  )
})

test('formats a remark with where to read more', () => {
  expect(formatRemark(info('Done.'), '')).toBe('Done.\n')
  expect(formatRemark(notice('Look.', 'id'), 'help')).toBe(
    '::notice::Look.%0ASee help#an-id-is-wrong-or-belongs-to-another-key\n',
  )
})

test.each([
  ['', '0 characters'],
  ['a', '1 character'],
  ['ab\ncd', '5 characters in 2 lines'],
  ['a\r\nb\rc', '6 characters in 3 lines'],
])('%j measures %s', (text, measured) => {
  expect(measure(text)).toBe(measured)
})
