DROP FUNCTION app.replace_feed_shifts(uuid, uuid, timestamptz, jsonb);
--> statement-breakpoint
-- A noted end belongs to the shift as it was planned: a calendar that repeats that plan keeps it, one that changes the start or end replaces it.
-- Makes the roster of somebody whom a calendar is about, as far as it is this calendar's and starts at or after `since`, what the calendar says: rows of
-- {starts_at, ends_at, kind}. A shift of another source stays as it is, and what would lie over it is left out.
-- What begins inside a span of `unsure` (rows of {from_at, until_at}) stays unless something is told in its place: the calendar speaks of it, and nobody can say when.
-- A shift with a noted end stays when nothing is told in its place: it was worked.
CREATE FUNCTION app.replace_feed_shifts(feed uuid, person uuid, since timestamptz, given jsonb, unsure jsonb, OUT added integer, OUT changed integer, OUT removed integer, OUT skipped integer)
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
        AND (s.feed_id IS DISTINCT FROM feed OR (s.starts_at < since AND s.starts_at <> t.starts_at))
        AND (s.starts_at = t.starts_at OR (s.kind NOT IN ('leave', 'on-call') AND t.kind NOT IN ('leave', 'on-call')
          AND tstzrange(s.starts_at, s.ends_at) && tstzrange(t.starts_at, t.ends_at)))
      ORDER BY s.starts_at = t.starts_at DESC LIMIT 1
    ) o ON true
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object('starts_at', starts_at, 'ends_at', ends_at, 'kind', kind)) FILTER (WHERE NOT stands), '[]'::jsonb),
    count(*) FILTER (WHERE stands AND NOT known) INTO wanted, skipped FROM judged;
  DELETE FROM shifts s WHERE s.person_id = person AND s.feed_id = feed AND s.starts_at >= since
    AND NOT EXISTS (SELECT FROM jsonb_to_recordset(wanted) AS w (starts_at timestamptz) WHERE w.starts_at = s.starts_at)
    AND (s.ended_at IS NULL AND NOT EXISTS (
        SELECT FROM jsonb_to_recordset(unsure) AS u (from_at timestamptz, until_at timestamptz) WHERE s.starts_at >= u.from_at AND s.starts_at < u.until_at)
      OR s.kind NOT IN ('leave', 'on-call') AND EXISTS (
      SELECT FROM jsonb_to_recordset(wanted) AS w (starts_at timestamptz, ends_at timestamptz, kind text)
      WHERE w.kind NOT IN ('leave', 'on-call') AND tstzrange(w.starts_at, w.ends_at) && tstzrange(s.starts_at, s.ends_at)));
  GET DIAGNOSTICS removed = ROW_COUNT;
  -- Changed ones make place for each other first, and keep their ids.
  WITH gone AS (
    DELETE FROM shifts s USING jsonb_to_recordset(wanted) AS w (starts_at timestamptz, ends_at timestamptz, kind text)
    WHERE s.person_id = person AND s.feed_id = feed AND s.starts_at = w.starts_at AND (s.ends_at, s.kind) IS DISTINCT FROM (w.ends_at, w.kind)
    RETURNING s.id, s.starts_at, s.ends_at, s.ended_at, s.end_noted_at, s.end_noted_by_id
  )
  SELECT coalesce(jsonb_agg(to_jsonb(gone)), '[]'::jsonb), count(*) INTO kept, changed FROM gone;
  INSERT INTO shifts (id, person_id, starts_at, ends_at, kind, feed_id, imported_by_id, ended_at, end_noted_at, end_noted_by_id)
    SELECT coalesce(k.id, gen_random_uuid()), person, w.starts_at, w.ends_at, w.kind, feed, maker, n.ended_at, n.end_noted_at, n.end_noted_by_id
    FROM jsonb_to_recordset(wanted) AS w (starts_at timestamptz, ends_at timestamptz, kind text)
    LEFT JOIN jsonb_to_recordset(kept) AS k (id uuid, starts_at timestamptz) ON k.starts_at = w.starts_at
    LEFT JOIN jsonb_to_recordset(kept) AS n (starts_at timestamptz, ends_at timestamptz, ended_at timestamptz, end_noted_at timestamptz, end_noted_by_id uuid)
      ON n.starts_at = w.starts_at AND n.ends_at = w.ends_at
    WHERE NOT EXISTS (SELECT FROM shifts s WHERE s.person_id = person AND s.starts_at = w.starts_at);
  GET DIAGNOSTICS added = ROW_COUNT;
  added := added - changed;
  IF added + changed + removed > 0 THEN
    INSERT INTO audit (action, subject_id, about) VALUES ('feed.read', feed, ARRAY[person]);
  END IF;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.replace_feed_shifts(uuid, uuid, timestamptz, jsonb, jsonb) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.replace_feed_shifts(uuid, uuid, timestamptz, jsonb, jsonb) TO klankbord_worker;
