import agenda from './nl/agenda.json'
import attendance from './nl/attendance.json'
import availability from './nl/availability.json'
import calendarFeed from './nl/calendar-feed.json'
import checkIns from './nl/check-ins.json'
import common from './nl/common.json'
import counters from './nl/counters.json'
import feeds from './nl/feeds.json'
import figures from './nl/figures.json'
import groupPlanner from './nl/group-planner.json'
import groupPlans from './nl/group-plans.json'
import groups from './nl/groups.json'
import imports from './nl/imports.json'
import invitations from './nl/invitations.json'
import issues from './nl/issues.json'
import meetingHours from './nl/meeting-hours.json'
import norms from './nl/norms.json'
import notifications from './nl/notifications.json'
import pairings from './nl/pairings.json'
import people from './nl/people.json'
import planning from './nl/planning.json'
import profile from './nl/profile.json'
import quiet from './nl/quiet.json'
import refusals from './nl/refusals.json'
import load from './nl/load.json'
import rosters from './nl/rosters.json'
import selfCheck from './nl/self-check.json'
import sessions from './nl/sessions.json'
import signIn from './nl/sign-in.json'
import today from './nl/today.json'
import waiting from './nl/waiting.json'

export default {
  agenda,
  attendance,
  availability,
  calendarFeed,
  checkIns,
  common,
  counters,
  feeds,
  figures,
  groupPlanner,
  groupPlans,
  groups,
  imports,
  invitations,
  issues,
  meetingHours,
  norms,
  notifications,
  pairings,
  people,
  planning,
  profile,
  quiet,
  refusals,
  load,
  rosters,
  selfCheck,
  sessions,
  signIn,
  today,
  waiting,
}
