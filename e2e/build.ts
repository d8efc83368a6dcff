import { ensureBuild } from './site'

/** The build step of `npm test`: that of `npm start`, so that one build serves both. */
await ensureBuild()
