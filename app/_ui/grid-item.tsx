import Link from 'next/link'
import type { CSSProperties } from 'react'
import { Status, type StatusTone } from './status'
import styles from './grid-item.module.css'

/** Top and height in units of an hour, and beside how many others. */
export interface GridPlace {
  from: number
  length: number
  lane: number
  lanes: number
}

/** Something one can open. */
export interface GridBlock {
  key: string
  href: string
  time: { from: string; rest: string }
  title: string
  detail: string | null
  state?: { tone: StatusTone; word: string }
  place: GridPlace
  /** Beside how many words of the background it stands. */
  rails: number
}

/** Something behind it, in words along its edge. */
export interface GridBack {
  key: string
  time: { from: string; rest: string }
  title: string
  /** A colour of the tokens. */
  ground: string
  place: GridPlace
}

/** Below this height (hours) the words of a background lie flat. */
const flatBelow = 2.2
/** Up to this height a block has room for two lines. */
const lowBelow = 0.7

export const startOf = ({ place }: GridBlock | GridBack) => place.from

/** One thing in a day of a week grid. */
export function GridItem({ item }: { item: GridBlock | GridBack }) {
  const { from, length, lane, lanes } = item.place
  const place = { '--from': from, '--length': length, '--lane': lane, '--lanes': lanes }
  if ('href' in item)
    return (
      <li className={styles.block} style={{ ...place, '--rails': item.rails } as CSSProperties}>
        <Block block={item} />
      </li>
    )
  return (
    <li
      className={styles.back}
      data-flat={length < flatBelow ? '' : undefined}
      style={{ ...place, '--ground': item.ground } as CSSProperties}
    >
      <span className={styles.backWords}>
        <span className={styles.time}>
          {item.time.from}
          {item.time.rest}
        </span>{' '}
        {item.title}
      </span>
    </li>
  )
}

function Block({ block }: { block: GridBlock }) {
  return (
    <Link
      href={block.href}
      prefetch={false}
      className={styles.link}
      data-stop=""
      data-state={block.state?.tone}
      data-low={block.place.length < lowBelow ? '' : undefined}
    >
      <span className={styles.time}>
        {block.time.from}
        <span className={styles.rest}>{block.time.rest}</span>
      </span>{' '}
      <strong className={styles.title}>{block.title}</strong>{' '}
      {block.state && (
        <span className={styles.state}>
          <Status tone={block.state.tone}>{block.state.word}</Status>{' '}
        </span>
      )}
      {block.detail && <span className={styles.detail}>{block.detail}</span>}
    </Link>
  )
}
