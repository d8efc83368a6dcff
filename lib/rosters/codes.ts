import { shiftKinds, type ShiftKind } from './rules'

/** What a code in the roster of a department can mean: one of our kinds, or nothing that belongs in a roster. */
export const codeMeanings = [...shiftKinds, 'ignore'] as const
export type CodeMeaning = ShiftKind | 'ignore'

export const codeMostLength = 30

export interface ShiftCode {
  departmentId: string
  code: string
  kind: CodeMeaning
}

/** Codes differ in nothing but their letters and figures: "n1" is "N1". */
export const keyOfCode = (departmentId: string, code: string) => `${departmentId} ${code.toUpperCase()}`

/** What codes mean, by `keyOfCode`. */
export const meaningsOf = (codes: readonly ShiftCode[]): Map<string, CodeMeaning> =>
  new Map(codes.map(({ departmentId, code, kind }) => [keyOfCode(departmentId, code), kind]))

/** What a code means to the first of these departments that knows it. */
export function meaningIn(
  meanings: ReadonlyMap<string, CodeMeaning>,
  departmentIds: readonly string[],
  code: string,
): CodeMeaning | undefined {
  return departmentIds.map((id) => meanings.get(keyOfCode(id, code))).find((each) => each !== undefined)
}
