import agenda from './en/agenda.json'
import attendance from './en/attendance.json'
import availability from './en/availability.json'
import calendarFeed from './en/calendar-feed.json'
import checkIns from './en/check-ins.json'
import common from './en/common.json'
import counters from './en/counters.json'
import feeds from './en/feeds.json'
import figures from './en/figures.json'
import groupPlanner from './en/group-planner.json'
import groupPlans from './en/group-plans.json'
import groups from './en/groups.json'
import imports from './en/imports.json'
import invitations from './en/invitations.json'
import issues from './en/issues.json'
import meetingHours from './en/meeting-hours.json'
import norms from './en/norms.json'
import notifications from './en/notifications.json'
import pairings from './en/pairings.json'
import people from './en/people.json'
import planning from './en/planning.json'
import profile from './en/profile.json'
import quiet from './en/quiet.json'
import refusals from './en/refusals.json'
import load from './en/load.json'
import rosters from './en/rosters.json'
import selfCheck from './en/self-check.json'
import sessions from './en/sessions.json'
import signIn from './en/sign-in.json'
import today from './en/today.json'
import waiting from './en/waiting.json'

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
