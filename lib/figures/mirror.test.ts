import { expect, it } from 'vitest'
import { questions, surveyFigureFor, surveyFigureOf } from './mirror'
import survey from './survey-2019.json'

it('knows every question of the survey, and no other', () => {
  expect([...questions].sort()).toEqual(survey.figures.map(({ id }) => id).sort())
})

it('keeps what the survey said of its own precision', () => {
  expect(surveyFigureOf('balance-not-in-order')).toMatchObject({ percent: 33, bound: 'about' })
  expect(surveyFigureOf('can-raise-workload')).toMatchObject({ percent: 70, bound: 'more' })
  expect(surveyFigureOf('guided-in-supervising-students')).toMatchObject({ percent: 15, bound: null })
})

it('stands beside what is measured, and beside nothing else', () => {
  expect(surveyFigureFor('check-in')?.question).toBe('supervisor-does-not-guard-balance')
  expect(surveyFigureFor('student-teaching')?.question).toBe('guided-in-supervising-students')
  expect(surveyFigureFor('promises')).toBeNull()
  expect(surveyFigureFor('mentor-session')).toBeNull()
})
