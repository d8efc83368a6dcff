-- The worker's own: every check-in that is due on a day, with who owes it, the last offer since the date on record, and the steps that were
-- taken for this due date. Nothing is due while the clock stands still. It knows no outcome but an offer.
CREATE FUNCTION app.check_in_debts(day date)
RETURNS TABLE (resident_id uuid, guide_id uuid, guide_since date, due_on date, offered_on date, taken_on date[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.resident_id, p.guide_id, p.from_on, d.due_on,
    (SELECT max(i.happened_on) FROM check_ins i WHERE i.resident_id = c.resident_id AND i.outcome = 'offered' AND i.withdrawn_at IS NULL
      AND i.happened_on > coalesce(c.last_on, c.starts_on - 1)),
    ARRAY(SELECT s.taken_on FROM coverage_steps s WHERE s.resident_id = c.resident_id AND s.form = 'check-in' AND s.due_on = d.due_on ORDER BY s.step)
  FROM coverage c
  JOIN app.residents_on(day) r ON r.person_id = c.resident_id
  CROSS JOIN LATERAL app.norm_on('check-in', r.department_id, r.kind, day) n
  CROSS JOIN LATERAL (SELECT app.due_on(coalesce(c.last_on, c.starts_on), CASE WHEN c.last_on IS NULL THEN n.first_within_days ELSE n.every_days END,
    c.pauses_on, c.resumes_on, n.since_on)) AS d (due_on)
  LEFT JOIN pairings p ON p.resident_id = c.resident_id AND p.kind = 'supervisor' AND p.accepted_at IS NOT NULL
    AND p.from_on <= day AND (p.until_on IS NULL OR day < p.until_on)
  WHERE c.form = 'check-in' AND c.starts_on <= day AND d.due_on <= day
    AND EXISTS (SELECT FROM people WHERE id = c.resident_id AND closed_at IS NULL)
    AND NOT EXISTS (SELECT FROM generate_subscripts(c.pauses_on, 1) i WHERE day >= c.pauses_on[i] AND day < c.resumes_on[i])
$$;
--> statement-breakpoint
-- Who of these people has leave on a day: nobody is written to then about what is due.
CREATE FUNCTION app.away_on(asked uuid[], day date) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT s.person_id FROM shifts s WHERE s.person_id = ANY (asked) AND s.kind = 'leave'
    AND s.starts_at < (day + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam' AND s.ends_at > day::timestamp AT TIME ZONE 'Europe/Amsterdam'
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.check_in_debts(date), app.away_on(uuid[], date) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.check_in_debts(date), app.away_on(uuid[], date) TO klankbord_worker;
