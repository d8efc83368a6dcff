import type { Page } from '@playwright/test'

/** What a finger would miss: smaller than 24 px (WCAG 2.2, 2.5.8), or a primary action below 44 px. Links in a sentence are exempt. */
export function listSmallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const targets = document.querySelectorAll<HTMLElement>(
      'a[href], button, summary, select, textarea, input:not([type=hidden])',
    )
    for (const target of targets) {
      const isToggle = target instanceof HTMLInputElement && ['radio', 'checkbox'].includes(target.type)
      const label = target instanceof HTMLInputElement ? target.labels?.[0] : undefined
      const { width, height } = (isToggle && label ? label : target).getBoundingClientRect()
      if (!target.checkVisibility({ visibilityProperty: true }) || target.closest('.unseen, [inert]'))
        continue
      // The skip link waits outside of the screen until it has the focus.
      if (target.getBoundingClientRect().bottom < 0 || target.getAttribute('href') === '#content') continue
      const words = (target.ariaLabel ?? target.innerText ?? '').trim() || target.getAttribute('name')
      const around = target.parentElement?.innerText.trim() ?? ''
      const isInSentence =
        getComputedStyle(target).display === 'inline' && around.length > target.innerText.trim().length
      const size = `${Math.round(width)} × ${Math.round(height)}`
      if (!isInSentence && (width < 24 || height < 24)) found.push(`“${words}” is ${size}`)
      const isPrimary = /_primary\b/.test(target.className)
      if (isPrimary && (width < 44 || height < 44)) found.push(`primary “${words}” is ${size}`)
    }
    return [...new Set(found)]
  })
}

/** Where the focus is, and whether somebody can see it: a ring of at least 2 px, or a shape of its own. */
export function readFocus(page: Page): Promise<{ name: string; isVisible: boolean; isInside: boolean }> {
  return page.evaluate(() => {
    const focused = document.activeElement
    if (!(focused instanceof HTMLElement) || focused === document.body)
      return { name: '', isVisible: false, isInside: false }
    const label = focused instanceof HTMLInputElement ? focused.labels?.[0] : undefined
    const hasRing = [focused, label].some((element) => {
      if (!element) return false
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none'
    })
    const { top, bottom, left, right } = focused.getBoundingClientRect()
    const isOnScreen = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth
    const words = (focused.ariaLabel ?? focused.innerText ?? '').trim() || focused.getAttribute('name')
    return {
      name: `${focused.localName} “${(words ?? '').split('\n')[0]}”`,
      isVisible: hasRing && isOnScreen,
      isInside: focused.closest('main') !== null,
    }
  })
}
