import type { KeyObject } from 'node:crypto'
import { makeKey } from './keys.ts'

/** A key as Apple's .p8 files contain it: PKCS#8 with the curve's parameters, and no final newline. */
export function makeP8(key = makeKey().key): { key: KeyObject; p8: string } {
  const sec1 = key.export({ type: 'sec1', format: 'der' })
  const head = Buffer.from('308193020100301306072a8648ce3d020106082a8648ce3d0301070479', 'hex')
  return { key, p8: armour('PRIVATE KEY', Buffer.concat([head, sec1])) }
}

export function armour(label: string, der: Buffer): string {
  return `-----BEGIN ${label}-----\n${wrap(der.toString('base64'), 64)}\n-----END ${label}-----`
}

export type Change = (text: string) => string

const base64: Change = (text) => Buffer.from(text).toString('base64')
const hex: Change = (text) => Buffer.from(text).toString('hex')
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')

export function wrap(text: string, width: number, end = '\n'): string {
  return (text.match(new RegExp(`.{1,${width}}`, 'gs')) ?? []).join(end)
}

/** What is done to text on its way into a secret; each can be done to what another made. */
export const changes: Record<string, Change> = {
  nothing: (text) => text,
  'a final newline': (text) => `${text}\n`,
  CRLF: (text) => text.replaceAll('\n', '\r\n'),
  CR: (text) => text.replaceAll('\n', '\r'),
  'blank lines': (text) => text.replaceAll('\n', '\n\n'),
  indented: (text) => text.replaceAll('\n', '\n    '),
  'trailing blanks': (text) => text.replaceAll('\n', ' \t\n'),
  'a byte-order mark': (text) => `\ufeff${text}`,
  'a zero-width space': (text) => `\u200b${text}\u200b`,
  'double quotes': (text) => `"${text}"`,
  'single quotes': (text) => `'${text}'`,
  'curly quotes': (text) => `\u201c${text}\u201d`,
  'a JSON string': (text) => JSON.stringify(text),
  'fastlane JSON': (text) => JSON.stringify({ key_id: '2X9R4HXF34', key: text, in_house: false }),
  'literal \\n': (text) => text.replaceAll('\n', '\\n'),
  'literal \\\\n': (text) => text.replaceAll('\n', '\\\\n'),
  'literal \\r\\n': (text) => text.replaceAll('\n', '\\r\\n'),
  'literal \\n next to real ones': (text) => text.replaceAll('\n', '\\n\n'),
  'one literal \\n': (text) => text.replace('\n', '\\n'),
  'blanks for line ends': (text) => text.replaceAll('\n', ' '),
  Base64: base64,
  'Base64 at 64 columns': (text) => wrap(base64(text), 64),
  'Base64 at 76 columns with CRLF': (text) => wrap(base64(text), 76, '\r\n'),
  'Base64 with blanks': (text) => wrap(base64(text), 13, ' '),
  'Base64 without padding': (text) => base64(text).replaceAll('=', ''),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  'Base64 of UTF-16': (text) => utf16(text).toString('base64'),
  'Base64 of big-endian UTF-16': (text) => utf16(text).swap16().toString('base64'),
  hexadecimal: hex,
  'URL encoding': encodeURIComponent,
  'an assignment': (text) => `export ASC_KEY="${text}"`,
  'a letter around it': (text) => `Hello Tom,\nhere it is:\n\n${text}\n\nKeep it safe!\n`,
}

const lines = (p8: string, format: (line: string, n: number) => string) =>
  p8.split('\n').map(format).join('\n')

