import { expectDone, rights, type RightName } from '../verbs-access'
import { test } from '../verbs-people'

for (const name of Object.keys(rights) as RightName[])
  test(`whoever has the right can ${name} by the form that is refused to others`, async ({
    asPerson,
    hospital,
  }) => {
    await expectDone(name, { asPerson, hospital })
  })
