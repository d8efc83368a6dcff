/** The mark: a board, and the sound that it gives back. */
export function BrandMark({ size = 32 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden="true"
      focusable="false"
      className="rigid"
    >
      <rect x="1" y="1" width="30" height="30" rx="8" fill="var(--accent)" />
      <rect x="8" y="7" width="3.200" height="18" rx="1.600" fill="var(--on-accent)" />
      <g fill="none" stroke="var(--on-accent)" strokeWidth="2.300" strokeLinecap="round">
        <path d="M15 12.200a5.400 5.400 0 0 1 0 7.600" />
        <path d="M18.800 9a9.900 9.900 0 0 1 0 14" opacity=".72" />
        <path d="M22.600 5.900a14.300 14.300 0 0 1 0 20.200" opacity=".42" />
      </g>
    </svg>
  )
}
