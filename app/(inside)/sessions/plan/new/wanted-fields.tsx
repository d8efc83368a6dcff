import type { Wanted } from './draft'

/** Everything that was answered, as the fields that are posted. */
export function WantedFields({ wanted }: { wanted: Wanted }) {
  const { residentIds, ...single } = wanted
  return (
    <>
      {Object.entries(single).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={String(value)} />,
      )}
      {residentIds.map((id) => (
        <input key={id} type="hidden" name="residentIds" value={id} />
      ))}
      <input type="hidden" name="requestKey" value={crypto.randomUUID()} />
    </>
  )
}
