import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import { der } from './der.ts'
import { makeKey } from './support.ts'

/** A key and a certificate for host names, signed by itself, as TLS servers take them. */
export function makeCertificate(...hosts: string[]): { key: string; cert: string } {
  const { key, pem } = makeKey()
  const der = certificate(hosts, key)
    .toString('base64')
    .match(/.{1,64}/g)
  return {
    key: pem,
    cert: `-----BEGIN CERTIFICATE-----\n${der?.join('\n')}\n-----END CERTIFICATE-----\n`,
  }
}

/** https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
function certificate(hosts: readonly string[], key: KeyObject): Buffer {
  const algorithm = sequence(oid('2a8648ce3d040302'))
  const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(`${hosts[0]}`)))))
  const extensions = sequence(
    sequence(
      oid('551d11'),
      der(0x04, sequence(...hosts.map((host) => der(0x82, Buffer.from(host))))),
    ),
    sequence(oid('551d13'), der(0x04, sequence(der(0x01, Buffer.from([0xff]))))),
  )
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(time(-86_400), time(86_400)),
    name,
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  )
  return sequence(content, algorithm, der(0x03, Buffer.from([0]), sign('sha256', content, key)))
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts)
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'))
}

/** @param seconds from now */
function time(seconds: number): Buffer {
  const date = new Date(Date.now() + seconds * 1000).toISOString()
  return der(0x17, Buffer.from(`${date.slice(2, 19).replaceAll(/\D/g, '')}Z`))
}
