'use client'

import { useId, useState } from 'react'
import { useSyncExternalStore } from 'react'
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { useField } from './action-form'
import fieldStyles from './field.module.css'
import { SelectField } from './field'
import { Icon } from './icon'
import styles from './person-picker.module.css'

interface PersonPickerProps {
  name: string
  label: string
  hint?: string
  empty: string
  /** Said when nobody matches what was typed. */
  nobody: string
  openLabel: string
  people: { value: string; label: string; about?: string }[]
}

/** A finger is better served by the device's own list; typing to find is for a keyboard and a mouse. */
const finePointer = '(hover: hover) and (pointer: fine)'

function onPointerChange(changed: () => void) {
  const query = window.matchMedia(finePointer)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

/** Finds one person among many by typing; on a phone, and before the script has loaded, it is an ordinary list. */
export function PersonPicker(props: PersonPickerProps) {
  const isEnhanced = useSyncExternalStore(
    onPointerChange,
    () => window.matchMedia(finePointer).matches,
    () => false,
  )
  if (!isEnhanced)
    return (
      <SelectField
        name={props.name}
        label={props.label}
        hint={props.hint}
        empty={props.empty}
        options={props.people.map((person) => ({
          value: person.value,
          label: person.about ? `${person.label} (${person.about})` : person.label,
        }))}
      />
    )
  return <Picker {...props} />
}

function Picker({ name, label, hint, nobody, openLabel, people }: PersonPickerProps) {
  const { value, issue } = useField(name)
  const [chosen, choose] = useState<string | null>(value ?? null)
  const id = useId()
  return (
    <div className={fieldStyles.field} data-wrong={issue ? '' : undefined} id={name}>
      <ComboBox
        className={styles.picker}
        defaultItems={people.map((person) => ({ ...person, id: person.value }))}
        selectedKey={chosen}
        onSelectionChange={(key) => choose(key === null ? null : String(key))}
        menuTrigger="focus"
        allowsEmptyCollection
        aria-describedby={issue ? `${id}-issue` : hint ? `${id}-hint` : undefined}
        isInvalid={Boolean(issue)}
      >
        <Label className={fieldStyles.label}>{label}</Label>
        {hint && (
          <p id={`${id}-hint`} className={fieldStyles.hint}>
            {hint}
          </p>
        )}
        <span className={styles.box}>
          <Input className={`${fieldStyles.input} ${styles.input}`} />
          <Button className={styles.open} aria-label={openLabel}>
            <Icon name="search" />
          </Button>
        </span>
        <Popover className={styles.popover}>
          <ListBox<PersonPickerProps['people'][number] & { id: string }>
            className={styles.list}
            renderEmptyState={() => <span className={styles.nobody}>{nobody}</span>}
          >
            {(person) => (
              <ListBoxItem id={person.id} textValue={person.label} className={styles.item}>
                <span>{person.label}</span>
                {person.about && <span className={styles.about}>{person.about}</span>}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      <input type="hidden" name={name} value={chosen ?? ''} />
      {issue && (
        <p id={`${id}-issue`} className={fieldStyles.issue}>
          <Icon name="warning" size={18} />
          {issue}
        </p>
      )}
    </div>
  )
}
