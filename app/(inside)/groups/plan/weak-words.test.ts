import { expect, it } from 'vitest'
import { asked, board } from '@/lib/groups/board.test-support'
import { unplacedReason, weakSpots } from '@/lib/groups/weak-spots'
import { words } from '@/lib/words/words'
import { unplacedWords, weakWords } from './weak-words'

const [, resting] = weakSpots(board(), asked)

it('her own department reads what is in the way, others that she is on shift', () => {
  expect(weakWords(words('nl'), 'nl', resting!, true)).toEqual([
    'Mist 1 bijeenkomst: 1x rust.',
    'Van de 4 keer maandag om 10:00: 2x rust.',
    'In B zou het 2 van 2 zijn.',
    'Een andere tijd in dezelfde week helpt niet.',
  ])
  const others = weakWords(words('en'), 'en', resting!, false)
  expect(others.slice(0, 2)).toEqual([
    'Misses 1 meeting: 1x on shift.',
    'Of the 4 times on Monday at 10:00: 2x on shift.',
  ])
  expect(others.join(' ')).not.toContain('rest')
})

it('who has no group reads where there is room, or what leaves none', () => {
  const t = words('nl')
  expect(unplacedWords(t, unplacedReason(board(), asked, 'p5'))).toBe('In B is plaats: kan daar bij 2 van 2.')
  expect(unplacedWords(t, unplacedReason(board(), { ...asked, sizeMost: 1 }, 'p5'))).toBe(
    'In geen groep is plaats. 2 groepen zijn vol.',
  )
  expect(unplacedWords(t, unplacedReason(board({}, { groups: [], unplaced: ['p5'] }), asked, 'p5'))).toBe(
    'Er is nog geen groep.',
  )
})
