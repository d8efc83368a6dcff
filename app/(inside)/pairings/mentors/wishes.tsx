import { ActionForm } from '@/app/_ui/action-form'
import { SelectField } from '@/app/_ui/field'
import { Line, Section, Stack } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/words'
import { wish } from '../actions'

interface Named {
  id: string
  name: string
}

const places = ['first', 'second', 'third'] as const

/** Whom she would like when a mentor is proposed to her: for who would rather not ask by herself. */
export function Wishes({ wishes, mentors, t }: { wishes: Named[]; mentors: Named[]; t: Words }) {
  // Whom she wished before stays a choice, also when that mentor has no room now.
  const known = wishes.filter(({ id }) => !mentors.some((mentor) => mentor.id === id))
  const options = [...mentors, ...known].map(({ id, name }) => ({ value: id, label: name }))
  if (options.length === 0) return null
  return (
    <Section title={t('pairings.wishes.title')} id="wishes" lead={t('pairings.wishes.lead')}>
      <ActionForm action={wish} label={t('pairings.wishes.title')}>
        <Stack gap={4}>
          {places.map((place, index) => (
            <SelectField
              key={place}
              name={place}
              label={t('pairings.wishes.place', { place: index + 1 })}
              empty={t('pairings.wishes.none')}
              options={options}
              defaultValue={wishes[index]?.id}
              optional
            />
          ))}
          <Line>
            <SubmitButton>{t('pairings.wishes.save')}</SubmitButton>
          </Line>
        </Stack>
      </ActionForm>
    </Section>
  )
}