/** What is done to the file itself, before anything else. */
export const shapes: Record<string, Change> = {
  'the file': (p8) => p8,
  'line ends lost': (p8) => p8.replaceAll('\n', ''),
  'all blanks lost': (p8) => p8.replaceAll(/\s/g, ''),
  'the body alone': bodyOf,
  'the body joined': (p8) => bodyOf(p8).replaceAll('\n', ''),
  'the body in base64url': (p8) => bodyOf(p8).replaceAll('+', '-').replaceAll('/', '_'),
  'no header': (p8) => p8.replace(/^.*\n/, ''),
  'no footer': (p8) => p8.replace(/\n[^\n]*$/, ''),
  'a short footer': (p8) => p8.slice(0, -9),
  'four dashes': (p8) => p8.replaceAll('-----', '----'),
  'long dashes': (p8) => p8.replaceAll('-----', '\u2014\u2014'),
  'small letters in the label': (p8) => p8.replaceAll('PRIVATE KEY', 'Private Key'),
  'the label of SEC1': (p8) => p8.replaceAll('PRIVATE', 'EC PRIVATE'),
  'the label of RSA': (p8) => p8.replaceAll('PRIVATE', 'RSA PRIVATE'),
  twice: (p8) => `${p8}\n${p8}`,
  'quoted mail': (p8) => p8.replaceAll(/^/gm, '> '),
  'numbered lines': (p8) => lines(p8, (line, n) => `${n + 1}  ${line}`),
  'a list': (p8) => p8.replaceAll(/^/gm, '- '),
  'joined strings': (p8) => p8.replaceAll(/^.*$/gm, '"$&\\n"').replaceAll('\n', ' +\n  '),
  'text of a word processor': (p8) =>
    `<p class="MsoNormal"><span>${p8.replaceAll('\n', '</span></p><p class="MsoNormal"><span>')}</span></p>`,
  'spaces of HTML': (p8) => p8.replaceAll('\n', '&nbsp;\n'),
  'quoted-printable': (p8) => p8.replaceAll('=', '=3D').replaceAll('\n', '=0A'),
  colors: (p8) => p8.replaceAll(/^.*$/gm, '\u001b[32m$&\u001b[0m'),
  HTML: (p8) => `<pre>${p8.replaceAll('\n', '<br/>\n')}</pre>`,
  XML: (p8) => `<string>${p8.replaceAll(/[\n+]/g, (c) => `&#${c.charCodeAt(0)};`)}</string>`,
  'a form': (p8) => new URLSearchParams({ key: p8 }).toString(),
  'line ends of `n': (p8) => p8.replaceAll('\n', '`n'),
  'lines in backticks': (p8) => p8.replaceAll(/^.*$/gm, '`$&`'),
  'lines joined by backticks': (p8) => p8.replaceAll('\n', '`'),
  'JSON with escaped signs': (p8) =>
    JSON.stringify({ key: p8 }).replaceAll('/', '\\/').replaceAll('+', '\\u002b'),
  'escaped line ends': (p8) => p8.replaceAll('\n', '\\\n'),
  'quoted-printable Base64': (p8) => wrap(base64(p8), 75, '=\r\n'),
  'Base64 in fastlane JSON': (p8) =>
    JSON.stringify({ key: base64(p8), is_key_content_base64: true }),
  'Base64 in an .env file': (p8) => `ASC_KEY_ID=2X9R4HXF34\nASC_PRIVATE_KEY=${base64(p8)}\n`,
  'Base64 in a data URL': (p8) => `data:application/x-pem-file;base64,${base64(p8)}`,
  'DER in hexadecimal': (p8) => derOf(p8).toString('hex'),
  'a Buffer as JSON': (p8) => JSON.stringify(Buffer.from(p8)),
  'a list of byte values': (p8) => Array.from(Buffer.from(p8)).join('\n'),
  'DER as byte values': (p8) => `[${Array.from(derOf(p8)).join(' ')}]`,
  'DER as hexadecimal byte values': (p8) =>
    `{${Array.from(derOf(p8), (byte) => `0x${byte.toString(16)}`).join(', ')}}`,
  'DER in hexadecimal with dashes': (p8) => wrap(derOf(p8).toString('hex').toUpperCase(), 2, '-'),
  'DER in hexadecimal with colons': (p8) => wrap(derOf(p8).toString('hex'), 2, ':'),
}

