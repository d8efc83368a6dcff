-- A booking changes what is planned, never a roster: it reads no leave, and only what was held and is planned is made anew (app.refresh_held, which
-- 0074 defines). Reckoning the pauses again with every seat had made booking six times as slow.
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
