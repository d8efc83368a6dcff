import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { Disclosure } from '@/app/_ui/disclosure'
import { Facts } from '@/app/_ui/facts'
import { DateField } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { OneButton } from '@/app/_ui/one-button'
import { PageHeader, Panel, Section, Soft, Stack } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { Status } from '@/app/_ui/status'
import { SubmitButton } from '@/app/_ui/submit-button'
import { mayClosePerson, mayGiveRole } from '@/lib/people/policy'
import { loadPerson } from '@/lib/people/queries'
import { formatDate, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { close, end, signOutEverywhere } from '../actions'
import styles from '../people.module.css'

const doneWords = ['added', 'ended', 'closed', 'signedOut'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('people.title') }
}

/** One person, as far as the viewer may see her. */
export default async function PersonPage(props: {
  params: Promise<{ id: string }>
  searchParams: Promise<{ done?: string }>
}) {
  const { viewer, locale, t, now } = await pageContext()
  const { id } = await props.params
  const search = await props.searchParams
  const person = /^[0-9a-f-]{36}$/i.test(id) ? await loadPerson(viewer, id) : null
  if (!person) notFound()
  const done = doneWords.find((word) => word === search.done)
  const today = todayOn(now)
  const name = `${person.givenName} ${person.familyName}`
  const date = (on: string) => formatDate(on, locale, today)
  return (
    <>
      <PageHeader title={name} />
      {done && <Notice tone="done" title={t(`people.done.${done}`)} live />}
      {person.isClosed && <Notice title={t('people.isClosed')} />}
      {person.contact && (
        <Section title={t('people.contact')}>
          <Panel>
            <Facts
              facts={[
                { name: t('people.number'), value: person.contact.staffNumber },
                { name: t('people.email'), value: person.contact.email },
                {
                  name: t('people.language'),
                  value: t(`common.language.${person.contact.locale === 'en' ? 'en' : 'nl'}`),
                },
              ]}
            />
          </Panel>
        </Section>
      )}
      <Section title={t('people.periods')}>
        <Rows>
          {person.roles.map((held) => (
            <Row
              key={held.id}
              title={[t(`common.role.${held.role}`), held.kind && t(`common.kind.${held.kind as 'aios'}`)]
                .filter(Boolean)
                .join(', ')}
              about={[
                [held.department, held.site].filter(Boolean).join(', ') || t('people.noDepartment'),
                `${t('people.from').toLowerCase()} ${date(held.fromOn)}`,
                held.untilOn && `${t('people.until').toLowerCase()} ${date(held.untilOn)}`,
                held.fte && held.fte < 1 && `${held.fte} fte`,
              ]
                .filter(Boolean)
                .join(' · ')}
              status={
                <Status tone={held.isHeld ? 'good' : 'neutral'}>
                  {held.isHeld
                    ? t('people.now')
                    : held.fromOn > today
                      ? t('people.coming')
                      : t('people.ended')}
                </Status>
              }
              panel={
                held.isHeld && mayGiveRole(viewer, held.role, person.id) ? (
                  <ActionForm action={end} label={t('people.endRole')}>
                    <div className={styles.inline}>
                      <input type="hidden" name="roleId" value={held.id} />
                      <DateField
                        name="untilOn"
                        label={t('people.until')}
                        hint={t('people.untilHint')}
                        defaultValue={today}
                      />
                      <SubmitButton>
                        {t('people.endRoleFor', { role: t(`common.role.${held.role}`) })}
                      </SubmitButton>
                    </div>
                  </ActionForm>
                ) : undefined
              }
            />
          ))}
        </Rows>
      </Section>
      {person.qualifications.length > 0 && (
        <Section title={t('people.qualifications')}>
          <Panel>
            <Facts
              facts={person.qualifications.map((each) => ({
                name: t(`people.qualification.${each.kind as 'BIG'}`),
                value: [each.number, each.expiresOn && t('people.expires', { date: date(each.expiresOn) })]
                  .filter(Boolean)
                  .join(', '),
              }))}
            />
          </Panel>
        </Section>
      )}
      {mayClosePerson(viewer, person.id) && !person.isClosed && (
        <Section title={t('people.account')}>
          <Stack>
            <OneButton action={signOutEverywhere} fields={{ personId: person.id }}>
              {t('people.signOutEverywhere')}
            </OneButton>
            <Disclosure title={t('people.close')}>
              <ActionForm action={close} label={t('people.close')}>
                <Stack gap={3}>
                  <Soft>{t('people.closeText')}</Soft>
                  <input type="hidden" name="personId" value={person.id} />
                  <SubmitButton tone="danger">{t('people.close')}</SubmitButton>
                </Stack>
              </ActionForm>
            </Disclosure>
          </Stack>
        </Section>
      )}
    </>
  )
}
