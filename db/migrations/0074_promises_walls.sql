-- What a supervisor wrote she corrects in place for a day; after that a correction stands beside it. Both are for the two people alone (row 19).
ALTER TABLE check_in_corrections ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE check_in_corrections FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON check_in_corrections FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY app_read ON check_in_corrections FOR SELECT TO klankbord_app USING (EXISTS (SELECT FROM check_ins c WHERE c.id = check_in_id AND (c.resident_id = (SELECT app.viewer())
  OR (c.supervisor_id = (SELECT app.viewer()) AND (SELECT app.holds('supervisor'))))));
--> statement-breakpoint
CREATE POLICY app_add ON check_in_corrections FOR INSERT TO klankbord_app WITH CHECK (corrected_by_id = (SELECT app.viewer())
  AND EXISTS (SELECT FROM check_ins c WHERE c.id = check_in_id AND c.supervisor_id = (SELECT app.viewer()) AND (SELECT app.holds('supervisor'))
    AND c.withdrawn_at IS NULL AND corrected_at >= c.logged_at + interval '24 hours'));
--> statement-breakpoint
-- Nobody changes or removes one.
GRANT SELECT, INSERT ON check_in_corrections TO klankbord_app;
--> statement-breakpoint
-- The two people, the moment and the form of a check-in never change.
DROP TRIGGER check_ins_parties ON check_ins;
--> statement-breakpoint
CREATE TRIGGER check_ins_parties BEFORE UPDATE ON check_ins FOR EACH ROW EXECUTE FUNCTION app.guard_parties('resident_id', 'supervisor_id', 'logged_at', 'request_key');
--> statement-breakpoint
-- What was written stays as it is once a day has passed. Five minutes are for clocks that differ; the code keeps the day itself.
CREATE FUNCTION app.is_fresh(logged_at timestamptz) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT now() < logged_at + interval '24 hours 5 minutes'
$$;
--> statement-breakpoint
CREATE FUNCTION app.guard_written() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF current_user = 'klankbord_app' AND NOT app.is_fresh(OLD.logged_at)
    AND (NEW.outcome, NEW.happened_on, NEW.topics, NEW.next_on) IS DISTINCT FROM (OLD.outcome, OLD.happened_on, OLD.topics, OLD.next_on) THEN
    RAISE EXCEPTION 'what was written stays' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER check_ins_written BEFORE UPDATE ON check_ins FOR EACH ROW EXECUTE FUNCTION app.guard_written();
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.is_fresh(timestamptz) TO klankbord_app;
--> statement-breakpoint
-- A promise goes with what it was written in; later it is marked, and a new one made.
ALTER POLICY app_remove ON promises USING (EXISTS (SELECT FROM check_ins c WHERE c.id = check_in_id
  AND c.supervisor_id = (SELECT app.viewer()) AND (SELECT app.holds('supervisor')) AND app.is_fresh(c.logged_at)));
