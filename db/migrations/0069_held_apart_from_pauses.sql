-- A booking changes what is planned, never a roster: it reads no leave. Reckoning the pauses again with every seat had made booking six times as slow.
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
      SELECT max(c.happened_on) INTO held_on FROM check_ins c
      WHERE c.resident_id = resident AND c.outcome IN ('held', 'declined') AND c.withdrawn_at IS NULL AND c.happened_on >= each.starts_on;
    END IF;
    UPDATE coverage SET last_on = held_on, planned_at = coalesce(planned, '{}') WHERE resident_id = resident AND form = each.form;
  END LOOP;
END $$;
--> statement-breakpoint
-- The state rows of a resident, made anew from her stay, her roster and all that was held.
CREATE OR REPLACE FUNCTION app.refresh_coverage(resident uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('coverage'), hashtext(resident::text));
  INSERT INTO coverage (resident_id, form, starts_on, pauses_on, resumes_on)
  SELECT resident, f.form, stay.starts_on, p.pauses, p.resumes
  FROM unnest(app.covered_forms()) AS f (form), app.stay_starts_on(resident) AS stay (starts_on), app.pauses_of(resident) p
  WHERE stay.starts_on IS NOT NULL
  ON CONFLICT (resident_id, form) DO UPDATE SET starts_on = excluded.starts_on, pauses_on = excluded.pauses_on, resumes_on = excluded.resumes_on;
  PERFORM app.refresh_held(resident, app.covered_forms());
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.coverage_after_sessions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  touched record;
BEGIN
  FOR touched IN SELECT p.person_id, array_agg(DISTINCT n.form) AS forms FROM after_change n JOIN before_change o ON o.id = n.id
    JOIN session_people p ON p.session_id = n.id AND p.part = 'resident'
    WHERE n.form = ANY (app.covered_forms()) AND (n.starts_at, n.cancelled_at, n.missed_at, n.left_by_id) IS DISTINCT FROM (o.starts_at, o.cancelled_at, o.missed_at, o.left_by_id)
    GROUP BY p.person_id ORDER BY p.person_id
  LOOP
    PERFORM app.refresh_held(touched.person_id, touched.forms);
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- A seat in a session, or whether somebody was there: both tables say who and which session.
CREATE OR REPLACE FUNCTION app.coverage_after_seats() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  touched record;
BEGIN
  FOR touched IN SELECT n.person_id, array_agg(DISTINCT s.form) AS forms FROM after_change n JOIN sessions s ON s.id = n.session_id
    WHERE s.form = ANY (app.covered_forms()) AND EXISTS (SELECT FROM coverage c WHERE c.resident_id = n.person_id)
    GROUP BY n.person_id ORDER BY n.person_id
  LOOP
    PERFORM app.refresh_held(touched.person_id, touched.forms);
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER attendance_coverage ON attendance;
--> statement-breakpoint
DROP TRIGGER attendance_coverage_changed ON attendance;
--> statement-breakpoint
DROP FUNCTION app.coverage_after_attendance();
--> statement-breakpoint
CREATE TRIGGER attendance_coverage AFTER INSERT ON attendance REFERENCING NEW TABLE AS after_change
  FOR EACH STATEMENT EXECUTE FUNCTION app.coverage_after_seats();
--> statement-breakpoint
CREATE TRIGGER attendance_coverage_changed AFTER UPDATE ON attendance REFERENCING NEW TABLE AS after_change
  FOR EACH STATEMENT EXECUTE FUNCTION app.coverage_after_seats();
--> statement-breakpoint
DROP FUNCTION app.refresh_coverage(uuid, text[]);
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.refresh_held(uuid, text[]) FROM PUBLIC;
