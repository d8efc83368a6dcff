import { DataTable } from '@/app/_ui/data-table'
import { Disclosure } from '@/app/_ui/disclosure'
import { CheckField, SelectField } from '@/app/_ui/field'
import { Section, Stack } from '@/app/_ui/page'
import type { CodeQuestion } from '@/lib/imports/roster-codes'
import type { VanishedShift } from '@/lib/imports/roster-vanished'
import { codeMeanings } from '@/lib/rosters/codes'
import { formatRange } from '@/lib/time'
import { Lines, type Query, type Speech } from '../../../_imports/preview'
import { ShiftMark } from '../../shift-mark'
import { meaningOf } from '../../codes/meaning'

interface ChoicesProps {
  questions: readonly CodeQuestion[]
  /** Of the viewer; which one a code belongs to is said when there are more. */
  departments: readonly { id: string; name: string }[]
  vanishedCount: number
  speech: Speech
}

/** What the secretary decides beside the rows: what unknown codes mean, and whether what vanished leaves the roster. */
export function Choices({
  questions,
  departments,
  vanishedCount,
  speech: { t, locale, today },
}: ChoicesProps) {
  const isMany = new Set(questions.map(({ departmentId }) => departmentId)).size > 1
  const options = codeMeanings.map((kind) => ({ value: kind, label: meaningOf(kind, t) }))
  return (
    <>
      {questions.length > 0 && (
        <Section
          id="questions"
          title={t('imports.roster.questions.title')}
          lead={t('imports.roster.questions.lead')}
        >
          <Stack>
            {questions.map(({ departmentId, code, count, example, proposed }, place) => {
              const department = departments.find(({ id }) => id === departmentId)?.name ?? ''
              return (
                <SelectField
                  key={`${departmentId} ${code}`}
                  name={`answer${place}`}
                  label={
                    isMany
                      ? t('imports.roster.questions.labelOf', { code, department })
                      : t('imports.roster.questions.label', { code })
                  }
                  hint={
                    example
                      ? t('imports.roster.questions.about', {
                          count,
                          example: formatRange(example.startAt, example.endAt, locale, today),
                        })
                      : t('imports.roster.questions.aboutNo', { count })
                  }
                  empty={t('imports.roster.questions.later')}
                  options={options}
                  defaultValue={proposed ?? ''}
                />
              )
            })}
          </Stack>
        </Section>
      )}
      {vanishedCount > 0 && (
        <CheckField
          name="removeVanished"
          label={t('imports.roster.vanished.tick', { count: vanishedCount })}
          hint={t('imports.roster.vanished.hint')}
        />
      )}
    </>
  )
}

/** The shifts that stand in the roster and no longer in the file. */
export function Vanished({
  vanished,
  query,
  speech: { t, locale, today },
}: {
  vanished: readonly VanishedShift[]
  query: Query
  speech: Speech
}) {
  const title = t('imports.roster.vanished.title')
  return (
    <Section id="vanished" title={title} count={vanished.length} lead={t('imports.roster.vanished.lead')}>
      <Disclosure
        title={t('imports.roster.vanished.show', { count: vanished.length })}
        isOpen={query.vanished !== undefined}
      >
        <Lines lines={vanished} state="vanished" query={query} t={t}>
          {(shown) => (
            <DataTable
              caption={title}
              captionUnseen
              rows={shown}
              rowKey={({ id }) => id}
              columns={[
                { key: 'who', title: t('imports.table.who'), isRowHeader: true, cell: ({ who }) => who },
                {
                  key: 'when',
                  title: t('imports.table.when'),
                  cell: ({ startAt, endAt }) => formatRange(startAt, endAt, locale, today),
                },
                {
                  key: 'shift',
                  title: t('imports.table.shift'),
                  cell: ({ kind }) => <ShiftMark kind={kind} t={t} />,
                },
              ]}
            />
          )}
        </Lines>
      </Disclosure>
    </Section>
  )
}