/** What is done to the file alone: another change of its lines and blanks would spoil it. */
export const fragile: Record<string, Change> = {
  'a decoded form': (p8) => p8.replaceAll('+', ' '),
  'a comparison': (p8) => `+++ b/A.p8\n@@ -0,0 +1,6 @@\n${p8.replaceAll(/^/gm, '+')}`,
  'lines of a log': (p8) => p8.replaceAll(/^/gm, '2026-01-05T10:00:00.1234567Z '),
  'lines found by grep': (p8) => p8.replaceAll(/^/gm, 'AuthKey_2X9R4HXF34.p8:'),
  'cat -n': (p8) => lines(p8, (line, n) => `${n + 1}\t${line}`.padStart(72)),
  'the frame of bat': (p8) =>
    `─────┬────\n${lines(p8, (line, n) => `  ${n + 1}  │ ${line}`)}\n─────┴────`,
  'a table': (p8) => lines(p8, (line) => `| ${line.padEnd(64)} |`),
  'printf %q': (p8) => `$'${p8.replaceAll('\n', '\\n')}'`,
  'continued lines of a shell': (p8) => p8.replaceAll('\n', ' \\\n'),
  'an array of lines': (p8) => JSON.stringify(p8.split('\n')),
  'CSV of a password manager': (p8) => `Title,User,Password\r\n"ASC","a@b.org","${p8}"\r\n`,
  'the answer of AWS Secrets Manager': (p8) =>
    JSON.stringify({ ARN: 'arn:aws:x', SecretString: JSON.stringify({ key: p8 }), Date: 1.5 }),
  'the answer of Google Secret Manager': (p8) =>
    JSON.stringify({ name: 'x', payload: { data: base64(p8), dataCrc32c: '123' } }),
  'a Kubernetes Secret': (p8) => `kind: Secret\ndata:\n  AuthKey.p8: ${base64(p8)}\n`,
  'a block of YAML': (p8) => `key_id: 2X9R4HXF34\nkey: |\n${p8.replaceAll(/^/gm, '  ')}\n`,
  'a property list': (p8) =>
    `<plist><dict><key>Key</key>\n<data>\n\t${wrap(base64(p8), 52, '\n\t')}\n</data></dict></plist>`,
  'RTF of macOS': (p8) => `{\\rtf1\\ansi\n\\f0\\fs24 \\cf0 ${p8.replaceAll('\n', '\\\n')}}`,
  'RTF of Windows': (p8) => `{\\rtf1\\ansi\\pard\\f0 ${p8.replaceAll('\n', '\\par\r\n')}\\par\r\n}`,
  'bytes of Python': (p8) => `b'${base64(p8)}'`,
  certutil: (p8) => armour('CERTIFICATE', Buffer.from(p8)),
  'Base64 between the lines of PEM': (p8) => armour('PRIVATE KEY', Buffer.from(p8)),
  'an array in C': (p8) =>
    `char key[] = {${Array.from(Buffer.from(p8), (byte) => `0x${byte.toString(16)}`).join(', ')}};`,
}

/** The lines between the armour. */
export function bodyOf(p8: string): string {
  return p8
    .split('\n')
    .filter((line) => !line.startsWith('-'))
    .join('\n')
    .trim()
}

/** The bytes between the armour. */
export function derOf(p8: string): Buffer {
  return Buffer.from(bodyOf(p8), 'base64')
}

/** A key without its public key, as Java and others write it: nothing in it can be checked. */
export function bareEncodings(key: KeyObject): Record<string, string> {
  const scalar = key.export({ type: 'sec1', format: 'der' }).toString('hex', 7, 39)
  const algorithm = '301306072a8648ce3d020106082a8648ce3d030107'
  const parameters = 'a00a06082a8648ce3d030107'
  const pem = (label: string, hex: string) => armour(label, Buffer.from(hex, 'hex'))
  return {
    'PKCS#8 of 67 bytes': pem('PRIVATE KEY', `3041020100${algorithm}042730250201010420${scalar}`),
    'PKCS#8 with parameters': pem(
      'PRIVATE KEY',
      `304d020100${algorithm}043330310201010420${scalar}${parameters}`,
    ),
    'SEC1 of 51 bytes': pem('EC PRIVATE KEY', `30310201010420${scalar}${parameters}`),
  }
}

/** The encodings of one key: all of them are whole keys. */
export function encodings(key: KeyObject): Record<string, string> {
  const sec1 = key.export({ type: 'sec1', format: 'pem' }).toString()
  return {
    'PKCS#8 as OpenSSL writes it': key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    SEC1: sec1,
    'SEC1 with its parameters before it': `-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n${sec1}`,
  }
}
