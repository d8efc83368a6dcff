/**
 * Erases what this browser keeps under a prefix, save what is `keptFor` one person: their keys go on with her id. Ward computers are
 * shared. A browser that lets nothing be kept has nothing to erase.
 */
export function forgetKept(storageOf: () => Storage, prefix: string, keptFor?: string): void {
  try {
    const storage = storageOf()
    for (const key of Object.keys(storage))
      if (key.startsWith(prefix) && !(keptFor && key.startsWith(`${prefix}${keptFor}`)))
        storage.removeItem(key)
  } catch {
    // Nothing was kept.
  }
}
