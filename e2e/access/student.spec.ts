import { proveAccess } from '../verbs-access'

proveAccess('student', ['somebody of surgery'], [])
