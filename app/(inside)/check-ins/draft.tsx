'use client'

import { useEffect, useRef, useState } from 'react'
import { useField } from '@/app/_ui/action-form'
import { forgetKept } from '@/app/_ui/kept-here'

const prefix = 'check-in-draft:'

/** Where the draft of one check-in is kept: in this tab only, for this person and this resident. */
const keyOf = (viewerId: string, residentId: string) => `${prefix}${viewerId}:${residentId}`

const forgetDrafts = (keptFor?: string) => forgetKept(() => sessionStorage, prefix, keptFor)

interface DraftProps {
  viewerId: string
  residentId: string
  /** Said when something typed earlier is put back. */
  restored: string
  /** The link that closes the form without saving: it forgets the draft. */
  closeId: string
}

/** Keeps what is being filled in, until it is saved, closed, or the tab goes. Stands inside the form that it keeps. */
export function Draft({ viewerId, residentId, restored, closeId }: DraftProps) {
  const { attempted } = useField('outcome')
  const marker = useRef<HTMLParagraphElement>(null)
  const [isRestored, setRestored] = useState(false)

  useEffect(() => {
    const form = marker.current?.closest('form')
    if (!form) return
    forgetDrafts(viewerId)
    const key = keyOf(viewerId, residentId)
    const kept = sessionStorage.getItem(key)
    if (kept && !attempted && putBack(form, kept)) setRestored(true)

    const keep = () => sessionStorage.setItem(key, JSON.stringify(read(form)))
    const forget = () => sessionStorage.removeItem(key)
    const close = document.getElementById(closeId)
    form.addEventListener('input', keep)
    close?.addEventListener('click', forget)
    return () => {
      form.removeEventListener('input', keep)
      close?.removeEventListener('click', forget)
    }
  }, [viewerId, residentId, closeId, attempted])

  return (
    <p ref={marker} role="status" className={isRestored ? undefined : 'unseen'}>
      {isRestored ? restored : ''}
    </p>
  )
}

/** Once a check-in is saved, its draft is over. */
export function ForgetDraft({ viewerId, residentId }: { viewerId: string; residentId: string }) {
  useEffect(() => sessionStorage.removeItem(keyOf(viewerId, residentId)), [viewerId, residentId])
  return null
}

/** Forgets every draft: for the page that shows once somebody has signed out. */
export function ForgetDrafts() {
  useEffect(() => forgetDrafts(), [])
  return null
}

type Filled = Record<string, string[]>

const fieldsOf = (form: HTMLFormElement) =>
  [...form.elements].filter(
    (field): field is HTMLInputElement | HTMLTextAreaElement =>
      (field instanceof HTMLInputElement && field.type !== 'hidden') || field instanceof HTMLTextAreaElement,
  )

const isToggle = (field: Element): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox')

function read(form: HTMLFormElement): Filled {
  const filled: Filled = {}
  for (const field of fieldsOf(form))
    if (!isToggle(field) || field.checked) filled[field.name] = [...(filled[field.name] ?? []), field.value]
  return filled
}

/** Fills the form with a kept draft; answers whether that changed anything. */
function putBack(form: HTMLFormElement, kept: string): boolean {
  const filled = parse(kept)
  let isChanged = false
  for (const field of fieldsOf(form)) {
    const values = filled[field.name] ?? []
    if (isToggle(field)) {
      const isChosen = values.includes(field.value)
      isChanged ||= isChosen !== field.checked
      field.checked = isChosen
    } else {
      isChanged ||= (values[0] ?? '') !== field.value
      field.value = values[0] ?? ''
    }
  }
  return isChanged
}

function parse(kept: string): Filled {
  try {
    return JSON.parse(kept) as Filled
  } catch {
    return {}
  }
}
