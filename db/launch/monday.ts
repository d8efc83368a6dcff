const inAmsterdam = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' })

/** The Monday of the week that an instant falls in, in Amsterdam, as a calendar date. The demo hospital is laid out around it. */
export function mondayOf(instant: Date): string {
  const day = new Date(`${inAmsterdam.format(instant)}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  return day.toISOString().slice(0, 10)
}
