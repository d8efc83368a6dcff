import { describe, expect, it } from 'vitest'
import { viewerFor } from '@/lib/viewer.test-support'
import { allRoles } from '@/lib/viewer'
import {
  mayAccept,
  mayAskMentor,
  mayDecline,
  mayEnd,
  mayGiveSupervisor,
  mayKeepMentors,
  mayProposeMentor,
  mayReadPairing,
  mayTakeUp,
  mayWithdraw,
  pairingReach,
} from './policy'

const me = viewerFor().id
const other = '00000000-0000-4000-8000-000000000009'
const third = '00000000-0000-4000-8000-000000000008'
const here = '00000000-0000-4000-8000-00000000000d'
const elsewhere = '00000000-0000-4000-8000-00000000000e'

const pairing = (kind: string, residentId: string, guideId: string, departmentIds = [here]) => ({
  kind,
  residentId,
  guideId,
  departmentIds,
})

describe.each(allRoles)('%s', (role) => {
  const viewer = viewerFor(role)
  const is = (...wanted: string[]) => wanted.includes(role)

  it('gives supervisors as coordinator, and as secretary of the department; never to herself', () => {
    expect(mayGiveSupervisor(viewer, { residentId: other, departmentIds: [here] })).toBe(
      is('coordinator', 'secretary'),
    )
    expect(mayGiveSupervisor(viewer, { residentId: other, departmentIds: [elsewhere] })).toBe(
      is('coordinator'),
    )
    expect(mayGiveSupervisor(viewer, { residentId: me, departmentIds: [here] })).toBe(false)
  })
  it('asks a mentor only as resident', () => {
    expect(mayAskMentor(viewer)).toBe(is('resident'))
  })
  it('proposes a mentor only as coordinator, and not to herself', () => {
    expect(mayProposeMentor(viewer, other)).toBe(is('coordinator'))
    expect(mayProposeMentor(viewer, me)).toBe(false)
  })
  it('reads a supervisor pairing as one of the two, coordinator, or secretary of the department', () => {
    expect(mayReadPairing(viewer, pairing('supervisor', me, other))).toBe(
      is('resident', 'coordinator', 'secretary'),
    )
    expect(mayReadPairing(viewer, pairing('supervisor', other, me))).toBe(
      is('supervisor', 'coordinator', 'secretary'),
    )
    expect(mayReadPairing(viewer, pairing('supervisor', other, third))).toBe(is('coordinator', 'secretary'))
    expect(mayReadPairing(viewer, pairing('supervisor', other, third, [elsewhere]))).toBe(is('coordinator'))
  })
  it('reads a mentor pairing as one of the two or coordinator', () => {
    expect(mayReadPairing(viewer, pairing('mentor', me, other))).toBe(is('resident', 'coordinator'))
    expect(mayReadPairing(viewer, pairing('mentor', other, me))).toBe(is('mentor', 'coordinator'))
    expect(mayReadPairing(viewer, pairing('mentor', other, third))).toBe(is('coordinator'))
  })
  it('reads a pairing with a psychologist as one of the two only', () => {
    expect(mayReadPairing(viewer, pairing('psychologist', me, other))).toBe(is('resident'))
    expect(mayReadPairing(viewer, pairing('psychologist', other, me))).toBe(is('psychologist'))
    expect(mayReadPairing(viewer, pairing('psychologist', other, third))).toBe(false)
  })
  it('accepts only as the mentor who was asked', () => {
    expect(mayAccept(viewer, pairing('mentor', other, me))).toBe(is('mentor'))
    expect(mayAccept(viewer, pairing('mentor', me, other))).toBe(false)
    expect(mayAccept(viewer, pairing('supervisor', other, me))).toBe(false)
  })
  it('takes up a proposal only as its resident', () => {
    expect(mayTakeUp(viewer, pairing('mentor', me, other))).toBe(is('resident'))
    expect(mayTakeUp(viewer, pairing('mentor', other, me))).toBe(false)
  })
  it('declines a question as the mentor, a proposal as the resident', () => {
    expect(mayDecline(viewer, pairing('mentor', other, me), 'asked')).toBe(is('mentor'))
    expect(mayDecline(viewer, pairing('mentor', me, other), 'asked')).toBe(false)
    expect(mayDecline(viewer, pairing('mentor', me, other), 'proposed')).toBe(is('resident'))
    expect(mayDecline(viewer, pairing('mentor', other, me), 'proposed')).toBe(false)
  })
  it('withdraws a question as the resident, a proposal as the coordinator', () => {
    expect(mayWithdraw(viewer, pairing('mentor', me, other), 'asked')).toBe(is('resident'))
    expect(mayWithdraw(viewer, pairing('mentor', other, me), 'asked')).toBe(false)
    expect(mayWithdraw(viewer, pairing('mentor', other, third), 'proposed')).toBe(is('coordinator'))
    expect(mayWithdraw(viewer, pairing('supervisor', other, third), 'proposed')).toBe(false)
  })
  it('ends a mentor pairing as either side or coordinator, a supervisor pairing as those who give one', () => {
    expect(mayEnd(viewer, pairing('mentor', me, other))).toBe(is('resident', 'coordinator'))
    expect(mayEnd(viewer, pairing('mentor', other, me))).toBe(is('mentor', 'coordinator'))
    expect(mayEnd(viewer, pairing('mentor', other, third))).toBe(is('coordinator'))
    expect(mayEnd(viewer, pairing('supervisor', other, me))).toBe(is('coordinator', 'secretary'))
    expect(mayEnd(viewer, pairing('supervisor', me, other))).toBe(false)
    expect(mayEnd(viewer, pairing('supervisor', other, third, [elsewhere]))).toBe(is('coordinator'))
    expect(mayEnd(viewer, pairing('psychologist', me, other))).toBe(is('resident'))
    expect(mayEnd(viewer, pairing('psychologist', other, me))).toBe(is('psychologist'))
    expect(mayEnd(viewer, pairing('psychologist', other, third))).toBe(false)
  })
  it('has the overview as coordinator, of her departments as secretary, and mentors as coordinator alone', () => {
    expect(pairingReach(viewer)).toEqual(is('coordinator') ? 'all' : is('secretary') ? [here] : null)
    expect(mayKeepMentors(viewer)).toBe(is('coordinator'))
  })
})
