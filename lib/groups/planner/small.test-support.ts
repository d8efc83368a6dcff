import type { Instance, PlanFile } from './instance'

/** Eight residents of two departments, one psychologist on Mondays, two rooms, eight weeks; everybody works in an office. */
export function smallInstance(): Instance {
  return {
    format: 'intervision-instance/1',
    name: 'small',
    horizon: { start: '2027-01-04', weeks: 8, holidays: [] },
    rules: {
      durationMin: 60,
      gridStarts: [540, 570, 600, 630, 660, 720, 780],
      weekdays: [0, 1, 2, 3, 4],
      meetingsPerGroup: 3,
      gapWeeks: { min: 2, max: 3 },
      firstWeekMax: 1,
      lastWeekMin: 4,
      groupSize: { hardMin: 2, hardMax: 6, softMin: 4, softMax: 5 },
      maxSameDepartment: 3,
      psychologistBufferMin: 15,
      roomIncludesPsychologist: true,
      stability: 'none',
      minActiveMeetings: 1,
    },
    shiftTypes: {
      K: {
        name: 'office day',
        start: 510,
        end: 1020,
        blocked: [],
        restAfter: 0,
        blockBefore: 0,
        earliestBefore: 60,
      },
      O: {
        name: 'operating day',
        start: 480,
        end: 1020,
        blocked: [[480, 1020]],
        restAfter: 0,
        blockBefore: 0,
        earliestBefore: 60,
      },
      N: {
        name: 'night',
        start: 1380,
        end: 1920,
        blocked: [[1380, 1920]],
        restAfter: 840,
        blockBefore: 600,
        earliestBefore: 600,
      },
    },
    residents: Array.from({ length: 8 }, (_, i) => ({
      id: `r${i + 1}`,
      department: i % 2 === 0 ? 'A' : 'B',
      specialty: '',
      assessors: [],
      allowOnDayOff: false,
      hireDate: '2026-01-05',
      endDate: null,
      previousGroup: null,
      roster: 'KKKKK..'.repeat(8),
    })),
    psychologists: [
      {
        id: 'p1',
        availability: [{ weekday: 0, from: 540, to: 900, weeks: 'all' }],
        absentDays: [],
        maxGroups: 2,
        maxMeetingsPerDay: 2,
        notForDepartments: [],
      },
    ],
    rooms: [
      { id: 'k1', capacity: 8, blocked: [] },
      { id: 'k2', capacity: 8, blocked: [] },
    ],
    notTogether: [],
    previousGroups: [],
  }
}

export function smallPlan(): PlanFile {
  const at = (start: number) => [0, 14, 28].map((day) => ({ day, start, roomId: 'k1' }))
  return {
    format: 'intervision-plan/1',
    instance: 'small',
    groups: [
      { id: 'g1', psychologistId: 'p1', members: ['r1', 'r2', 'r3', 'r4'], meetings: at(570) },
      { id: 'g2', psychologistId: 'p1', members: ['r5', 'r6', 'r7', 'r8'], meetings: at(660) },
    ],
    unplaced: [],
  }
}