--> statement-breakpoint
UPDATE promises o SET made_at = c.logged_at FROM check_ins c WHERE c.id = o.check_in_id;
--> statement-breakpoint
DROP TRIGGER promises_parties ON promises;
--> statement-breakpoint
CREATE TRIGGER promises_parties BEFORE UPDATE ON promises FOR EACH ROW EXECUTE FUNCTION app.guard_parties('check_in_id', 'owner_id', 'text', 'due_on', 'made_at');
--> statement-breakpoint
DROP TRIGGER promises_signatures ON promises;
--> statement-breakpoint
CREATE TRIGGER promises_signatures BEFORE INSERT OR UPDATE ON promises FOR EACH ROW EXECUTE FUNCTION app.guard_signatures('kept_by_id', 'not_kept_by_id');
--> statement-breakpoint
-- The one place that says what stands of a resident's check-ins: without what was withdrawn, and as corrected last. At a moment in the past: as it
-- stood then. Nobody but the functions of the database reads it, since it tells held from declined.
CREATE FUNCTION app.check_ins_standing(resident uuid, known_at timestamptz DEFAULT 'infinity') RETURNS TABLE (happened_on date, outcome text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce(k.happened_on, c.happened_on), coalesce(k.outcome, c.outcome)
  FROM check_ins c LEFT JOIN LATERAL (
    SELECT n.happened_on, n.outcome FROM check_in_corrections n WHERE n.check_in_id = c.id AND n.corrected_at < known_at
    ORDER BY n.corrected_at DESC, n.id DESC LIMIT 1
  ) k ON true
  WHERE c.resident_id = resident AND c.logged_at < known_at AND (c.withdrawn_at IS NULL OR c.withdrawn_at >= known_at)
$$;
--> statement-breakpoint
-- What was held and what is planned, of these forms, in the rows of a resident. One writer per resident at a time: two that read the
-- sources side by side would each overwrite what the other had seen. It runs with every booking: plans are kept, and no roster is read.
CREATE FUNCTION app.refresh_held(resident uuid, wanted text[]) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  each record;
  held_on date;
  planned timestamptz[];
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('coverage'), hashtext(resident::text));
  FOR each IN SELECT c.form, c.starts_on FROM coverage c WHERE c.resident_id = resident AND c.form = ANY (wanted) LOOP
    SELECT max((s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date) FILTER (WHERE a.outcome IS DISTINCT FROM 'absent'
        AND (s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date BETWEEN each.starts_on AND app.today() - 1),
      array_agg(s.starts_at ORDER BY s.starts_at) FILTER (WHERE s.starts_at > now() - interval '1 day')
    INTO held_on, planned
    FROM session_people p JOIN sessions s ON s.id = p.session_id
    LEFT JOIN attendance a ON a.session_id = p.session_id AND a.person_id = p.person_id
    WHERE p.person_id = resident AND p.part = 'resident' AND s.form = each.form AND s.cancelled_at IS NULL AND s.missed_at IS NULL
      AND s.left_by_id IS NULL AND p.released_at IS NULL AND (p.answer_by IS NULL OR p.accepted_at IS NOT NULL);
    IF each.form = 'check-in' THEN
      SELECT max(c.happened_on) INTO held_on FROM app.check_ins_standing(resident) c
      WHERE c.outcome IN ('held', 'declined') AND c.happened_on >= each.starts_on;
    END IF;
    UPDATE coverage SET last_on = held_on, planned_at = coalesce(planned, '{}') WHERE resident_id = resident AND form = each.form;
  END LOOP;
END $$;
--> statement-breakpoint
CREATE FUNCTION app.coverage_after_correction() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM app.refresh_held(c.resident_id, ARRAY['check-in']) FROM check_ins c WHERE c.id = NEW.check_in_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER check_in_corrections_coverage AFTER INSERT ON check_in_corrections FOR EACH ROW EXECUTE FUNCTION app.coverage_after_correction();
--> statement-breakpoint
-- The worker's own: every check-in that is due on a day, with who owes it, the last offer since the date on record, and the steps that were
-- taken for this due date; of one person, those that she owes and her own. Nothing is due while the clock stands still. It knows no outcome but an offer.
CREATE FUNCTION app.check_in_debts(day date, person uuid DEFAULT NULL)
RETURNS TABLE (resident_id uuid, guide_id uuid, guide_since date, due_on date, offered_on date, taken_on date[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.resident_id, p.guide_id, p.from_on, d.due_on,
    (SELECT max(i.happened_on) FROM app.check_ins_standing(c.resident_id) i WHERE i.outcome = 'offered'
      AND i.happened_on > coalesce(c.last_on, c.starts_on - 1)),
    ARRAY(SELECT s.taken_on FROM coverage_steps s WHERE s.resident_id = c.resident_id AND s.form = 'check-in' AND s.due_on = d.due_on ORDER BY s.step)
  FROM coverage c
  JOIN app.residents_on(day) r ON r.person_id = c.resident_id
  CROSS JOIN LATERAL app.norm_on('check-in', r.department_id, r.kind, day) n
  CROSS JOIN LATERAL (SELECT app.due_on(coalesce(c.last_on, c.starts_on), CASE WHEN c.last_on IS NULL THEN n.first_within_days ELSE n.every_days END,
    c.pauses_on, c.resumes_on, n.since_on)) AS d (due_on)
  LEFT JOIN pairings p ON p.resident_id = c.resident_id AND p.kind = 'supervisor' AND p.accepted_at IS NOT NULL
    AND p.from_on <= day AND (p.until_on IS NULL OR day < p.until_on)
  WHERE (person IS NULL OR c.resident_id = person OR c.resident_id IN (SELECT q.resident_id FROM pairings q WHERE q.guide_id = person AND q.kind = 'supervisor'))
    AND (person IS NULL OR c.resident_id = person OR p.guide_id = person)
    AND c.form = 'check-in' AND c.starts_on <= day AND d.due_on <= day
    AND EXISTS (SELECT FROM people WHERE id = c.resident_id AND closed_at IS NULL)
    AND NOT EXISTS (SELECT FROM generate_subscripts(c.pauses_on, 1) i WHERE day >= c.pauses_on[i] AND day < c.resumes_on[i])
$$;
--> statement-breakpoint
-- What is counted at the end of this month: a form's norm kept or not, once per resident; a promise that was due, a seat in a session or at a
-- meeting of a group, each with whose it is. Nothing in confidence.
-- How many people an array holds is not known beforehand: every join that compares each with each would be a night's work.
CREATE FUNCTION app.figure_units(wanted date) RETURNS TABLE (measure text, department_id uuid, person_id uuid, is_reached boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET enable_nestloop = off SET jit = off AS $$
  WITH month AS (SELECT (wanted + interval '1 month')::date - 1 AS last_day, wanted::timestamp AT TIME ZONE 'Europe/Amsterdam' AS from_at,
    (wanted + interval '1 month')::timestamp AT TIME ZONE 'Europe/Amsterdam' AS until_at),
  counted AS (SELECT b.department_id, unnest(b.people) AS person_id FROM figure_bases b WHERE b.month = wanted),
  -- Whoever has left is seen as she stood on her last day.
  placed AS MATERIALIZED (
    SELECT c.department_id, c.person_id, r.at_department, r.kind, r.seen_on, app.stay_on(c.person_id, r.seen_on) AS starts_on
    FROM counted c, month m, LATERAL (
      SELECT r.department_id AS at_department, y.kind, least(m.last_day, coalesce(r.until_on - 1, m.last_day)) AS seen_on
      FROM roles r LEFT JOIN residencies y ON y.role_id = r.id WHERE r.person_id = c.person_id AND r.role = 'resident' AND r.from_on <= m.last_day
      ORDER BY coalesce(r.until_on, 'infinity') > m.last_day DESC, r.from_on DESC, r.id LIMIT 1) r
  ),
  rhythms AS MATERIALIZED (
    SELECT p.at_department, p.kind, f.form, n.* FROM (SELECT DISTINCT at_department, kind FROM placed) p, unnest(app.covered_forms()) AS f (form), month m,
      LATERAL app.norm_on(f.form, p.at_department, p.kind, m.last_day) n
  ),
  held AS (
    SELECT p.person_id, s.form, max((s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date) AS last_on
    FROM placed p JOIN session_people q ON q.person_id = p.person_id AND q.part = 'resident' AND q.released_at IS NULL
      AND (q.answer_by IS NULL OR q.accepted_at IS NOT NULL)
    JOIN sessions s ON s.id = q.session_id AND s.form = ANY (app.covered_forms()) AND s.form <> 'check-in'
      AND s.cancelled_at IS NULL AND s.missed_at IS NULL AND s.left_by_id IS NULL
      AND (s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date BETWEEN p.starts_on AND p.seen_on
    LEFT JOIN attendance a ON a.session_id = s.id AND a.person_id = p.person_id
    WHERE a.outcome IS DISTINCT FROM 'absent'
    GROUP BY p.person_id, s.form
    UNION ALL
    SELECT p.person_id, 'check-in', max(c.happened_on) FROM placed p CROSS JOIN month m CROSS JOIN LATERAL app.check_ins_standing(p.person_id, m.until_at) c
    WHERE c.outcome IN ('held', 'declined') AND c.happened_on BETWEEN p.starts_on AND p.seen_on
    GROUP BY p.person_id
  )
  SELECT n.form, p.department_id, p.person_id, d.days IS NULL
    OR app.due_on(coalesce(h.last_on, p.starts_on), d.days, coalesce(c.pauses_on, '{}'), coalesce(c.resumes_on, '{}'), n.since_on) >= p.seen_on
  FROM placed p
  JOIN rhythms n ON n.at_department IS NOT DISTINCT FROM p.at_department AND n.kind IS NOT DISTINCT FROM p.kind
  LEFT JOIN held h ON h.person_id = p.person_id AND h.form = n.form
  LEFT JOIN coverage c ON c.resident_id = p.person_id AND c.form = n.form
  CROSS JOIN LATERAL (SELECT CASE WHEN h.last_on IS NULL THEN n.first_within_days ELSE n.every_days END) AS d (days)
  UNION ALL
  SELECT 'promises', p.department_id, p.person_id, o.kept_at IS NOT NULL AND o.kept_at < m.until_at
  FROM placed p CROSS JOIN month m JOIN check_ins c ON c.resident_id = p.person_id AND c.withdrawn_at IS NULL
  JOIN promises o ON o.check_in_id = c.id AND o.due_on BETWEEN wanted AND m.last_day
  UNION ALL
  SELECT 'working-hours', p.department_id, p.person_id, extract(isodow FROM s.starts_at AT TIME ZONE 'Europe/Amsterdam') < 6
    AND (s.starts_at AT TIME ZONE 'Europe/Amsterdam')::time >= '08:00' AND (s.ends_at AT TIME ZONE 'Europe/Amsterdam')::time <= '18:00'
  FROM placed p CROSS JOIN month m JOIN session_people q ON q.person_id = p.person_id AND q.part = 'resident' AND q.released_at IS NULL
    AND (q.answer_by IS NULL OR q.accepted_at IS NOT NULL)
  JOIN sessions s ON s.id = q.session_id AND s.form NOT IN ('psychologist-session', 'learning-therapy') AND s.starts_at >= m.from_at AND s.starts_at < m.until_at
    AND s.cancelled_at IS NULL AND s.missed_at IS NULL AND s.left_by_id IS NULL
  UNION ALL
  SELECT 'attendance', p.department_id, p.person_id, a.outcome = 'present'
  FROM placed p CROSS JOIN month m JOIN attendance a ON a.person_id = p.person_id
  JOIN sessions s ON s.id = a.session_id AND s.starts_at >= m.from_at AND s.starts_at < m.until_at AND s.cancelled_at IS NULL
$$;
--> statement-breakpoint
-- The worker's own: which promises are due in these days and that neither of the two has marked, with whose they are. Never what was promised.
CREATE FUNCTION app.open_promises(from_on date, until_on date)
RETURNS TABLE (promise_id uuid, owner_id uuid, resident_id uuid, due_on date, made_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT o.id, o.owner_id, c.resident_id, o.due_on, (o.made_at AT TIME ZONE 'Europe/Amsterdam')::date
  FROM promises o JOIN check_ins c ON c.id = o.check_in_id AND c.withdrawn_at IS NULL
  JOIN people p ON p.id = o.owner_id AND p.closed_at IS NULL
  WHERE o.due_on BETWEEN from_on AND until_on AND o.kept_at IS NULL AND o.not_kept_at IS NULL
    -- Who holds the role no more cannot open it either.
    AND EXISTS (SELECT FROM roles r WHERE r.person_id = o.owner_id AND r.role = CASE WHEN o.owner_id = c.resident_id THEN 'resident' ELSE 'supervisor' END
      AND r.from_on <= app.today() AND (r.until_on IS NULL OR app.today() < r.until_on))
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.refresh_held(uuid, text[]), app.check_in_debts(date, uuid), app.figure_units(date),
  app.is_fresh(timestamptz), app.guard_written(), app.check_ins_standing(uuid, timestamptz), app.coverage_after_correction(), app.open_promises(date, date) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.check_in_debts(date, uuid), app.open_promises(date, date) TO klankbord_worker;
