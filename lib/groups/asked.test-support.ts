import type { Office } from '@/lib/sessions/office.test-support'

/** For tests: what a secretary asks of a plan for the residents of an office, as a form brings it. */
export const askedOf = (office: Office, roomIds: string[], more = {}) => ({
  form: 'intervision' as const,
  departmentId: office.departmentId,
  name: 'Voorjaar',
  fromOn: office.monday,
  weeks: '3',
  weekdays: ['1', '3'],
  from: '13:00',
  until: '17:00',
  meetings: '2',
  gapLeast: '1',
  gapMost: '2',
  sizeLeast: '4',
  sizeMost: '6',
  sameDepartment: '6',
  departmentIds: [office.departmentId],
  guideIds: [office.psychologist, office.psychologist2],
  groupsEach: '2',
  roomIds,
  seconds: '3' as unknown as 3,
  ...more,
})
