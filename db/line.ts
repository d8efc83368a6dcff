import { EventEmitter, once } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'

/** How the server is reached: from the URL, read once by db/client.ts. */
export interface Address {
  host: string
  port: number
  /** As in `sslmode` of a PostgreSQL URL. */
  sslMode: string
}

/**
 * The socket under one postgres.js connection. postgres.js forgets its socket the moment it closes, and a statement of a
 * transaction that is still running then writes to nothing: an exception outside every promise and a caller who waits for ever
 * (porsager/postgres #1204). This line never closes under it: once lost, each write is answered with an error, and
 * `onLost` tells the owner to throw the connection away.
 */
export class Line extends EventEmitter {
  private lost: Error | null = null
  private isEnding = false

  private constructor(
    private readonly socket: net.Socket,
    private readonly onLost: (cause: Error) => void,
  ) {
    super()
    socket.on('data', (bytes) => this.emit('data', bytes))
    socket.on('drain', () => this.emit('drain'))
    // A line that its owner ends is lost to nobody.
    socket.on('error', () => this.lose())
    socket.on('close', () => this.isEnding || this.lose())
  }

  /** Connects, over TLS when the address asks for it. Rejects when the server cannot be reached within 10 s. */
  static async open(address: Address, onLost: (cause: Error) => void): Promise<Line> {
    const plain = net.connect(address.port, address.host)
    plain.setTimeout(10_000, () => plain.destroy(new Error('The database did not answer within 10 seconds')))
    await once(plain, 'connect')
    const socket = await overTls(plain, address)
    socket.setTimeout(0)
    return new Line(socket, onLost)
  }

  get readyState(): string {
    return this.lost ? 'closed' : this.socket.readyState
  }

  write(bytes: Buffer, done?: () => void): boolean {
    if (!this.lost) return this.socket.write(bytes, done)
    setImmediate(() => this.tell())
    return true
  }

  end(bytes?: Buffer): void {
    this.isEnding = true
    this.socket.once('close', () => this.emit('close', false))
    if (bytes) this.socket.end(bytes)
    else this.socket.end()
  }

  destroy(): void {
    this.socket.destroy()
    setImmediate(() => this.emit('close', true))
  }

  setKeepAlive(on: boolean, afterMs: number): void {
    this.socket.setKeepAlive(on, afterMs)
  }

  pause(): void {
    this.socket.pause()
  }

  resume(): void {
    this.socket.resume()
  }

  private lose(): void {
    if (this.lost) return
    this.lost = Object.assign(new Error('The connection to the database was lost'), {
      code: 'CONNECTION_CLOSED',
    })
    this.onLost(this.lost)
    this.tell()
  }

  /** Rejects the statement that waits, if one does. */
  private tell(): void {
    if (this.listenerCount('error') > 0) this.emit('error', this.lost)
  }
}

const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

/** PostgreSQL's way into TLS: ask, read one byte, and go on encrypted when it is an S. */
async function overTls(plain: net.Socket, address: Address): Promise<net.Socket> {
  if (['disable', '', 'allow'].includes(address.sslMode)) return plain
  plain.write(sslRequest)
  const [answer] = (await once(plain, 'data')) as [Buffer]
  if (answer[0] !== 83) {
    if (address.sslMode === 'prefer') return plain
    plain.destroy()
    throw new Error('The database does not offer TLS, and the address asks for it')
  }
  const secure = tls.connect({
    socket: plain,
    servername: net.isIP(address.host) ? undefined : address.host,
    rejectUnauthorized: address.sslMode.startsWith('verify'),
  })
  await once(secure, 'secureConnect')
  return secure
}
