import type http from 'node:http'
import type https from 'node:https'
import type { AddressInfo, Server } from 'node:net'

/** Has a server listen on loopback. Resolves to its port. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

/** Closes a server and its connections. */
export async function close(server: http.Server | https.Server): Promise<void> {
  const closed = new Promise((done) => server.close(done))
  server.closeAllConnections()
  await closed
}
