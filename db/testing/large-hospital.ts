import type postgres from 'postgres'

interface Size {
  residents: number
  /** Of all forms together, over the last two years. */
  sessions: number
}

/** So many residents share a supervisor, and a department. */
const perSupervisor = 8
const perDepartment = 80
const days = 700

/**
 * Fills an empty, migrated database with a hospital of this size, the same every time, as its owner: residents who started over
 * the last two years, their supervisors, secretaries and mentors, sessions of every form that has a norm, and what was logged of
 * check-ins. The state rows and the figures of the last twelve closed months are made as the database makes them.
 */
export async function fillLargeHospital(owner: postgres.Sql, { residents, sessions }: Size): Promise<void> {
  const each = Math.floor(sessions / residents)
  await owner.begin(async (tx) => {
    // Rows are written as they are; what follows from them is made once, afterwards.
    await tx.unsafe(`set local session_replication_role = replica`)
    await tx.unsafe(`set local synchronous_commit = off`)
    await tx.unsafe(`create temp table hospital on commit drop as
      select n, gen_random_uuid() as id, n / ${perDepartment} as department, n / ${perSupervisor} as guide,
        app.today() - 30 - (n * 37) % 670 as from_on
      from generate_series(0, ${residents - 1}) n`)
    await tx.unsafe(`create temp table offices on commit drop as
      select d as department, gen_random_uuid() as id, gen_random_uuid() as secretary_id from generate_series(0, ${Math.floor((residents - 1) / perDepartment)}) d`)
    await tx.unsafe(`create temp table guides on commit drop as
      select g as guide, gen_random_uuid() as id, gen_random_uuid() as mentor_id from generate_series(0, ${Math.floor((residents - 1) / perSupervisor)}) g`)
    await tx.unsafe(
      `insert into departments (id, code, name, site) select id, 'd' || department, 'Afdeling ' || department, 'Noord' from offices`,
    )
    await tx.unsafe(`insert into people (id, staff_number, given_name, family_name)
      select id, 'R' || n, 'Arts', 'Assistent ' || n from hospital
      union all select id, 'S' || guide, 'Super', 'Visor ' || guide from guides
      union all select mentor_id, 'M' || guide, 'Men', 'Tor ' || guide from guides
      union all select secretary_id, 'O' || department, 'Secre', 'Taris ' || department from offices
      union all values (gen_random_uuid(), 'C0', 'Opleidings', 'Coordinator')`)
    await tx.unsafe(
      `insert into contacts (person_id, email) select id, staff_number || '@klankbord.example' from people`,
    )
    await tx.unsafe(`insert into roles (person_id, role, department_id, from_on)
      select h.id, 'resident', o.id, h.from_on from hospital h join offices o using (department)
      union all select g.id, 'supervisor', (select o.id from offices o where o.department = g.guide * ${perSupervisor} / ${perDepartment}), app.today() - 1000 from guides g
      union all select mentor_id, 'mentor', null, app.today() - 1000 from guides
      union all select secretary_id, 'secretary', id, app.today() - 1000 from offices
      union all select id, 'coordinator', null, app.today() - 1000 from people where staff_number = 'C0'`)
    await tx.unsafe(
      `insert into residencies (role_id, kind, fte) select id, 'anios', 1 from roles where role = 'resident'`,
    )
    await tx.unsafe(`insert into pairings (kind, resident_id, guide_id, from_on, accepted_at)
      select 'supervisor', h.id, g.id, h.from_on, now() from hospital h join guides g using (guide)
      union all select 'mentor', h.id, g.mentor_id, h.from_on, now() from hospital h join guides g using (guide)`)
    // One a day at most, each resident of a guide at an hour of her own; the last tenth is still to come.
    await tx.unsafe(`create temp table planned on commit drop as
      select gen_random_uuid() as id, h.id as resident_id, h.n, g.id as guide_id, g.mentor_id,
        (array['check-in', 'mentor-session', 'intervision', 'intervision', 'learning-talk', 'shadow-day', 'student-teaching'])[1 + (k * 5 + h.n) % 7] as form,
        ((app.today() - ${days} + (k * ${Math.floor((days * 1.1) / each)} + h.n % 5) + 60) + make_interval(hours => 8 + h.n % ${perSupervisor})) at time zone 'Europe/Amsterdam' as starts_at
      from hospital h join guides g using (guide), generate_series(0, ${each - 1}) k`)
    await tx.unsafe(`insert into sessions (id, form, starts_at, ends_at, booked_by_id)
      select id, form, starts_at, starts_at + interval '45 minutes', resident_id from planned`)
    await tx.unsafe(`insert into session_people (session_id, person_id, part, during)
      select id, resident_id, 'resident', tstzrange(starts_at, starts_at + interval '45 minutes') from planned
      union all select id, case when form = 'mentor-session' then mentor_id else guide_id end, 'guide', tstzrange(starts_at, starts_at + interval '45 minutes') from planned`)
    await tx.unsafe(`insert into check_ins (resident_id, supervisor_id, outcome, happened_on, logged_at)
      select resident_id, guide_id, (array['held', 'held', 'held', 'declined', 'offered'])[1 + n % 5], (starts_at at time zone 'Europe/Amsterdam')::date, starts_at + interval '1 hour'
      from planned where form = 'check-in' and starts_at < now() - interval '1 hour'`)
  })
  await owner`vacuum analyze`
  await owner`select app.refresh_coverage(person_id) from roles where role = 'resident'`
  await owner`select app.close_months()`
  await owner`vacuum analyze`
}
