import { expect, it } from 'vitest'
import { bookableForms, bookingPath, formAtAddress, isConfidential } from './forms'

it('names every form in an address, and finds it there again', () => {
  for (const form of bookableForms) {
    const address = new URL(bookingPath(form, 'x'), 'https://klankbord.example')
    expect(formAtAddress(address.searchParams.get('form') ?? undefined, bookableForms)).toBe(form)
    if (isConfidential(form)) expect(address.href).not.toMatch(/psych|therapy/)
  }
})
it('finds nothing at an address that would say what is confidential', () => {
  expect(formAtAddress('psychologist-session', bookableForms)).toBeNull()
  expect(formAtAddress('toString', bookableForms)).toBeNull()
  expect(formAtAddress(undefined, bookableForms)).toBeNull()
})
