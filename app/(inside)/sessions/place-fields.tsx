import { pageContext } from '@/app/_server/session'
import { SelectField, TextField } from '@/app/_ui/field'

interface PlaceFieldsProps {
  /** Rooms that are free then; left out where none is asked for. */
  rooms?: readonly { id: string; name: string; site: string; places: number }[]
  /** Where it is held now. */
  now?: { roomId: string | null; room: string | null; place: string | null; link: string | null }
}

/** Where a session is held: a room of the hospital, words, an address for online; each may stay empty. */
export async function PlaceFields({ rooms = [], now }: PlaceFieldsProps) {
  const { t } = await pageContext()
  const own = now?.roomId && now.room ? [{ value: now.roomId, label: now.room }] : []
  const free = rooms
    .filter(({ id }) => id !== now?.roomId)
    .map((room) => ({ value: room.id, label: t('planning.where.roomChoice', { ...room }) }))
  const options = [...own, ...free]
  return (
    <>
      {options.length > 0 && (
        <SelectField
          name="roomId"
          label={t('planning.where.room')}
          hint={t('planning.where.roomHint')}
          empty={t('planning.where.roomNone')}
          defaultValue={now?.roomId ?? undefined}
          options={options}
        />
      )}
      <TextField
        name="place"
        label={t('planning.where.place')}
        optional
        maxLength={120}
        defaultValue={now?.place ?? undefined}
      />
      <TextField
        name="link"
        label={t('planning.where.link')}
        hint={t('planning.where.linkHint')}
        optional
        maxLength={500}
        defaultValue={now?.link ?? undefined}
      />
    </>
  )
}
