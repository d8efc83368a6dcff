'use client'

import { useActionState, useEffect, useRef, type ReactNode } from 'react'
import { LinkButton } from '@/app/_ui/button'
import { CopyField } from '@/app/_ui/copy-field'
import { Panel, Soft, Stack } from '@/app/_ui/page'

interface SecretAddressProps {
  start: (state: string | null) => Promise<string>
  /** Whether an address works now: one that was stopped is not shown any more. */
  isFollowed: boolean
  /** What stands here before an address is made, with the button that makes it. */
  children: ReactNode
  texts: Record<'yours' | 'once' | 'open' | 'address' | 'copy' | 'copied' | 'elsewhere', string>
}

/** The form that makes the address, and in its place the address itself: in the answer to this post, and never again. */
export function SecretAddress({ start, isFollowed, children, texts }: SecretAddressProps) {
  const [address, post] = useActionState(start, null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (address) heading.current?.focus()
  }, [address])
  if (!address || !isFollowed) return <form action={post}>{children}</form>
  return (
    <Panel tone="accent">
      <Stack>
        <h2 ref={heading} tabIndex={-1}>
          {texts.yours}
        </h2>
        <p>{texts.once}</p>
        <div>
          <LinkButton
            href={address.replace(/^https?:/, 'webcal:')}
            tone="primary"
            icon="agenda"
            prefetch={false}
          >
            {texts.open}
          </LinkButton>
        </div>
        <CopyField label={texts.address} value={address} copy={texts.copy} copied={texts.copied} />
        <Soft>{texts.elsewhere}</Soft>
      </Stack>
    </Panel>
  )
}
