-- Row 8: a resident keeps a calendar for her own roster, a secretary those of her people. The address is a secret that the application
-- writes and never reads; only the worker, who fetches it, does.
ALTER TABLE roster_feeds ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE roster_feeds FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON roster_feeds FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY worker ON roster_feeds FOR ALL TO klankbord_worker USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY app_read ON roster_feeds FOR SELECT TO klankbord_app
  USING (person_id = (SELECT app.viewer()) OR app.plans_roster_of(person_id));
--> statement-breakpoint
CREATE POLICY app_add ON roster_feeds FOR INSERT TO klankbord_app
  WITH CHECK (made_by_id = (SELECT app.viewer()) AND ended_at IS NULL AND fetched_at IS NULL AND good_at IS NULL AND problem IS NULL
    AND ((person_id = (SELECT app.viewer()) AND (SELECT app.holds('resident'))) OR app.plans_roster_of(person_id)));
--> statement-breakpoint
-- What was ended stays so.
CREATE POLICY app_change ON roster_feeds FOR UPDATE TO klankbord_app
  USING (ended_at IS NULL
    AND ((person_id = (SELECT app.viewer()) AND made_by_id = (SELECT app.viewer()) AND (SELECT app.holds('resident'))) OR app.plans_roster_of(person_id)))
  WITH CHECK ((person_id = (SELECT app.viewer()) AND made_by_id = (SELECT app.viewer()) AND (SELECT app.holds('resident'))) OR app.plans_roster_of(person_id));
--> statement-breakpoint
GRANT SELECT (id, person_id, host, made_by_id, made_at, ended_at, ended_by_id, fetched_at, good_at, good_count, doubted_count, skipped_count, problem,
  problem_since, accepted_drop_at) ON roster_feeds TO klankbord_app;
--> statement-breakpoint
GRANT INSERT ON roster_feeds TO klankbord_app;
--> statement-breakpoint
GRANT UPDATE (ended_at, ended_by_id, accepted_drop_at) ON roster_feeds TO klankbord_app;
--> statement-breakpoint
GRANT SELECT ON roster_feeds TO klankbord_worker;
--> statement-breakpoint
GRANT UPDATE (fetched_at, good_at, read_at, etag, good_count, doubted_count, skipped_count, problem, problem_since, accepted_drop_at) ON roster_feeds TO klankbord_worker;
--> statement-breakpoint
CREATE TRIGGER roster_feeds_signatures BEFORE INSERT OR UPDATE ON roster_feeds FOR EACH ROW EXECUTE FUNCTION app.guard_signatures('made_by_id', 'ended_by_id');
--> statement-breakpoint
-- A secret that nobody needs any more is forgotten.
CREATE FUNCTION app.forget_feed_address() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.ended_at IS NOT NULL THEN
    NEW.address := '';
    NEW.etag := NULL;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER roster_feeds_forget BEFORE UPDATE ON roster_feeds FOR EACH ROW EXECUTE FUNCTION app.forget_feed_address();
--> statement-breakpoint
-- A shift that somebody changes by hand or with a file is no longer the calendar's; nobody makes one look as if it were.
CREATE FUNCTION app.guard_shift_source() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF current_user <> 'klankbord_app' THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.person_id, NEW.starts_at, NEW.ends_at, NEW.kind) IS DISTINCT FROM (OLD.person_id, OLD.starts_at, OLD.ends_at, OLD.kind) THEN
    NEW.feed_id := NULL;
  END IF;
  IF NEW.feed_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.feed_id IS DISTINCT FROM OLD.feed_id) THEN
    RAISE EXCEPTION 'only the worker reads a calendar' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER shifts_source BEFORE INSERT OR UPDATE ON shifts FOR EACH ROW EXECUTE FUNCTION app.guard_shift_source();
--> statement-breakpoint
-- Makes the roster of a person, as far as it is this calendar's and starts at or after `since`, what the calendar says: rows of
-- {starts_at, ends_at, kind}. A shift of another source, or with a noted end, stays as it is, and what would lie over it is left out.
CREATE FUNCTION app.replace_feed_shifts(feed uuid, since timestamptz, given jsonb, OUT added integer, OUT changed integer, OUT removed integer, OUT skipped integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  person uuid;
  maker uuid;
  wanted jsonb;
  kept jsonb;
BEGIN
  SELECT person_id INTO person FROM roster_feeds WHERE id = feed;
  PERFORM pg_advisory_xact_lock(hashtextextended(person::text, 0));
  SELECT made_by_id INTO maker FROM roster_feeds WHERE id = feed AND ended_at IS NULL FOR UPDATE;
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
CREATE FUNCTION app.drop_feed_shifts(feed uuid) RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH gone AS (
    DELETE FROM shifts s USING roster_feeds f
    WHERE f.id = feed AND s.feed_id = f.id AND f.ended_by_id = app.viewer() AND f.ended_at IS NOT NULL
      AND ((f.person_id = app.viewer() AND f.made_by_id = app.viewer() AND app.holds('resident')) OR app.plans_roster_of(f.person_id))
      AND s.starts_at >= app.today()::timestamp AT TIME ZONE 'Europe/Amsterdam' AND s.ended_at IS NULL
    RETURNING s.id
  )
  SELECT count(*)::integer FROM gone
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.forget_feed_address(), app.guard_shift_source(), app.replace_feed_shifts(uuid, timestamptz, jsonb), app.drop_feed_shifts(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.replace_feed_shifts(uuid, timestamptz, jsonb) TO klankbord_worker;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.drop_feed_shifts(uuid) TO klankbord_app;
