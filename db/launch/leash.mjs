// Loaded first in every program that start.ts starts (`node --import`). Its stdin is a pipe whose other end only the launcher holds:
// when that closes the launcher is gone, however it went, and this program goes with all that it started. So no port stays taken.
import process from 'node:process'

if (process.env.KLANKBORD_LEASH === '1') {
  // What this program starts itself has another stdin, and dies with its process group.
  delete process.env.KLANKBORD_LEASH
  const end = () => {
    try {
      process.kill(-process.pid, 'SIGKILL')
    } catch {
      process.exit(1)
    }
  }
  process.stdin.on('end', end).on('error', end).resume()
  // A program that has nothing left to do may end.
  process.stdin.unref?.()
}
