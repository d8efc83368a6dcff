import { currentLocale } from '@/app/_server/session'
import { Skeleton } from '@/app/_ui/skeleton'
import { words } from '@/lib/words/words'

export default async function Loading() {
  return <Skeleton label={words(await currentLocale())('common.working')} />
}
