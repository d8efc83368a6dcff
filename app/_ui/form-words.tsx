'use client'

import { createContext, use, type ReactNode } from 'react'

/** What every form says in the person's language, given once for all of them. */
interface Words {
  /** Heading of the list of mistakes. */
  mistakes: string
  /** Said while a form is being sent. */
  working: string
  /** Stands beside the label of a field that may stay empty. */
  optional: string
  /** What waits while the device has no connection. */
  offline: string
}

const WordsContext = createContext<Words>({ mistakes: '', working: '', optional: '', offline: '' })

export function FormWords({ words, children }: { words: Words; children: ReactNode }) {
  return <WordsContext value={words}>{children}</WordsContext>
}

export const useFormWords = () => use(WordsContext)
