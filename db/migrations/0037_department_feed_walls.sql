-- Row 8: a calendar can be a department's; then it is a matter of its secretaries. What a code means counts in calendars too, so the worker
-- who reads them sees the table.
DROP POLICY app_read ON roster_feeds;
--> statement-breakpoint
DROP POLICY app_add ON roster_feeds;
--> statement-breakpoint
DROP POLICY app_change ON roster_feeds;
--> statement-breakpoint
CREATE POLICY app_read ON roster_feeds FOR SELECT TO klankbord_app
  USING (person_id = (SELECT app.viewer()) OR app.plans_roster_of(person_id) OR department_id = ANY ((SELECT app.my_departments('secretary'))::uuid[]));
--> statement-breakpoint
CREATE POLICY app_add ON roster_feeds FOR INSERT TO klankbord_app
  WITH CHECK (made_by_id = (SELECT app.viewer()) AND ended_at IS NULL AND fetched_at IS NULL AND good_at IS NULL AND problem IS NULL
    AND ((person_id = (SELECT app.viewer()) AND (SELECT app.holds('resident'))) OR app.plans_roster_of(person_id) OR department_id = ANY ((SELECT app.my_departments('secretary'))::uuid[])));
--> statement-breakpoint
-- What was ended stays so.
CREATE POLICY app_change ON roster_feeds FOR UPDATE TO klankbord_app
  USING (ended_at IS NULL AND ((person_id = (SELECT app.viewer()) AND made_by_id = (SELECT app.viewer()) AND (SELECT app.holds('resident'))) OR app.plans_roster_of(person_id) OR department_id = ANY ((SELECT app.my_departments('secretary'))::uuid[])))
  WITH CHECK ((person_id = (SELECT app.viewer()) AND made_by_id = (SELECT app.viewer()) AND (SELECT app.holds('resident'))) OR app.plans_roster_of(person_id) OR department_id = ANY ((SELECT app.my_departments('secretary'))::uuid[]));
