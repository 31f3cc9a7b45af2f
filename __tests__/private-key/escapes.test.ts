import { expect, test } from '@jest/globals'
import { resolveEscapes, resolveOtherEscapes } from '../../src/private-key/escapes.ts'

test.each([
  ['a&#10;b', 'a\nb'],
  ['a&#43;b&#00043;', 'a+b+'],
  ['a&#x2B;b&#x002b', 'a+b+'],
  ['<pre class="key">a</pre><br/>b', '\na\n\nb'],
  ['a&nbsp;b&NewLine;c', 'a\nb\nc'],
  ['a&plus;b&sol;c&equals;', 'a+b/c='],
  ['a=\nb=\r\nc= \t\nd', 'a\nb\nc\nd'],
  ['a==\nb', 'a==\nb'],
  ['a\\nb\\rc\\td`ne`r`nf\\012g\\15h', 'a\nb\nc\nd\ne\n\nf\ng\nh'],
  ['a\\\\\\\\nb', 'a\nb'],
  ['\\"a\\/b\\"', '"a/b"'],
  ['a%2Bb%252Bc%25252b', 'a+b+c+'],
  ['a\\u002bb\\x2Bc', 'a+b+c'],
  ['a_x000D_\nb', 'a\n\nb'],
  ['\u001b[1;32ma\u001b[0m', '\na\n'],
  ['a < b > c', 'a < b > c'],
  ['`na`\n`nb`', '`na`\n`nb`'],
  ['-----`MIG`nab', '----- MIG nab'],
  ['-----``MIG``nab', '-----  MIG  nab'],
  ['`na`\\n`nb`', '`na`\n`nb`'],
  ['a\\\\u006eb', 'anb'],
  ['a%252525252Bb', 'a%2Bb'],
  ['a&#9;b', 'a\tb'],
  ['a&#000043;b', 'a&#000043;b'],
  ['a<b>c', 'a\nc'],
  [`a<b${'x'.repeat(200)}>c`, 'a\nc'],
  [`a<b${'x'.repeat(201)}>c`, `a<b${'x'.repeat(201)}>c`],
  ['a&x;b', 'a&x;b'],
  ['a&lt;b', 'a\nb'],
  ['a&LineFeed;b', 'a\nb'],
  ['a&LineFeeds;b', 'a&LineFeeds;b'],
])('%j is the text %j', (text, resolved) => {
  expect(resolveEscapes(text)).toBe(resolved)
})

test.each([
  ['a`nb', 'a nb'],
  ['a\\nb', 'a nb'],
  ['a%60nb%5Cnc', 'a nb nc'],
  ['a&#10;b', 'a\nb'],
])('%j is the text %j if backslashes and backticks only separate', (text, resolved) => {
  expect(resolveOtherEscapes(text)).toBe(resolved)
})
