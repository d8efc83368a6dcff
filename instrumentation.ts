/** Runs once when the server starts, before it answers anybody. */
export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs' && process.env.NEXT_PHASE !== 'phase-production-build') {
    const { refuseSettings } = await import('./app/_server/settings')
    const refusal = refuseSettings()
    if (!refusal) return
    console.error(`\nKlankbord does not start: ${refusal}. See the configuration table in README.md.\n`)
    process.exit(1)
  }
}
