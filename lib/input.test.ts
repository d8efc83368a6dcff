import { expect, it } from 'vitest'
import { timeInput } from './input'

it.each([
  ['14:30', '14:30'],
  ['9:00', '09:00'],
  ['14.30', '14:30'],
  ['1430', '14:30'],
  ['930', '09:30'],
  ['9', '09:00'],
  ['23', '23:00'],
  [' 00:00 ', '00:00'],
])('reads %j as %s', (typed, time) => {
  expect(timeInput.parse(typed)).toBe(time)
})

it.each(['24:00', '9:60', '12:3', '2500', 'x', '', '14:30:00'])('does not take %j for a time', (typed) => {
  expect(timeInput.safeParse(typed).success).toBe(false)
})
