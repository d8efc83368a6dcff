-- A guide's rights over her residents end with her role, not only with the pairing.
CREATE OR REPLACE FUNCTION app.my_residents(wanted text) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce(array_agg(DISTINCT resident_id), '{}') FROM pairings WHERE guide_id = app.viewer() AND kind = wanted AND app.holds(wanted)
    AND accepted_at IS NOT NULL AND from_on <= app.today() AND (until_on IS NULL OR app.today() < until_on)
$$;
--> statement-breakpoint
ALTER POLICY app_read ON check_ins USING (resident_id = (SELECT app.viewer())
  OR (supervisor_id = (SELECT app.viewer()) AND (SELECT app.holds('supervisor'))));
--> statement-breakpoint
ALTER POLICY app_change ON check_ins USING (supervisor_id = (SELECT app.viewer()) AND (SELECT app.holds('supervisor')));
--> statement-breakpoint
-- Promises: whoever may read the check-in may mark one as kept; only its supervisor adds and removes.
ALTER POLICY app_read ON promises USING (EXISTS (SELECT FROM check_ins c WHERE c.id = check_in_id AND (c.resident_id = (SELECT app.viewer())
  OR (c.supervisor_id = (SELECT app.viewer()) AND (SELECT app.holds('supervisor'))))));
--> statement-breakpoint
ALTER POLICY app_change ON promises USING (EXISTS (SELECT FROM check_ins c WHERE c.id = check_in_id AND (c.resident_id = (SELECT app.viewer())
  OR (c.supervisor_id = (SELECT app.viewer()) AND (SELECT app.holds('supervisor'))))));
--> statement-breakpoint
ALTER POLICY app_add ON promises WITH CHECK (EXISTS (SELECT FROM check_ins c WHERE c.id = check_in_id
  AND c.supervisor_id = (SELECT app.viewer()) AND (SELECT app.holds('supervisor')) AND owner_id IN (c.resident_id, c.supervisor_id)));
--> statement-breakpoint
ALTER POLICY app_remove ON promises USING (EXISTS (SELECT FROM check_ins c WHERE c.id = check_in_id
  AND c.supervisor_id = (SELECT app.viewer()) AND (SELECT app.holds('supervisor'))));
--> statement-breakpoint
DROP TRIGGER promises_parties ON promises;
--> statement-breakpoint
CREATE TRIGGER promises_parties BEFORE UPDATE ON promises FOR EACH ROW EXECUTE FUNCTION app.guard_parties('check_in_id', 'owner_id', 'text', 'due_on');
--> statement-breakpoint
CREATE TRIGGER promises_signatures BEFORE INSERT OR UPDATE ON promises FOR EACH ROW EXECUTE FUNCTION app.guard_signatures('kept_by_id');
--> statement-breakpoint

