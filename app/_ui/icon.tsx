/** Line icons of our own, 20 px on a grid of 20. They go with a word; alone they need a label on the button. */
const paths = {
  today: 'M4 9.2 10 4l6 5.2V16H4zM8 16v-4.5h4V16',
  agenda: 'M3.5 5.5h13v11h-13zM3.5 9h13M7 3v3.5M13 3v3.5',
  plan: 'M3.5 5.5h13v11h-13zM3.5 9h13M7 3v3.5M13 3v3.5M10 10.800v4M8 12.800h4',
  people:
    'M7.5 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM2.5 16c.5-2.8 2.400-4.200 5-4.200s4.500 1.400 5 4.200M13 4.500a2.500 2.500 0 0 1 0 4.800M14.500 12c1.700.5 2.700 1.900 3 4',
  roster: 'M3.500 4h13v12h-13zM3.500 8h13M3.500 12h13M8 4v12',
  pairing:
    'M6 8.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM14 17.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6 8.500V12a2.500 2.500 0 0 0 2.500 2.500H11',
  checkIn: 'M3.500 4.500h13v8.500H10L6.500 16v-3h-3zM7 8.500l2 2 4-4',
  log: 'M5 3.500h10v13H5zM8 7h4M8 10h4M8 13h2.500',
  profile:
    'M10 10.500a3.200 3.200 0 1 0 0-6.400 3.200 3.200 0 0 0 0 6.400zM3.500 17c.7-3 3.200-4.500 6.500-4.500s5.800 1.500 6.500 4.500',
  signOut: 'M8 4H4v12h4M9 10h8M14 7l3 3-3 3',
  plus: 'M10 4v12M4 10h12',
  arrow: 'M4 10h12M11.500 5.500 16 10l-4.500 4.500',
  back: 'M16 10H4M8.500 5.500 4 10l4.500 4.500',
  check: 'M4 10.500 8.300 15 16 6',
  cross: 'M5 5l10 10M15 5 5 15',
  warning: 'M10 3.500 17.500 16h-15zM10 8.500v3.500M10 14v.2',
  info: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9.500V13.500M10 6.500v.2',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l2.800 2',
  moon: 'M16 12.200A6.500 6.500 0 0 1 7.800 4 6.500 6.500 0 1 0 16 12.200z',
  sun: 'M10 13.200a3.200 3.200 0 1 0 0-6.400 3.200 3.200 0 0 0 0 6.400zM10 2.500v2M10 15.500v2M2.500 10h2M15.500 10h2M4.700 4.700l1.400 1.400M13.900 13.900l1.400 1.400M4.700 15.300l1.400-1.400M13.900 6.100l1.400-1.400',
  upload: 'M10 13V4M6 8l4-4 4 4M3.500 13v3.500h13V13',
  download: 'M10 4v9M6 9l4 4 4-4M3.500 13v3.500h13V13',
  search: 'M9 14.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11zM13 13l4 4',
  lock: 'M5 9h10v7.500H5zM7 9V6.500a3 3 0 0 1 6 0V9',
  mail: 'M3 5h14v10.500H3zM3.500 5.500 10 11l6.500-5.500',
  language:
    'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM3 10h14M10 3c2.500 2 2.500 12 0 14M10 3c-2.500 2-2.500 12 0 14',
  more: 'M4.500 10h.01M10 10h.01M15.500 10h.01',
  undo: 'M7 5 3.500 8.500 7 12M4 8.500h7.500a4 4 0 0 1 0 8H8',
  move: 'M4 7h11M12 4l3 3-3 3M16 13H5M8 10l-3 3 3 3',
  chevron: 'M7 4.500 12.500 10 7 15.500',
  print: 'M6 7.500v-4h8v4M6 14.500H3.500v-7h13v7H14M6 12h8v4.500H6z',
  filter: 'M3.500 5.500h13M6 10h8M8.500 14.500h3',
  unseen:
    'M3.500 10c1.600-2.700 3.800-4 6.500-4s4.900 1.300 6.500 4c-1.600 2.700-3.800 4-6.500 4s-4.900-1.300-6.500-4zM4 16.500l12-13',
  follow: 'M4.500 15.500h.01M4.500 10.500a5 5 0 0 1 5 5M4.500 5.500a10 10 0 0 1 10 10',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2.6 : 1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      className="rigid"
    >
      <path d={paths[name]} />
    </svg>
  )
}
