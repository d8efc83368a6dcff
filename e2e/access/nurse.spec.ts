import { proveAccess } from '../verbs-access'

proveAccess('nurse', ['the roster', 'somebody of surgery'], [])