-- The first day of the stay on a given day: the one that is not over yet, or else the last there was. Periods that follow
-- each other without a gap are one stay; somebody who comes back after a gap begins anew, from the moment that is known.
CREATE FUNCTION app.stay_on(resident uuid, day date) RETURNS date LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH edges AS (
    SELECT from_on, coalesce(until_on, 'infinity') AS until_on,
      CASE WHEN from_on <= max(coalesce(until_on, 'infinity')) OVER (ORDER BY from_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        THEN 0 ELSE 1 END AS gap
    FROM roles WHERE person_id = resident AND role = 'resident'
  ), periods AS (SELECT from_on, until_on, sum(gap) OVER (ORDER BY from_on, gap DESC ROWS UNBOUNDED PRECEDING) AS stay FROM edges),
  stays AS (SELECT min(from_on) AS from_on, max(until_on) AS until_on FROM periods GROUP BY stay)
  SELECT coalesce((SELECT min(from_on) FROM stays WHERE until_on > day), (SELECT max(from_on) FROM stays))
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.stay_starts_on(resident uuid) RETURNS date LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT app.stay_on(resident, app.today())
$$;
--> statement-breakpoint
-- One writer per resident at a time: two that read the sources side by side would each overwrite what the other had seen.
-- The second statement takes its own snapshot after the lock, so it sees what the first writer committed.
CREATE OR REPLACE FUNCTION app.refresh_coverage(resident uuid) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT pg_advisory_xact_lock(hashtext('coverage'), hashtext(resident::text));
  INSERT INTO coverage (resident_id, form, starts_on, last_on, planned_at)
  SELECT resident, 'check-in', f.starts_on,
    (SELECT max(c.happened_on) FROM check_ins c WHERE c.resident_id = resident AND c.outcome IN ('held', 'declined') AND c.withdrawn_at IS NULL
      AND c.happened_on >= f.starts_on),
    coalesce((SELECT array_agg(s.starts_at ORDER BY s.starts_at) FROM sessions s JOIN session_people p ON p.session_id = s.id
      WHERE p.person_id = resident AND p.part = 'resident' AND s.form = 'check-in' AND s.cancelled_at IS NULL AND s.starts_at > now() - interval '1 day'), '{}')
  FROM (SELECT app.stay_starts_on(resident) AS starts_on) f WHERE f.starts_on IS NOT NULL
  ON CONFLICT (resident_id, form) DO UPDATE SET starts_on = excluded.starts_on, last_on = excluded.last_on, planned_at = excluded.planned_at;
$$;
--> statement-breakpoint

-- Row 21 for the coordinator: how many residents have a date on record, at the end of the last closed month, each resident in one department.
-- A figure only with at least 5 people behind it and 5 in its complement; what stays hidden is counted together (department null) when that
-- sum can bear it, so that no sum of what is shown tells what is not.
CREATE FUNCTION app.check_in_figures() RETURNS TABLE (department_id uuid, residents integer, on_record integer, as_of date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH month AS (SELECT date_trunc('month', app.today()::timestamp)::date - 1 AS last_day,
    date_trunc('month', app.today()::timestamp) AT TIME ZONE 'Europe/Amsterdam' AS closed_at),
  placed AS (
    SELECT DISTINCT ON (r.person_id) r.person_id, r.department_id, m.last_day, m.closed_at FROM roles r, month m
    WHERE app.holds('coordinator') AND r.role = 'resident' AND r.department_id IS NOT NULL
      AND r.from_on <= m.last_day AND (r.until_on IS NULL OR m.last_day < r.until_on)
    ORDER BY r.person_id, r.from_on DESC, r.department_id
  ), counted AS (
    SELECT p.department_id, p.last_day, count(*)::integer AS residents, (count(*) FILTER (WHERE EXISTS (
      SELECT FROM check_ins c WHERE c.resident_id = p.person_id AND c.outcome IN ('held', 'declined')
        AND c.happened_on BETWEEN app.stay_on(p.person_id, p.last_day) AND p.last_day
        AND c.logged_at < p.closed_at AND (c.withdrawn_at IS NULL OR c.withdrawn_at >= p.closed_at))))::integer AS on_record
    FROM placed p GROUP BY p.department_id, p.last_day
  ), judged AS (SELECT *, on_record >= 5 AND residents - on_record >= 5 AS is_shown FROM counted)
  SELECT j.department_id, CASE WHEN j.residents >= 5 THEN j.residents END, CASE WHEN j.is_shown THEN j.on_record END, j.last_day FROM judged j
  UNION ALL
  SELECT NULL, sum(j.residents)::integer, sum(j.on_record)::integer, j.last_day FROM judged j WHERE NOT j.is_shown
  GROUP BY j.last_day HAVING count(*) > 1 AND sum(j.on_record) >= 5 AND sum(j.residents - j.on_record) >= 5
$$;
--> statement-breakpoint
-- Row 21, exception: how many talks each supervisor owes today, from 1 up; never which resident. The days are those of lib/coverage/rules.ts.
CREATE FUNCTION app.talks_owed() RETURNS TABLE (guide_id uuid, owed integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT p.guide_id, count(*)::integer FROM pairings p JOIN coverage c ON c.resident_id = p.resident_id AND c.form = 'check-in'
  WHERE app.holds('coordinator') AND p.kind = 'supervisor' AND p.accepted_at IS NOT NULL
    AND p.from_on <= app.today() AND (p.until_on IS NULL OR app.today() < p.until_on)
    AND EXISTS (SELECT FROM people WHERE id = p.resident_id AND closed_at IS NULL)
    AND EXISTS (SELECT FROM roles r WHERE r.person_id = p.resident_id AND r.role = 'resident'
      AND r.from_on <= app.today() AND (r.until_on IS NULL OR app.today() < r.until_on))
    AND app.today() > coalesce(c.last_on + 90, c.starts_on + 30)
  GROUP BY p.guide_id
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.stay_on(uuid, date), app.check_in_figures(), app.talks_owed() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.check_in_figures(), app.talks_owed() TO klankbord_app;
