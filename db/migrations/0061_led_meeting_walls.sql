-- One meeting for whoever leads it, also who stands in this once and sees nothing else of the group: its group's name, and the members on its day.
CREATE FUNCTION app.led_meeting(wanted uuid) RETURNS TABLE (group_id uuid, name text, form text, facilitator_id uuid, starts_at timestamptz, ends_at timestamptz,
  cancelled_at timestamptz, guide_id uuid, member_ids uuid[], expected uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT g.id, g.name, g.form, g.facilitator_id, s.starts_at, s.ends_at, s.cancelled_at,
    (SELECT p.person_id FROM session_people p WHERE p.session_id = s.id AND p.part = 'guide' AND p.released_at IS NULL LIMIT 1),
    array(SELECT m.person_id FROM group_members m WHERE m.group_id = g.id AND m.from_on <= (s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date
      AND (m.until_on IS NULL OR (s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date < m.until_on)),
    array(SELECT p.person_id FROM session_people p WHERE p.session_id = s.id AND p.part = 'resident' AND p.released_at IS NULL)
  FROM group_meetings m JOIN sessions s ON s.id = m.session_id JOIN groups g ON g.id = m.group_id
  WHERE s.id = wanted AND app.leads_meeting(wanted)
$$;
--> statement-breakpoint
-- The meetings that the viewer has led since then and of which nobody has noted who was there.
CREATE FUNCTION app.meetings_to_note(after_at timestamptz) RETURNS TABLE (session_id uuid, group_id uuid, name text, starts_at timestamptz, ends_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT s.id, g.id, g.name, s.starts_at, s.ends_at
  FROM session_people p JOIN sessions s ON s.id = p.session_id JOIN group_meetings m ON m.session_id = s.id JOIN groups g ON g.id = m.group_id
  WHERE p.person_id = app.viewer() AND p.part = 'guide' AND p.released_at IS NULL AND s.cancelled_at IS NULL AND s.starts_at > after_at AND s.starts_at <= now()
    AND NOT EXISTS (SELECT FROM attendance a WHERE a.session_id = s.id)
  ORDER BY s.starts_at
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.led_meeting(uuid), app.meetings_to_note(timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.led_meeting(uuid), app.meetings_to_note(timestamptz) TO klankbord_app;