--> statement-breakpoint
GRANT SELECT (department_id) ON roster_feeds TO klankbord_app;
--> statement-breakpoint
CREATE POLICY worker_read ON shift_codes FOR SELECT TO klankbord_worker USING (true);
--> statement-breakpoint
GRANT SELECT ON shift_codes TO klankbord_worker;
--> statement-breakpoint
DROP FUNCTION app.replace_feed_shifts(uuid, timestamptz, jsonb);
--> statement-breakpoint
-- Makes the roster of somebody whom a calendar is about, as far as it is this calendar's and starts at or after `since`, what the calendar says: rows of
-- {starts_at, ends_at, kind}. A shift of another source, or with a noted end, stays as it is, and what would lie over it is left out.
CREATE FUNCTION app.replace_feed_shifts(feed uuid, person uuid, since timestamptz, given jsonb, OUT added integer, OUT changed integer, OUT removed integer, OUT skipped integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  maker uuid;
  wanted jsonb;
  kept jsonb;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(person::text, 0));
  SELECT made_by_id INTO maker FROM roster_feeds f WHERE id = feed AND ended_at IS NULL
    AND (f.person_id = person OR person = ANY (app.people_in(ARRAY[f.department_id])) OR person = ANY (app.residents_of(ARRAY[f.department_id]))) FOR UPDATE;
  IF maker IS NULL THEN
    RETURN;
  END IF;
  -- What an ended calendar left behind is this one's now: a new address is mostly that of the same calendar.
  UPDATE shifts s SET feed_id = feed FROM roster_feeds f
    WHERE s.person_id = person AND f.id = s.feed_id AND f.ended_at IS NOT NULL AND s.starts_at >= since;
  WITH told AS (SELECT * FROM jsonb_to_recordset(given) AS r (starts_at timestamptz, ends_at timestamptz, kind text)),
  judged AS (
    SELECT t.*, o.id IS NOT NULL AS stands, coalesce(o.starts_at = t.starts_at AND (o.feed_id = feed OR o.ends_at = t.ends_at), false) AS known
    FROM told t LEFT JOIN LATERAL (
      SELECT s.id, s.starts_at, s.ends_at, s.feed_id FROM shifts s
      WHERE s.person_id = person
        AND (s.feed_id IS DISTINCT FROM feed OR s.ended_at IS NOT NULL OR (s.starts_at < since AND s.starts_at <> t.starts_at))
        AND (s.starts_at = t.starts_at OR (s.kind NOT IN ('leave', 'on-call') AND t.kind NOT IN ('leave', 'on-call')
          AND tstzrange(s.starts_at, s.ends_at) && tstzrange(t.starts_at, t.ends_at)))
      ORDER BY s.starts_at = t.starts_at DESC LIMIT 1
    ) o ON true
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object('starts_at', starts_at, 'ends_at', ends_at, 'kind', kind)) FILTER (WHERE NOT stands), '[]'::jsonb),
    count(*) FILTER (WHERE stands AND NOT known) INTO wanted, skipped FROM judged;
  DELETE FROM shifts s WHERE s.feed_id = feed AND s.starts_at >= since AND s.ended_at IS NULL
    AND NOT EXISTS (SELECT FROM jsonb_to_recordset(wanted) AS w (starts_at timestamptz) WHERE w.starts_at = s.starts_at);
  GET DIAGNOSTICS removed = ROW_COUNT;
  -- Changed ones make place for each other first, and keep their ids.
  WITH gone AS (
    DELETE FROM shifts s USING jsonb_to_recordset(wanted) AS w (starts_at timestamptz, ends_at timestamptz, kind text)
    WHERE s.feed_id = feed AND s.ended_at IS NULL AND s.starts_at = w.starts_at AND (s.ends_at, s.kind) IS DISTINCT FROM (w.ends_at, w.kind)
    RETURNING s.id, s.starts_at
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'starts_at', starts_at)), '[]'::jsonb), count(*) INTO kept, changed FROM gone;
  INSERT INTO shifts (id, person_id, starts_at, ends_at, kind, feed_id, imported_by_id)
    SELECT coalesce(k.id, gen_random_uuid()), person, w.starts_at, w.ends_at, w.kind, feed, maker
    FROM jsonb_to_recordset(wanted) AS w (starts_at timestamptz, ends_at timestamptz, kind text)
    LEFT JOIN jsonb_to_recordset(kept) AS k (id uuid, starts_at timestamptz) ON k.starts_at = w.starts_at
    WHERE NOT EXISTS (SELECT FROM shifts s WHERE s.person_id = person AND s.starts_at = w.starts_at);
  GET DIAGNOSTICS added = ROW_COUNT;
  added := added - changed;
  IF added + changed + removed > 0 THEN
    INSERT INTO audit (action, subject_id, about) VALUES ('feed.read', feed, ARRAY[person]);
  END IF;
END $$;
--> statement-breakpoint
-- Takes what an ended calendar planned from today on out of the roster, for whoever ended it; a noted end stays.
CREATE OR REPLACE FUNCTION app.drop_feed_shifts(feed uuid) RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH gone AS (
    DELETE FROM shifts s USING roster_feeds f
    WHERE f.id = feed AND s.feed_id = f.id AND f.ended_by_id = app.viewer() AND f.ended_at IS NOT NULL
      AND ((f.person_id = app.viewer() AND f.made_by_id = app.viewer() AND app.holds('resident')) OR app.plans_roster_of(f.person_id)
        OR f.department_id = ANY (app.my_departments('secretary')))
      AND s.starts_at >= app.today()::timestamp AT TIME ZONE 'Europe/Amsterdam' AND s.ended_at IS NULL
    RETURNING s.id
  )
  SELECT count(*)::integer FROM gone
$$;
--> statement-breakpoint
-- Who have shifts of this calendar from today on, and how many: what a copy is held against before it is believed.
CREATE FUNCTION app.feed_people(feed uuid) RETURNS TABLE (person_id uuid, shift_count integer) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT s.person_id, count(*)::integer FROM shifts s
  WHERE s.feed_id = feed AND s.starts_at >= app.today()::timestamp AT TIME ZONE 'Europe/Amsterdam' GROUP BY s.person_id
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.replace_feed_shifts(uuid, uuid, timestamptz, jsonb), app.feed_people(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.replace_feed_shifts(uuid, uuid, timestamptz, jsonb), app.feed_people(uuid) TO klankbord_worker;
