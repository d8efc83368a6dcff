'use client'

import { useId } from 'react'
import { useField } from './action-form'
import styles from './choice-group.module.css'
import { useFormWords } from './form-words'
import { Icon } from './icon'

export interface Choice {
  value: string
  label: string
  /** A line under the label. */
  hint?: string
  /** The key that picks it, shown where there is a keyboard. */
  keyHint?: string
}

interface ChoiceGroupProps {
  name: string
  legend: string
  hint?: string
  optional?: boolean
  choices: Choice[]
  /** Several may be chosen. */
  many?: boolean
  defaultValue?: string[]
  /** cards: large, below each other on a phone. chips: small, beside each other. lines: a long list, one on a line. */
  look?: 'cards' | 'chips' | 'lines'
}

/** A question with its answers as large toggles. Nothing is chosen beforehand unless it is said so. */
export function ChoiceGroup(props: ChoiceGroupProps) {
  const { name, legend, hint, optional, choices, many, defaultValue = [], look = 'chips' } = props
  const field = useField(name)
  const said = useFormWords()
  const id = useId()
  const chosen = field.attempted ? field.values : defaultValue
  const described =
    [hint && `${id}-hint`, field.issue && `${id}-issue`].filter(Boolean).join(' ') || undefined
  return (
    <fieldset
      className={styles.group}
      aria-describedby={described}
      data-wrong={field.issue ? '' : undefined}
      id={name}
    >
      <legend className={styles.legend}>
        {legend}
        {optional && <span className={styles.optional}>{said.optional}</span>}
      </legend>
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      <div className={styles[look]}>
        {choices.map((choice) => (
          <label key={choice.value} className={styles.choice}>
            <input
              type={many ? 'checkbox' : 'radio'}
              name={name}
              value={choice.value}
              defaultChecked={chosen.includes(choice.value)}
              className={styles.input}
              data-key={choice.keyHint}
            />
            <span className={styles.mark} data-many={many ? '' : undefined} aria-hidden="true" />
            <span className={styles.text}>
              <span className={styles.label}>{choice.label}</span>
              {choice.hint && <span className={styles.choiceHint}>{choice.hint}</span>}
            </span>
            {choice.keyHint && (
              <kbd className={styles.key} aria-hidden="true">
                {choice.keyHint}
              </kbd>
            )}
          </label>
        ))}
      </div>
      {field.issue && (
        <p id={`${id}-issue`} className={styles.issue}>
          <Icon name="warning" size={18} />
          {field.issue}
        </p>
      )}
    </fieldset>
  )
}
