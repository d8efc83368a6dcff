import availability from './en/availability.json'
import checkIns from './en/check-ins.json'
import common from './en/common.json'
import imports from './en/imports.json'
import issues from './en/issues.json'
import notifications from './en/notifications.json'
import pairings from './en/pairings.json'
import people from './en/people.json'
import profile from './en/profile.json'
import refusals from './en/refusals.json'
import rosters from './en/rosters.json'
import sessions from './en/sessions.json'
import signIn from './en/sign-in.json'
import today from './en/today.json'

export default {
  availability,
  checkIns,
  common,
  imports,
  issues,
  notifications,
  pairings,
  people,
  profile,
  refusals,
  rosters,
  sessions,
  signIn,
  today,
}
