'use client'

import { useId, type ReactNode } from 'react'
import { useField } from './action-form'
import styles from './field.module.css'
import { useFormWords } from './form-words'
import { Icon } from './icon'

interface FieldLook {
  name: string
  label: string
  hint?: string
  /** It may stay empty, and says so beside its label. */
  optional?: boolean
  defaultValue?: string
}

interface Described {
  id: string
  name: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** Label, hint, field and mistake, tied together for eye and ear. The mistake and the typed text come from the form. */
function Field({
  name,
  label,
  hint,
  optional,
  children,
}: FieldLook & { children: (described: Described, value: string | undefined) => ReactNode }) {
  const { issue, value } = useField(name)
  const said = useFormWords()
  const id = useId()
  const hintId = `${id}-hint`
  const issueId = `${id}-issue`
  const described = [hint && hintId, issue && issueId].filter(Boolean).join(' ') || undefined
  return (
    <div className={styles.field} data-wrong={issue ? '' : undefined} id={name}>
      <label htmlFor={id} className={styles.label}>
        {label}
        {optional && <span className={styles.optional}>{said.optional}</span>}
      </label>
      {hint && (
        <p id={hintId} className={styles.hint}>
          {hint}
        </p>
      )}
      {children({ id, name, 'aria-describedby': described, 'aria-invalid': issue ? true : undefined }, value)}
      {issue && (
        <p id={issueId} className={styles.issue}>
          <Icon name="warning" size={18} />
          {issue}
        </p>
      )}
    </div>
  )
}

interface TextFieldProps extends FieldLook {
  type?: 'text' | 'email' | 'search' | 'number'
  autoComplete?: string
  placeholder?: string
  maxLength?: number
  inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'search'
  step?: string
  /** How wide the answer is, so that the field suggests its length. */
  width?: 'short' | 'medium' | 'full'
}

export function TextField({ type = 'text', width = 'full', defaultValue, ...props }: TextFieldProps) {
  const { autoComplete, placeholder, maxLength, inputMode, step, ...look } = props
  return (
    <Field {...look}>
      {(described, value) => (
        <input
          {...described}
          {...{ type, autoComplete, placeholder, maxLength, inputMode, step }}
          defaultValue={value ?? defaultValue}
          className={`${styles.input} ${styles[width]}`}
        />
      )}
    </Field>
  )
}

export function TextArea({
  rows = 3,
  maxLength,
  defaultValue,
  ...look
}: FieldLook & { rows?: number; maxLength?: number }) {
  return (
    <Field {...look}>
      {(described, value) => (
        <textarea
          {...described}
          rows={rows}
          maxLength={maxLength}
          defaultValue={value ?? defaultValue}
          className={`${styles.input} ${styles.area}`}
        />
      )}
    </Field>
  )
}

interface SelectFieldProps extends FieldLook {
  /** The first choice when nothing is chosen yet. */
  empty?: string
  options: { value: string; label: string }[]
}

export function SelectField({ options, empty, defaultValue, ...look }: SelectFieldProps) {
  return (
    <Field {...look}>
      {(described, value) => (
        <select
          {...described}
          defaultValue={value ?? defaultValue ?? ''}
          className={`${styles.input} ${styles.select}`}
        >
          {empty !== undefined && <option value="">{empty}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** A calendar date, with the device's own calendar. Values are '2026-11-26'. */
export function DateField({ min, max, defaultValue, ...look }: FieldLook & { min?: string; max?: string }) {
  return (
    <Field {...look}>
      {(described, value) => (
        <input
          {...described}
          type="date"
          min={min}
          max={max}
          defaultValue={value ?? defaultValue}
          className={`${styles.input} ${styles.short}`}
        />
      )}
    </Field>
  )
}

/** A wall time in words of the 24-hour clock, whatever the device's own: '14:30', also typed as 1430 or 14.30. */
export function TimeField({ defaultValue, ...look }: FieldLook) {
  return (
    <Field {...look}>
      {(described, value) => (
        <input
          {...described}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          placeholder="00:00"
          maxLength={5}
          defaultValue={value ?? defaultValue}
          className={`${styles.input} ${styles.short}`}
        />
      )}
    </Field>
  )
}

export function FileField({ accept, ...look }: FieldLook & { accept?: string }) {
  return (
    <Field {...look}>
      {(described) => (
        <span className={styles.file}>
          <Icon name="upload" />
          <input {...described} type="file" accept={accept} className={styles.fileInput} />
        </span>
      )}
    </Field>
  )
}

/** One thing that is so or not. */
export function CheckField({
  name,
  label,
  hint,
  value = 'on',
  defaultChecked = false,
}: {
  name: string
  label: string
  hint?: string
  value?: string
  defaultChecked?: boolean
}) {
  const field = useField(name)
  const id = useId()
  return (
    <div className={styles.check} id={name}>
      <input
        type="checkbox"
        id={id}
        name={name}
        value={value}
        defaultChecked={field.attempted ? field.values.includes(value) : defaultChecked}
        aria-describedby={
          [hint && `${id}-hint`, field.issue && `${id}-issue`].filter(Boolean).join(' ') || undefined
        }
        aria-invalid={field.issue ? true : undefined}
        className={styles.box}
      />
      <label htmlFor={id} className={styles.checkLabel}>
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {field.issue && (
        <p id={`${id}-issue`} className={styles.issue}>
          <Icon name="warning" size={18} />
          {field.issue}
        </p>
      )}
    </div>
  )
}
