import { PlanFileError, updated, type Instance, type PlanFile, type Update } from './instance'
import { questionOf } from './loader'
import { planOf } from './plan'
import type { ProblemInput } from './problem'
import { Replanning, type KnownPlan, type Restraint } from './replan'
import type { Budget } from './search'

/** A plan of the files planned again after an update: what is before `update.fromDay` stays as it was held. */
export class FileReplanning {
  readonly instance: Instance
  private readonly replanning: Replanning
  private readonly ids: string[]

  /** Throws PlanFileError when the base plan or the update names what the instance does not know. */
  constructor(
    before: Instance,
    base: PlanFile,
    update: Update,
    restraint: Restraint,
    seed: number,
    budget: Budget,
  ) {
    this.instance = updated(before, update)
    const input = questionOf(this.instance, update.fromDay)
    this.ids = base.groups.map(({ id }) => id)
    this.replanning = new Replanning(input, knownPlan(input, base, update), restraint, seed, budget)
  }

  step(): boolean {
    return this.replanning.step()
  }

  plan(reasonOf: (resident: string) => string): PlanFile {
    const { problem, best } = this.replanning
    return planOf(problem, this.instance.name, best, reasonOf, this.ids)
  }
}

function knownPlan(input: ProblemInput, base: PlanFile, update: Update): KnownPlan {
  const refuse = (what: string) =>
    new PlanFileError(`the base plan names ${what}, which is not in the instance`)
  const known = (list: readonly { id: string }[]) => new Set(list.map(({ id }) => id))
  const [guides, rooms, residents] = [known(input.guides), known(input.rooms), known(input.residents)]
  return {
    groups: base.groups.map(({ id, psychologistId: guideId, members, meetings }) => {
      if (meetings.length !== input.rules.meetings)
        throw new PlanFileError(
          `the base plan: ${id} has ${meetings.length} meetings, not ${input.rules.meetings}`,
        )
      if (!guides.has(guideId)) throw refuse(guideId)
      const stranger = members.find((member) => !residents.has(member))
      if (stranger !== undefined) throw refuse(stranger)
      return {
        guideId,
        members,
        meetings: meetings.map(({ day, start, roomId }) => {
          const slot = input.slots.findIndex((one) => one.day === day && one.start === start)
          if (slot < 0) throw refuse(`day ${day} at ${start}`)
          if (!rooms.has(roomId)) throw refuse(roomId)
          return { slot, roomId, isPast: day < update.fromDay }
        }),
      }
    }),
    named: [...update.rosters, ...update.leavers].map(({ id }) => id),
  }
}
