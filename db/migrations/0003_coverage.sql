-- The first day of the present stay, or of the next one: periods that follow each other without a gap are one stay.
CREATE FUNCTION app.stay_starts_on(resident uuid) RETURNS date LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH edges AS (
    SELECT from_on, CASE WHEN from_on <= max(coalesce(until_on, 'infinity')) OVER (ORDER BY from_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
      THEN 0 ELSE 1 END AS gap
    FROM roles WHERE person_id = resident AND role = 'resident'
  ), stays AS (SELECT from_on, sum(gap) OVER (ORDER BY from_on, gap DESC ROWS UNBOUNDED PRECEDING) AS stay FROM edges)
  SELECT min(from_on) FROM stays
  WHERE stay = coalesce((SELECT max(stay) FROM stays WHERE from_on <= app.today()), (SELECT min(stay) FROM stays))
$$;
--> statement-breakpoint
-- The state row of coverage, kept true in the transaction that changes what it is made from.
-- A date on record comes from a check-in held or declined; which of the two is never stored here.
CREATE FUNCTION app.refresh_coverage(resident uuid) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  INSERT INTO coverage (resident_id, form, starts_on, last_on, planned_at)
  SELECT resident, 'check-in', f.starts_on,
    (SELECT max(c.happened_on) FROM check_ins c WHERE c.resident_id = resident AND c.outcome IN ('held', 'declined') AND c.withdrawn_at IS NULL
      AND c.happened_on >= f.starts_on),
    coalesce((SELECT array_agg(s.starts_at ORDER BY s.starts_at) FROM sessions s JOIN session_people p ON p.session_id = s.id
      WHERE p.person_id = resident AND p.part = 'resident' AND s.form = 'check-in' AND s.cancelled_at IS NULL AND s.starts_at > now() - interval '1 day'), '{}')
  FROM (SELECT app.stay_starts_on(resident) AS starts_on) f WHERE f.starts_on IS NOT NULL
  ON CONFLICT (resident_id, form) DO UPDATE SET starts_on = excluded.starts_on, last_on = excluded.last_on, planned_at = excluded.planned_at
$$;
--> statement-breakpoint
-- The nightly check: computes every row anew and answers how many were not as they should be.
CREATE FUNCTION app.recheck_coverage() RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  resident uuid;
  before coverage;
  after coverage;
  differences integer := 0;
BEGIN
  FOR resident IN SELECT DISTINCT person_id FROM roles WHERE role = 'resident' LOOP
    SELECT * INTO before FROM coverage WHERE resident_id = resident AND form = 'check-in';
    PERFORM app.refresh_coverage(resident);
    SELECT * INTO after FROM coverage WHERE resident_id = resident AND form = 'check-in';
    -- Sessions that have passed since are no difference; a date on record or a first day is.
    IF (before.starts_on, before.last_on) IS DISTINCT FROM (after.starts_on, after.last_on) THEN
      differences := differences + 1;
    END IF;
  END LOOP;
  RETURN differences;
END $$;
--> statement-breakpoint
CREATE FUNCTION app.coverage_after_check_in() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM app.refresh_coverage(NEW.resident_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION app.coverage_after_role() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.role = 'resident' THEN
    PERFORM app.refresh_coverage(NEW.person_id);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION app.coverage_after_session() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.form = 'check-in' THEN
    PERFORM app.refresh_coverage(p.person_id) FROM session_people p WHERE p.session_id = NEW.id AND p.part = 'resident';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION app.coverage_after_seat() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.part = 'resident' AND EXISTS (SELECT FROM sessions s WHERE s.id = NEW.session_id AND s.form = 'check-in') THEN
    PERFORM app.refresh_coverage(NEW.person_id);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER check_ins_coverage AFTER INSERT OR UPDATE ON check_ins FOR EACH ROW EXECUTE FUNCTION app.coverage_after_check_in();
--> statement-breakpoint
CREATE TRIGGER roles_coverage AFTER INSERT OR UPDATE ON roles FOR EACH ROW EXECUTE FUNCTION app.coverage_after_role();
--> statement-breakpoint
CREATE TRIGGER sessions_coverage AFTER UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION app.coverage_after_session();
--> statement-breakpoint
CREATE TRIGGER session_people_coverage AFTER INSERT ON session_people FOR EACH ROW EXECUTE FUNCTION app.coverage_after_seat();
--> statement-breakpoint
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA app FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.recheck_coverage() TO klankbord_worker;
