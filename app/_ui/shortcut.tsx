'use client'

import { useEffect } from 'react'

/** ⌘K, or Ctrl and K, goes to the field of this form, from anywhere on the page. Its label says so. */
export function Shortcut({ form }: { form: string }) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey) return
      const field = document.getElementById(form)?.querySelector<HTMLInputElement>('input:not([type=hidden])')
      if (!field || document.querySelector('dialog[open]')) return
      event.preventDefault()
      field.focus()
      field.select()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [form])
  return null
}
