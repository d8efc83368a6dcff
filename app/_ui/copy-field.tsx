'use client'

import { useId, useRef, useState } from 'react'
import { buttonClass } from './button'
import styles from './copy-field.module.css'
import fieldStyles from './field.module.css'
import { useBrowser } from './use-browser'

interface CopyFieldProps {
  label: string
  value: string
  copy: string
  /** Said once it was copied. */
  copied: string
}

/** A text to take elsewhere: it can be selected as it is, and copied with a button once the script has loaded. */
export function CopyField({ label, value, copy, copied }: CopyFieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const canCopy = useBrowser(() => 'clipboard' in navigator, false)
  const [isCopied, setIsCopied] = useState(false)
  const take = async () => {
    input.current?.select()
    await navigator.clipboard.writeText(value)
    setIsCopied(true)
  }
  return (
    <div className={fieldStyles.field}>
      <label htmlFor={id} className={fieldStyles.label}>
        {label}
      </label>
      <div className={styles.line}>
        <input
          ref={input}
          id={id}
          readOnly
          value={value}
          className={`${fieldStyles.input} ${styles.text}`}
          onFocus={(event) => event.currentTarget.select()}
        />
        {canCopy && (
          <button type="button" className={buttonClass({})} onClick={() => void take()}>
            {copy}
          </button>
        )}
        <p role="status" className={styles.said}>
          {isCopied ? copied : ''}
        </p>
      </div>
    </div>
  )
}
