import type { Locator } from '@playwright/test'

/** Taps, and counts them: what a screen costs somebody with a phone in her hand. */
export class Finger {
  taps = 0

  async tap(target: Locator): Promise<void> {
    this.taps += 1
    await target.click()
  }
}
