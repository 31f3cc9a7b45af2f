import { createHash, createHmac } from 'node:crypto'

/**
 * Signs a POST to the path `/` of a service of AWS, and returns all headers of the request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 *
 * @param headers in lower case, with the host
 * @param credentials the ID of an access key, its secret, and the token of a temporary one
 * @param scope the region and the service, such as `eu-central-1/kms`
 */
export function signHeaders(
  headers: Readonly<Record<string, string>>,
  body: string,
  [id, secret, token]: readonly string[],
  scope: string,
  now: Date,
): Record<string, string> {
  const time = now.toISOString().replaceAll(/[:-]|\.\d+/g, '')
  const all = { ...headers, 'x-amz-date': time, ...(token && { 'x-amz-security-token': token }) }
  const lines = Object.entries(all).sort()
  const names = lines.map(([name]) => name).join(';')
  const list = lines.map((line) => line.join(':'))
  const request = ['POST', '/', '', ...list, '', names, sha256(body)].join('\n')
  const parts = [time.slice(0, 8), ...scope.split('/'), 'aws4_request']
  const text = ['AWS4-HMAC-SHA256', time, parts.join('/'), sha256(request)].join('\n')
  const signature = hmac(parts.reduce<string | Buffer>(hmac, `AWS4${secret}`), text)
  const credential = `Credential=${id}/${parts.join('/')}, SignedHeaders=${names}`
  const authorization = `AWS4-HMAC-SHA256 ${credential}, Signature=${signature.toString('hex')}`
  return { ...all, authorization }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
